/* The formats that bring tokens and names with them: JSONL and CoNLL. */
#include "read_help.h"

#include "base/buffer.h"
#include "write/write.h"

static const char LINE[] =
    "{\"id\": \"09POST1\", \"other\": [1.5e3, {\"a\": null}, \"]\\\"\"], \"text\": \"Orr\\u00edn "
    "\\ud83d\\ude00 met\\nVane.\","
    "\"fields\": {\"tag\": [\"PREL\", \"ZQ\"], \"origin\": [\"A \\\"B\\\"\"]},"
    "\"blocks\": [{\"kind\":\"message\",\"start\":0,\"end\":17}],"
    "\"tokens\": [[0,5],[6,7],[8,11],[12,16],[16,17]], \"sentences\": [[0,11],[12,17]],"
    "\"mentions\": "
    "[{\"start\":0,\"end\":5,\"type\":\"PER\",\"text\":\"x\"},{\"start\":12,\"end\":16,\"type\":\"PER\"}]}\n";

static void check_span(const dm_document *doc, dm_span span, const char *wanted) {
  assert_int_equal(span.end - span.begin, strlen(wanted));
  assert_memory_equal(doc->text + span.begin, wanted, strlen(wanted));
}

static void jsonl_line(void **state) {
  (void)state;
  dm_document *doc = read_one(LINE, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->format, DM_FORMAT_JSONL);
  check_map(doc, LINE, sizeof LINE - 1);
  check_parts(doc);
  assert_string_equal(doc->text, "Orrín \U0001F600 met\nVane.");
  assert_string_equal(doc->id, "09POST1");
  assert_int_equal(doc->field_count, 3);
  assert_string_equal(field_of(doc, "origin"), "A \"B\"");
  assert_int_equal(doc->token_count, 5);
  check_span(doc, doc->tokens[1].span, "\U0001F600");
  check_span(doc, doc->tokens[3].span, "Vane");
  assert_int_equal(doc->tokens[4].flags, DM_TOKEN_GLUED);
  assert_int_equal(doc->sentence_count, 2);
  assert_int_equal(doc->sentences[1].first, 3);
  assert_int_equal(doc->given_count, 2);
  check_span(doc, doc->givens[1].span, "Vane");
  assert_string_equal(doc->givens[1].type, "PER");
  dm_document_free(doc);
}

static void bad_jsonl(void **state) {
  (void)state;
  static const char *const BAD[] = {
      "{\"text\": \"x\"",
      "{\"id\": \"x\"}",
      "[1]",
      "{\"text\": 5}",
      "{\"text\": \"x\", \"mentions\": [{\"start\":0,\"end\":2}]}",
      "{\"text\": \"xyz\", \"tokens\": [[1,2],[0,1]], \"sentences\": []}",
      "{\"text\": \"x\", \"blocks\": 5}",
      "{\"text\": \"x\", \"tokens\": [[0,1]], \"sentences\": []}",
      "{\"text\" \"x\"}",
      "{\"text\": \"x}",
  };
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    read_result result;
    assert_int_equal(read_bytes(BAD[i], strlen(BAD[i]), DM_FORMAT_JSONL, &result), DM_ERR_FORMAT);
    assert_int_equal(result.count, 0);
  }
  read_result result; /* a bad line does not take the others with it */
  static const char LINES[] = "{\"text\": \"a\"}\n{\n\n{\"text\": \"b\\u0000\"}\n";
  assert_int_equal(read_bytes(LINES, sizeof LINES - 1, DM_FORMAT_JSONL, &result), DM_ERR_FORMAT);
  assert_int_equal(result.count, 2);
  assert_string_equal(result.docs[1]->text, "b\uFFFD");
  free_result(&result);
}

static void conll_2003(void **state) {
  (void)state;
  static const char TABLE[] =
      "-DOCSTART- -X- -X- O\n\nTobias NNP I-NP B-PER\nOrrin NNP I-NP I-PER\nleft VBD I-VP O\n. . O O\n\n"
      "Vane NNP I-NP B-PER\nVale NNP I-NP B-LOC\n-DOCSTART- -X- -X- O\n\nMarivia NNP O S-LOC\n";
  read_result result;
  assert_int_equal(dm_sniff(TABLE, sizeof TABLE - 1), DM_FORMAT_CONLL);
  assert_int_equal(read_bytes(TABLE, sizeof TABLE - 1, DM_FORMAT_UNKNOWN, &result), DM_OK);
  assert_int_equal(result.count, 2);
  const dm_document *doc = result.docs[0];
  check_map(doc, TABLE, sizeof TABLE - 1);
  check_parts(doc);
  assert_string_equal(doc->text, "Tobias Orrin left .\nVane Vale");
  assert_int_equal(doc->token_count, 6);
  assert_int_equal(doc->sentence_count, 2);
  assert_int_equal(doc->given_count, 3);
  check_span(doc, doc->givens[0].span, "Tobias Orrin");
  check_span(doc, doc->givens[1].span, "Vane");
  assert_string_equal(doc->givens[2].type, "LOC");
  check_span(result.docs[1], result.docs[1]->givens[0].span, "Marivia");
  free_result(&result);
}

static void conll_offsets(void **state) {
  (void)state;
  static const char TABLE[] = "-DOCSTART-\t09POST1\tx.html\tO\n\nOrr\u00edn\t2\t7\tB-"
                              "PER\n’s\t7\t9\tO\naide\t10\t14\tO\n\nVane\t16\t20\tB-PER\n";
  dm_document *doc = read_one(TABLE, DM_FORMAT_UNKNOWN);
  assert_string_equal(doc->id, "09POST1");
  assert_string_equal(doc->text, "  Orrín’s aide\n Vane");
  assert_int_equal(doc->tokens[1].flags, DM_TOKEN_GLUED);
  check_map(doc, TABLE, sizeof TABLE - 1);
  dm_document_free(doc);
}

/* What our writers wrote gives the same tokens and names again. */
static void check_again(const dm_document *doc, const char *writer, dm_format format) {
  dm_buffer out = {0};
  dm_writer_find(writer)->document(doc, &out);
  dm_buffer_putc(&out, 0);
  dm_document *again = read_one(out.bytes, format);
  assert_int_equal(dm_sniff(out.bytes, out.size - 1), format);
  assert_int_equal(again->token_count, doc->token_count);
  assert_int_equal(again->sentence_count, doc->sentence_count);
  for (size_t i = 0; i < doc->token_count; i++)
    assert_int_equal(again->tokens[i].span.begin, doc->tokens[i].span.begin);
  assert_int_equal(again->given_count, doc->mention_count);
  for (size_t i = 0; i < doc->mention_count; i++) {
    assert_int_equal(again->givens[i].span.begin, doc->mentions[i].span.begin);
    assert_int_equal(again->givens[i].span.end, doc->mentions[i].span.end);
    assert_string_equal(again->givens[i].type, doc->types[doc->mentions[i].type]);
  }
  dm_document_free(again);
  dm_buffer_free(&out);
}

static void there_and_back(void **state) {
  (void)state;
  static const char *const TYPES[] = {"PER"};
  dm_document *doc = read_one(LINE, DM_FORMAT_JSONL);
  dm_mention mentions[] = {
      {.span = doc->givens[0].span, .first = 0, .end = 1, .paragraph = DM_NONE, .confidence = 1},
      {.span = doc->givens[1].span, .first = 3, .end = 4, .paragraph = DM_NONE, .confidence = 1}};
  doc->mentions = mentions;
  doc->mention_count = 2;
  doc->types = TYPES;
  doc->type_count = 1;
  check_again(doc, "jsonl", DM_FORMAT_JSONL);
  check_again(doc, "conll", DM_FORMAT_CONLL);
  dm_document_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(jsonl_line),    cmocka_unit_test(bad_jsonl),      cmocka_unit_test(conll_2003),
      cmocka_unit_test(conll_offsets), cmocka_unit_test(there_and_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
