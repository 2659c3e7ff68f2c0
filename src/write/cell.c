#include "write/cell.h"

#include <string.h>

void dm_csv_cell(dm_buffer *out, const char *text, bool last) {
  bool quote = strpbrk(text, "\",\r\n") != NULL;
  if (quote) dm_buffer_putc(out, '"');
  for (const char *c = text; *c; c++) {
    if (*c == '"') dm_buffer_putc(out, '"');
    dm_buffer_putc(out, *c);
  }
  if (quote) dm_buffer_putc(out, '"');
  dm_buffer_puts(out, last ? "\r\n" : ",");
}
