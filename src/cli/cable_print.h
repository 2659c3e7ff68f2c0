/* Cable fields as JSON (docs/cable-fields.md) and as a table. */
#ifndef DM_CLI_CABLE_PRINT_H
#define DM_CLI_CABLE_PRINT_H

#include "base/buffer.h"
#include "dragoman.h"

void dm_cable_json(const dm_document *doc, dm_buffer *out);  /* one line */
void dm_cable_table(const dm_document *doc, dm_buffer *out); /* some lines and an empty one */

#endif
