#include "write/json.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

static const char *short_escape(unsigned char c) {
  switch (c) {
  case '"': return "\\\"";
  case '\\': return "\\\\";
  case '\n': return "\\n";
  case '\r': return "\\r";
  case '\t': return "\\t";
  case '\b': return "\\b";
  case '\f': return "\\f";
  default: return NULL;
  }
}

static bool plain(unsigned char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* One code point that is not plain; returns its length. */
static uint32_t add_other(dm_buffer *out, const char *text, size_t size, size_t at) {
  const char *escape = short_escape((unsigned char)text[at]);
  if (escape) {
    dm_buffer_puts(out, escape);
    return 1;
  }
  uint32_t code;
  uint32_t length = dm_utf8_decode(text, size, at, &code);
  if (code < 0xA0 || code == 0x2028 || code == 0x2029) {
    dm_buffer_printf(out, "\\u%04x", code);
  } else {
    char bytes[4];
    dm_buffer_add(out, bytes, dm_utf8_encode(code, bytes));
  }
  return length;
}

void dm_json_string(dm_buffer *out, const char *text, size_t size) {
  dm_buffer_putc(out, '"');
  for (size_t at = 0; at < size;) {
    size_t run = at;
    while (run < size && plain((unsigned char)text[run])) run++;
    dm_buffer_add(out, text + at, run - at);
    at = run;
    if (at < size) at += add_other(out, text, size, at);
  }
  dm_buffer_putc(out, '"');
}

void dm_json_cstring(dm_buffer *out, const char *text) {
  dm_json_string(out, text, strlen(text));
}

void dm_json_key(dm_buffer *out, const char *name) {
  dm_json_cstring(out, name);
  dm_buffer_putc(out, ':');
}

void dm_json_number(dm_buffer *out, uint64_t number) {
  char digits[20];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  dm_buffer_add(out, digits + at, sizeof digits - at);
}

void dm_json_probability(dm_buffer *out, double value) {
  dm_buffer_printf(out, "%.4f", value);
}
