#include "store/times.h"

#include <stddef.h>

static void times(const Fts5ExtensionApi *api, Fts5Context *words, sqlite3_context *context, int count,
                  sqlite3_value **values) {
  (void)count;
  (void)values;
  int found = 0, rc = SQLITE_OK;
  for (int phrase = 0; rc == SQLITE_OK && phrase < api->xPhraseCount(words); phrase++) {
    Fts5PhraseIter at;
    int column, offset;
    rc = api->xPhraseFirst(words, phrase, &at, &column, &offset);
    for (; rc == SQLITE_OK && column >= 0; api->xPhraseNext(words, &at, &column, &offset)) found++;
  }
  if (rc == SQLITE_OK)
    sqlite3_result_int(context, found);
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
