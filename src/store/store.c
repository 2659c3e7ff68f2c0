/* Opening, closing and the state of an archive. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "store/db.h"
#include "store/gather.h"
#include "store/pack.h"
#include "store/phrase.h"
#include "store/recent.h"
#include "store/schema.h"

/* NORMAL under WAL: a power cut may lose the last documents, never the file; a killed program loses
 * nothing that was committed. */
static const char settings[] =
    "PRAGMA foreign_keys=OFF; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-65536; PRAGMA mmap_size=2147418112; PRAGMA secure_delete=OFF;";

/* A writer maps less, as what is mapped counts as its memory, and copies the log back in larger portions: a
 * page that many documents change is then copied once. */
static const char writing[] = "PRAGMA cache_size=-163840; PRAGMA mmap_size=134217728; PRAGMA "
                              "wal_autocheckpoint=32000; PRAGMA journal_mode=WAL";

static dm_status configure(dm_store *store, dm_store_mode mode, dm_error *error) {
  sqlite3_busy_timeout(store->db, 10000);
  sqlite3_extended_result_codes(store->db, 1);
  if (sqlite3_exec(store->db, settings, NULL, NULL, NULL) != SQLITE_OK)
    return dm_fail(error, DM_ERR_IO, "archive: %s", sqlite3_errmsg(store->db));
  if (dm_pack_functions(store->db) != SQLITE_OK || dm_gather_functions(store->db) != SQLITE_OK)
    return dm_fail(error, DM_ERR_IO, "archive: %s", sqlite3_errmsg(store->db));
  dm_status status = dm_schema_ready(store->db, mode != DM_STORE_OPEN, error);
  if (status != DM_OK || mode == DM_STORE_OPEN) return status;
  if (sqlite3_exec(store->db, writing, NULL, NULL, NULL) != SQLITE_OK)
    return dm_fail(error, DM_ERR_IO, "archive: %s", sqlite3_errmsg(store->db));
  return DM_OK;
}

dm_store *dm_store_open(const char *path, dm_store_mode mode, const dm_resolver *resolver, dm_error *error) {
  if (mode == DM_STORE_OPEN && access(path, R_OK) != 0) {
    dm_fail(error, DM_ERR_IO, "no such archive");
    dm_fail_at(error, path, 0, 0);
    return NULL;
  }
  dm_store *store = dm_xcalloc(1, sizeof *store);
  store->resolver = resolver;
  /* A reader also opens for writing where it may: the shared memory file of WAL needs it. */
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (mode == DM_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
  dm_status status = DM_OK;
  if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK)
    status = dm_fail(error, DM_ERR_IO, "archive: %s", sqlite3_errmsg(store->db));
  if (status == DM_OK) status = configure(store, mode, error);
  if (status == DM_OK) return store;
  dm_fail_at(error, path, 0, 0);
  dm_store_close(store);
  return NULL;
}

void dm_store_close(dm_store *store) {
  if (!store) return;
  for (size_t i = 0; i < DM_DB_CACHE; i++) sqlite3_finalize(store->cache[i].statement);
  dm_phrases_forget(store);
  dm_recent_forget_all(store);
  sqlite3_close(store->db);
  free(store->model);
  free(store->columns);
  free(store);
}

dm_status dm_store_get_status(dm_store *store, dm_store_status *out, dm_error *error) {
  memset(out, 0, sizeof *out);
  out->documents = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM document", "");
  out->words = (uint64_t)dm_db_int(store, 0, "SELECT sum(words) FROM document", "");
  out->sources = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM source", "");
  out->mentions = (uint64_t)dm_db_int(store, 0, "SELECT sum(mentions) FROM entity", "");
  out->entities =
      (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM entity WHERE merged IS NULL AND documents > 0", "");
  out->corrections = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM correction", "");
  out->failures = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM failure", "");
  out->stale = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM content WHERE NOT complete", "");
  out->text_bytes = (uint64_t)dm_db_int(store, 0, "SELECT sum(size) FROM body_row", "");
  out->version = dm_schema_version();
  sqlite3_stmt *q = dm_db_query(store, "SELECT min(date), max(date) FROM document", "");
  while (dm_db_next(store, q)) {
    strncpy(out->first, dm_db_text(q, 0), sizeof out->first - 1);
    strncpy(out->last, dm_db_text(q, 1), sizeof out->last - 1);
  }
  struct stat file;
  const char *path = sqlite3_db_filename(store->db, "main");
  if (path && stat(path, &file) == 0) out->file_bytes = (uint64_t)file.st_size;
  return dm_db_status(store, error);
}

dm_status dm_store_failures(dm_store *store,
                            void (*failure)(void *user, const char *path, const char *reason, uint64_t byte,
                                            uint64_t line),
                            void *user, dm_error *error) {
  sqlite3_stmt *q = dm_db_query(store, "SELECT path, reason, byte, line FROM failure ORDER BY path", "");
  while (dm_db_next(store, q))
    failure(user, dm_db_text(q, 0), dm_db_text(q, 1), (uint64_t)sqlite3_column_int64(q, 2),
            (uint64_t)sqlite3_column_int64(q, 3));
  return dm_db_status(store, error);
}
