#include "read/mojibake.h"

#include "base/utf8.h"
#include "read/text_builder.h"

/* The byte whose Windows-1252 (or Latin-1) reading is `code`; 0 if there is none above 7F. */
static unsigned char byte_of(uint32_t code) {
  if (code >= 0x80 && code <= 0xFF) return (unsigned char)code;
  for (unsigned byte = 0x80; byte < 0xA0; byte++)
    if (code > 0xFF && code != 0xFFFD && dm_windows_1252((unsigned char)byte) == code)
      return (unsigned char)byte;
  return 0;
}

/* E2 80 read as Mac Roman is U+201A U+00C4; then the punctuation's last byte in that reading
 * (https://www.unicode.org/Public/MAPPINGS/VENDORS/APPLE/ROMAN.TXT). */
static uint32_t mac_punctuation(const char *bytes, size_t size, size_t at, uint32_t *code) {
  static const struct {
    uint16_t read, meant;
  } LAST[] = {{0xEC, 0x2013}, {0xEE, 0x2014}, {0xF2, 0x2018}, {0xF4, 0x2019}, {0xFA, 0x201C},
              {0xF9, 0x201D}, {0xFB, 0x201E}, {0xA2, 0x2022}, {0xB6, 0x2026}};
  uint32_t letter;
  if (size - at < 7 || dm_utf8_decode(bytes, size, at + 3, &letter) != 2 || letter != 0xC4) return 0;
  if (dm_utf8_decode(bytes, size, at + 5, &letter) != 2) return 0;
  for (size_t i = 0; i < sizeof LAST / sizeof *LAST; i++)
    if (LAST[i].read == letter) return *code = LAST[i].meant, 7;
  return 0;
}

static int is_western(uint32_t code) {
  return (code >= 0xA0 && code < 0x180) || (code >= 0x2010 && code <= 0x203A) || code == 0x20AC ||
         code == 0x2122;
}

uint32_t dm_mojibake(const char *bytes, size_t size, size_t at, uint32_t *code) {
  uint32_t letter, length = dm_utf8_decode(bytes, size, at, &letter);
  uint32_t wanted = letter >= 0xC2 && letter <= 0xC5 ? 2 : letter == 0xE2 ? 3 : 0;
  char once[4] = {(char)(letter & 0xFF)};
  if (length == 3 && letter == 0x201A) return mac_punctuation(bytes, size, at, code);
  if (length != 2) return 0;
  for (uint32_t i = 1; i < wanted; i++) {
    if (at + length >= size) return 0;
    uint32_t more = dm_utf8_decode(bytes, size, at + length, &letter);
    /* Windows-1252 has no 9D, the last byte of a closing quote: it often became U+FFFD. */
    int lost = i == 2 && letter == 0xFFFD && more == 3 && (unsigned char)once[1] == 0x80;
    once[i] = lost ? (char)0x9D : (char)byte_of(letter);
    if (!once[i]) return 0;
    length += more;
  }
  if (!wanted || dm_utf8_decode(once, wanted, 0, code) != wanted) return 0;
  return is_western(*code) ? length : 0;
}
