/* An archive of an earlier version is brought up to date and holds what it held; what is kept small reads the
 * same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/buffer.h"
#include "resolve/resolve.h"
#include "store/pack.h"
#include "store/search.h"
#include "store/view.h"
#include "store_fixture.h"

static char *slurp(const char *path) {
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  char *text = calloc(1, size + 1);
  assert_int_equal(fread(text, 1, size, file), size);
  fclose(file);
  return text;
}

/* All rows as text, "|" between cells. */
static void dump(sqlite3 *db, const char *sql, dm_buffer *out) {
  sqlite3_stmt *q;
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
  while (sqlite3_step(q) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count(q); i++) {
      const char *cell = (const char *)sqlite3_column_text(q, i);
      dm_buffer_printf(out, "%s%c", cell ? cell : "-", i + 1 < sqlite3_column_count(q) ? '|' : '\n');
    }
  sqlite3_finalize(q);
}

static char *everything(const char *path) {
  static const char *const tables[] = {
      "SELECT * FROM body ORDER BY 1",
      "SELECT * FROM field ORDER BY 1, 2, 3",
      "SELECT document, begin, end, type, round(confidence, 3), given, entity, round(score, 3), reason, state, "
      "was"
      " FROM mention ORDER BY 1, 2, 3, state",
      "SELECT entity, document, mentions, round(score, 3), reason, role FROM appearance ORDER BY 1, 2",
      "SELECT * FROM entity ORDER BY 1",
      "SELECT * FROM correction ORDER BY 1",
      "SELECT * FROM paragraph ORDER BY 1, 2"};
  sqlite3 *db;
  dm_buffer out = {0};
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(dm_pack_functions(db), SQLITE_OK);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) dump(db, tables[i], &out);
  sqlite3_close(db);
  dm_buffer_putc(&out, 0);
  return out.bytes;
}

static size_t answers(dm_store *store, const char *query) {
  dm_arena *arena = dm_arena_new();
  dm_error error = {0};
  dm_search *search = dm_search_open(store, dm_query_parse(arena, query, &error), DM_SORT_OLDEST, &error);
  assert_non_null(search);
  size_t count = dm_search_count(search);
  assert_int_equal(dm_search_close(search, &error), DM_OK);
  dm_arena_free(arena);
  return count;
}

static void test_first_version(void **unused) {
  (void)unused;
  fixture f = {.path = "/tmp/dm-schema-XXXXXX"};
  close(mkstemp(f.path));
  sqlite3 *db;
  char *sql = slurp(DM_ROOT "/tests/data/archive-v1.sql");
  assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(db, "PRAGMA application_id=1148346727; PRAGMA user_version=1", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "UPDATE document SET subject='ROPE TALKS' WHERE id=1", NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
  free(sql);
  char *before = everything(f.path);
  dm_error error = {0};
  assert_null(
      dm_store_open(f.path, DM_STORE_OPEN, dm_resolver_default(), &error)); /* reading changes nothing */
  assert_non_null(strstr(error.message, "version 1"));
  f.store = dm_store_open(f.path, DM_STORE_CREATE, dm_resolver_default(), &error);
  assert_non_null(f.store);
  char *after = everything(f.path);
  assert_string_equal(after, before);
  assert_int_equal(answers(f.store, "person:\"Samir Mamluk\""), 2);
  assert_int_equal(answers(f.store, "\"Harbour Board\""), 1);
  assert_int_equal(answers(f.store, "subject:rope"), 1);
  dm_correction undo = {.kind = DM_CORRECT_UNDO, .who = "tester", .undoes = 3}; /* the split */
  assert_int_equal(dm_store_correct(f.store, &undo, &error), DM_OK);
  assert_int_equal(answers(f.store, "entity:1"), 2);
  free(before);
  free(after);
  fixture_free(&f);
}

static void test_crowd(void **unused) {
  (void)unused;
  dm_arena *arena = dm_arena_new();
  const int64_t ids[] = {300, 7, INT64_C(1) << 40, 8, 300};
  dm_crowd crowd = {0}, again = {0};
  for (size_t i = 0; i < 5; i++) dm_crowd_put(arena, &crowd, ids[i])->present = ids[i] != 8;
  size_t size;
  const void *bytes = dm_crowd_pack(arena, &crowd, &size);
  assert_int_equal(size, 1 + 1 + 2 + 6);
  dm_crowd_read(arena, bytes, size, &again);
  assert_int_equal(again.count, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(again.members[i].entity, crowd.members[i].entity);
    assert_int_equal(again.members[i].present, again.members[i].entity != 8);
  }
  again.count = 0;
  dm_crowd_read(arena, bytes, size - 1, &again); /* cut short: what is whole */
  assert_int_equal(again.count, 3);
  dm_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_version), cmocka_unit_test(test_crowd)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
