#include "store/postings.h"

#include "base/arena.h"

void dm_postings_add(dm_postings *list, int64_t document, uint32_t count) {
  if (list->count && list->items[list->count - 1].document == document) {
    list->items[list->count - 1].count += count;
    return;
  }
  if (list->count == list->room) {
    list->room = list->room ? 2 * list->room : 256;
    list->items = dm_xrealloc(list->items, list->room * sizeof *list->items);
  }
  list->items[list->count++] = (dm_posting){document, count};
}

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

static int post_row(const Fts5ExtensionApi *api, Fts5Context *words, void *list) {
  uint32_t found = 0;
  int rc = count_phrase(api, words, 0, &found);
  if (rc == SQLITE_OK) dm_postings_add(list, api->xRowid(words), found);
  return rc;
}

static void postings(const Fts5ExtensionApi *api, Fts5Context *words, sqlite3_context *context, int count,
                     sqlite3_value **values) {
  void *list = count == 1 ? sqlite3_value_pointer(values[0], DM_POSTINGS_POINTER) : NULL;
  int rc = list ? api->xQueryPhrase(words, 0, list, post_row) : SQLITE_MISUSE;
  if (rc != SQLITE_OK) sqlite3_result_error_code(context, rc);
}

int dm_postings_functions(sqlite3 *db) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
  if (rc == SQLITE_OK) sqlite3_step(statement);
  int done = sqlite3_finalize(statement);
  if (rc == SQLITE_OK) rc = done;
  if (rc == SQLITE_OK && !api) rc = SQLITE_ERROR;
  if (rc == SQLITE_OK) rc = api->xCreateFunction(api, "dm_times", NULL, times, NULL);
  return rc == SQLITE_OK ? api->xCreateFunction(api, "dm_postings", NULL, postings, NULL) : rc;
}
