/* Who is known by a public list: only who certainly is. Names, posts and years of the envoys are facts of the
 * list; the sentences are ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "resolve/known.h"
#include "resolve/resolve.h"
#include "store/view.h"
#include "store_fixture.h"

static void test_table(void **unused) {
  (void)unused;
  dm_envoy who;
  assert_true(dm_envoy_find("ford-robert-stephen", &who));
  assert_string_equal(who.name, "Ford, Robert Stephen");
  assert_int_equal(who.tenure_count, 2);
  assert_string_equal(dm_envoy_country(&who.tenures[1]), "Syria");
  assert_int_equal(who.tenures[1].first, 2010);
  assert_int_equal(who.tenures[1].last, 2012);
  assert_false(dm_envoy_find("ford", &who));
  assert_false(dm_envoy_find("zzz", &who));
  size_t first;
  assert_int_equal(dm_envoys_surnamed("van-voorst", &first), 1);
  assert_string_equal(dm_envoy_at(first).name, "van Voorst, Carol");
  assert_true(dm_envoys_surnamed("van", &first) > 5); /* "van-alen" and others */
  dm_envoy_places places = {0};
  assert_true(dm_envoy_place("damascus", &places));
  assert_true(dm_envoy_was_in(&places, &who.tenures[1]));
  assert_false(dm_envoy_was_in(&places, &who.tenures[0]));
  assert_false(dm_envoy_place("ravenna", &places));
}

/* The ids of a marked text's mentions, "-" for none. */
static void ids_of(int year, const char *origin, const char *marked, char *out) {
  dm_document *doc = fixture_document("t.txt", "t", marked);
  dm_names in = fixture_names(doc);
  in.year = year;
  in.origin = origin;
  dm_groups groups = {0};
  dm_group_names(doc->arena, &in, NULL, &groups);
  *out = 0;
  for (size_t i = 0; i < groups.count; i++) {
    if (dm_kind_of(groups.groups[i].type) != DM_KIND_PERSON) continue;
    const dm_known *known = dm_known_envoy(doc->arena, &in, &groups, i);
    sprintf(out + strlen(out), "%s%s", *out ? " " : "", known ? known->who.id : "-");
  }
  dm_document_free(doc);
}

static void test_certain(void **unused) {
  (void)unused;
  static const struct {
    const char *what;
    int year;
    const char *origin, *text, *ids;
  } cases[] = {
      {"own embassy", 2011, "DAMASCUS", "[PER:Robert Ford] called.", "ford-robert-stephen"},
      {"middle initial", 2011, "DAMASCUS", "[PER:Robert S. Ford] called.", "ford-robert-stephen"},
      {"middle name alone, initial before", 2011, "DAMASCUS", "[PER:R. Stephen Ford] called.",
       "ford-robert-stephen"},
      {"in capitals", 2011, "DAMASCUS", "AMBASSADOR [PER:ROBERT FORD] CALLED.", "ford-robert-stephen"},
      {"another middle initial", 2011, "DAMASCUS", "[PER:Robert J. Ford] called.", "-"},
      {"another given name", 2011, "DAMASCUS", "[PER:Henry Ford] called.", "-"},
      {"initials alone", 2011, "DAMASCUS", "[PER:R. S. Ford] called.", "-"},
      {"contradicted further on", 2011, "DAMASCUS", "[PER:Robert Ford] called. [PER:Robert J. Ford] left.",
       "-"},
      {"a year early", 2009, "DAMASCUS", "[PER:Robert Ford] is expected.", "ford-robert-stephen"},
      {"years early", 2008, "DAMASCUS", "[PER:Robert Ford] called.", "-"},
      {"no year", 0, "DAMASCUS", "[PER:Robert Ford] called.", "-"},
      {"elsewhere", 2011, "CAIRO", "[PER:Robert Ford] called.", "-"},
      {"nowhere", 2011, "", "[PER:Robert Ford] called.", "-"},
      {"office before", 2011, "CAIRO", "our Ambassador in Damascus, [PER:Robert Ford], agrees.",
       "ford-robert-stephen"},
      {"office behind", 2011, "", "[PER:Robert Ford], U.S. Ambassador to Syria, agrees.",
       "ford-robert-stephen"},
      {"another office", 2011, "DAMASCUS", "[PER:Robert Ford], Ambassador to Chile, agrees.", "-"},
      {"office of another country", 2011, "DAMASCUS", "British Ambassador [PER:Robert Ford] agrees.", "-"},
      {"of two words", 2011, "DAMASCUS", "[PER:Robert Ford], the South Korean Ambassador, agrees.", "-"},
      {"heading", 2011, "",
       "4. Telegram From the Embassy in Syria to the Department of State\n\n[PER:Robert Ford]",
       "ford-robert-stephen"},
      {"surname and title", 2011, "DAMASCUS", "Ambassador [PER:Ford] called.", "ford-robert-stephen"},
      {"title with country", 2011, "CAIRO", "the Ambassador to Syria ([PER:Ford]) called.",
       "ford-robert-stephen"},
      {"surname and title a year early", 2009, "DAMASCUS", "Ambassador [PER:Ford] is expected.", "-"},
      {"surname of somebody else's", 2011, "DAMASCUS", "British Ambassador [PER:Ford] called.", "-"},
      {"possessive", 2011, "DAMASCUS", "Russia's Ambassador [PER:Ford] called.", "-"},
      {"surname alone", 2011, "DAMASCUS", "[PER:Ford] called.", "-"},
      {"another title", 2011, "DAMASCUS", "Minister [PER:Ford] called.", "-"},
      {"signature", 1956, "",
       "9. Telegram From the Embassy in Jordan to the Department of State\n\nTalks go on.\n\n"
       "[PER:Mallory]\n",
       "mallory-lester-dewitt"},
      {"signature of what went there", 1956, "",
       "9. Telegram From the Department of State to the Embassy in Jordan\n\n"
       "Talks go on.\n\n[PER:Mallory]\n",
       "-"},
      {"surname of two words", 2007, "REYKJAVIK", "[PER:Carol van Voorst] called.", "van-voorst-carol"},
      {"other name of the country", 1962, "", "[PER:Foy Kohler], Ambassador to the USSR", "kohler-foy-david"},
      {"no person", 2011, "DAMASCUS", "the [ORG:Robert Ford] Institute", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[256];
    ids_of(cases[i].year, cases[i].origin, cases[i].text, got);
    if (strcmp(got, cases[i].ids) != 0) fail_msg("%s: %s, not %s", cases[i].what, got, cases[i].ids);
  }
}

/* Two of a surname, one after the other: in the year of both it is nobody's. */
static void test_two_candidates(void **unused) {
  (void)unused;
  char got[64];
  ids_of(1956, "ANKARA", "Ambassador [PER:Warren] called. Minister [PER:Avra Warren] left.", got);
  assert_string_equal(got, "warren-avra-milvin");
  ids_of(1956, "ANKARA", "Ambassador [PER:Warren] called.", got);
  assert_string_equal(got, "-");
  ids_of(1957, "ANKARA", "Ambassador [PER:Warren] called.", got);
  assert_string_equal(got, "warren-william-fletcher");
}

static size_t entities(fixture *f, const char *name, dm_arena *arena, dm_view_entity **out) {
  return dm_store_find_entities(f->store, arena, "PER", name, out);
}

static void test_across(void **unused) {
  (void)unused;
  fixture f = fixture_new_with(dm_resolver_default());
  dm_arena *arena = dm_arena_new();
  dm_view_entity *found;
  fixture_add(&f, "2", "2", "2011-03-02", "", "DAMASCUS", "Ambassador [PER:Ford] called.");
  fixture_add(&f, "3", "3", "2012-03-02", "", "DAMASCUS", "[PER:R. Stephen Ford] called.");
  fixture_add(&f, "4", "4", "2007-03-02", "", "ALGIERS", "[PER:Robert S. Ford] called.");
  assert_int_equal(entities(&f, "ford-robert-stephen", arena, &found), 1);
  assert_int_equal(found[0].documents, 3);
  assert_string_equal(dm_store_known(f.store, arena, found[0].id), "ford-robert-stephen");
  dm_arena_free(arena);
  fixture_free(&f);
}

/* Two of one name who are known to be two. */
static void test_apart(void **unused) {
  (void)unused;
  fixture f = fixture_new_with(dm_resolver_default());
  dm_arena *arena = dm_arena_new();
  dm_view_entity *found;
  fixture_add(&f, "1", "1", "1975-03-02", "", "ABIDJAN", "Ambassador [PER:Robert Smith] called.");
  fixture_add(&f, "2", "2", "1977-03-02", "", "ACCRA", "Ambassador [PER:Robert Smith] left.");
  assert_int_equal(entities(&f, "Robert Smith", arena, &found), 2);
  assert_string_not_equal(dm_store_known(f.store, arena, found[0].id),
                          dm_store_known(f.store, arena, found[1].id));
  dm_arena_free(arena);
  fixture_free(&f);
}

static void test_words(void **unused) {
  (void)unused;
  dm_arena *arena = dm_arena_new();
  dm_known known;
  assert_true(dm_envoy_find("ford-robert-stephen", &known.who));
  known.tenure = &known.who.tenures[1];
  assert_string_equal(dm_known_key(arena, known.who.id), "K=ford-robert-stephen");
  assert_string_equal(dm_known_words(arena, &known),
                      "U.S. ambassador to Syria 2010-2012: known as \"Ford, Robert Stephen\"");
  dm_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),          cmocka_unit_test(test_certain),
                                     cmocka_unit_test(test_two_candidates), cmocka_unit_test(test_across),
                                     cmocka_unit_test(test_apart),          cmocka_unit_test(test_words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
