#include "store/columns.h"

#include <stdlib.h>
#include <string.h>

#include "store/session.h"

void dm_store_keep_columns(dm_store *store) {
  store->columns_kept = true;
}

static void fill(dm_column *column, sqlite3_stmt *q, int first) {
  *column = (dm_column){.class = (int8_t)sqlite3_column_int(q, first + 1)};
  strncpy(column->date, dm_db_text(q, first), sizeof column->date - 1);
}

static void read_all(struct dm_store *store) {
  store->column_count = (size_t)dm_db_int(store, 0, "SELECT max(id) FROM document", "") + 1;
  free(store->columns);
  store->columns = dm_xmalloc(store->column_count * sizeof *store->columns);
  for (size_t i = 0; i < store->column_count; i++) store->columns[i] = (dm_column){.class = DM_COLUMN_NONE};
  sqlite3_stmt *q = dm_db_query(store, "SELECT id, date, coalesce(class, -1) FROM document", "");
  while (dm_db_next(store, q)) fill(&store->columns[sqlite3_column_int64(q, 0)], q, 1);
}

const dm_column *dm_columns(struct dm_store *store, size_t *count) {
  *count = 0;
  if (!store->columns_kept) return NULL;
  /* What others have written, and what this connection has. */
  int64_t others = dm_db_int(store, 0, "PRAGMA data_version", ""), own = sqlite3_total_changes64(store->db);
  if (!store->columns || others != store->columns_others || own != store->columns_own) read_all(store);
  store->columns_others = others;
  store->columns_own = own;
  if (store->failed) return NULL;
  *count = store->column_count;
  return store->columns;
}

bool dm_column_of(struct dm_store *store, int64_t document, dm_column *out) {
  if (store->columns_kept && store->columns && (size_t)document < store->column_count) {
    *out = store->columns[document];
    return out->class != DM_COLUMN_NONE;
  }
  bool found = false;
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT date, coalesce(class, -1) FROM document WHERE id=?1", "i", document);
  for (; dm_db_next(store, q); found = true) fill(out, q, 0);
  return found;
}
