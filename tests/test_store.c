/* The archive: migrations, adding, replacing, skipping, linking, corrections. */
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

#include "store/store.h"
#include "store_fixture.h"

/* One line per row of a query; the caller frees. */
static char *rows(const fixture *f, const char *sql) {
  sqlite3 *db;
  sqlite3_stmt *q;
  char *out = strdup("");
  assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
  while (sqlite3_step(q) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(q); i++) {
      const char *cell = (const char *)sqlite3_column_text(q, i);
      if (!cell) cell = "-";
      size_t n = strlen(out);
      out = realloc(out, n + strlen(cell) + 2);
      sprintf(out + n, "%s%c", cell, i + 1 < sqlite3_column_count(q) ? '|' : '\n');
    }
  }
  sqlite3_finalize(q);
  sqlite3_close(db);
  return out;
}

static void expect(const fixture *f, const char *sql, const char *wanted) {
  char *got = rows(f, sql);
  assert_string_equal(got, wanted);
  free(got);
}

static const char *const everything[] = {
    "SELECT d.reference, m.begin, m.end, m.type, m.state, m.entity, m.score, m.reason, m.was FROM mention m "
    "JOIN"
    " document d ON d.id = m.document ORDER BY 1, 2, 3",
    ("SELECT e.id, e.type, coalesce(label, name), documents, mentions, first, last, merged FROM entity e"
     " WHERE documents > 0 ORDER BY 1"),
    "SELECT * FROM appearance WHERE mentions > 0 ORDER BY 1, 2",
    "SELECT a.* FROM alias a JOIN entity e ON e.id = a.entity WHERE documents > 0 ORDER BY 1, 2",
};

/* Everything that corrections may change, as text; the caller frees. */
static char *state(const fixture *f) {
  char *all = strdup("");
  for (size_t i = 0; i < sizeof everything / sizeof *everything; i++) {
    char *part = rows(f, everything[i]);
    all = realloc(all, strlen(all) + strlen(part) + 1);
    strcat(all, part);
    free(part);
  }
  return all;
}

/* The counts kept with entities equal what their appearances and mentions say. */
static void expect_consistent(const fixture *f) {
  expect(f,
         "SELECT id, name, documents, mentions, (SELECT count(*) FROM appearance a WHERE a.entity = e.id AND "
         "mentions > 0),"
         " (SELECT count(*) FROM mention m WHERE m.entity = e.id) FROM entity e WHERE"
         " documents <> (SELECT count(*) FROM appearance a WHERE a.entity = e.id AND mentions > 0) OR"
         " mentions <> (SELECT count(*) FROM mention m WHERE m.entity = e.id) OR"
         " mentions <> (SELECT coalesce(sum(count), 0) FROM alias a WHERE a.entity = e.id)",
         "");
  expect(f, "PRAGMA integrity_check", "ok\n");
}

static void test_add(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  fixture_add(&f, "a.txt", "09POSTA1", "2009-04-02", "SECRET//NOFORN", "Embassy Ravenna",
              "Met [PER:Ilya Karn] in [LOC:Sorvia].\n\n1. (S/NF) [PER:Karn] agreed.\n");
  expect(&f, "SELECT reference, date, class, origin FROM document", "09POSTA1|2009-04-02|4|RAVENNA\n");
  expect(&f, "SELECT type, name, documents, mentions, first FROM entity ORDER BY id",
         "PER|Ilya Karn|1|1|2009-04-02\nLOC|Sorvia|1|1|2009-04-02\nPER|Karn|1|1|2009-04-02\n");
  expect(&f, "SELECT rowid & 65535 FROM words WHERE words MATCH 'agreed'", "1\n");
  expect(&f, "SELECT position, mark FROM paragraph", "0|-\n1|S/NF\n");
  expect_consistent(&f);
  fixture_free(&f);
}

/* Who a message was sent to is in its fields; its text does not speak of them. */
static void test_addresses(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  const char *marked = "TO [ORG:AMEMBASSY ORLAND]\n\n1. (C) [PER:Omar Vell] left.\n";
  dm_document *doc = fixture_document("a", "09A1", marked);
  doc->mentions[0].zone = DM_ZONE_TRANSMISSION;
  uint8_t hash[32];
  fixture_hash(marked, hash);
  bool replaced;
  dm_record record = {.path = "a", .sha256 = hash, .count = 1, .doc = doc};
  assert_int_equal(dm_store_add(f.store, &record, &replaced, NULL), DM_OK);
  expect(&f, "SELECT type FROM mention", "PER\n");
  expect(&f, "SELECT name FROM entity", "Omar Vell\n");
  dm_document_free(doc);
  fixture_free(&f);
}

static void test_skip_and_replace(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  fixture_add(&f, "a.txt", "A1", "2009", "", "", "[PER:Ilya Karn] spoke.\n");
  fixture_add(&f, "b.txt", "B1", "2010", "", "", "[PER:Ilya Karn] wrote.\n");
  assert_int_equal(fixture_look(&f, "[PER:Ilya Karn] spoke.\n"), DM_CONTENT_KNOWN);
  assert_int_equal(fixture_look(&f, "other"), DM_CONTENT_NEW);
  /* The file changes: its old self goes, with its words and its share in the entity. */
  fixture_add(&f, "a.txt", "A1", "2011", "", "", "[LOC:Sorvia] is quiet.\n");
  expect(&f, "SELECT reference, date FROM document ORDER BY 1", "A1|2011\nB1|2010\n");
  expect(&f, "SELECT name, documents, mentions, first, last FROM entity ORDER BY id",
         "Ilya Karn|1|1|2010|2010\nSorvia|1|1|2011|2011\n");
  expect(&f, "SELECT count(*) FROM words WHERE words MATCH 'spoke'", "0\n");
  expect(&f, "SELECT count(*) FROM content", "2\n");
  expect_consistent(&f);
  /* A newer model: stale, and done anew under the same row. */
  fixture_model(&f, "model-2");
  assert_int_equal(fixture_look(&f, "[LOC:Sorvia] is quiet.\n"), DM_CONTENT_STALE);
  fixture_add(&f, "a.txt", "A1", "2011", "", "", "[LOC:Sorvia] is quiet.\n");
  assert_int_equal(fixture_look(&f, "[LOC:Sorvia] is quiet.\n"), DM_CONTENT_KNOWN);
  expect(&f, "SELECT name, documents FROM entity ORDER BY id", "Ilya Karn|1\nSorvia|1\n");
  expect_consistent(&f);
  fixture_free(&f);
}

static void test_subjects(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  dm_field field = {.name = "subject", .value = "ROPE TALKS"};
  fixture_add_fields(&f, "a.txt", "A1", &field, 1, "Nobody spoke.\n");
  field.value = "HARBOUR TALKS";
  fixture_add_fields(&f, "b.txt", "B1", &field, 1, "Nobody wrote.\n");
  expect(&f, "SELECT rowid FROM subject_words WHERE subject_words MATCH 'talks'", "1\n2\n");
  fixture_add_fields(&f, "a.txt", "A1", &field, 1, "All spoke.\n"); /* the words of its old subject go */
  expect(&f, "SELECT count(*) FROM subject_words WHERE subject_words MATCH 'rope'", "0\n");
  expect(&f, "SELECT count(*) FROM subject_words WHERE subject_words MATCH 'harbour'", "2\n");
  fixture_model(&f, "model-2"); /* done anew under the same row */
  field.value = "QUIET";
  fixture_add_fields(&f, "b.txt", "B1", &field, 1, "Nobody wrote.\n");
  expect(&f, "SELECT count(*) FROM subject_words WHERE subject_words MATCH 'harbour'", "1\n");
  fixture_free(&f);
}

static void test_copies(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  fixture_add(&f, "a.txt", "A1", "2009", "", "", "[PER:Ilya Karn] spoke.\n");
  fixture_touch(&f, "copy.txt", "[PER:Ilya Karn] spoke.\n");
  fixture_add(&f, "a.txt", "A1", "2009", "", "", "Nobody spoke.\n"); /* the copy still holds the old bytes */
  expect(&f, "SELECT count(*) FROM document", "2\n");
  fixture_touch(&f, "copy.txt", "Nobody spoke.\n");
  expect(&f, "SELECT count(*) FROM document", "1\n");
  expect(&f, "SELECT count(*) FROM entity", "0\n");
  expect_consistent(&f);
  fixture_free(&f);
}

static dm_correction at(dm_correction_kind kind, uint32_t begin, uint32_t end) {
  return (dm_correction){.kind = kind, .who = "tester", .document = 1, .span = {begin, end}};
}

/* Does c, checks that something changed, undoes it, and checks that all is as it was. */
static void there_and_back(fixture *f, dm_correction c) {
  char *before = state(f), *after, *again;
  dm_error error = {0};
  if (dm_store_correct(f->store, &c, &error) != DM_OK) fail_msg("%s", error.message);
  after = state(f);
  if (c.kind != DM_CORRECT_NOTE) assert_string_not_equal(before, after);
  expect_consistent(f);
  dm_correction undo = {.kind = DM_CORRECT_UNDO, .who = "tester", .undoes = c.id};
  assert_int_equal(dm_store_correct(f->store, &undo, &error), DM_OK);
  again = state(f);
  assert_string_equal(before, again);
  expect_consistent(f);
  assert_int_equal(dm_store_correct(f->store, &undo, &error), DM_ERR_ARGUMENT); /* only once */
  dm_correction redo = {.kind = DM_CORRECT_UNDO, .who = "tester", .undoes = undo.id};
  assert_int_equal(dm_store_correct(f->store, &redo, &error), DM_OK);
  expect_consistent(f);
  dm_correction end = {.kind = DM_CORRECT_UNDO, .who = "tester", .undoes = redo.id};
  assert_int_equal(dm_store_correct(f->store, &end, &error), DM_OK);
  free(again);
  again = state(f);
  assert_string_equal(before, again);
  free(before);
  free(after);
  free(again);
}

static const char talk[] = "[PER:Ilya Karn] met [PER:Oda Venn] in [LOC:Sorvia]. [PER:Ilya Karn] left.\n";
/* offsets:                   0        9     14      22     26    32       34       43 */

static fixture talks(void) {
  fixture f = fixture_new();
  fixture_add(&f, "a.txt", "A1", "2009-01-01", "", "", talk);
  fixture_add(&f, "b.txt", "B1", "2010-01-01", "", "",
              "[PER:Ilya Karn] and [PER:I. Karn] wrote to [PER:Oda Venn].\n");
  return f;
}

static void test_each_kind(void **unused) {
  (void)unused;
  fixture f = talks();
  there_and_back(&f, at(DM_CORRECT_REJECT, 14, 22));
  dm_correction c = at(DM_CORRECT_RETYPE, 26, 32);
  c.type = "ORG";
  there_and_back(&f, c);
  c = at(DM_CORRECT_RESPAN, 0, 9);
  c.new_span = (dm_span){5, 9};
  there_and_back(&f, c);
  c = at(DM_CORRECT_MARK, 44, 48);
  c.type = "MISC";
  there_and_back(&f, c);
  c = (dm_correction){.kind = DM_CORRECT_MERGE, .who = "tester", .entity = 1, .other = 4};
  there_and_back(&f, c);
  c = at(DM_CORRECT_SPLIT, 34, 43);
  c.entity = 1;
  there_and_back(&f, c);
  c = at(DM_CORRECT_SPLIT, 0, 0);
  c.entity = 1;
  there_and_back(&f, c);
  c = (dm_correction){.kind = DM_CORRECT_RENAME, .who = "tester", .entity = 2, .value = "Oda M. Venn"};
  there_and_back(&f, c);
  c = (dm_correction){.kind = DM_CORRECT_NOTE, .who = "tester", .entity = 2, .value = "seen in 2009"};
  there_and_back(&f, c);
  fixture_free(&f);
}

static void test_survives_new_model(void **unused) {
  (void)unused;
  fixture f = talks();
  dm_error error = {0};
  dm_correction c = at(DM_CORRECT_REJECT, 14, 22);
  assert_int_equal(dm_store_correct(f.store, &c, &error), DM_OK);
  c = at(DM_CORRECT_RETYPE, 26, 32);
  c.type = "ORG";
  assert_int_equal(dm_store_correct(f.store, &c, &error), DM_OK);
  c = at(DM_CORRECT_SPLIT, 34, 43);
  c.entity = 1;
  assert_int_equal(dm_store_correct(f.store, &c, &error), DM_OK);
  c = (dm_correction){.kind = DM_CORRECT_MERGE, .who = "tester", .entity = 2, .other = 4};
  assert_int_equal(dm_store_correct(f.store, &c, &error), DM_OK);
  c = (dm_correction){.kind = DM_CORRECT_SPLIT, .who = "tester", .document = 2, .entity = 1};
  assert_int_equal(dm_store_correct(f.store, &c, &error), DM_OK);
  static const char visible[] =
      "SELECT m.begin, m.type, m.state, coalesce(e.label, e.name), e.id, e.merged FROM mention m LEFT JOIN "
      "entity e ON"
      " e.id = m.entity JOIN document d ON d.id = m.document WHERE d.reference = 'A1' ORDER BY 1";
  char *before = rows(&f, visible);
  fixture_model(&f, "model-2");
  fixture_add(&f, "a.txt", "A1", "2009-01-01", "", "", talk);
  fixture_add(&f, "b.txt", "B1", "2010-01-01", "", "",
              "[PER:Ilya Karn] and [PER:I. Karn] wrote to [PER:Oda Venn].\n");
  expect(&f, visible, before);
  expect_consistent(&f);
  free(before);
  /* The text itself changes: the corrected words have moved, and the corrections with them. */
  fixture_add(&f, "a.txt", "A1", "2009-01-01", "", "",
              "Yesterday [PER:Ilya Karn] met [PER:Oda Venn] in [LOC:Sorvia].\n");
  expect(&f,
         "SELECT m.begin, m.type, m.state FROM mention m JOIN document d ON d.id = m.document WHERE"
         " d.reference = 'A1' ORDER BY 1",
         "10|PER|0\n24|PER|1\n36|ORG|0\n");
  expect_consistent(&f);
  fixture_free(&f);
}

static void test_refusals(void **unused) {
  (void)unused;
  fixture f = talks();
  dm_error error = {0};
  dm_correction nonsense[] = {
      at(DM_CORRECT_REJECT, 1, 3),
      at(DM_CORRECT_RETYPE, 0, 9),
      at(DM_CORRECT_MARK, 44, 4000),
      {.kind = DM_CORRECT_MERGE, .who = "tester", .entity = 1, .other = 1},
      {.kind = DM_CORRECT_MERGE, .who = "tester", .entity = 1, .other = 99},
      {.kind = DM_CORRECT_RENAME, .who = "tester", .entity = 1, .value = ""},
      {.kind = DM_CORRECT_UNDO, .who = "tester", .undoes = 7},
      {.kind = DM_CORRECT_SPLIT, .who = "tester", .document = 1, .span = {1, 3}, .entity = 1},
  };
  for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++)
    assert_int_equal(dm_store_correct(f.store, &nonsense[i], &error), DM_ERR_ARGUMENT);
  expect(&f, "SELECT count(*) FROM correction", "0\n");
  fixture_free(&f);
}

static void test_log_only_grows(void **unused) {
  (void)unused;
  fixture f = talks();
  dm_correction c = at(DM_CORRECT_REJECT, 14, 22);
  assert_int_equal(dm_store_correct(f.store, &c, NULL), DM_OK);
  sqlite3 *db;
  assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
  assert_int_not_equal(sqlite3_exec(db, "DELETE FROM correction", NULL, NULL, NULL), SQLITE_OK);
  assert_int_not_equal(sqlite3_exec(db, "UPDATE correction SET who='x'", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  fixture_free(&f);
}

static void test_foreign_files(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  dm_error error = {0};
  assert_null(dm_store_open("/nonexistent/archive.db", DM_STORE_OPEN, NULL, &error));
  assert_int_equal(error.status, DM_ERR_IO);
  char path[80];
  snprintf(path, sizeof path, "%s.other", f.path);
  FILE *file = fopen(path, "w");
  fputs("this is not a database, whatever its name may say; it is long enough to be looked at\n", file);
  fclose(file);
  assert_null(dm_store_open(path, DM_STORE_CREATE, NULL, &error));
  unlink(path);
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_exec(db, "CREATE TABLE somebody(elses)", NULL, NULL, NULL);
  sqlite3_close(db);
  assert_null(dm_store_open(path, DM_STORE_CREATE, NULL, &error));
  assert_int_equal(error.status, DM_ERR_FORMAT);
  unlink(path);
  assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
  sqlite3_exec(db, "PRAGMA user_version=99", NULL, NULL, NULL);
  sqlite3_close(db);
  assert_null(dm_store_open(f.path, DM_STORE_OPEN, NULL, &error));
  assert_non_null(strstr(error.message, "version 99"));
  fixture_free(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_add),
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_skip_and_replace),
      cmocka_unit_test(test_subjects),
      cmocka_unit_test(test_copies),
      cmocka_unit_test(test_each_kind),
      cmocka_unit_test(test_refusals),
      cmocka_unit_test(test_survives_new_model),
      cmocka_unit_test(test_log_only_grows),
      cmocka_unit_test(test_foreign_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
