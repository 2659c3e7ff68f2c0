/* Formats that point into the text: brat, Web Annotation, Label Studio, doccano, CSV. Each in its own unit,
 * over a text with a combining mark, an astral character and a name that is wrapped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "write/write.h"

/* 0 e+acute, 3 blank, 4 astral (byte 4..8, point 3), ... */
static dm_document *sample(void) {
  dm_document *doc = fixture("e\xCC\x81 \xF0\x9F\x98\x80 met \"Omar\nVell|\"");
  doc->sentences[0].end = (uint32_t)doc->token_count;
  doc->sentence_count = 1;
  fixture_mark(doc, 1, 2, 3);
  fixture_mark(doc, 3, 5, 0);
  return doc;
}

static char *written(const char *format, const dm_document *doc) {
  const dm_writer *writer = dm_writer_find(format);
  assert_non_null(writer);
  dm_buffer out = {0};
  writer->document(doc, &out);
  dm_buffer_putc(&out, 0);
  return out.bytes;
}

static void expect(const char *format, const char *wanted) {
  dm_document *doc = sample();
  char *got = written(format, doc);
  assert_string_equal(got, wanted);
  free(got);
  dm_document_free(doc);
}

static void brat_splits_at_line_ends(void **state) {
  (void)state;
  expect("brat", "T1\tMISC 3 4\t\xF0\x9F\x98\x80\nT2\tPER 9 14;15 19\t\"Omar Vell\n");
}

static void brat_drops_blanks_around_a_line_end(void **state) {
  (void)state;
  dm_document *doc = fixture("Omar Vell");
  memcpy(doc->text, "Omar\r\nell", 9);
  fixture_mark(doc, 0, 2, 0);
  char *got = written("brat", doc);
  assert_string_equal(got, "T1\tPER 0 4;6 9\tOmar ell\n");
  free(got);
  dm_document_free(doc);
}

static void brat_has_the_text_beside_it(void **state) {
  (void)state;
  dm_document *doc = sample();
  dm_buffer out = {0};
  dm_writer_find("brat")->text(doc, &out);
  assert_int_equal(out.size, doc->text_size);
  assert_memory_equal(out.bytes, doc->text, out.size);
  dm_buffer_free(&out);
  dm_document_free(doc);
}

static void doccano_counts_code_points(void **state) {
  (void)state;
  expect("doccano",
         "{\"text\":\"e\xCC\x81 \xF0\x9F\x98\x80 met \\\"Omar\\nVell\\\"\",\"label\":[[3,4,\"MISC\"],"
         "[9,19,\"PER\"]],\"document\":\"note\",\"path\":\"folder/note.txt\"}\n");
}

static void label_studio_counts_code_points(void **state) {
  (void)state;
  expect(
      "label-studio",
      "{\"data\":{\"text\":\"e\xCC\x81 \xF0\x9F\x98\x80 met \\\"Omar\\nVell\\\"\",\"id\":\"note\","
      "\"path\":\"folder/note.txt\"},\"predictions\":[{\"model_version\":\"dragoman " DM_VERSION "\","
      "\"result\":[{\"id\":\"m0\",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"labels\","
      "\"score\":0.5000,\"value\":{\"start\":3,\"end\":4,\"text\":\"\xF0\x9F\x98\x80\",\"labels\":[\"MISC\"]}},"
      "{\"id\":\"m1\",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"labels\",\"score\":0.5000,"
      "\"value\":{\"start\":9,\"end\":19,\"text\":\"\\\"Omar\\nVell\",\"labels\":[\"PER\"]}}]}]}");
}

static void csv_quotes_what_needs_it(void **state) {
  (void)state;
  dm_document *doc = sample();
  doc->id = "a,b";
  doc->paragraphs = dm_alloc(doc->arena, sizeof *doc->paragraphs);
  doc->paragraphs[0] = (dm_paragraph){.span = {0, 4}, .mark = {0, 1}, .number = 7};
  doc->paragraph_count = 1;
  doc->mentions[0].paragraph = 0;
  doc->mentions[1].zone = DM_ZONE_HEADING;
  char *got = written("csv", doc);
  assert_string_equal(got, "\"a,b\",folder/note.txt,3,4,4,8,MISC,\xF0\x9F\x98\x80,0.5000,7,e,no\n"
                           "\"a,b\",folder/note.txt,9,19,13,23,PER,\"\"\"Omar Vell\",0.5000,,,yes\n");
  free(got);
  dm_document_free(doc);
}

static void web_annotation_selects_three_times(void **state) {
  (void)state;
  dm_document *doc = sample();
  doc->path = "a b/\xC3\xA9.html";
  for (size_t i = 0; i < 32; i++) doc->sha256[i] = (uint8_t)(255 - i);
  char *got = written("web-annotation", doc);
  /* base64url by another program: python3 base64.urlsafe_b64encode(bytes(range(255, 223, -1))) */
  assert_non_null(strstr(got,
                         "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"ni:///sha-256;"
                         "__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA#note\",\"type\":\"AnnotationPage\""));
  assert_non_null(strstr(got, "#note.9-19\",\"type\":\"Annotation\",\"motivation\":\"tagging\",\"body\":"
                              "{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"PER\"},"
                              "\"target\":{\"source\":\"a%20b/%C3%A9.html\",\"selector\":["
                              "{\"type\":\"DataPositionSelector\",\"start\":13,\"end\":23},"
                              "{\"type\":\"TextPositionSelector\",\"start\":9,\"end\":19},"
                              "{\"type\":\"TextQuoteSelector\",\"exact\":\"\\\"Omar\\nVell\","
                              "\"prefix\":\"e\xCC\x81 \xF0\x9F\x98\x80 met \",\"suffix\":\"\\\"\"}]}}]}"));
  free(got);
  dm_document_free(doc);
}

static void web_annotation_quotes_at_most_32_around(void **state) {
  (void)state;
  dm_document *doc = fixture("0123456789\xC3\xA9"
                             "123456789012345678901234567890 Vell 0123456789012345678901234567890123456789");
  fixture_mark(doc, 1, 2, 0);
  char *got = written("web-annotation", doc);
  assert_non_null(strstr(got,
                         "\"prefix\":\"\xC3\xA9"
                         "123456789012345678901234567890 \",\"suffix\":\" 0123456789012345678901234567890\""));
  free(got);
  dm_document_free(doc);
}

static void html_escapes_and_marks(void **state) {
  (void)state;
  dm_document *doc = fixture("<b> & Vell\x01 x");
  fixture_field(doc, "origin", "\"<script>\"");
  fixture_mark(doc, 2, 3, 0);
  char *got = written("html", doc);
  assert_non_null(strstr(got, "<dt>origin</dt><dd>&quot;&lt;script&gt;&quot;</dd>"));
  assert_non_null(strstr(got, ">&lt;b&gt; &amp; <mark class=\"PER\" data-type=\"PER\" title=\"50% sure\">"
                              "Vell\xEF\xBF\xBD</mark> x</div>"));
  free(got);
  dm_document_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(brat_splits_at_line_ends),
      cmocka_unit_test(brat_drops_blanks_around_a_line_end),
      cmocka_unit_test(brat_has_the_text_beside_it),
      cmocka_unit_test(doccano_counts_code_points),
      cmocka_unit_test(label_studio_counts_code_points),
      cmocka_unit_test(csv_quotes_what_needs_it),
      cmocka_unit_test(web_annotation_selects_three_times),
      cmocka_unit_test(web_annotation_quotes_at_most_32_around),
      cmocka_unit_test(html_escapes_and_marks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
