#include "serve/utf16.h"

uint32_t dm_utf16_at(dm_units *units, uint32_t byte) {
  dm_units_move(units, byte);
  return units->utf16;
}

uint32_t dm_utf16_units(const char *text, size_t bytes) {
  dm_units units = {.text = text};
  return dm_utf16_at(&units, (uint32_t)bytes);
}

bool dm_utf16_byte(const char *text, size_t size, uint64_t units, uint32_t *byte) {
  uint64_t seen = 0;
  size_t at = 0;
  while (at < size && seen < units) {
    unsigned char c = (unsigned char)text[at++];
    seen += c >= 0xF0 ? 2 : 1;
    while (at < size && ((unsigned char)text[at] & 0xC0) == 0x80) at++;
  }
  *byte = (uint32_t)at;
  return seen == units;
}
