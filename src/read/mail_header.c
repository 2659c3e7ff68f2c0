#include "read/mail_header.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "read/mail_decode.h"

enum { LONGEST_WORD = 1000 }; /* of encoded text; RFC 2047 allows 75, mailers do not keep to it */

static size_t line_end(const char *bytes, size_t at, size_t to) {
  const char *end = memchr(bytes + at, '\n', to - at);
  return end ? (size_t)(end - bytes) + 1 : to;
}

static bool is_empty_line(const char *bytes, size_t at, size_t end) {
  return at == end || bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == end || bytes[at + 1] == '\n'));
}

size_t dm_mail_header_end(const char *bytes, size_t from, size_t to) {
  while (from < to) {
    size_t end = line_end(bytes, from, to);
    if (is_empty_line(bytes, from, end)) return end;
    from = end;
  }
  return to;
}

dm_mail_value dm_mail_find(const char *bytes, size_t from, size_t to, const char *name) {
  size_t length = strlen(name);
  while (from < to) {
    size_t end = line_end(bytes, from, to);
    bool found = end - from > length && bytes[from + length] == ':' && !strncasecmp(bytes + from, name, length);
    while (found && end < to && (bytes[end] == ' ' || bytes[end] == '\t')) end = line_end(bytes, end, to);
    if (found) {
      from += length + 1;
      while (from < end && strchr(" \t\r\n", bytes[from]) && bytes[from]) from++;
      while (end > from && strchr(" \t\r\n", bytes[end - 1]) && bytes[end - 1]) end--;
      return (dm_mail_value){from, end};
    }
    from = end;
  }
  return (dm_mail_value){0, 0};
}

bool dm_mail_is(const char *bytes, dm_mail_value value, const char *word) {
  size_t length = strlen(word);
  return value.end - value.begin >= length && !strncasecmp(bytes + value.begin, word, length);
}

void dm_mail_parameter(const char *bytes, dm_mail_value value, const char *name, char *out, size_t room) {
  size_t length = strlen(name), at = value.begin, size = 0;
  out[0] = 0;
  for (; at + length < value.end; at++) {
    bool starts = at > value.begin && (strchr("; \t\r\n", bytes[at - 1]) && bytes[at - 1]);
    if (starts && bytes[at + length] == '=' && !strncasecmp(bytes + at, name, length)) break;
  }
  if (at + length >= value.end) return;
  at += length + 1;
  bool quoted = at < value.end && bytes[at] == '"';
  if (quoted) at++;
  for (; at < value.end && size + 1 < room; at++) {
    if (quoted ? bytes[at] == '"' : strchr("; \t\r\n", bytes[at]) != NULL) break;
    out[size++] = bytes[at];
  }
  out[size] = 0;
}

/* "=?charset?Q?text?=" at bytes[at]; returns the offset behind it, 0 if it is none. */
static size_t encoded_word(const dm_text_builder *b, size_t at, size_t to, char *charset, size_t room,
                           size_t *text, bool *base64) {
  const char *s = b->bytes, *mark;
  size_t size = 0;
  if (to - at < 8 || s[at] != '=' || s[at + 1] != '?') return 0;
  for (at += 2; at < to && s[at] != '?' && size + 1 < room; at++) charset[size++] = s[at];
  charset[size] = 0;
  if (to - at < 3 || s[at] != '?' || s[at + 2] != '?') return 0;
  *base64 = s[at + 1] == 'B' || s[at + 1] == 'b';
  *text = at + 3;
  if (to - *text > LONGEST_WORD) to = *text + LONGEST_WORD;
  for (mark = s + *text; (size_t)(mark - s) + 1 < to; mark++) {
    if (mark[0] == '?' && mark[1] == '=') return (size_t)(mark - s) + 2;
    if (*mark == ' ' || *mark == '\n') return 0;
  }
  return 0;
}

static void show_word(dm_text_builder *b, size_t at, size_t end, const char *charset, size_t text,
                      bool base64) {
  dm_document *raw = dm_document_new(""), *clear = dm_document_new("");
  if (!raw || !clear) dm_out_of_memory(sizeof *raw);
  dm_text_builder to_raw, to_clear;
  dm_text_begin(&to_raw, raw, b->bytes, b->size, 0, end - at);
  if (base64)
    dm_mail_base64(&to_raw, text, end - 2);
  else
    dm_mail_quoted_printable(&to_raw, text, end - 2, true);
  dm_text_begin(&to_clear, clear, raw->text, raw->text_size, 0, raw->text_size);
  if (dm_mail_is_plain(charset) || !dm_mail_convert(&to_clear, 0, raw->text_size, charset))
    dm_text_decode(&to_clear, 0, raw->text_size);
  dm_text_put(b, clear->text, clear->text_size, at, end);
  dm_document_free(raw);
  dm_document_free(clear);
}

void dm_mail_show(dm_text_builder *b, dm_mail_value value) {
  const char *s = b->bytes;
  size_t copied = value.begin, at = value.begin;
  bool after_word = false; /* blanks between two encoded words are not shown */
  while (at < value.end) {
    char charset[32];
    size_t text, end;
    bool base64;
    if (s[at] == '\r' || s[at] == '\n' || s[at] == '\t' || s[at] == ' ') {
      size_t blank = at;
      while (at < value.end && strchr("\r\n\t ", s[at]) && s[at]) at++;
      bool word = encoded_word(b, at, value.end, charset, sizeof charset, &text, &base64) > 0;
      if (at - blank == 1 && s[blank] == ' ' && !(after_word && word)) continue; /* copied as it is */
      dm_text_decode(b, copied, blank);
      if (!(after_word && word)) dm_text_put(b, " ", 1, blank, at);
      copied = at;
    } else if ((end = encoded_word(b, at, value.end, charset, sizeof charset, &text, &base64))) {
      dm_text_decode(b, copied, at);
      show_word(b, at, end, charset, text, base64);
      at = copied = end;
      after_word = true;
    } else {
      after_word = false;
      at++;
    }
  }
  dm_text_decode(b, copied, value.end);
}
