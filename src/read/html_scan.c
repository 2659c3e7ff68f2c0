#define _GNU_SOURCE /* memmem */
#include "read/html_scan.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "read/text_builder.h"

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

void dm_html_begin(dm_html_scan *scan, const char *bytes, size_t size) {
  *scan = (dm_html_scan){.bytes = bytes, .size = size};
}

/* Offset behind the first `mark` at or after `at`, or the end of the source. */
static size_t behind(const dm_html_scan *scan, size_t at, const char *mark) {
  const char *found = memmem(scan->bytes + at, scan->size - at, mark, strlen(mark));
  return found ? (size_t)(found - scan->bytes) + strlen(mark) : scan->size;
}

/* Offset behind the '>' that ends the tag whose name ends at `at`, quoted values passed over. */
static size_t tag_end(const dm_html_scan *scan, size_t at) {
  const char *s = scan->bytes;
  bool value = false; /* a quote opens a value only after '=' */
  for (; at < scan->size; at++) {
    if (s[at] == '>') return at + 1;
    if (value && (s[at] == '"' || s[at] == '\'')) {
      const char *close = memchr(s + at + 1, s[at], scan->size - at - 1);
      if (!close) return scan->size;
      at = (size_t)(close - s);
    }
    if (!is_blank(s[at])) value = s[at] == '=';
  }
  return scan->size;
}

/* A tag at bytes[at] == '<'; false if it is text. */
static bool scan_tag(dm_html_scan *scan, dm_html_event *event) {
  const char *s = scan->bytes;
  size_t at = scan->at + 1;
  event->kind = DM_HTML_OPEN;
  if (at < scan->size && s[at] == '/') {
    event->kind = DM_HTML_CLOSE;
    at++;
  }
  if (at >= scan->size || !is_letter(s[at])) return false;
  size_t length = 0;
  for (; at < scan->size && (is_letter(s[at]) || is_digit(s[at])); at++)
    if (length + 1 < sizeof event->name) event->name[length++] = lower(s[at]);
  event->name[length] = 0;
  if (!htmlTagLookup((const xmlChar *)event->name)) {
    if (scan->strict) return false;
    event->name[0] = 0;
  }
  event->end = tag_end(scan, at);
  if (event->kind == DM_HTML_OPEN && (!strcmp(event->name, "script") || !strcmp(event->name, "style")))
    memcpy(scan->raw, event->name, sizeof scan->raw);
  return true;
}

/* "&#x000A;" or "&#10;": the digits' value, or -1 if there are none. */
static int64_t number(const dm_html_scan *scan, size_t *at) {
  const char *s = scan->bytes;
  size_t i = *at;
  bool hex = i < scan->size && lower(s[i]) == 'x';
  if (hex) i++;
  size_t first = i;
  int64_t value = 0;
  for (; i < scan->size; i++) {
    char c = lower(s[i]);
    int digit = is_digit(c) ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) break;
    if (value < 0x110000) value = value * (hex ? 16 : 10) + digit;
  }
  if (i == first) return -1;
  *at = i;
  return value;
}

/* The character a number names: C1 controls are Windows-1252 in practice, NUL and CR cannot stand in a
 * text. */
static uint32_t character(int64_t value) {
  if (value >= 0x80 && value < 0xA0) return dm_windows_1252((unsigned char)value);
  if (value == '\r') return ' ';
  return value == 0 || value > 0x10FFFF ? 0xFFFD : (uint32_t)value;
}

/* An entity at bytes[at] == '&'; false if it is text. A name needs its semicolon: cables have
 * "R&D" and the damaged quotes "&...8". */
static bool scan_entity(dm_html_scan *scan, dm_html_event *event) {
  const char *s = scan->bytes;
  size_t at = scan->at + 1;
  if (at < scan->size && s[at] == '#') {
    at++;
    int64_t value = number(scan, &at);
    if (value < 0) return false;
    event->code = character(value);
    event->end = at < scan->size && s[at] == ';' ? at + 1 : at;
    return true;
  }
  char name[12];
  size_t length = 0;
  for (; at < scan->size && length + 1 < sizeof name && (is_letter(s[at]) || is_digit(s[at])); at++)
    name[length++] = s[at];
  name[length] = 0;
  if (!length || at >= scan->size || s[at] != ';') return false;
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  event->code = entity ? entity->value : !strcmp(name, "apos") ? '\'' : 0;
  event->end = at + 1;
  return event->code != 0;
}

/* Passes over <script> and <style> content; scan->at is then at the closing tag or at the end. */
static void skip_raw(dm_html_scan *scan) {
  size_t length = strlen(scan->raw);
  while (scan->at < scan->size) {
    scan->at = behind(scan, scan->at, "</");
    if (scan->size - scan->at >= length && !strncasecmp(scan->bytes + scan->at, scan->raw, length)) {
      scan->at -= 2;
      break;
    }
  }
  scan->raw[0] = 0;
}

/* Passes over a comment, declaration or processing instruction at `at`. */
static bool skip_declaration(dm_html_scan *scan) {
  const char *s = scan->bytes + scan->at;
  size_t left = scan->size - scan->at;
  if (left < 2 || (s[1] != '!' && s[1] != '?')) return false;
  bool comment = left >= 4 && !memcmp(s, "<!--", 4);
  scan->at = comment ? behind(scan, scan->at + 4, "-->") : behind(scan, scan->at, ">");
  return true;
}

static size_t text_end(const dm_html_scan *scan, size_t at) {
  while (at < scan->size && scan->bytes[at] != '<' && scan->bytes[at] != '&') at++;
  return at;
}

dm_html_event dm_html_next(dm_html_scan *scan) {
  if (scan->raw[0]) skip_raw(scan);
  while (scan->at < scan->size && scan->bytes[scan->at] == '<' && skip_declaration(scan)) continue;
  dm_html_event event = {.kind = DM_HTML_END, .begin = scan->at, .end = scan->at};
  if (scan->at >= scan->size) return event;
  char c = scan->bytes[scan->at];
  if (c == '&' && scan_entity(scan, &event))
    event.kind = DM_HTML_ENTITY;
  else if (c != '<' || !scan_tag(scan, &event)) {
    event.kind = DM_HTML_TEXT;
    event.end = text_end(scan, scan->at + 1);
  }
  scan->at = event.end;
  return event;
}

static size_t skip_blanks(const char *s, size_t at, size_t end) {
  while (at < end && is_blank(s[at])) at++;
  return at;
}

/* Reads the value behind '=' at `at`; returns the offset behind it. */
static size_t attribute_value(const char *s, size_t at, size_t limit, size_t *begin, size_t *end) {
  at = skip_blanks(s, at + 1, limit);
  char quote = at < limit && (s[at] == '"' || s[at] == '\'') ? s[at] : 0;
  if (quote) at++;
  *begin = at;
  while (at < limit && (quote ? s[at] != quote : !is_blank(s[at]) && s[at] != '>')) at++;
  *end = at;
  return quote && at < limit ? at + 1 : at;
}

bool dm_html_attribute(const dm_html_scan *scan, const dm_html_event *tag, const char *name, size_t *begin,
                       size_t *end) {
  const char *s = scan->bytes;
  size_t length = strlen(name), at = tag->begin;
  while (at < tag->end && !is_blank(s[at])) at++; /* the tag's own name */
  while ((at = skip_blanks(s, at, tag->end)) < tag->end) {
    size_t key = at;
    while (at < tag->end && !is_blank(s[at]) && s[at] != '=' && s[at] != '>') at++;
    bool wanted = at - key == length && !strncasecmp(s + key, name, length);
    *begin = *end = at;
    at = skip_blanks(s, at, tag->end);
    if (at < tag->end && s[at] == '=')
      at = attribute_value(s, at, tag->end, begin, end);
    else if (at == key)
      at++; /* '>' or a stray '=' */
    if (wanted) return true;
  }
  return false;
}
