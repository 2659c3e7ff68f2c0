/* Date and classification of all documents in memory, for a store that answers one question after the other.
 * Without them each question reads them from the file. */
#ifndef DM_STORE_COLUMNS_H
#define DM_STORE_COLUMNS_H

#include "store/db.h"

typedef struct dm_column {
  char date[11]; /* "" unknown */
  int8_t class;  /* -1 unknown, DM_COLUMN_NONE: there is no such document */
} dm_column;

enum { DM_COLUMN_NONE = -2 };

/* [*count] by number of the document, as the open transaction sees them; NULL where the store does not keep
 * them. Valid until the next call. */
const dm_column *dm_columns(struct dm_store *store, size_t *count);

/* Date and class of one document; false if there is none. */
bool dm_column_of(struct dm_store *store, int64_t document, dm_column *out);

#endif
