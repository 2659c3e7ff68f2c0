/* Resolution in one document, and across an archive held in SQLite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <sqlite3.h>

#include "resolve/group.h"
#include "resolve/resolve.h"
#include "store_fixture.h"

/* Resolves a marked text; writes "0 0 1 2": the cluster of each mention, numbered by first mention. */
static void clusters(const char *marked, char *out, const char **reasons) {
  dm_document *doc = fixture_document("t.txt", "t", marked);
  dm_names in = fixture_names(doc);
  dm_resolution r = dm_resolver_default()->resolve(doc->arena, &in, NULL);
  uint32_t seen[64];
  size_t count = 0, n = 0;
  for (size_t i = 0; i < in.count; i++) {
    size_t k = 0;
    while (k < count && seen[k] != r.members[i].cluster) k++;
    if (k == count) seen[count++] = r.members[i].cluster;
    n += (size_t)sprintf(out + n, "%s%zu", i ? " " : "", k);
    if (reasons) reasons[i] = r.members[i].reason ? strdup(r.members[i].reason) : NULL;
  }
  dm_document_free(doc);
}

static void test_in_document(void **unused) {
  (void)unused;
  static const struct {
    const char *what, *text, *clusters;
  } cases[] = {
      {"surname", "[PER:Ilya Karn] spoke. [PER:Karn] left.", "0 0"},
      {"surname before the full name", "[PER:Karn] left. [PER:Ilya Karn] spoke.", "0 0"},
      {"title and surname", "General [PER:Ilya Karn] and [LOC:Ravenna]; General [PER:Karn].", "0 1 0"},
      {"initials", "[PER:R. Stephen Oakes] met [PER:Stephen Oakes] and [PER:R.S. Oakes].", "0 0 0"},
      {"capitals", "[PER:KARN] ARRIVES.\n\n[PER:Ilya Karn] came.", "0 0"},
      {"possessive", "[PER:Karn's] car; [PER:Ilya Karn]. [ORG:GID's] view of [ORG:GID].", "0 0 1 1"},
      {"line end inside", "[PER:Ilya\nKarn] and [PER:Ilya Karn].", "0 0"},
      {"spelling", "[PER:Samir Mamluk] and [PER:Samir Mamlouk].", "0 0"},
      {"article", "[PER:Bashir al-Karn], then [PER:Karn].", "0 0"},
      {"abbreviation",
       "the [ORG:Harbour Safety Administration] ([ORG:HSA]) wrote. [ORG:HSA] again; [ORG:HSA's] letter.",
       "0 0 0 0"},
      {"abbreviation first", "[ORG:NFP] ([ORG:National Front of Progress]) and [ORG:NFP].", "0 0 0"},
      {"no abbreviation", "the [ORG:Ministry of Trade] ([ORG:Karn Group]).", "0 1"},
      {"people of a country", "[MISC:Syrian] troops left [LOC:Syria]; [MISC:Syrians] said.", "0 0 0"},
      {"names of a country", "[LOC:U.S.] and [LOC:United States] and [LOC:USA] and [LOC:America].", "0 0 0 0"},
      {"two Mr. Smiths", "Mr. [PER:John Smith] and Mr. [PER:Peter Smith]. [PER:Peter] left.", "0 1 1"},
      {"Mr. and Mrs.", "Mr. [PER:Smith] and Mrs. [PER:Smith].", "0 1"},
      {"nearest of two", "[PER:John Smith] came. [PER:Peter Smith] came. [PER:Smith] left.", "0 1 1"},
      {"by office", "President [PER:John Smith] and Ambassador [PER:Peter Smith]. President [PER:Smith] left.",
       "0 1 0"},
      {"different given names", "[PER:Ilya Karn] and [PER:Oda Karn].", "0 1"},
      {"types apart", "[PER:Washington] in [LOC:Washington].", "0 1"},
      {"family name first", "[PER:Zhou Enlai] and [PER:Chou En-lai]; [PER:Zhou].", "0 0 0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[256];
    clusters(cases[i].text, got, NULL);
    if (strcmp(got, cases[i].clusters) != 0) fail_msg("%s: %s, not %s", cases[i].what, got, cases[i].clusters);
  }
}

static void test_reasons(void **unused) {
  (void)unused;
  char got[64];
  const char *reasons[8];
  clusters(
      "General [PER:Ilya Karn]; General [PER:Karn]; the [ORG:Harbour Safety Administration] ([ORG:HSA]) of "
      "[MISC:Syrian] make.",
      got, reasons);
  assert_null(reasons[0]);
  assert_string_equal(reasons[1], "title and part of \"Ilya Karn\"");
  assert_string_equal(reasons[3], "abbreviation of \"Harbour Safety Administration\"");
  assert_string_equal(reasons[4], "people or language of Syria");
  for (int i = 0; i < 5; i++) free((char *)reasons[i]);
}

static void test_abbreviations(void **unused) {
  (void)unused;
  assert_true(dm_is_abbreviation("HSA", "Harbour Safety Administration"));
  assert_true(dm_is_abbreviation("MOFA", "Ministry Of Foreign Affairs"));
  assert_true(dm_is_abbreviation("MFA", "Ministry of Foreign Affairs"));
  assert_true(dm_is_abbreviation("U.N.", "United Nations"));
  assert_false(dm_is_abbreviation("HSA", "Harbour Office"));
  assert_false(dm_is_abbreviation("H", "Harbour Safety"));
  assert_false(dm_is_abbreviation("GID", "Ministry of Trade"));
}

static int64_t count(fixture *f, const char *sql) {
  sqlite3 *db;
  sqlite3_stmt *q;
  assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
  int64_t value = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : -1;
  sqlite3_finalize(q);
  sqlite3_close(db);
  return value;
}

static void test_across(void **unused) {
  (void)unused;
  fixture f = fixture_new_with(dm_resolver_default());
  fixture_add(&f, "1", "1", "2009", "", "RAVENNA",
              "General [PER:Samir Mamluk] met [PER:Oda Venn] in [LOC:Syria].");
  fixture_add(&f, "2", "2", "2009", "", "RAVENNA", "[PER:Samir al-Mamlouk] spoke to [PER:Oda Venn].");
  assert_int_equal(count(&f, "SELECT documents FROM entity WHERE name LIKE 'Samir%'"), 2);
  /* The surname alone, with evidence: same post, same rank, same company. */
  fixture_add(&f, "3", "3", "2010", "", "RAVENNA",
              "General [PER:Mamluk] and [PER:Oda Venn] left [MISC:Syrian] soil.");
  assert_int_equal(count(&f, "SELECT documents FROM entity WHERE name LIKE 'Samir%'"), 3);
  assert_int_equal(count(&f, "SELECT documents FROM entity WHERE name = 'Syria'"), 2);
  /* And without any: somebody else until proved otherwise. */
  fixture_add(&f, "4", "4", "2010", "", "PORT AZUR", "Mr. [PER:Mamluk] sells cars.");
  assert_int_equal(count(&f, "SELECT documents FROM entity WHERE name LIKE 'Samir%'"), 3);
  assert_int_equal(count(&f, "SELECT count(*) FROM entity WHERE type = 'PER'"), 3);
  /* Two Mr. Smiths at two posts stay two; the next at the first post is the first. */
  fixture_add(&f, "5", "5", "2009", "", "RAVENNA", "Mr. [PER:Smith] called.");
  fixture_add(&f, "6", "6", "2009", "", "PORT AZUR", "Mr. [PER:Smith] came by.");
  fixture_add(&f, "7", "7", "2009", "", "RAVENNA", "Mr. [PER:Smith] called again.");
  assert_int_equal(count(&f, "SELECT count(*) FROM entity WHERE name = 'Smith'"), 2);
  assert_int_equal(count(&f, "SELECT documents FROM entity WHERE name = 'Smith' ORDER BY id LIMIT 1"), 2);
  /* A ministry is another one in each country; a name is not shared over a century. */
  fixture_add(&f, "8", "8", "2009", "", "RAVENNA", "the [ORG:MFA] said.");
  fixture_add(&f, "9", "9", "2009", "", "PORT AZUR", "the [ORG:MFA] wrote.");
  assert_int_equal(count(&f, "SELECT count(*) FROM entity WHERE name = 'MFA'"), 2);
  fixture_add(&f, "10", "10", "1905", "", "RAVENNA", "[PER:Oda Venn] was born.");
  assert_int_equal(count(&f, "SELECT count(*) FROM entity WHERE name = 'Oda Venn'"), 2);
  assert_int_equal(count(&f, "SELECT count(*) FROM appearance WHERE score <= 0 OR score > 1 OR reason = ''"),
                   0);
  fixture_free(&f);
}

/* A volume's list of persons: a line each, with these keys on its names in turn. */
static void add_list(fixture *f, const char *marked, const char *const *keys) {
  dm_field volume = {.name = "volume", .value = "v1"};
  dm_document *doc = fixture_document("list", "list", marked);
  for (size_t i = 0; i < doc->mention_count; i++) {
    doc->givens = dm_grow(doc->arena, doc->givens, doc->given_count, &doc->given_room, sizeof *doc->givens);
    doc->givens[doc->given_count++] = (dm_given){.span = doc->mentions[i].span, .type = "PER", .key = keys[i]};
  }
  uint8_t hash[32];
  fixture_hash(marked, hash);
  dm_record record = {
      .path = "list", .sha256 = hash, .count = 1, .doc = doc, .fields = &volume, .field_count = 1};
  bool replaced;
  assert_int_equal(dm_store_add(f->store, &record, &replaced, NULL), DM_OK);
  dm_document_free(doc);
}

/* Adds a document of the volume; how many of its names are the entity of this name. */
static int are(fixture *f, const char *marked, const char *entity) {
  static int number = 0;
  char path[16], query[256];
  dm_field volume = {.name = "volume", .value = "v1"};
  sprintf(path, "d%d", ++number);
  fixture_add_fields(f, path, path, &volume, 1, marked);
  snprintf(query, sizeof query,
           "SELECT count(*) FROM source s JOIN document d ON d.content = s.content JOIN mention m ON "
           "m.document = d.id"
           " JOIN entity e ON e.id = m.entity WHERE s.path = '%s' AND e.name = '%s'",
           path, entity);
  return count(f, query);
}

static void test_listed(void **unused) {
  (void)unused;
  fixture f = fixture_new_with(dm_resolver_default());
  static const char *const keys[] = {"p_K1", "p_K2", "p_V", "p_TV", "p_TV",
                                     "p_H",  "p_C",  "p_S", "p_P1", "p_P2"};
  add_list(&f,
           "[PER:Karn, Aldo W.], Director of the Harbour Office\n"
           "[PER:Karn, Ilya], Secretary of State\n"
           "[PER:Venn], see [PER:Tor Oda Venn]\n"
           "[PER:Tor Oda Venn], Minister of Trade\n"
           "[PER:de Halm, Charles], General\n"
           "[PER:Cey, Mara], Adviser\n"
           "[PER:Sun Kai], Adviser\n"
           "[PER:Lo Dinh Phu], Counselor\n"
           "[PER:Lo Dinh Phu, Madame], wife of the Counselor\n",
           keys);
  /* The office that the list gives decides between two of a family, also beside the other's full name. */
  assert_int_equal(are(&f, "[PER:Aldo W. Karn] spoke. Secretary [PER:Karn] agreed.", "Karn, Ilya"), 1);
  assert_int_equal(are(&f, "[PER:Aldo W. Karn] spoke. Then [PER:Karn] left.", "Karn, Aldo W."), 2);
  /* "see" leads to whom it names; "DeHalm" is de Halm; what only sounds the same stands back. */
  assert_int_equal(are(&f, "[PER:Venn] left.", "Tor Oda Venn"), 1);
  assert_int_equal(are(&f, "General [PER:DeHalm] left with [PER:de Halm].", "de Halm, Charles"), 2);
  assert_int_equal(are(&f, "[PER:Cey] left.", "Cey, Mara"), 1);
  /* The wife is not meant where her title is not said. */
  assert_int_equal(are(&f, "[PER:Lo Dinh Phu] spoke.", "Lo Dinh Phu"), 1);
  assert_int_equal(are(&f, "[PER:Phu] left.", "Lo Dinh Phu"), 1);
  fixture_free(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_in_document), cmocka_unit_test(test_reasons),
                                     cmocka_unit_test(test_abbreviations), cmocka_unit_test(test_across),
                                     cmocka_unit_test(test_listed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
