#include "store/gather.h"

#include <stddef.h>

#include "store/session.h"
#include "store/set.h"

enum { LOOK = 4096 }; /* rows between two looks at the clock: about a millisecond */

/* Adds to *found how often the phrase stands in the row. */
static int count_phrase(const Fts5ExtensionApi *api, Fts5Context *words, int phrase, uint32_t *found) {
  Fts5PhraseIter at;
  int column, offset, rc = api->xPhraseFirst(words, phrase, &at, &column, &offset);
  for (; rc == SQLITE_OK && column >= 0; api->xPhraseNext(words, &at, &column, &offset)) ++*found;
  return rc;
}

static void times(const Fts5ExtensionApi *api, Fts5Context *words, sqlite3_context *context, int count,
                  sqlite3_value **values) {
  (void)count;
  (void)values;
  uint32_t found = 0;
  int rc = SQLITE_OK;
  for (int phrase = 0; rc == SQLITE_OK && phrase < api->xPhraseCount(words); phrase++)
    rc = count_phrase(api, words, phrase, &found);
  if (rc == SQLITE_OK)
    sqlite3_result_int64(context, found);
  else
    sqlite3_result_error_code(context, rc);
}

static int count_row(const Fts5ExtensionApi *api, Fts5Context *words, void *user) {
  dm_counts *counts = user;
  uint32_t found = 0;
  if (++counts->rows % LOOK == 0 && counts->limit && dm_store_past_limit(counts->limit))
    return SQLITE_INTERRUPT;
  int rc = count_phrase(api, words, 0, &found);
  if (rc == SQLITE_OK) dm_counts_add(counts, api->xRowid(words), found);
  return rc;
}

static void count(const Fts5ExtensionApi *api, Fts5Context *words, sqlite3_context *context, int value_count,
                  sqlite3_value **values) {
  dm_counts *counts = value_count == 1 ? sqlite3_value_pointer(values[0], DM_COUNTS_POINTER) : NULL;
  int rc = counts ? api->xQueryPhrase(words, 0, counts, count_row) : SQLITE_MISUSE;
  if (rc != SQLITE_OK) sqlite3_result_error_code(context, rc);
}

static void collect(sqlite3_context *context, int value_count, sqlite3_value **values) {
  dm_set *set = value_count == 2 ? sqlite3_value_pointer(values[1], DM_SET_POINTER) : NULL;
  if (set)
    dm_set_add(set, sqlite3_value_int64(values[0]));
  else
    sqlite3_result_error_code(context, SQLITE_MISUSE);
}

static void collected(sqlite3_context *context) {
  sqlite3_result_null(context);
}

static fts5_api *api_of(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) != SQLITE_OK) return NULL;
  if (sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL) == SQLITE_OK)
    sqlite3_step(statement);
  sqlite3_finalize(statement);
  return api;
}

int dm_gather_functions(sqlite3 *db) {
  fts5_api *api = api_of(db);
  int rc = api ? api->xCreateFunction(api, "dm_times", NULL, times, NULL) : SQLITE_ERROR;
  if (rc == SQLITE_OK) rc = api->xCreateFunction(api, "dm_count", NULL, count, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2(db, "dm_collect", 2, SQLITE_UTF8, NULL, NULL, collect, collected, NULL);
  return rc;
}
