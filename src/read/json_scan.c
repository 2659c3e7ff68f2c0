#include "read/json_scan.h"

#include <string.h>

static void blanks(dm_json_scan *s) {
  while (s->at < s->size && (s->bytes[s->at] == ' ' || (s->bytes[s->at] >= '\t' && s->bytes[s->at] <= '\r')))
    s->at++;
}

static bool fail(dm_json_scan *s, const char *message) {
  if (!s->error) s->error = message;
  return false;
}

static bool take(dm_json_scan *s, char c) {
  blanks(s);
  if (s->error || s->at >= s->size || s->bytes[s->at] != c) return false;
  s->at++;
  return true;
}

bool dm_json_enter(dm_json_scan *s, char bracket) {
  return take(s, bracket) || fail(s, bracket == '{' ? "an object was expected" : "a list was expected");
}

bool dm_json_next(dm_json_scan *s, bool first) {
  if (take(s, '}') || take(s, ']')) return false;
  if (!first && !take(s, ',')) return fail(s, "a comma or the end of a list was expected");
  return !s->error;
}

bool dm_json_take_string(dm_json_scan *s, dm_json_string *string) {
  if (!take(s, '"')) return fail(s, "a string was expected");
  string->begin = s->at;
  while (s->at < s->size && s->bytes[s->at] != '"') s->at += s->bytes[s->at] == '\\' ? 2 : 1;
  if (s->at >= s->size) {
    s->at = s->size;
    return fail(s, "a string that does not end");
  }
  string->end = s->at++;
  return true;
}

bool dm_json_take_key(dm_json_scan *s, dm_json_string *key) {
  return dm_json_take_string(s, key) && (take(s, ':') || fail(s, "a colon was expected"));
}

bool dm_json_take_number(dm_json_scan *s, uint32_t *number) {
  uint64_t value = 0;
  blanks(s);
  size_t first = s->at;
  for (; s->at < s->size && s->bytes[s->at] >= '0' && s->bytes[s->at] <= '9'; s->at++)
    if (value <= UINT32_MAX) value = value * 10 + (uint64_t)(s->bytes[s->at] - '0');
  if (s->at == first || value > UINT32_MAX) return fail(s, "a whole number was expected");
  *number = (uint32_t)value;
  return !s->error;
}

/* Passes over brackets without recursion: the kinds need not match for what is not looked at. */
void dm_json_skip(dm_json_scan *s) {
  dm_json_string string;
  size_t depth = 0;
  do {
    blanks(s);
    if (s->error) return;
    char c = s->at < s->size ? s->bytes[s->at] : 0;
    if (!c) {
      fail(s, "a value that does not end");
    } else if (c == '"') {
      dm_json_take_string(s, &string);
    } else if (c == '{' || c == '[') {
      depth++;
      s->at++;
    } else if (c == '}' || c == ']') {
      if (!depth--) fail(s, "a value was expected");
      s->at++;
    } else {
      size_t from = s->at;
      while (s->at < s->size && !strchr(" \t\r\n{}[]\"", s->bytes[s->at]) && (depth || s->bytes[s->at] != ','))
        s->at++;
      if (s->at == from) fail(s, "a value was expected");
    }
  } while (depth);
}

bool dm_json_is(const dm_json_scan *s, dm_json_string string, const char *text) {
  return string.end - string.begin == strlen(text) &&
         !memcmp(s->bytes + string.begin, text, string.end - string.begin);
}

/* The four digits of \uXXXX at `at`; -1 if they are none. */
static int32_t unit(const char *s, size_t at, size_t end) {
  int32_t value = 0;
  if (end - at < 4) return -1;
  for (size_t i = at; i < at + 4; i++) {
    char c = s[i] | 0x20;
    int digit = s[i] >= '0' && s[i] <= '9' ? s[i] - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

/* The character of the escape at bytes[at] == '\\'; *next is behind it. */
static uint32_t escape(const char *s, size_t at, size_t end, size_t *next) {
  static const char NAMES[] = "bfnrt", VALUES[] = "\b\f\n\r\t";
  *next = at + 2 < end ? at + 2 : end;
  if (at + 1 >= end) return 0xFFFD;
  const char *name = s[at + 1] ? strchr(NAMES, s[at + 1]) : NULL;
  if (name) return (uint32_t)VALUES[name - NAMES];
  if (s[at + 1] != 'u') return (unsigned char)s[at + 1] < 0x80 ? (uint32_t)s[at + 1] : 0xFFFD;
  int32_t high = unit(s, at + 2, end), low;
  if (high < 0) return 0xFFFD;
  *next = at + 6;
  if (high < 0xD800 || high > 0xDBFF || end - at < 12 || s[at + 6] != '\\' || s[at + 7] != 'u')
    return (uint32_t)high;
  low = unit(s, at + 8, end);
  if (low < 0xDC00 || low > 0xDFFF) return 0xFFFD;
  *next = at + 12;
  return 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

void dm_json_decode(dm_text_builder *b, dm_json_string string) {
  for (size_t at = string.begin; at < string.end;) {
    const char *slash = memchr(b->bytes + at, '\\', string.end - at);
    size_t stop = slash ? (size_t)(slash - b->bytes) : string.end;
    dm_text_decode(b, at, stop);
    at = stop;
    if (!slash) return;
    uint32_t code = escape(b->bytes, stop, string.end, &at);
    dm_text_put_code(b, code ? code : 0xFFFD, stop, at);
  }
}
