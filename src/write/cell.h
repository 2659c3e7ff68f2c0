#ifndef DM_WRITE_CELL_H
#define DM_WRITE_CELL_H

#include <stdbool.h>

#include "base/buffer.h"

/* A cell of CSV (RFC 4180), quoted where it must be; `last` ends the row. */
void dm_csv_cell(dm_buffer *out, const char *text, bool last);

#endif
