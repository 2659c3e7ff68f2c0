/* Folding, skeletons and likeness of names; the list of 300 pairs (tests/data/transliteration.tsv). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "resolve/sound.h"

static void fold_person(const char *name, char out[256]) {
  dm_folded f;
  dm_fold_person(name, strlen(name), &f);
  dm_fold_join(&f, 0, f.count, " ", out, 256);
}

static void test_fold(void **unused) {
  (void)unused;
  static const struct {
    const char *name, *folded;
  } cases[] = {
      {"Ali Mamlouk", "ali mamlouk"},
      {"ALI\nMAMLOUK", "ali mamlouk"},
      {"Bashar al-Asad", "bashar asad"},
      {"President Bashar al-Asad", "bashar asad"},
      {"Sa\u2019d al-D\u012bn", "sad din"},
      {"R. Stephen Beecroft", "r stephen beecroft"},
      {"J.F. Kennedy", "j f kennedy"},
      {"Martin Luther King, Jr.", "martin luther king"},
      {"Abd al-Rahman", "abdrahman"},
      {"Abdul Rahman", "abdrahman"},
      {"Abdurrahman Wahid", "abdrahman wahid"},
      {"Omar ash-Sharif", "omar sharif"},
      {"Usama bin Ladin", "usama ladin"},
      {"Jo\u00e3o Goul\u00e3rt", "joao goulart"},
      {"Oakes, R. Stephen", "r stephen oakes"},
      {"Oakes, Gen. R. Stephen, Jr. (USA)", "r stephen oakes"},
      {"General", "general"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[256];
    fold_person(cases[i].name, got);
    assert_string_equal(got, cases[i].folded);
  }
}

static void test_skeleton(void **unused) {
  (void)unused;
  static const char *const same[][2] = {{"gaddafi", "qadhafi"}, {"kadafi", "khadafy"},    {"asad", "assad"},
                                        {"mamluk", "mamlouk"},  {"brezhnev", "breshnev"}, {"musavi", "musawi"}};
  for (size_t i = 0; i < 5; i++) {
    char a[DM_SOUND_ROOM], b[DM_SOUND_ROOM];
    dm_skeleton(same[i][0], a);
    dm_skeleton(same[i][1], b);
    assert_string_equal(a, b);
  }
}

static void test_chinese(void **unused) {
  (void)unused;
  static const struct {
    const char *a, *b;
    bool same;
  } cases[] = {{"Zhou Enlai", "Chou En-lai", true},
               {"Mao Zedong", "Mao Tse-tung", true},
               {"Deng Xiaoping", "Teng Hsiao-p'ing", true},
               {"Hua Guofeng", "Hua Kuo-feng", true},
               {"Chen Yi", "Chen Yun", false},
               {"Li Peng", "Li Ping", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dm_folded a, b;
    char p[DM_SOUND_ROOM], q[DM_SOUND_ROOM];
    dm_fold_person(cases[i].a, strlen(cases[i].a), &a);
    dm_fold_person(cases[i].b, strlen(cases[i].b), &b);
    assert_true(dm_chinese(&a, p));
    assert_true(dm_chinese(&b, q));
    assert_int_equal(!strcmp(p, q), cases[i].same);
  }
  dm_folded other;
  char p[DM_SOUND_ROOM];
  dm_fold_person("Dean Rusk", 9, &other);
  assert_false(dm_chinese(&other, p));
}

static void test_pairs(void **unused) {
  (void)unused;
  FILE *file = fopen(DM_ROOT "/tests/data/transliteration.tsv", "r");
  assert_non_null(file);
  char line[256], kind[16], a[100], b[100];
  int same = 0, different = 0, missed = 0, confused = 0;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "%15[a-z]\t%99[^\t]\t%99[^\n]", kind, a, b) != 3) continue;
    dm_folded p, q;
    dm_fold_person(a, strlen(a), &p);
    dm_fold_person(b, strlen(b), &q);
    float s = dm_names_alike(&p, &q);
    bool wanted = !strcmp(kind, "same"), got = s >= DM_ALIKE;
    if (wanted != got) print_message("%s: %s / %s: %.2f\n", kind, a, b, (double)s);
    same += wanted;
    different += !wanted;
    missed += wanted && !got;
    confused += !wanted && got;
  }
  fclose(file);
  print_message("%d same, %d missed; %d different, %d confused\n", same, missed, different, confused);
  assert_int_equal(same, 150);
  assert_int_equal(different, 150);
  assert_true(missed + confused <= 15); /* accuracy >= 95% */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_fold), cmocka_unit_test(test_skeleton),
                                     cmocka_unit_test(test_chinese), cmocka_unit_test(test_pairs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
