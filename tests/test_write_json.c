/* JSONL and what it is made of: strings, offsets in code points, every member. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "write/json.h"
#include "write/units.h"
#include "write/write.h"

static void expect_json(const char *bytes, size_t size, const char *wanted) {
  dm_buffer out = {0};
  dm_json_string(&out, bytes, size);
  assert_int_equal(out.size, strlen(wanted));
  assert_memory_equal(out.bytes, wanted, out.size);
  dm_buffer_free(&out);
}

static void escapes_strings(void **state) {
  (void)state;
  expect_json("", 0, "\"\"");
  expect_json("a\"b\\c/", 6, "\"a\\\"b\\\\c/\"");
  expect_json("\n\r\t\b\f\0\x1f\x7f", 8, "\"\\n\\r\\t\\b\\f\\u0000\\u001f\\u007f\"");
  expect_json("\xC3\xA9\xF0\x9F\x98\x80", 6, "\"\xC3\xA9\xF0\x9F\x98\x80\"");
  expect_json("\xC2\x85\xE2\x80\xA8\xE2\x80\xA9", 8, "\"\\u0085\\u2028\\u2029\"");
}

static void replaces_malformed_bytes(void **state) {
  (void)state;
  expect_json("a\xFFz", 3, "\"a\xEF\xBF\xBDz\"");
  expect_json("\xE2\x82", 2, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  expect_json("\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void writes_numbers(void **state) {
  (void)state;
  dm_buffer out = {0};
  dm_json_number(&out, 0);
  dm_json_number(&out, 1209);
  dm_json_number(&out, UINT64_MAX);
  dm_buffer_putc(&out, 0);
  assert_string_equal(out.bytes, "0120918446744073709551615");
  dm_buffer_free(&out);
}

static void counts_in_every_unit(void **state) {
  (void)state;
  /* a, e + combining acute, astral, b */
  dm_document *doc = fixture("ae\xCC\x81\xF0\x9F\x98\x80"
                             "b");
  dm_units units = dm_units_of(doc);
  dm_units_move(&units, 4);
  assert_int_equal(units.points, 3);
  assert_int_equal(units.utf16, 3);
  dm_units_move(&units, 8);
  assert_int_equal(units.points, 4);
  assert_int_equal(units.utf16, 5);
  assert_int_equal(dm_units_points(&units, 9), 5);
  assert_int_equal(dm_units_points(&units, 2), 2);
  dm_document_free(doc);
}

static char *written(const dm_document *doc) {
  dm_buffer out = {0};
  dm_writer_find("jsonl")->document(doc, &out);
  dm_buffer_putc(&out, 0);
  return out.bytes;
}

static void writes_every_member(void **state) {
  (void)state;
  dm_document *doc = fixture("\xC3\x89mil Vell|.\nTO ANSEL");
  memset(doc->sha256, 0xA5, 32);
  doc->sha256[0] = 0x01;
  fixture_field(doc, "tag", "PREL");
  fixture_field(doc, "origin", "Embassy \"Ansel\"");
  fixture_field(doc, "tag", "PGOV");
  fixture_block(doc, 0, doc->text_size, DM_BLOCK_MESSAGE);
  doc->paragraphs = dm_alloc(doc->arena, 2 * sizeof *doc->paragraphs);
  doc->paragraphs[0] = (dm_paragraph){.span = {0, 11}, .mark = {0, 2}, .number = 4, .zone = DM_ZONE_BODY};
  doc->paragraphs[1] = (dm_paragraph){.span = {12, 20}, .zone = DM_ZONE_HEADING};
  doc->paragraph_count = 2;
  fixture_mark(doc, 0, 2, 0)->paragraph = 0;
  dm_mention *heading = fixture_mark(doc, 4, 5, 1);
  heading->zone = DM_ZONE_HEADING;
  heading->confidence = 1.0f;
  char *got = written(doc);
  assert_string_equal(
      got,
      "{\"id\":\"note\",\"path\":\"folder/note.txt\",\"sha256\":"
      "\"01a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5\",\"format\":\"text\","
      "\"fields\":{\"tag\":[\"PREL\",\"PGOV\"],\"origin\":[\"Embassy \\\"Ansel\\\"\"]},"
      "\"text\":\"\xC3\x89mil Vell.\\nTO ANSEL\",\"blocks\":[{\"kind\":\"message\",\"start\":0,\"end\":19}],"
      "\"paragraphs\":[{\"start\":0,\"end\":10,\"number\":4,\"mark\":\"\xC3\x89\"},"
      "{\"start\":11,\"end\":19,\"heading\":true}],"
      "\"sentences\":[[0,10],[11,19]],\"tokens\":[[0,4],[5,9],[9,10],[11,13],[14,19]],"
      "\"mentions\":[{\"start\":0,\"end\":9,\"source_start\":0,\"source_end\":10,\"type\":\"PER\","
      "\"text\":\"\xC3\x89mil Vell\",\"confidence\":0.5000,\"paragraph\":0,\"heading\":false},"
      "{\"start\":14,\"end\":19,\"source_start\":15,\"source_end\":20,\"type\":\"LOC\","
      "\"text\":\"ANSEL\",\"confidence\":1.0000,\"paragraph\":null,\"heading\":true}]}\n");
  free(got);
  dm_document_free(doc);
}

static void writes_an_empty_document(void **state) {
  (void)state;
  dm_document *doc = fixture("");
  char *got = written(doc);
  assert_non_null(strstr(got, "\"fields\":{},\"text\":\"\",\"blocks\":[],\"paragraphs\":[],\"sentences\":[],"
                              "\"tokens\":[],\"mentions\":[]}\n"));
  free(got);
  dm_document_free(doc);
}

static void parts_a_name_at_a_page_line(void **state) {
  (void)state;
  dm_document *doc = fixture("Omar al-|Asad PAGE Vell");
  doc->tokens[3].flags = DM_TOKEN_SKIPPED;
  fixture_mark(doc, 0, 5, 0);
  char *got = written(doc);
  assert_non_null(strstr(got, "\"start\":0,\"end\":12,\"source_start\":0,\"source_end\":12,\"type\":\"PER\","
                              "\"text\":\"Omar al-Asad\""));
  assert_non_null(strstr(got, "\"start\":18,\"end\":22,\"source_start\":18,\"source_end\":22,\"type\":\"PER\","
                              "\"text\":\"Vell\""));
  free(got);
  dm_document_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(escapes_strings),
      cmocka_unit_test(replaces_malformed_bytes),
      cmocka_unit_test(writes_numbers),
      cmocka_unit_test(counts_in_every_unit),
      cmocka_unit_test(writes_every_member),
      cmocka_unit_test(writes_an_empty_document),
      cmocka_unit_test(parts_a_name_at_a_page_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
