#include "store/session.h"

#include <time.h>

#include "store/db.h"

enum { STEPS = 20000 }; /* of SQLite's machine between two looks at the clock: well under a millisecond */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

dm_status dm_store_only_read(dm_store *store, dm_error *error) {
  dm_db_do(store, "PRAGMA query_only=ON", "");
  return dm_db_status(store, error);
}

void dm_store_cache(dm_store *store, int kib) {
  char sql[64];
  sqlite3_snprintf(sizeof sql, sql, "PRAGMA cache_size=-%d", kib);
  sqlite3_exec(store->db, sql, NULL, NULL, NULL);
}

bool dm_store_past_limit(const dm_store_limit *limit) {
  return (limit->stop && atomic_load_explicit(limit->stop, memory_order_relaxed)) ||
         (limit->until > 0 && now() > limit->until);
}

static int look(void *limit) {
  return dm_store_past_limit(limit);
}

void dm_store_set_limit(dm_store *store, dm_store_limit *limit, double seconds, const atomic_bool *stop) {
  *limit = (dm_store_limit){seconds > 0 ? now() + seconds : 0, stop};
  store->limit = limit;
  sqlite3_progress_handler(store->db, STEPS, look, limit);
}

void dm_store_read_begin(dm_store *store) {
  dm_db_do(store, "BEGIN", "");
}

dm_status dm_store_read_end(dm_store *store, dm_error *error) {
  dm_db_rollback(store);
  return dm_db_status(store, error);
}

int64_t dm_store_version(dm_store *store) {
  int64_t version = dm_db_int(store, 0, "PRAGMA data_version", "");
  dm_db_status(store, NULL); /* a failure now is none the next time */
  return version;
}

dm_status dm_store_runs(dm_store *store, size_t limit, void (*visit)(void *user, const dm_store_run *run),
                        void *user, dm_error *error) {
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT id, started, ended, program, model, added, replaced, skipped, failed"
                                " FROM run ORDER BY id DESC LIMIT ?1",
                                "i", (int64_t)limit);
  while (dm_db_next(store, q)) {
    dm_store_run run = {sqlite3_column_int64(q, 0),
                        dm_db_text(q, 1),
                        dm_db_text(q, 2),
                        dm_db_text(q, 3),
                        dm_db_text(q, 4),
                        {(uint64_t)sqlite3_column_int64(q, 5), (uint64_t)sqlite3_column_int64(q, 6),
                         (uint64_t)sqlite3_column_int64(q, 7), (uint64_t)sqlite3_column_int64(q, 8)}};
    visit(user, &run);
  }
  return dm_db_status(store, error);
}

void dm_store_progress(dm_store *store, uint64_t *documents, uint64_t *failures) {
  *documents = (uint64_t)dm_db_int(store, 0, "SELECT max(id) FROM document", "");
  *failures = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM failure", "");
  dm_db_status(store, NULL);
}
