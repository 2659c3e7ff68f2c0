/* Readers of training text and of lists. */
#include "learn_fixture.h"

#include "learn/lists.h"

/* What reading `text` as a file of this name gives: a document a line, "sentence / sentence", names as
 * {TYPE words}; a word in another zone than the body as word@zone. */
static char *read_text(const char *name, const char *text, size_t size) {
  dm_buffer out = {0};
  learn_write(learn_path(name), text, size);
  learn_documents all = learn_corpus(learn_path(name));
  for (size_t i = 0; i < all.count; i++) {
    const dm_document *doc = all.docs[i];
    size_t given = 0;
    for (size_t s = 0; s < doc->sentence_count; s++) {
      if (s) dm_buffer_puts(&out, " /");
      for (uint32_t t = doc->sentences[s].first; t < doc->sentences[s].end; t++) {
        const dm_token *token = &doc->tokens[t];
        dm_buffer_puts(&out, t || s ? " " : "");
        if (given < doc->given_count && doc->givens[given].span.begin == token->span.begin)
          dm_buffer_printf(&out, "{%s ", doc->givens[given].type);
        dm_buffer_add(&out, doc->text + token->span.begin, token->span.end - token->span.begin);
        if (token->zone == DM_ZONE_SIGNATURE) dm_buffer_puts(&out, "@signature");
        if (given < doc->given_count && doc->givens[given].span.end == token->span.end)
          dm_buffer_putc(&out, '}'), given++;
      }
    }
    assert_int_equal(given, doc->given_count);
    dm_buffer_putc(&out, '\n');
  }
  dm_buffer_putc(&out, 0);
  learn_free(&all);
  return out.bytes;
}

static void expect(const char *name, const char *text, const char *documents) {
  char *seen = read_text(name, text, strlen(text));
  assert_string_equal(seen, documents);
  free(seen);
}

static void test_iob2(void **state) {
  (void)state;
  expect("a.tsv", "Omar\tB-PER\nVell\tI-PER\nmet\tO\nHalm\tB-PER\n", "{PER Omar Vell} met {PER Halm}\n");
  expect("a.tsv", "A\tB-PER\nB\tB-PER\nC\tI-PER\nD\tI-LOC\nE\tO\n", "{PER A} {PER B C} {LOC D} E\n");
  expect("a.conll", "A\tI-PER\nB\tI-PER\n\nC\tI-PER\n", "{PER A B}\n{PER C}\n"); /* IOB1 opens with I */
  expect("a.iob2", "A NN B-PER\nB NN I-PER\nc VB O\n", "{PER A B} c\n");         /* blanks, more columns */
  expect("a.tsv", "New York\tB-LOC\nhas\tO\n", "{LOC New York} has\n"); /* a tab parts: blanks do not */
}

static void test_bioes(void **state) {
  (void)state;
  expect("a.tsv", "A\tB-PER\nB\tI-PER\nC\tE-PER\nD\tS-PER\nE\tS-LOC\nF\tO\n",
         "{PER A B C} {PER D} {LOC E} F\n");
  expect("a.tsv", "A\tU-PER\nB\tU-PER\n", "{PER A} {PER B}\n");
}

static void test_documents(void **state) {
  (void)state;
  expect("a.tsv", "A\tO\n\nB\tO\n\n\n\nC\tO", "A\nB\nC\n"); /* without marks, a sentence is a document */
  expect("a.tsv", "-DOCSTART-\tO\n\nA\tO\n\nB\tO\n\n-DOCSTART-\tO\n\nC\tO\n", "A / B\nC\n");
  expect("a.tsv", "-DOCSTART- -X- -X- O\n\nA B-PER\n-DOCSTART- -X- -X- O\nB I-PER\n", "{PER A}\n{PER B}\n");
  expect("a.tsv", "", "");
  expect("a.tsv", "\n\n-DOCSTART-\tO\n\n", "");
  expect("a.tsv", "A\tB-PER\n\nB\tI-PER\n", "{PER A}\n{PER B}\n"); /* a mention ends with its sentence */
}

static void test_line_ends(void **state) {
  (void)state;
  expect("a.tsv", "-DOCSTART-\tO\r\n\r\nA\tB-PER\r\nB\tI-PER\r\n\r\nC\tO\r\n", "{PER A B} / C\n");
  expect("a.tsv", "A\tB-PER  \nB\tO\t\n", "{PER A} B\n");
  static const char zeros[] = "A\tO\nB\0C\tB-PER\nD\tO\n";
  free(read_text("a.tsv", zeros, sizeof zeros - 1)); /* any outcome, but no harm */
}

static void test_unknown(void **state) {
  (void)state;
  expect("a.tsv", "A\t?\nB\t?\nC\tB-PER\nD\t?\nE\tO\n", "{? A B} {PER C} {? D} E\n");
}

static void test_zones(void **state) {
  (void)state;
  expect("a.tsv", "A\tzone:signature\tB-PER\nB\tzone:none\tO\nC\tO\n", "{PER A@signature} B C\n");
}

static void test_brackets(void **state) {
  (void)state;
  expect("a.ann", "He met [PER Omar Vell] in [LOC Port Sarno] .",
         "He met {PER Omar Vell} in {LOC Port Sarno} .\n");
  expect(
      "a.ann",
      "The minister and two of his advisers met [PER Omar\nVell] and stayed for the talks in the old harbor.",
      "The minister and two of his advisers met {PER Omar Vell} and stayed for the talks in the old harbor "
      ".\n");
  expect("a.ann", "He met [PER Omar Vell  ] .", "He met {PER Omar Vell} .\n"); /* as annotate prints */
  expect("a.ann", "He [sic] met [TEXT OMITTED] and [PERSON Vell] [PER] [ PER Halm ].",
         "He [ sic ] met [ TEXT OMITTED ] and [ PERSON Vell ] [ PER ] [ PER Halm ] .\n");
  expect("a.ann", "A [PER Vell without an end", "A [ PER Vell without an end\n");
  expect("a.ann", "A [PER [LOC Tarsk] end", "A [ PER {LOC Tarsk} end\n");
  expect("a.ann", "[MISC Tarskish]", "{MISC Tarskish}\n");
  expect("a.ann", "", "\n");
}

/* The text may lose bytes when it is read; the names stay where they are. */
static void test_brackets_encodings(void **state) {
  (void)state;
  const char *told = "One line . / He met {PER Omar Vell} in {LOC Tarsk} .\n";
  expect("a.ann", "One line.\n\nHe met [PER Omar Vell] in [LOC Tarsk].\n", told);
  expect("a.ann", "One line.\r\n\r\nHe met [PER Omar Vell] in [LOC Tarsk].\r\n", told);
  expect("a.ann", "\xEF\xBB\xBFOne line.\r\n\r\nHe met [PER Omar Vell] in [LOC Tarsk].\r\n", told);
  expect("a.ann", "Caf\xE9s.\r\nHe met [PER \xC9mile] and [PER Vell]\r\n", /* Windows-1252 */
         "Caf\xC3\xA9s . / He met {PER \xC3\x89mile} and {PER Vell}\n");
}

static void test_folders(void **state) {
  (void)state;
  char command[256];
  snprintf(command, sizeof command, "mkdir -p '%s/f/g'", learn_folder);
  assert_int_equal(system(command), 0);
  learn_write(learn_path("f/b.tsv"), "B\tO\n", 4);
  learn_write(learn_path("f/a.ann"), "A", 1);
  learn_write(learn_path("f/.c.tsv"), "C\tO\n", 4);
  learn_write(learn_path("f/d.md"), "D", 1);
  learn_documents all = learn_corpus(learn_path("f"));
  assert_int_equal(all.count, 2);
  assert_memory_equal(all.docs[0]->text, "A", 1);
  assert_memory_equal(all.docs[1]->text, "B", 1);
  learn_free(&all);
  dm_error error = {0};
  const dm_type_names none = {NULL, 0};
  assert_int_equal(dm_corpus_read(learn_path("f/none.tsv"), &none, learn_keep, &all, &error), DM_ERR_IO);
  assert_non_null(strstr(error.path, "none.tsv"));
}

static dm_status stop(void *user, dm_document *doc) {
  ++*(int *)user;
  dm_document_free(doc);
  return DM_ERR_CANCELLED;
}

static void test_stop(void **state) {
  (void)state;
  int seen = 0;
  dm_error error = {0};
  const dm_type_names none = {NULL, 0};
  learn_write(learn_path("s.tsv"), "A\tO\n\nB\tO\n\nC\tO\n", 15);
  assert_int_equal(dm_corpus_read(learn_path("s.tsv"), &none, stop, &seen, &error), DM_ERR_CANCELLED);
  assert_int_equal(seen, 1);
}

/* ---- lists --------------------------------------------------------------------------------- */

static void note(void *user, uint32_t list, size_t first, size_t last) {
  dm_buffer_printf(user, "%u:%zu-%zu ", list, first, last);
}

static void test_lists(void **state) {
  (void)state;
  static const char text[] =
      "people\tOmar Vell\nplaces\tU.S.-held Tarsk\npeople\tHalm\nplaces\t\npeople\tA B C D E F G H I J K L M\n"
      "places\tHalm";
  static const char *const tokens[] = {"Halm", "and", "OMAR", "VELL"};
  dm_lists lists = {0};
  dm_error error = {0};
  dm_buffer seen = {0};
  size_t count;
  learn_write(learn_path("l.tsv"), text, sizeof text - 1);
  assert_int_equal(dm_lists_read(&lists, learn_path("l.tsv"), &error), DM_OK);
  assert_int_equal(lists.count, 2);
  assert_string_equal(lists.names[0], "people");
  assert_string_equal(lists.names[1], "places");
  dm_gazetteer g = {.slots = dm_gazetteer_slots(lists.builder, &count), .lists = 2};
  g.mask = (uint32_t)count - 1;
  uint64_t folded[4];
  uint8_t capital[4];
  for (int i = 0; i < 4; i++) {
    dm_form form;
    dm_form_of(tokens[i], strlen(tokens[i]), &form);
    folded[i] = dm_gazetteer_fold(&form);
    capital[i] = (uint8_t)dm_form_capital(&form);
  }
  dm_gazetteer_match(&g, folded, capital, 4, note, &seen);
  dm_buffer_putc(&seen, 0);
  assert_string_equal(seen.bytes, "0:0-0 1:0-0 0:2-3 ");
  dm_buffer_free(&seen);
  dm_lists_free(&lists);
}

static void test_lists_refused(void **state) {
  (void)state;
  dm_buffer text = {0};
  dm_error error = {0};
  for (int pass = 0; pass < 2; pass++) {
    dm_lists lists = {0};
    for (int i = 0; i <= DM_LISTS_MAX; i++)
      dm_buffer_printf(&text, pass ? "list%d\tVell\n" : i == 7 ? "none\n" : "a\tb\n", i);
    learn_write(learn_path("l.tsv"), text.bytes, text.size);
    assert_int_equal(dm_lists_read(&lists, learn_path("l.tsv"), &error), DM_ERR_FORMAT);
    assert_int_equal(error.line, pass ? DM_LISTS_MAX + 1 : 8);
    dm_lists_free(&lists);
    dm_buffer_clear(&text);
  }
  dm_lists lists = {0};
  assert_int_equal(dm_lists_read(&lists, learn_path("no-lists"), &error), DM_ERR_IO);
  assert_int_equal(dm_lists_read(&lists, learn_folder, &error), DM_ERR_IO); /* a folder */
  dm_lists_free(&lists);
  dm_buffer_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_iob2),      cmocka_unit_test(test_bioes),
      cmocka_unit_test(test_documents), cmocka_unit_test(test_line_ends),
      cmocka_unit_test(test_unknown),   cmocka_unit_test(test_zones),
      cmocka_unit_test(test_brackets),  cmocka_unit_test(test_brackets_encodings),
      cmocka_unit_test(test_folders),   cmocka_unit_test(test_stop),
      cmocka_unit_test(test_lists),     cmocka_unit_test(test_lists_refused),
  };
  return cmocka_run_group_tests(tests, learn_open_folder, learn_remove_folder);
}
