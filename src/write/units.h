/* Offsets in the units of other formats. The C API counts bytes of UTF-8; most formats count code points,
 * some UTF-16 units. A cursor that is moved in text order counts a document once; going back starts anew. */
#ifndef DM_WRITE_UNITS_H
#define DM_WRITE_UNITS_H

#include "base/document.h"

typedef struct {
  const char *text;
  uint32_t at;     /* byte */
  uint32_t points; /* code points before it */
  uint32_t utf16;  /* UTF-16 units before it */
} dm_units;

dm_units dm_units_of(const dm_document *doc);

void dm_units_move(dm_units *units, uint32_t byte);       /* to a byte offset of the text */
uint32_t dm_units_points(dm_units *units, uint32_t byte); /* moves, then answers */

#endif
