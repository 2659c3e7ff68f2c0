/* The CoNLL form: columns, BIO tags, separators. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "write/write.h"

static void expect(dm_document *doc, const char *wanted) {
  dm_buffer out = {0};
  dm_writer_find("conll")->document(doc, &out);
  dm_buffer_putc(&out, 0);
  assert_string_equal(out.bytes, wanted);
  dm_buffer_free(&out);
  dm_document_free(doc);
}

static void tags_in_bio(void **state) {
  (void)state;
  dm_document *doc = fixture("\xC3\x89mil Vell Omar left|.\nANSEL");
  fixture_mark(doc, 0, 2, 0);
  fixture_mark(doc, 2, 3, 0);
  fixture_mark(doc, 5, 6, 1);
  expect(doc, "-DOCSTART-\tnote\tfolder/note.txt\tO\n\n"
              "\xC3\x89mil\t0\t4\tB-PER\nVell\t5\t9\tI-PER\nOmar\t10\t14\tB-PER\nleft\t15\t19\tO\n"
              ".\t19\t20\tO\n\nANSEL\t21\t26\tB-LOC\n\n");
}

static void parts_a_name_at_a_page_line(void **state) {
  (void)state;
  dm_document *doc = fixture("Omar PAGE Vell");
  doc->tokens[1].flags = DM_TOKEN_SKIPPED;
  fixture_mark(doc, 0, 3, 0);
  expect(doc, "-DOCSTART-\tnote\tfolder/note.txt\tO\n\n"
              "Omar\t0\t4\tB-PER\nPAGE\t5\t9\tO\nVell\t10\t14\tB-PER\n\n");
}

static void keeps_the_table_whole(void **state) {
  (void)state;
  dm_document *doc = fixture("");
  doc->id = "a\tb\nc";
  expect(doc, "-DOCSTART-\ta b c\tfolder/note.txt\tO\n\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tags_in_bio),
      cmocka_unit_test(parts_a_name_at_a_page_line),
      cmocka_unit_test(keeps_the_table_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
