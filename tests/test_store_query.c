/* The query language: what parses, what does not and where; what each part finds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "resolve/resolve.h"
#include "store/search.h"
#include "store/session.h"
#include "store_fixture.h"

/* The tree in brackets. */
static size_t show(const dm_query *q, char *out) {
  char *begin = out;
  switch (q->kind) {
  case DM_QUERY_ALL: out += sprintf(out, "*"); break;
  case DM_QUERY_WORDS: out += sprintf(out, "'%s'%s", q->text, q->prefix ? "*" : ""); break;
  case DM_QUERY_FIELD:
    out += sprintf(out, "%s", dm_query_field_name(q->field));
    out += sprintf(out, "%s", (const char *[]){"=", "<", "<=", ">", ">=", "="}[q->op]);
    out += sprintf(out, q->op == DM_OP_RANGE ? "%s..%s" : "%s", q->text, q->until);
    break;
  case DM_QUERY_NOT:
    out += sprintf(out, "!");
    out += show(q->left, out);
    break;
  case DM_QUERY_NEAR:
    out += sprintf(out, "near%d(", q->distance);
    for (const dm_query *w = q->right; w; w = w->right) out += sprintf(out, "'%s'", w->text);
    out += sprintf(out, ")");
    break;
  default:
    out += sprintf(out, "(");
    out += show(q->left, out);
    out += sprintf(out, q->kind == DM_QUERY_AND ? " & " : " | ");
    out += show(q->right, out);
    out += sprintf(out, ")");
  }
  return (size_t)(out - begin);
}

static void test_parse(void **unused) {
  (void)unused;
  static const char *const cases[][2] = {
      {"", "*"},
      {"border", "'border'"},
      {"border security", "('border' & 'security')"},
      {"a AND b OR c", "(('a' & 'b') | 'c')"},
      {"a (b OR c)", "('a' & ('b' | 'c'))"},
      {"a NOT b", "('a' & !'b')"},
      {"a -b", "('a' & !'b')"},
      {"-\"a b\"", "!'a b'"},
      {"\"border security\"", "'border security'"},
      {"secur*", "'secur'*"},
      {"\"border sec\"*", "'border sec'*"},
      {"NEAR(a \"b c\", 5)", "near5('a''b c')"},
      {"NEAR(a b)", "near10('a''b')"},
      {"U.S.-Syrian", "'U.S.-Syrian'"},
      {"and or not", "(('and' & 'or') & 'not')"},
      {"border security person:\"Ali Mamlouk\" tags:PTER class:<=confidential from:DAMASCUS date:2009..2010 "
       "para:S/NF",
       "((((((('border' & 'security') & person=Ali Mamlouk) & tags=PTER) & class<=confidential) & "
       "from=DAMASCUS) &"
       " date=2009..2010) & para=S/NF)"},
      {"date:..2010", "date=..2010"},
      {"date:2009-04..", "date=2009-04.."},
      {"class:\"top secret\"", "class=top secret"},
      {"entity:42 cites:09DAMASCUS159", "(entity=42 & cites=09DAMASCUS159)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dm_arena *arena = dm_arena_new();
    dm_error error = {0};
    const dm_query *q = dm_query_parse(arena, cases[i][0], &error);
    if (!q) fail_msg("%s: %s", cases[i][0], error.message);
    char got[1024];
    show(q, got);
    assert_string_equal(got, cases[i][1]);
    dm_arena_free(arena);
  }
}

static void test_mistakes(void **unused) {
  (void)unused;
  static const struct {
    const char *query;
    size_t at;
  } cases[] = {
      {"a (b", 2},       {"a b)", 3},          {"\"a b", 0},        {"a OR", 2},        {"OR a", 0},
      {"a AND", 2},      {"NOT", 0},           {"a colour:red", 2}, {"date:maybe", 5},  {"date:2009..soon", 11},
      {"class:pink", 6}, {"person:", 7},       {"tags:<PTER", 5},   {"entity:Karn", 7}, {"NEAR(a)", 0},
      {"NEAR(a b", 0},   {"NEAR(a b, x)", 10}, {"NEAR(a (b))", 7},  {"()", 1},          {"a -- b", 3},
      {"from:A..B", 6},  {"date:..", 5},       {"a & b", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dm_arena *arena = dm_arena_new();
    dm_error error = {0};
    if (dm_query_parse(arena, cases[i].query, &error)) fail_msg("%s is taken", cases[i].query);
    if (error.byte != cases[i].at || error.status != DM_ERR_ARGUMENT)
      fail_msg("%s: %s at %zu, not %zu", cases[i].query, error.message, (size_t)error.byte, cases[i].at);
    dm_arena_free(arena);
  }
}

static void test_depth(void **unused) {
  (void)unused;
  char deep[4096];
  memset(deep, '(', sizeof deep - 1);
  deep[sizeof deep - 1] = 0;
  dm_arena *arena = dm_arena_new();
  dm_error error = {0};
  assert_null(dm_query_parse(arena, deep, &error));
  assert_string_equal(error.message, "too deeply nested");
  dm_arena_free(arena);
}

static fixture archive(void) {
  fixture f = fixture_new_with(dm_resolver_default());
  static const struct {
    const char *id, *date, *class, *origin, *tag, *references, *subject, *text;
  } documents[] = {
      {"09RAVENNA1", "2009-02-01", "SECRET//NOFORN", "Embassy Ravenna", "PTER", "09PORTAZUR7|STATE 25",
       "BORDER TALKS",
       "1. (S/NF) General [PER:Samir Mamluk] said that border security was his.\n\n2. (C) [PER:Oda Venn] of "
       "[LOC:Syria] "
       "agreed; security at the border is good.\n"},
      {"09RAVENNA2", "2009-06-11", "CONFIDENTIAL", "Embassy Ravenna", "PREL", "", "HARBOUR",
       "1. (C) The [ORG:Harbour Safety Administration] ([ORG:HSA]) is short of rope. [PER:Samir al-Mamlouk] "
       "was away.\n"},
      {"09PORTAZUR7", "2009-01-15", "UNCLASSIFIED", "Consulate Port Azur", "PREL", "", "R\u00c9SUM\u00c9",
       "1. (U) A r\u00e9sum\u00e9 of the week: [MISC:Syrian] trade, rope, and the [ORG:HSA].\n"},
      {"10PORTAZUR9", "2010-03-01", "TOP SECRET", "Consulate Port Azur", "PTER", "", "QUIET",
       "1. (TS) Nothing to report about secure lines.\n"},
  };
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    dm_field fields[] = {{.name = "created", .value = documents[i].date},
                         {.name = "classification", .value = documents[i].class},
                         {.name = "origin", .value = documents[i].origin},
                         {.name = "tag", .value = documents[i].tag},
                         {.name = "references", .value = documents[i].references},
                         {.name = "subject", .value = documents[i].subject},
                         {.name = "to", .value = "SECSTATE WASHDC"}};
    fixture_add_fields(&f, documents[i].id, documents[i].id, fields, 7, documents[i].text);
  }
  return f;
}

/* References of the answers, parted by blanks. */
static void ask(fixture *f, const char *query, dm_sort sort, char *out) {
  dm_arena *arena = dm_arena_new();
  dm_error error = {0};
  const dm_query *q = dm_query_parse(arena, query, &error);
  if (!q) fail_msg("%s: %s", query, error.message);
  dm_search *search = dm_search_open(f->store, q, sort, &error);
  if (!search) fail_msg("%s: %s", query, error.message);
  dm_hit hit;
  *out = 0;
  size_t count = 0;
  for (; dm_search_next(search, &hit); count++)
    sprintf(out + strlen(out), "%s%s", *out ? " " : "", hit.reference);
  assert_int_equal(count, dm_search_count(search));
  assert_int_equal(dm_search_close(search, &error), DM_OK);
  dm_arena_free(arena);
}

static void test_answers(void **unused) {
  (void)unused;
  fixture f = archive();
  static const char *const cases[][2] = {
      {"", "09PORTAZUR7 09RAVENNA1 09RAVENNA2 10PORTAZUR9"},
      {"border", "09RAVENNA1"},
      {"BORDER Security", "09RAVENNA1"},
      {"\"border security\"", "09RAVENNA1"},
      {"\"security border\"", ""},
      {"NEAR(security border, 3)", "09RAVENNA1"},
      {"NEAR(said good, 2)", ""},
      {"secur*", "09RAVENNA1 10PORTAZUR9"},
      {"resume", "09PORTAZUR7"},
      {"rope NOT week", "09RAVENNA2"},
      {"rope OR border", "09PORTAZUR7 09RAVENNA1 09RAVENNA2"},
      {"NOT rope", "09RAVENNA1 10PORTAZUR9"},
      {"person:\"Samir Mamluk\"", "09RAVENNA1 09RAVENNA2"},
      {"person:Mamlouk", "09RAVENNA1 09RAVENNA2"},
      {"person:Venn", "09RAVENNA1"},
      {"place:Syria", "09PORTAZUR7 09RAVENNA1"},
      {"place:Syria person:venn", "09RAVENNA1"},
      {"org:\"Harbour Safety Administration\"", "09PORTAZUR7 09RAVENNA2"},
      {"org:hsa", "09PORTAZUR7 09RAVENNA2"},
      {"name:Syria", "09PORTAZUR7 09RAVENNA1"},
      {"entity:1", "09RAVENNA1 09RAVENNA2"},
      {"entity:999", ""},
      {"tags:PTER", "09RAVENNA1 10PORTAZUR9"},
      {"tags:p*", "09PORTAZUR7 09RAVENNA1 09RAVENNA2 10PORTAZUR9"},
      {"class:secret", "09RAVENNA1"},
      {"class:<=confidential", "09PORTAZUR7 09RAVENNA2"},
      {"class:>confidential", "09RAVENNA1 10PORTAZUR9"},
      {"class:confidential..secret", "09RAVENNA1 09RAVENNA2"},
      {"from:ravenna", "09RAVENNA1 09RAVENNA2"},
      {"from:\"Embassy Ravenna\"", "09RAVENNA1 09RAVENNA2"},
      {"from:azur", "09PORTAZUR7 10PORTAZUR9"},
      {"from:raven", ""},
      {"from:raven*", "09RAVENNA1 09RAVENNA2"},
      {"to:secstate", "09PORTAZUR7 09RAVENNA1 09RAVENNA2 10PORTAZUR9"},
      {"date:2009", "09PORTAZUR7 09RAVENNA1 09RAVENNA2"},
      {"date:2009-02", "09RAVENNA1"},
      {"date:2009-02..2009-06", "09RAVENNA1 09RAVENNA2"},
      {"date:>2009", "10PORTAZUR9"},
      {"date:<2009-02", "09PORTAZUR7"},
      {"date:<=2009-02", "09PORTAZUR7 09RAVENNA1"},
      {"date:..2009-01", "09PORTAZUR7"},
      {"para:S/NF", "09RAVENNA1"},
      {"para:\"(S//NF)\"", "09RAVENNA1"},
      {"para:C", "09RAVENNA1 09RAVENNA2"},
      {"subject:talks", "09RAVENNA1"},
      {"subject:talk", ""},
      {"subject:talk*", "09RAVENNA1"},
      {"subject:\"border talks\"", "09RAVENNA1"},
      {"subject:\"talks border\"", ""},
      {"subject:resume", "09PORTAZUR7"},
      {"-rope border", "09RAVENNA1"},
      {"-rope -border", "10PORTAZUR9"},
      {"date:2009 (class:secret OR class:unclassified) -border", "09PORTAZUR7"},
      {"id:09ravenna2", "09RAVENNA2"},
      {"id:09*", "09PORTAZUR7 09RAVENNA1 09RAVENNA2"},
      {"cites:\"09 PORT AZUR 0007\"", "09RAVENNA1"},
      {"citedby:09RAVENNA1", "09PORTAZUR7"},
      {"border security person:\"Samir Mamluk\" tags:PTER class:<=secret from:RAVENNA date:2009..2010 "
       "para:S/NF",
       "09RAVENNA1"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[256];
    ask(&f, cases[i][0], DM_SORT_OLDEST, got);
    if (strcmp(got, cases[i][1]) != 0) fail_msg("%s: '%s', not '%s'", cases[i][0], got, cases[i][1]);
  }
  fixture_free(&f);
}

static void test_order(void **unused) {
  (void)unused;
  fixture f = archive();
  char got[256];
  ask(&f, "", DM_SORT_NEWEST, got);
  assert_string_equal(got, "10PORTAZUR9 09RAVENNA2 09RAVENNA1 09PORTAZUR7");
  ask(&f, "", DM_SORT_RELEVANCE, got);
  assert_string_equal(got, "10PORTAZUR9 09RAVENNA2 09RAVENNA1 09PORTAZUR7");
  ask(&f, "rope OR border OR security", DM_SORT_RELEVANCE, got);
  assert_string_equal(got, "09RAVENNA1 09RAVENNA2 09PORTAZUR7");
  fixture_free(&f);
}

/* Score of the first answer. */
static double score_of(fixture *f, const char *query) {
  dm_arena *arena = dm_arena_new();
  dm_search *search = dm_search_open(f->store, dm_query_parse(arena, query, NULL), DM_SORT_RELEVANCE, NULL);
  dm_hit hit = {0};
  assert_true(dm_search_next(search, &hit));
  dm_search_close(search, NULL);
  dm_arena_free(arena);
  return hit.score;
}

/* Words are posted in one call, beginnings row by row: idf * tf * 2.2 / (tf + 1.2) either way. */
static void test_score(void **unused) {
  (void)unused;
  fixture f = archive();
  double idf = log(1 + (4 - 1 + 0.5) / (1 + 0.5));
  assert_float_equal(score_of(&f, "border"), idf * 2 * 2.2 / (2 + 1.2), 1e-5);
  assert_float_equal(score_of(&f, "bord*"), score_of(&f, "border"), 1e-6);
  assert_float_equal(score_of(&f, "\"border security\""), idf, 1e-5);
  fixture_free(&f);
}

static void test_snippet(void **unused) {
  (void)unused;
  fixture f = archive();
  dm_arena *arena = dm_arena_new();
  const dm_query *q = dm_query_parse(arena, "resume OR \"border security\" OR person:venn", NULL);
  dm_search *search = dm_search_open(f.store, q, DM_SORT_OLDEST, NULL);
  dm_hit hit;
  assert_true(dm_search_next(search, &hit));
  assert_int_equal(hit.mark_count, 1);
  assert_memory_equal(hit.snippet + hit.marks[0].begin, "r\u00e9sum\u00e9",
                      hit.marks[0].end - hit.marks[0].begin);
  assert_true(dm_search_next(search, &hit));
  assert_int_equal(hit.mark_count, 2);
  assert_memory_equal(hit.snippet + hit.marks[0].begin, "border security", 15);
  assert_memory_equal(hit.snippet + hit.marks[1].begin, "Oda Venn", 8);
  assert_null(strchr(hit.snippet, '\n'));
  dm_search_close(search, NULL);
  dm_arena_free(arena);
  fixture_free(&f);
}

/* What is marked in the first answer's snippet, parted by bars. */
static void marked(fixture *f, const char *query, char *out) {
  dm_arena *arena = dm_arena_new();
  dm_search *search = dm_search_open(f->store, dm_query_parse(arena, query, NULL), DM_SORT_OLDEST, NULL);
  dm_hit hit;
  assert_true(dm_search_next(search, &hit));
  *out = 0;
  for (size_t i = 0; i < hit.mark_count; i++)
    sprintf(out + strlen(out), "%s%.*s", i ? "|" : "", (int)(hit.marks[i].end - hit.marks[i].begin),
            hit.snippet + hit.marks[i].begin);
  dm_search_close(search, NULL);
  dm_arena_free(arena);
}

static void test_marks(void **unused) {
  (void)unused;
  fixture f = fixture_new();
  fixture_add(&f, "t.txt", "T1", "2009-02-01", "SECRET", "Ravenna",
              "The na\u00efve border of Border security, b\u00f6rder, and borders: the border\nSecurity, "
              "bord\u00e9.\n");
  static const char *const cases[][2] = {
      {"\"border security\"", "Border security|border Security"},
      {"border", "border|Border|b\u00f6rder|border"},
      {"\"the border\"", "the border"},
      {"bord*", "border|Border|b\u00f6rder|borders|border|bord\u00e9"},
      {"NEAR(naive of)", "na\u00efve|of"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[256];
    marked(&f, cases[i][0], got);
    if (strcmp(got, cases[i][1]) != 0) fail_msg("%s: '%s', not '%s'", cases[i][0], got, cases[i][1]);
  }
  fixture_free(&f);
}

/* However many leaves a query has and however small they are. */
static void test_limit(void **unused) {
  (void)unused;
  fixture f = archive();
  dm_arena *arena = dm_arena_new();
  dm_error error = {0};
  dm_store_limit limit;
  atomic_bool stop = false;
  const dm_query *q = dm_query_parse(arena, "border OR rope OR from:ravenna", NULL);
  dm_store_set_limit(f.store, &limit, 60, &stop);
  dm_search *search = dm_search_open(f.store, q, DM_SORT_OLDEST, &error);
  assert_non_null(search);
  assert_int_equal(dm_search_close(search, &error), DM_OK);
  atomic_store(&stop, true);
  assert_null(dm_search_open(f.store, q, DM_SORT_OLDEST, &error));
  assert_string_equal(error.message, "archive: interrupted");
  dm_store_set_limit(f.store, &limit, 1e-9, NULL);
  assert_null(dm_search_open(f.store, q, DM_SORT_OLDEST, &error));
  dm_arena_free(arena);
  fixture_free(&f);
}

static void add_facet(void *user, const char *name, const char *value, int64_t entity, uint64_t documents) {
  (void)entity;
  sprintf((char *)user + strlen(user), "%s=%s:%d\n", name, value, (int)documents);
}

static void test_facets(void **unused) {
  (void)unused;
  fixture f = archive();
  dm_arena *arena = dm_arena_new();
  dm_search *search = dm_search_open(f.store, dm_query_parse(arena, "date:2009", NULL), DM_SORT_NEWEST, NULL);
  char got[1024] = "";
  assert_int_equal(dm_search_facets(search, 3, add_facet, got, NULL), DM_OK);
  assert_string_equal(
      got, "class=confidential:1\nclass=secret:1\nclass=unclassified:1\nfrom=RAVENNA:2\nfrom=PORT AZUR:1\n"
           "org=Harbour Safety Administration:2\nperson=Samir Mamluk:2\nperson=Oda Venn:1\n"
           "place=Syria:2\ntag=PREL:2\ntag=PTER:1\nyear=2009:3\n");
  dm_search_close(search, NULL);
  dm_arena_free(arena);
  fixture_free(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse),   cmocka_unit_test(test_mistakes),
                                     cmocka_unit_test(test_depth),   cmocka_unit_test(test_answers),
                                     cmocka_unit_test(test_order),   cmocka_unit_test(test_score),
                                     cmocka_unit_test(test_snippet), cmocka_unit_test(test_marks),
                                     cmocka_unit_test(test_limit),   cmocka_unit_test(test_facets)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
