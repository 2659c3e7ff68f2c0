#include "write/units.h"

dm_units dm_units_of(const dm_document *doc) {
  return (dm_units){.text = doc->text};
}

void dm_units_move(dm_units *units, uint32_t byte) {
  const unsigned char *text = (const unsigned char *)units->text;
  uint32_t starts = 0, pairs = 0;
  if (byte < units->at) *units = (dm_units){.text = units->text};
  for (uint32_t i = units->at; i < byte; i++) {
    starts += (text[i] & 0xC0) != 0x80; /* first byte of a code point */
    pairs += text[i] >= 0xF0;           /* ... of one beyond U+FFFF: a surrogate pair */
  }
  units->points += starts;
  units->utf16 += starts + pairs;
  units->at = byte;
}

uint32_t dm_units_points(dm_units *units, uint32_t byte) {
  dm_units_move(units, byte);
  return units->points;
}
