/* The word lists: sorted, as the look-up expects, and found in any case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "segment/words.h"
#include "segment/words_tables.h"

static void lists_are_sorted(void **unused) {
  (void)unused;
  const char *const *const lists[] = {dm_words_abbreviation,
                                      dm_words_abbreviation_last,
                                      dm_words_abbreviation_number,
                                      dm_words_starter,
                                      dm_words_particle,
                                      dm_words_prefix,
                                      dm_words_suffix,
                                      dm_words_bureau,
                                      dm_words_place,
                                      dm_words_people};
  assert_int_equal(sizeof lists / sizeof *lists, DM_WORD_LIST_COUNT);
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    for (size_t k = 0; lists[i][k]; k++) {
      assert_true(strlen(lists[i][k]) <= DM_WORD_LONGEST);
      if (k) assert_true(strcmp(lists[i][k - 1], lists[i][k]) < 0);
      assert_true(dm_word_in((dm_word_list)i, lists[i][k], (uint32_t)strlen(lists[i][k])));
    }
}

static void look_up(void **unused) {
  (void)unused;
  assert_true(dm_word_in(DM_WORD_ABBREVIATION, "AMB", 3));
  assert_true(dm_word_in(DM_WORD_ABBREVIATION, "Ambush", 3));
  assert_false(dm_word_in(DM_WORD_ABBREVIATION, "ambush", 6));
  assert_false(dm_word_in(DM_WORD_ABBREVIATION, "", 0));
  assert_false(dm_word_in(DM_WORD_ABBREVIATION, "am", 2));
  assert_false(dm_word_in(DM_WORD_PLACE, "abcdefghijklmnopqrstuvwxyzabcdef", 32));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lists_are_sorted), cmocka_unit_test(look_up)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
