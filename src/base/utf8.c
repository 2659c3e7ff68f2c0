#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

static int is_tail(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

/* Length of the well-formed sequence at text[at] by Unicode table 3-7, 0 if malformed. */
static uint32_t sequence(const unsigned char *s, size_t left, uint32_t *code) {
  unsigned char lead = s[0];
  if (lead < 0x80) return *code = lead, 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  uint32_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < size) return 0;
  for (uint32_t i = 1; i < size; i++)
    if (!is_tail(s[i])) return 0;
  uint32_t c = lead & (0xFFu >> (size + 1));
  for (uint32_t i = 1; i < size; i++) c = c << 6 | (s[i] & 0x3Fu);
  if ((size == 3 && (c < 0x800 || (c >= 0xD800 && c < 0xE000))) || (size == 4 && (c < 0x10000 || c > 0x10FFFF)))
    return 0;
  *code = c;
  return size;
}

uint32_t dm_utf8_decode(const char *text, size_t size, size_t at, uint32_t *code) {
  uint32_t length = sequence((const unsigned char *)text + at, size - at, code);
  if (length) return length;
  *code = REPLACEMENT;
  return 1;
}

uint32_t dm_utf8_encode(uint32_t code, char *out) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = REPLACEMENT;
  if (code < 0x80) return out[0] = (char)code, 1;
  uint32_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (uint32_t i = size; i-- > 1; code >>= 6) out[i] = (char)(0x80 | (code & 0x3F));
  out[0] = (char)((0xF00u >> size & 0xFF) | code);
  return size;
}

size_t dm_utf8_valid(const char *text, size_t size) {
  const unsigned char *s = (const unsigned char *)text;
  uint32_t code;
  for (size_t at = 0; at < size;) {
    uint32_t length = s[at] < 0x80 ? 1 : sequence(s + at, size - at, &code);
    if (!length) return at;
    at += length;
  }
  return size;
}
