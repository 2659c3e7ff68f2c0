#include "read_help.h"
#include "segment/segment.h"

/* The 1970s page form with an invented message on two pages. */
static const char FORM[] =
    "CONFIDENTIAL\n\nPAGE 01        STATE  012345  012345Z\n\nORIGIN NEA-10\n\nINFO  OCT-01  /045 R\n"
    "DRAFTED BY NEA:TVANE:MM\nAPPROVED BY NEA:AORRIN\n"
    "--------------------- 034567\nR 012345Z JAN 75\nFM SECSTATE WASHDC\nTO AMEMBASSY PORT VALE\n"
    "C O N F I D E N T I A L STATE 012345\n\n1. THE FOREIGN OFFICE TOLD THE EMBASSY TODAY THAT THE GOVERNMENT\n"
    "WAS WILLING TO DISCUSS THE DAM BEFORE THE END OF THE MONTH AND\n"
    "THAT IT EXPECTED A REPLY FROM THE OTHER SIDE. THE REPLY IS NOT\n"
    "LIKELY TO COME BEFORE THE COUNCIL MEETS. HE ADDED THAT TOBIAS\n"
    "CONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02        STATE  012345  012345Z\n\n"
    "ORRIN AGREED. SECOND SENTENCE ON THE NEXT PAGE GOES ON A LITTLE\nAND "
    "ENDS.\n\nCONFIDENTIAL\n\n\n\nMargaret P. Grafeld\n"
    "Declassified/Released US Department of State EO Systematic Review 05 JUL 2006\n";

static void check_furniture(const dm_document *doc, size_t index, const char *wanted) {
  assert_true(index < doc->furniture_count);
  dm_span span = doc->furniture[index];
  assert_int_equal(span.end - span.begin, strlen(wanted));
  assert_memory_equal(doc->text + span.begin, wanted, strlen(wanted));
}

static void furniture(void **state) {
  (void)state;
  dm_document *doc = read_one(FORM, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->format, DM_FORMAT_AAD);
  assert_string_equal(doc->text, FORM);
  assert_int_equal(doc->furniture_count, 3);
  check_furniture(doc, 0, "CONFIDENTIAL\n\nPAGE 01        STATE  012345  012345Z\n");
  check_furniture(
      doc, 1,
      "CONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02        STATE  012345  012345Z\n\n"); /* the sentence runs on */
  check_furniture(doc, 2, strstr(FORM, "CONFIDENTIAL\n\n\n\nMargaret"));
  dm_document_free(doc);
}

static void check_messages(const char *text, size_t count, const char *const *starts) {
  read_result result;
  assert_int_equal(read_bytes(text, strlen(text), DM_FORMAT_UNKNOWN, &result), DM_OK);
  assert_int_equal(result.count, count);
  size_t total = 0;
  for (size_t i = 0; i < count; i++) {
    const dm_document *doc = result.docs[i];
    check_map(doc, text, strlen(text));
    assert_memory_equal(doc->text, starts[i], strlen(starts[i]));
    total += doc->text_size;
  }
  assert_int_equal(total, strlen(text)); /* nothing is lost between them */
  if (count > 1) assert_string_equal(result.docs[1]->id, "sample#2");
  free_result(&result);
}

#define STARTS(...)                                                                                            \
  (const char *const[]) {                                                                                      \
    __VA_ARGS__                                                                                                \
  }

static void several_messages(void **state) {
  (void)state;
  check_messages("ZCZC\nR 1\nFM A\nBODY\nNNNN\n\n\nZCZC\nR 2\nFM B\nNNNN\n", 2,
                 STARTS("ZCZC\nR 1", "\n\nZCZC\nR 2"));
  check_messages("VZCZCXYZ0000\nBODY\nVZCZCXYZ0001\nBODY\n", 2, STARTS("VZCZCXYZ0000", "VZCZCXYZ0001"));
  check_messages("R 010101Z\nFM A\nBODY\nNNNN\nR 020202Z\nFM B\nBODY\nNNNN\n", 2,
                 STARTS("R 010101Z", "R 020202Z"));
  check_messages("SECRET\n\nPAGE 01  A 00001  010101Z\nX\nSECRET\n\nPAGE 02  A 00001  010101Z\nY\n\nSECRET\n\n"
                 "PAGE 01  A 00002  020202Z\nZ\n",
                 2, STARTS("SECRET\n\nPAGE 01  A 00001", "\nSECRET\n\nPAGE 01  A 00002"));
}

static void one_message(void **state) {
  (void)state;
  check_messages("R 010101Z\nBODY\nNNNN\n\n\n", 1, STARTS("R 0"));
  check_messages("text that says PAGE 01 and NNNN\nmore\n", 1, STARTS("text"));
  check_messages("\n\nNNNN\nonly an end mark before\n", 1, STARTS("\n\nNNNN"));
}

/* The sentence that the page break interrupts is one, without the furniture. */
static void sentence_over_pages(void **state) {
  (void)state;
  dm_document *doc = read_one(FORM, DM_FORMAT_UNKNOWN);
  dm_error error = {0};
  assert_int_equal(dm_segment(doc, &error), DM_OK);
  char seen[256] = "";
  for (size_t s = 0; s < doc->sentence_count; s++) {
    seen[0] = 0;
    for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++) {
      const dm_token *token = &doc->tokens[i];
      if (token->flags & DM_TOKEN_SKIPPED) continue;
      strncat(seen, doc->text + token->span.begin, token->span.end - token->span.begin);
      strcat(seen, " ");
      assert_true(strlen(seen) < 200);
    }
    if (strstr(seen, "TOBIAS ORRIN AGREED .")) break;
  }
  assert_non_null(strstr(seen, "TOBIAS ORRIN AGREED ."));
  dm_document_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(furniture),
      cmocka_unit_test(several_messages),
      cmocka_unit_test(one_message),
      cmocka_unit_test(sentence_over_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
