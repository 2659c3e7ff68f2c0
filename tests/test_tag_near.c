/* Which tokens can be in a name of a model whose names keep near capitals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tag/batch.h"

enum { TOKENS_MAX = 256 };

/* Words parted by blanks, sentences ended by "."; near as a string of 0 and 1, a letter a token. */
static void expect(const char *text, const char *near) {
  dm_type_table types = {0};
  uint32_t type[TOKENS_MAX], sentence_at[TOKENS_MAX] = {7}, tokens = 0, sentences = 0; /* counting from 7 */
  uint8_t seen[TOKENS_MAX];
  char *copy = strdup(text);
  for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
    dm_form form;
    int added;
    dm_form_of(word, strlen(word), &form);
    type[tokens++] = dm_type_of(&types, &form, &added);
    if (!strcmp(word, ".")) sentence_at[++sentences] = tokens + 7;
  }
  dm_near_capitals(&types, type, sentence_at, sentences, seen);
  assert_int_equal(tokens, strlen(near));
  for (uint32_t t = 0; t < tokens; t++)
    if (seen[t] != (uint8_t)(near[t] - '0')) fail_msg("token %u of \"%s\": %u", t, text, seen[t]);
  free(copy);
  dm_type_table_free(&types);
}

static void two_tokens_from_a_capital(void **state) {
  (void)state;
  expect("The talks with Omar Vell were long and dull today .", "11111110000");
  expect("He said so to al-Vell in person that day .", "1111111000");
}

static void sentences_apart(void **state) {
  (void)state;
  expect("He said that it was Vell . Nothing else was said that day .", "11111111110000");
}

static void without_capitals(void **state) {
  (void)state;
  expect("Omar Vell left . and so did we all .", "1111111111");
  expect("the talks with omar vell were long , said halm , and went on into the small hours of the night , "
         "when all "
         "went home with nothing done .",
         "111111111111111111111111111111");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_tokens_from_a_capital),
      cmocka_unit_test(sentences_apart),
      cmocka_unit_test(without_capitals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
