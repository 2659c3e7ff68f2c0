/* Counting: scores as the CoNLL measure gives them, mistakes, calibration. */
#include "learn_fixture.h"

#include <math.h>

#include "fixture.h"
#include "learn/mistakes.h"

static void give(dm_document *doc, uint32_t first, uint32_t end, const char *type) {
  doc->givens = dm_grow(doc->arena, doc->givens, doc->given_count, &doc->given_room, sizeof *doc->givens);
  doc->givens[doc->given_count++] =
      (dm_given){.span = {doc->tokens[first].span.begin, doc->tokens[end - 1].span.end}, .type = type};
}

/* Right: Vell. Wrong type: Tarsk. Wrong span: Port Sarno. Missed: GID. Made up: Monday. */
static dm_document *sample(void) {
  dm_document *doc = fixture("Vell saw Tarsk and Port Sarno with GID on Monday");
  give(doc, 0, 1, "PER");
  give(doc, 2, 3, "LOC");
  give(doc, 4, 6, "LOC");
  give(doc, 7, 8, "ORG");
  fixture_mark(doc, 0, 1, 0)->confidence = 0.95f;
  fixture_mark(doc, 2, 3, 0)->confidence = 0.55f;
  fixture_mark(doc, 5, 6, 1)->confidence = 0.65f;
  fixture_mark(doc, 9, 10, 3)->confidence = 1;
  return doc;
}

static void test_counts(void **state) {
  (void)state;
  dm_score score = {0};
  dm_document *doc = sample();
  dm_score_add(&score, doc);
  dm_document_free(doc);
  uint64_t right = 0, told = 0, gold = 0;
  for (uint32_t i = 0; i < score.types; i++)
    right += score.right[i], told += score.told[i], gold += score.gold[i];
  assert_int_equal(right, 1);
  assert_int_equal(told, 4);
  assert_int_equal(gold, 4);
  assert_true(fabs(dm_score_f1(&score) - 0.25) < 1e-12);
  assert_true(dm_score_f1(&(dm_score){0}) == 0);
}

static char *printed(void (*print)(FILE *out, void *what), void *what) {
  char *text;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  print(out, what);
  fclose(out);
  return text;
}

static void print_confusion(FILE *out, void *what) {
  dm_score_confusion(what, out);
}
static void print_score(FILE *out, void *what) {
  dm_score_print(what, out);
}
static void print_mistakes(FILE *out, void *what) {
  dm_mistakes_print(what, 3, out);
}
static void print_calibration(FILE *out, void *what) {
  dm_calibration_print(what, out);
}

static void test_confusion(void **state) {
  (void)state;
  dm_score score = {0};
  dm_document *doc = sample();
  dm_score_add(&score, doc);
  dm_document_free(doc);
  char *text = printed(print_confusion, &score);
  assert_string_equal(text, "gold\\told       PER      LOC      ORG     MISC  nothing\n"
                            "PER               1        0        0        0        0\n"
                            "LOC               1        0        0        0        1\n"
                            "ORG               0        0        0        0        1\n"
                            "MISC              0        0        0        0        0\n"
                            "nothing           0        1        0        1         \n");
  free(text);
  text = printed(print_score, &score);
  assert_non_null(
      strstr(text, "all   precision  25.00  recall  25.00  F1  25.00  (1 right, 4 told, 4 true)\n"));
  free(text);
}

/* More types than fit, and longer names: nothing is lost from the sums. */
static void test_many_types(void **state) {
  (void)state;
  dm_score score = {0};
  dm_document *doc = fixture("Vell left");
  char name[64];
  for (int i = 0; i < 40; i++) {
    snprintf(name, sizeof name, "%d-A_NAME_THAT_IS_LONGER_THAN_THIRTY_ONE_BYTES", i / 2 * 2);
    doc->given_count = 0;
    give(doc, 0, 1, name);
    dm_score_add(&score, doc);
  }
  uint64_t gold = 0;
  for (uint32_t i = 0; i < score.types; i++) gold += score.gold[i];
  assert_int_equal(gold, 40);
  assert_int_equal(score.types, 20);
  dm_document_free(doc);
}

static void test_mistakes(void **state) {
  (void)state;
  dm_mistakes all = {0};
  for (int i = 0; i < 3; i++) {
    dm_document *doc = sample();
    if (i == 2) doc->mention_count = 3;
    dm_mistakes_add(&all, doc);
    dm_document_free(doc);
  }
  char *text = printed(print_mistakes, &all);
  assert_string_equal(text, "     3  LOC Port Sarno -> LOC Sarno\n"
                            "     3  LOC Tarsk -> PER Tarsk\n"
                            "     3  ORG GID -> nothing\n");
  free(text);
  dm_mistakes_free(&all);
}

static void test_long_mistakes(void **state) {
  (void)state;
  dm_mistakes all = {0};
  char words[1201] = "";
  for (int i = 0; i < 300; i++) strcat(words, "a\xC3\xA9x");
  dm_document *doc = fixture(words);
  char type[400];
  memset(type, 'T', sizeof type - 1);
  type[sizeof type - 1] = 0;
  give(doc, 0, 1, type);
  fixture_mark(doc, 0, 1, 0);
  dm_mistakes_add(&all, doc);
  assert_int_equal(all.count, 1);
  assert_true(strlen(all.items[0].text) < 256);
  for (const char *c = all.items[0].text; *c; c++) /* no half characters */
    assert_true(((unsigned char)*c == 0xC3) == ((unsigned char)c[1] == 0xA9));
  dm_mistakes_free(&all);
  dm_document_free(doc);
}

static void test_calibration(void **state) {
  (void)state;
  dm_calibration c = {.told = {0}};
  assert_true(dm_calibration_error(&c) == 0);
  for (int i = 0; i < 10; i++) {
    dm_document *doc = sample();
    dm_calibration_add(&c, doc);
    dm_document_free(doc);
  }
  assert_int_equal(c.told[9], 20); /* 0.95 and 1 */
  assert_int_equal(c.right[9], 10);
  assert_int_equal(c.told[5] + c.told[6], 20);
  /* |19.5 - 10| + |5.5 - 0| + |6.5 - 0| over 40 */
  assert_true(fabs(dm_calibration_error(&c) - (9.5 + 5.5 + 6.5) / 40) < 1e-5);
  char *text = printed(print_calibration, &c);
  assert_non_null(strstr(text, "0.9 to 1.0         20            0.975  0.500\n"));
  assert_non_null(strstr(text, "expected calibration error 0.5375\n"));
  free(text);
}

/* The same counts as the scorer that everything else is measured with. */
static void test_against_script(void **state) {
  (void)state;
  char script[512], command[2048], line[256];
  const char *shared = getenv("DM_SHARED");
  snprintf(script, sizeof script, "%s/tools/score.py", shared ? shared : DM_ROOT "/../shared");
  if (access(script, R_OK)) {
    print_message("skipped: no %s\n", script);
    skip();
  }
  static const char *const tags[] = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "O"};
  dm_random random = dm_random_seed(3);
  dm_buffer gold = {0}, told = {0};
  for (int i = 0; i < 600; i++) {
    uint32_t a = dm_random_below(&random, 8), b = dm_random_below(&random, 3) ? a : dm_random_below(&random, 8);
    dm_buffer_printf(&gold, i % 20 ? "w%d\t%s\n" : "w%d\t%s\n\n", i, tags[a]);
    dm_buffer_printf(&told, i % 20 ? "w%d\t%s\n" : "w%d\t%s\n\n", i, tags[b]);
  }
  learn_write(learn_path("gold.tsv"), gold.bytes, gold.size);
  learn_write(learn_path("told.tsv"), told.bytes, told.size);
  learn_documents truth = learn_corpus(learn_path("gold.tsv")), answer = learn_corpus(learn_path("told.tsv"));
  dm_score score = {0};
  assert_int_equal(truth.count, answer.count);
  for (size_t i = 0; i < truth.count; i++) { /* what the other file gives, as mentions */
    dm_document *doc = truth.docs[i], *other = answer.docs[i];
    doc->types = fixture_types;
    for (size_t g = 0; g < other->given_count; g++) {
      uint16_t type = 0;
      while (strcmp(fixture_types[type], other->givens[g].type)) type++;
      uint32_t first = 0, end;
      while (doc->tokens[first].span.begin < other->givens[g].span.begin) first++;
      for (end = first; end < doc->token_count && doc->tokens[end].span.end <= other->givens[g].span.end;)
        end++;
      fixture_mark(doc, first, end, type);
    }
    dm_score_add(&score, doc);
  }
  snprintf(command, sizeof command, "python3 '%s' '%s' '%s'", script, learn_path("gold.tsv"),
           learn_path("told.tsv"));
  FILE *pipe = popen(command, "r");
  assert_non_null(pipe);
  char *own = printed(print_score, &score);
  int lines = 0;
  while (fgets(line, sizeof line, pipe)) {
    if (!strstr(line, "(0 right, 0 told, 0 true)")) assert_non_null(strstr(own, line)), lines++;
  }
  assert_int_equal(pclose(pipe), 0);
  assert_int_equal(lines, 4);
  free(own);
  dm_buffer_free(&gold);
  dm_buffer_free(&told);
  learn_free(&truth);
  learn_free(&answer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_counts),         cmocka_unit_test(test_confusion),
      cmocka_unit_test(test_many_types),     cmocka_unit_test(test_mistakes),
      cmocka_unit_test(test_long_mistakes),  cmocka_unit_test(test_calibration),
      cmocka_unit_test(test_against_script),
  };
  return cmocka_run_group_tests(tests, learn_open_folder, learn_remove_folder);
}
