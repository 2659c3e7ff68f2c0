/* Runs of the indexer, and what a run did not see. */
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/store.h"

static const char now[] = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";

void dm_store_use_model(dm_store *store, const char *model) {
  free(store->model);
  store->model = strdup(model);
  if (!store->model) dm_out_of_memory(strlen(model));
}

void dm_store_group(dm_store *store, unsigned documents) {
  store->group = documents;
}

dm_status dm_store_flush(dm_store *store, dm_error *error) {
  return dm_db_flush(store, error);
}

dm_status dm_store_begin_run(dm_store *store, const char *program, const char *model, dm_error *error) {
  dm_store_use_model(store, model);
  dm_arena *arena = dm_arena_new();
  sqlite3_stmt *q = dm_db_query(store, now, "");
  const char *started = dm_db_next(store, q) ? dm_db_copy(arena, q, 0) : "";
  dm_db_do(store, "INSERT INTO run(started, program, model) VALUES(?1, ?2, ?3)", "sss", started, program,
           model);
  store->run = sqlite3_last_insert_rowid(store->db);
  dm_arena_free(arena);
  return dm_db_status(store, error);
}

dm_status dm_store_end_run(dm_store *store, const dm_run_counts *counts, dm_error *error) {
  dm_db_do(store,
           "UPDATE run SET ended=strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), added=?2, replaced=?3, skipped=?4,"
           " failed=?5 WHERE id=?1",
           "iiiii", store->run, (int64_t)counts->added, (int64_t)counts->replaced, (int64_t)counts->skipped,
           (int64_t)counts->failed);
  return dm_db_status(store, error);
}

/* Is `path` the prefix itself, or inside it (a folder's file, an archive's member, a dump's row)? */
static int under(const char *path, const char *prefix) {
  size_t n = strlen(prefix);
  while (n && prefix[n - 1] == '/') n--;
  return !strncmp(path, prefix, n) && (!path[n] || strchr("/!:", path[n]));
}

dm_status dm_store_unseen(dm_store *store, const char *const *prefixes, size_t count,
                          void (*path)(void *user, const char *path), void *user, dm_error *error) {
  sqlite3_stmt *q = dm_db_query(store, "SELECT path FROM source WHERE run<>?1 ORDER BY path", "i", store->run);
  while (dm_db_next(store, q)) {
    const char *found = dm_db_text(q, 0);
    for (size_t i = 0; i < count; i++)
      if (under(found, prefixes[i])) {
        path(user, found);
        break;
      }
  }
  return dm_db_status(store, error);
}
