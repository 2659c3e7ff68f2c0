#include "read/mail_decode.h"

#include <iconv.h>
#include <string.h>
#include <strings.h>

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=\n" or "=  \r\n": the offset behind it, 0 if it is no soft line end. */
static size_t soft_break(const char *s, size_t at, size_t to) {
  size_t end = at + 1;
  while (end < to && (s[end] == ' ' || s[end] == '\t' || s[end] == '\r')) end++;
  return end >= to || s[end] == '\n' ? (end < to ? end + 1 : to) : 0;
}

void dm_mail_quoted_printable(dm_text_builder *b, size_t from, size_t to, bool header) {
  const char *s = b->bytes;
  size_t copied = from, at = from;
  while (at < to) {
    bool blank = header && s[at] == '_';
    bool pair = s[at] == '=' && at + 2 < to && hex(s[at + 1]) >= 0 && hex(s[at + 2]) >= 0;
    size_t next = s[at] == '=' && !pair ? soft_break(s, at, to) : 0;
    if (!blank && !pair && !next) {
      at++;
      continue;
    }
    dm_text_copy(b, copied, at);
    char byte = blank ? ' ' : pair ? (char)(hex(s[at + 1]) * 16 + hex(s[at + 2])) : 0;
    if (blank || pair) {
      next = at + (pair ? 3 : 1);
      dm_text_put(b, &byte, 1, at, next);
    }
    at = copied = next;
  }
  dm_text_copy(b, copied, to);
}

static int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void dm_mail_base64(dm_text_builder *b, size_t from, size_t to) {
  uint32_t bits = 0;
  size_t first = from;
  int count = 0;
  for (size_t at = from; at < to; at++) {
    int value = base64_value(b->bytes[at]);
    if (value < 0) continue; /* line ends, padding, damage */
    if (!count) first = at;
    bits = bits << 6 | (uint32_t)value;
    if (++count < 4) continue;
    char group[3] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
    dm_text_put(b, group, 3, first, at + 1);
    count = 0;
  }
  if (count < 2) return;
  bits <<= 6 * (4 - count);
  char rest[2] = {(char)(bits >> 16), (char)(bits >> 8)};
  dm_text_put(b, rest, (size_t)count - 1, first, to);
}

bool dm_mail_is_plain(const char *charset) {
  static const char *const PLAIN[] = {"",      "utf-8",      "utf8",         "us-ascii",
                                      "ascii", "iso-8859-1", "windows-1252", "cp1252"};
  for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
    if (!strcasecmp(charset, PLAIN[i])) return true;
  return false;
}

bool dm_mail_convert(dm_text_builder *b, size_t from, size_t to, const char *charset) {
  enum { LONGEST = 8 }; /* bytes of one character with its shift sequence */
  iconv_t converter = iconv_open("UTF-8", charset);
  if (converter == (iconv_t)-1) return false;
  for (size_t at = from; at < to;) {
    char out[16], *end = out;
    size_t length = 0, done = 0;
    while (!done && length < LONGEST &&
           at + length < to) { /* one character at a time: each is a run of its own */
      char *in = (char *)b->bytes + at;
      size_t left = ++length, room = sizeof out;
      end = out;
      if (iconv(converter, &in, &left, &end, &room) != (size_t)-1 || left == 0) done = length - left;
    }
    if (done)
      dm_text_put(b, out, (size_t)(end - out), at, at + done);
    else
      dm_text_put_code(b, 0xFFFD, at, at + 1);
    at += done ? done : 1;
  }
  iconv_close(converter);
  return true;
}
