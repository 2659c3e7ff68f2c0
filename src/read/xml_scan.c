#define _GNU_SOURCE /* memmem */
#include "read/xml_scan.h"

#include <string.h>

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_name(char c) {
  return is_blank(c) || c == '/' || c == '>' || c == '=' || c == '<' || c == '"' || c == '\'';
}

void dm_xml_begin(dm_xml_scan *scan, const char *bytes, size_t size) {
  *scan = (dm_xml_scan){.bytes = bytes, .size = size};
}

static dm_xml_event fail(dm_xml_scan *scan, const char *message) {
  scan->error = message;
  return (dm_xml_event){.kind = DM_XML_END, .begin = scan->at, .end = scan->at};
}

static bool at_mark(const dm_xml_scan *scan, const char *mark) {
  size_t size = strlen(mark);
  return scan->size - scan->at >= size && !memcmp(scan->bytes + scan->at, mark, size);
}

/* Offset of the first `mark` at or after `at`; scan->size if there is none. */
static size_t find(const dm_xml_scan *scan, size_t at, const char *mark) {
  const char *found = memmem(scan->bytes + at, scan->size - at, mark, strlen(mark));
  return found ? (size_t)(found - scan->bytes) : scan->size;
}

/* Passes over comments, processing instructions and a DOCTYPE. False if one does not end. */
static bool skip_declarations(dm_xml_scan *scan) {
  for (;;) {
    const char *end;
    if (at_mark(scan, "<!--"))
      end = "-->";
    else if (at_mark(scan, "<?"))
      end = "?>";
    else if (at_mark(scan, "<!DOCTYPE"))
      end = ">";
    else
      return true;
    size_t found = find(scan, scan->at + 2, end);
    if (found == scan->size) return false;
    scan->at = found + strlen(end);
  }
}

/* Reads past the attributes of an opening tag; the offset of its '>' or "/>", scan->size if it has none. */
static size_t attributes_end(const dm_xml_scan *scan, size_t at) {
  const char *s = scan->bytes;
  while (at < scan->size && s[at] != '>' && s[at] != '<') {
    if (s[at] == '"' || s[at] == '\'') {
      const char *quote = memchr(s + at + 1, s[at], scan->size - at - 1);
      if (!quote) return scan->size;
      at = (size_t)(quote - s);
    }
    at++;
  }
  if (at >= scan->size || s[at] == '<') return scan->size;
  return s[at - 1] == '/' ? at - 1 : at;
}

static dm_xml_event open_tag(dm_xml_scan *scan) {
  dm_xml_event tag = {.kind = DM_XML_OPEN, .begin = scan->at, .name = scan->at + 1};
  size_t at = tag.name;
  while (at < scan->size && !ends_name(scan->bytes[at])) at++;
  tag.name_size = at - tag.name;
  if (!tag.name_size) return fail(scan, "a tag without a name");
  at = attributes_end(scan, at);
  if (at >= scan->size) return fail(scan, "a tag that does not end");
  if (scan->depth == DM_XML_DEPTH) return fail(scan, "elements more than 128 deep");
  scan->names[scan->depth++] = tag.name;
  scan->empty = scan->bytes[at] == '/';
  scan->at = tag.end = at + (scan->empty ? 2 : 1);
  return tag;
}

static dm_xml_event close_tag(dm_xml_scan *scan) {
  dm_xml_event tag = {.kind = DM_XML_CLOSE, .begin = scan->at, .name = scan->at + 2};
  size_t at = tag.name;
  while (at < scan->size && !ends_name(scan->bytes[at])) at++;
  tag.name_size = at - tag.name;
  while (at < scan->size && is_blank(scan->bytes[at])) at++;
  if (at >= scan->size || scan->bytes[at] != '>') return fail(scan, "a closing tag that does not end");
  if (!scan->depth) return fail(scan, "a closing tag too many");
  const char *opened = scan->bytes + scan->names[scan->depth - 1];
  if (memcmp(opened, scan->bytes + tag.name, tag.name_size) || !ends_name(opened[tag.name_size]))
    return fail(scan, "a closing tag that does not match");
  scan->depth--;
  scan->at = tag.end = at + 1;
  return tag;
}

static dm_xml_event close_empty(dm_xml_scan *scan) {
  size_t name = scan->names[--scan->depth], end = name;
  while (!ends_name(scan->bytes[end])) end++;
  scan->empty = false;
  return (dm_xml_event){
      .kind = DM_XML_CLOSE, .begin = scan->at, .end = scan->at, .name = name, .name_size = end - name};
}

static dm_xml_event cdata(dm_xml_scan *scan) {
  dm_xml_event text = {.kind = DM_XML_TEXT, .begin = scan->at + strlen("<![CDATA[")};
  text.end = find(scan, text.begin, "]]>");
  if (text.end == scan->size) return fail(scan, "a CDATA section that does not end");
  scan->at = text.end + 3;
  return text;
}

/* The character that name[size] (between & and ;) stands for, 0 if none. */
static uint32_t character(const char *name, size_t size) {
  static const struct {
    const char *name;
    uint32_t code;
  } NAMED[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
    if (strlen(NAMED[i].name) == size && !memcmp(NAMED[i].name, name, size)) return NAMED[i].code;
  if (size < 2 || name[0] != '#') return 0;
  bool hex = name[1] == 'x';
  uint32_t code = 0;
  for (size_t i = hex ? 2 : 1; i < size; i++) {
    char c = name[i] | 0x20;
    int digit = name[i] >= '0' && name[i] <= '9' ? name[i] - '0'
                : hex && c >= 'a' && c <= 'f'    ? c - 'a' + 10
                                                 : -1;
    if (digit < 0 || code > 0x10FFFF) return 0;
    code = code * (hex ? 16 : 10) + (uint32_t)digit;
  }
  return code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : code;
}

static dm_xml_event entity(dm_xml_scan *scan) {
  dm_xml_event event = {.kind = DM_XML_ENTITY, .begin = scan->at};
  size_t left = scan->size - scan->at, look = left < 16 ? left : 16;
  const char *name = scan->bytes + scan->at + 1, *end = memchr(name, ';', look - 1);
  event.code = end ? character(name, (size_t)(end - name)) : 0;
  event.end = event.code ? (size_t)(end - scan->bytes) + 1 : event.begin + 1;
  if (!event.code) event.kind = DM_XML_TEXT; /* "R&D": not XML, but plain enough */
  scan->at = event.end;
  return event;
}

dm_xml_event dm_xml_next(dm_xml_scan *scan) {
  if (scan->error) return fail(scan, scan->error);
  if (scan->empty) return close_empty(scan);
  if (!skip_declarations(scan)) return fail(scan, "a comment or declaration that does not end");
  if (scan->at >= scan->size) return fail(scan, scan->depth ? "the file ends inside an element" : NULL);
  if (at_mark(scan, "<![CDATA[")) return cdata(scan);
  if (at_mark(scan, "</")) return close_tag(scan);
  if (scan->bytes[scan->at] == '<') return open_tag(scan);
  if (scan->bytes[scan->at] == '&') return entity(scan);
  dm_xml_event text = {.kind = DM_XML_TEXT, .begin = scan->at};
  while (scan->at < scan->size && scan->bytes[scan->at] != '<' && scan->bytes[scan->at] != '&') scan->at++;
  text.end = scan->at;
  return text;
}

bool dm_xml_is(const dm_xml_scan *scan, const dm_xml_event *tag, const char *name) {
  return strlen(name) == tag->name_size && !memcmp(scan->bytes + tag->name, name, tag->name_size);
}

bool dm_xml_attribute(const dm_xml_scan *scan, const dm_xml_event *tag, const char *name, size_t *begin,
                      size_t *end) {
  const char *s = scan->bytes;
  size_t length = strlen(name), at = tag->name + tag->name_size;
  while (at < tag->end) {
    while (at < tag->end && ends_name(s[at])) at++;
    size_t key = at;
    while (at < tag->end && !ends_name(s[at])) at++;
    bool wanted = at - key == length && !memcmp(s + key, name, length);
    while (at < tag->end && s[at] != '"' && s[at] != '\'') at++;
    if (at >= tag->end) return false;
    char quote = s[at];
    *begin = ++at;
    while (at < tag->end && s[at] != quote) at++;
    *end = at++;
    if (wanted) return true;
  }
  return false;
}

bool dm_xml_attribute_is(const dm_xml_scan *scan, const dm_xml_event *tag, const char *name,
                         const char *value) {
  size_t begin, end;
  return dm_xml_attribute(scan, tag, name, &begin, &end) && end - begin == strlen(value) &&
         !memcmp(scan->bytes + begin, value, end - begin);
}
