#include "store/times.h"

#include <stddef.h>

static void times(const Fts5ExtensionApi *api, Fts5Context *words, sqlite3_context *context, int count,
                  sqlite3_value **values) {
  (void)count;
  (void)values;
  int instances = 0;
  int rc = api->xInstCount(words, &instances);
  if (rc == SQLITE_OK)
    sqlite3_result_int(context, instances);
  else
    sqlite3_result_error_code(context, rc);
}

int dm_times_function(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
  if (rc == SQLITE_OK) sqlite3_step(statement);
  int done = sqlite3_finalize(statement);
  if (rc == SQLITE_OK) rc = done;
  if (rc == SQLITE_OK && !api) rc = SQLITE_ERROR;
  return rc == SQLITE_OK ? api->xCreateFunction(api, "dm_times", NULL, times, NULL) : rc;
}
