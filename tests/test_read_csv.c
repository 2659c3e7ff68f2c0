#include "read_help.h"

static const char ROW[] =
    "\"7\",\"2/28/1972 16:00\",\"72PORTVALE7\",\"Embassy Port Vale\",\"SECRET\",\"71STATE9|71VALE3\","
    "\"R 281600Z FEB 72\nFM AMEMBASSY PORT VALE\",\"S E C R E T\n\n1. Orrin said \\\"no\\\", then "
    "\\\\left\r\n\"\n";

static void one_row(void **state) {
  (void)state;
  static const char *const FIELDS[][2] = {
      {"row", "7"},
      {"created", "2/28/1972 16:00"},
      {"reference id", "72PORTVALE7"},
      {"origin", "Embassy Port Vale"},
      {"classification", "SECRET"},
      {"reference", "71STATE9"},
      {"reference", "71VALE3"},
  };
  dm_document *doc = read_one(ROW, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->format, DM_FORMAT_CSV);
  check_map(doc, ROW, sizeof ROW - 1);
  check_parts(doc);
  assert_string_equal(doc->id, "72PORTVALE7");
  assert_string_equal(doc->text,
                      "R 281600Z FEB 72\nFM AMEMBASSY PORT VALE\n\nS E C R E T\n\n1. Orrin said \"no\", then "
                      "\\left\n");
  assert_int_equal(doc->block_count, 2);
  assert_int_equal(doc->blocks[0].kind, DM_BLOCK_TRANSMISSION);
  assert_int_equal(doc->blocks[1].kind, DM_BLOCK_MESSAGE);
  assert_memory_equal(doc->text + doc->blocks[1].span.begin, "S E C", 5);
  assert_int_equal(doc->field_count, 7);
  for (size_t i = 0; i < 7; i++) {
    assert_string_equal(doc->fields[i].name, FIELDS[i][0]);
    assert_string_equal(doc->fields[i].value, FIELDS[i][1]);
    assert_memory_equal(ROW + doc->fields[i].source, FIELDS[i][1], strlen(FIELDS[i][1]));
  }
  dm_document_free(doc);
}

static void check_rows(const char *bytes, dm_status wanted, size_t count, const char *last) {
  read_result result;
  assert_int_equal(read_bytes(bytes, strlen(bytes), DM_FORMAT_CSV, &result), wanted);
  assert_int_equal(result.count, count);
  for (size_t i = 0; i < count; i++) check_map(result.docs[i], bytes, strlen(bytes));
  if (count) assert_string_equal(result.docs[count - 1]->text, last);
  free_result(&result);
}

static void quoting(void **state) {
  (void)state;
  check_rows("\"1\",\"1/1/1970\",\"A\",\"\",\"\",\"\",\"\",\"x\"", DM_OK, 1, "x");
  check_rows("1,1/1/1970,A,O,C,,,plain\r\n", DM_OK, 1, "plain");
  check_rows("\"1\",\"1/1/1970\",\"A\",\"\",\"\",\"\",\"\",\"say \"\"x\"\" now\"\n", DM_OK, 1, "say \"x\" now");
  check_rows("\"1\",\"1/1/1970\",\"A\",\"\",\"\",\"\",\"\",\"a stray \" quote\"\n", DM_OK, 1,
             "a stray \" quote");
  check_rows("\"1\",\"1/1/1970\",\"A\",\"\",\"\",\"\",\"\",\"one \\\ntwo \\\r\n\"\n", DM_OK, 1, "one \ntwo \n");
  check_rows("\n\n", DM_OK, 0, NULL);
  check_rows("\"1\",\"2\"\n", DM_ERR_FORMAT, 0, NULL);
}

/* A row whose closing quote is lost spoils itself at most. */
static void lost_quote(void **state) {
  (void)state;
  check_rows("\"1\",\"1/1/1970 1:00\",\"A\",\"\",\"\",\"\",\"\",\"never closed\n"
             "\"2\",\"1/2/1970 1:00\",\"B\",\"\",\"\",\"\",\"\",\"fine\"\n",
             DM_OK, 2, "fine");
  check_rows("\"1\",\"1/1/1970 1:00\",\"A,\"\",\"\",\"\",\"\",\"x\"\n"
             "\"2\",\"1/2/1970 1:00\",\"B\",\"\",\"\",\"\",\"\",\"fine\"\n",
             DM_ERR_FORMAT, 1, "fine");
}

static void nul_bytes(void **state) {
  (void)state;
  static const char BYTES[] = "\0,\"x\"\0\n\"\0";
  read_result result;
  assert_int_equal(read_bytes(BYTES, sizeof BYTES - 1, DM_FORMAT_CSV, &result), DM_ERR_FORMAT);
  assert_int_equal(result.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_row),
      cmocka_unit_test(quoting),
      cmocka_unit_test(lost_quote),
      cmocka_unit_test(nul_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
