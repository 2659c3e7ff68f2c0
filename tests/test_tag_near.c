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

/* Words parted by blanks, sentences ended by "."; a star before each word that can be in a name. */
static void expect(const char *text) {
  dm_type_table types = {0};
  uint32_t type[TOKENS_MAX], sentence_at[TOKENS_MAX] = {7}, tokens = 0, sentences = 0; /* counting from 7 */
  uint8_t seen[TOKENS_MAX], near[TOKENS_MAX];
  char *copy = strdup(text);
  for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
    dm_form form;
    int added;
    near[tokens] = *word == '*';
    word += *word == '*';
    dm_form_of(word, strlen(word), &form);
    type[tokens++] = dm_type_of(&types, &form, &added);
    if (!strcmp(word, ".")) sentence_at[++sentences] = tokens + 7;
  }
  dm_near_capitals(&types, type, sentence_at, sentences, seen);
  for (uint32_t t = 0; t < tokens; t++)
    if (seen[t] != near[t]) fail_msg("token %u of \"%s\": %u", t, text, seen[t]);
  free(copy);
  dm_type_table_free(&types);
}

static void next_to_a_capital(void **state) {
  (void)state;
  expect("*The *talks *with *Omar *Vell *were long and dull today .");
  expect("it was long before he met *de *Gaulle *for the last time .");
}

static void between_capitals(void **state) {
  (void)state;
  expect("he led *the *Ministry *of *Foreign *Trade *there .");
  expect("he was in *the *League *of *all *the *Red *Cross *there .");
  expect("he was in *the *League *of all and of *the *Red *Cross *there .");
}

static void beyond_a_hyphen(void **state) {
  (void)state;
  expect("he met *al *- *Vell *and so on .");
  expect("he *met *Chou *En *- *lai and so on .");
  expect("he *met *Karn *, who left .");
}

static void numbers(void **state) {
  (void)state;
  expect("it was *under *Resolution *no of *242 of that year .");
  expect("he took 7 and *8 of *the *Karn *12 out of a box .");
}

static void sentences_apart(void **state) {
  (void)state;
  expect("*He *said that it *was *Vell *. *Nothing *else was said that day .");
}

static void without_capitals(void **state) {
  (void)state;
  expect("*Omar *Vell *left . *and *so *did *we *all *.");
  expect("*the *talks *with *omar *vell *were *long *, *said *halm *, *and *went *on *into *the *small *hours "
         "*of *the *night *, *when *all *went *home *with *nothing *done *.");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(next_to_a_capital), cmocka_unit_test(between_capitals),
      cmocka_unit_test(beyond_a_hyphen),   cmocka_unit_test(numbers),
      cmocka_unit_test(sentences_apart),   cmocka_unit_test(without_capitals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
