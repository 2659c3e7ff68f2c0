/* Forms and the features that depend on the form alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learn/random.h"
#include "tag/form.h"

static dm_form form(const char *token) {
  dm_form f;
  memset(&f, 0xAA, sizeof f);
  dm_form_of(token, strlen(token), &f);
  return f;
}

static dm_form_features features(const char *token) {
  dm_form f = form(token);
  dm_form_features out;
  memset(&out, 0xAA, sizeof out);
  dm_form_features_of(&f, &out);
  return out;
}

static void expect_bytes(const dm_form *f, const char *bytes) {
  assert_int_equal(f->size, strlen(bytes));
  assert_memory_equal(f->bytes, bytes, f->size);
  assert_int_equal(f->hash, dm_hash(bytes, f->size));
}

static void test_normal_form(void **state) {
  (void)state;
  static const char *const pairs[][2] = {
      {"", ""},
      {"Tarsk", "Tarsk"},
      {"1978", "0000"},
      {"B-52s", "B-00s"},
      {"\xE2\x80\x99s", "'s"},          /* U+2019 */
      {"\xE2\x80\x98Vell", "'Vell"},    /* U+2018 */
      {"\xE2\x80\x9C", "\xE2\x80\x9C"}, /* other quotes stay */
      {"O\xE2\x80\x99Halm2", "O'Halm0"},
      {"Tar\xC5\xA1k", "Tar\xC5\xA1k"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    dm_form f = form(pairs[i][0]);
    expect_bytes(&f, pairs[i][1]);
  }
}

static void test_cases(void **state) {
  (void)state;
  static const char *const rows[][4] = {
      /* form, lower, Title, UPPER */
      {"vell", "vell", "Vell", "VELL"},
      {"McHALM", "mchalm", "Mchalm", "MCHALM"},
      {"U.S.-based", "u.s.-based", "U.s.-based", "U.S.-BASED"},
      {"\xC3\x89mile", "\xC3\xA9mile", "\xC3\x89mile", "\xC3\x89MILE"}, /* É */
      {"\xD0\xBC\xD0\xB8\xD1\x80", "\xD0\xBC\xD0\xB8\xD1\x80", "\xD0\x9C\xD0\xB8\xD1\x80",
       "\xD0\x9C\xD0\x98\xD0\xA0"},
      {"0.0", "0.0", "0.0", "0.0"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dm_form f = form(rows[i][0]), other;
    dm_form_lower(&f, &other), expect_bytes(&other, rows[i][1]);
    dm_form_title(&f, &other), expect_bytes(&other, rows[i][2]);
    dm_form_upper(&f, &other), expect_bytes(&other, rows[i][3]);
  }
}

static void test_capitals(void **state) {
  (void)state;
  static const struct {
    const char *token;
    int capital, all, lower;
  } rows[] = {
      {"", 0, 0, 0},
      {"Vell", 1, 0, 1},
      {"vell", 0, 0, 1},
      {"GID", 1, 1, 0},
      {"A", 1, 0, 0},
      {"U.S.", 1, 1, 0},
      {"de", 0, 0, 1},
      {"7th", 0, 0, 1},
      {"...", 0, 0, 0},
      {"\xC3\x89mile", 1, 0, 1},
      {"\xD0\x9C\xD0\x98\xD0\xA0", 1, 1, 0},
      {"\xFFVell", 0, 0, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dm_form f = form(rows[i].token);
    assert_int_equal(dm_form_capital(&f), rows[i].capital);
    assert_int_equal(dm_form_all_capitals(&f), rows[i].all);
    assert_int_equal(dm_form_has_lower(&f), rows[i].lower);
  }
}

/* Tokens of one line share a shape or a case class; those of different lines do not. */
static void test_shapes(void **state) {
  (void)state;
  static const char *const groups[][4] = {
      {"Vell", "Tarsk", "Orland", NULL},
      {"of", "and", "salt", NULL},
      {"I", "A", NULL, NULL},
      {"GID", "NATO", "MFA", NULL},
      {"1978", "20", "31415", NULL},
      {"5", "7", NULL, NULL},
      {"McHalm", "DeVell", NULL, NULL},
      {"U.S.", "C.I.", NULL, NULL},
      {"al-Vell", "el-Tarsk", NULL, NULL},
      {"Vell-Halm", "Port-Sarno", NULL, NULL},
  };
  enum { GROUPS = sizeof groups / sizeof *groups };
  for (size_t a = 0; a < GROUPS; a++)
    for (size_t b = 0; b < GROUPS; b++)
      for (size_t i = 0; i < 4 && groups[b][i]; i++) {
        uint64_t x = features(groups[a][0]).shape, y = features(groups[b][i]).shape;
        if ((x == y) != (a == b)) fail_msg("shapes of %s and %s", groups[a][0], groups[b][i]);
      }
}

static void test_case_classes(void **state) {
  (void)state;
  static const char *const samples[DM_CASES][4] = {
      {"...", "--", "$", NULL},       {"0.0", "4-5", "12:30", NULL},  {"1978", "5", NULL, NULL},
      {"B-52", "7th", "4x4", NULL},   {"salt", "of", "e-mail", NULL}, {"J.", "K.", NULL, NULL},
      {"McHalm", "A", "iPad", NULL},  {"U.S.", "S/CT", NULL, NULL},   {"GID", "NATO", NULL, NULL},
      {"Vell", "Orland", NULL, NULL},
  };
  for (uint32_t class = 0; class < DM_CASES; class ++)
    for (size_t i = 0; samples[class][i]; i++) {
      if (features(samples[class][i]).cased != class)
        fail_msg("%s: %u, not %u", samples[class][i], features(samples[class][i]).cased, class);
    }
}

static void test_affixes(void **state) {
  (void)state;
  dm_form_features a = features("Velmora"), b = features("Velmoran"), c = features("Osmora");
  for (int k = 0; k < 4; k++) {
    assert_int_equal(a.affix[k], b.affix[k]);         /* v, ve, vel, velm */
    assert_int_equal(a.affix[4 + k], c.affix[4 + k]); /* a, ra, ora, mora */
    assert_int_not_equal(a.affix[k], c.affix[k]);
    assert_int_not_equal(a.affix[4 + k], b.affix[4 + k]);
    for (int other = 0; other < DM_AFFIXES; other++)
      if (other != k) assert_int_not_equal(a.affix[k], a.affix[other]);
  }
  assert_int_equal(features("velmora").lower, a.lower);
  assert_int_equal(features("VELMORA").affix[7], a.affix[7]);
  b = features("a"); /* shorter than the affix: the whole, told apart by length */
  assert_int_not_equal(b.affix[0], b.affix[1]);
  b = features("\xC3\x89\xC3\x89x"); /* affixes are characters, not bytes */
  assert_int_equal(b.affix[0], dm_hash("\xC3\xA9", 2) + 1);
  assert_int_equal(b.affix[5], dm_hash("\xC3\xA9x", 3) + 18);
}

static void test_trigrams(void **state) {
  (void)state;
  dm_form_features f = features("Gid");
  assert_int_equal(f.trigrams, 3);
  assert_int_equal(f.trigram[0], dm_hash("^gi", 3));
  assert_int_equal(f.trigram[1], dm_hash("gid", 3));
  assert_int_equal(f.trigram[2], dm_hash("id$", 3));
  assert_int_equal(features("x").trigrams, 1);
  assert_int_equal(features("").trigrams, 0);
  assert_int_equal(features("abcdefghijklmnopqrstuvwxyz").trigrams, DM_TRIGRAMS);
}

static void check_any(const char *token, size_t size) {
  dm_form f, other;
  dm_form_features out;
  char *copy = malloc(size ? size : 1); /* of its own size, so that a sanitizer sees a step beyond */
  memcpy(copy, token, size);
  dm_form_of(copy, size, &f);
  assert_true(f.size <= DM_FORM_MAX);
  dm_form_features_of(&f, &out);
  assert_true(out.trigrams <= DM_TRIGRAMS && out.cased < DM_CASES);
  dm_form_lower(&f, &other);
  assert_true(other.size <= sizeof other.bytes);
  dm_form_features_of(&other, &out);
  dm_form_upper(&f, &other);
  assert_true(other.size <= sizeof other.bytes);
  dm_form_features_of(&other, &out);
  dm_form_title(&other, &f);
  dm_form_capital(&f), dm_form_all_capitals(&f), dm_form_has_lower(&f);
  free(copy);
}

static void test_long_and_broken(void **state) {
  (void)state;
  static const char *const pieces[] = {
      "a",       "Z",    "\xC3\xA9", "\xE2\x80\x99", "\xF0\x9F\x98\x80", "\xE2\x80",
      "\xFF",    "\x80", "7",        "\xC8\xBA", /* U+023A: its lower case is longer */
      "\xF0\x9F"};
  for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
    for (size_t n = 0; n < 80; n++) {
      char token[400] = "";
      for (size_t i = 0; i < n; i++) strcat(token, pieces[p]);
      check_any(token, strlen(token));
      dm_form f = form(token), longer = form(strcat(token, pieces[p]));
      if (f.size == DM_FORM_MAX) assert_int_equal(f.hash, longer.hash); /* cut at the same place */
    }
  dm_random random = dm_random_seed(1);
  for (int i = 0; i < 20000; i++) {
    char token[100];
    size_t n = dm_random_below(&random, sizeof token);
    for (size_t k = 0; k < n; k++) token[k] = (char)dm_random_below(&random, 256);
    check_any(token, n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_normal_form),  cmocka_unit_test(test_cases),
      cmocka_unit_test(test_capitals),     cmocka_unit_test(test_shapes),
      cmocka_unit_test(test_case_classes), cmocka_unit_test(test_affixes),
      cmocka_unit_test(test_trigrams),     cmocka_unit_test(test_long_and_broken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
