#include "read_help.h"

#include "read/split.h"

static const char MESSAGE[] =
    "From: =?UTF-8?Q?Tobias_Orr=C3=ADn?= <tobias@vale.example>\r\n"
    "To: Vane =?iso-8859-2?B?WuFjaw==?= =?utf-8?q?_x?=,\r\n Other <o@vale.example>\r\n"
    "Subject: The\r\n dam\r\nMIME-Version: 1.0\r\nMessage-ID: <1@vale.example>\r\n"
    "Content-Type: multipart/mixed; boundary=\"XX\"\r\n\r\npreamble\r\n--XX\r\n"
    "Content-Type: multipart/alternative; boundary=YY\r\n\r\n--YY\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Minister Orr=C3=ADn said =\r\nno.\r\n--YY\r\nContent-Type: "
    "text/html\r\n\r\n<p>Minister</p>\r\n--YY--\r\n--XX\r\n"
    "Content-Type: text/html; charset=iso-8859-2\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "PHA+WuFjayAmYW1wOyBjby48L3A+\r\n--XX\r\nContent-Type: message/rfc822\r\n\r\nFrom: b@x\r\nSubject: "
    "Inner\r\n\r\n"
    "Inner body.\r\n--XX\r\n"
    "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
    "filename=\"plan.pdf\"\r\n\r\nxxxx\r\n--XX--\r\n";

static void parts(void **state) {
  (void)state;
  dm_document *doc = read_one(MESSAGE, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->format, DM_FORMAT_MAIL);
  check_map(doc, MESSAGE, sizeof MESSAGE - 1);
  check_parts(doc);
  assert_string_equal(doc->text,
                      "From: Tobias Orrín <tobias@vale.example>\n"
                      "To: Vane Záck x, Other <o@vale.example>\nSubject: The dam\n\n"
                      "Minister Orrín said no.\n\nZáck & co.\n\nFrom: b@x\nSubject: Inner\n\nInner body.\n");
  assert_int_equal(doc->blocks[0].kind, DM_BLOCK_TRANSMISSION);
  assert_memory_equal(doc->text + doc->blocks[1].span.begin, "Minister", 8);
  assert_string_equal(doc->id, "<1@vale.example>");
  assert_string_equal(field_of(doc, "from"), "Tobias Orrín <tobias@vale.example>");
  assert_string_equal(field_of(doc, "attachment"), "plan.pdf");
  dm_document_free(doc);
}

/* The way back goes through HTML, the character set and base64. */
static void source_of_decoded(void **state) {
  (void)state;
  dm_document *doc = read_one(MESSAGE, DM_FORMAT_MAIL);
  uint32_t at = (uint32_t)(strstr(doc->text, "Záck & co") - doc->text);
  uint64_t begin, end, first = (uint64_t)(strstr(MESSAGE, "PHA+") - MESSAGE);
  dm_document_source(doc, (dm_span){at, at + 5}, &begin, &end);
  assert_int_equal(begin, first + 4); /* PHA+ is <p> */
  assert_int_equal(end, first + 12);  /* Záck ends inside the third group */
  at = (uint32_t)(strstr(doc->text, "said no") - doc->text);
  dm_document_source(doc, (dm_span){at, at + 7}, &begin, &end);
  assert_memory_equal(MESSAGE + begin, "said =\r\nno", end - begin);
  dm_document_free(doc);
}

static void mbox(void **state) {
  (void)state;
  static const char BOX[] =
      "From a Mon\nFrom: a@x\nTo: b@y\n\nOne.\nFrom here on.\n\nFrom b Tue\nFrom: b@x\nTo: a@x\n\nTwo.\n";
  read_result result;
  assert_int_equal(dm_sniff(BOX, sizeof BOX - 1), DM_FORMAT_MAIL);
  assert_int_equal(read_bytes(BOX, sizeof BOX - 1, DM_FORMAT_MAIL, &result), DM_OK);
  assert_int_equal(result.count, 2);
  assert_string_equal(result.docs[0]->text, "From: a@x\nTo: b@y\n\nOne.\nFrom here on.\n\n");
  assert_string_equal(result.docs[1]->text, "From: b@x\nTo: a@x\n\nTwo.\n");
  free_result(&result);
  size_t first = (size_t)(strstr(BOX, "From b Tue") - BOX);
  assert_int_equal(dm_mbox_message(BOX, sizeof BOX - 1, true), first);
  assert_int_equal(dm_mbox_message(BOX, first - 1, false), 0);
}

static void truncated(void **state) {
  (void)state;
  for (size_t size = 0; size < sizeof MESSAGE; size++) {
    read_result result;
    assert_int_equal(read_bytes(MESSAGE, size, DM_FORMAT_MAIL, &result), DM_OK);
    for (size_t i = 0; i < result.count; i++) check_map(result.docs[i], MESSAGE, size);
    free_result(&result);
  }
}

static void no_mail(void **state) {
  (void)state;
  static const char *const TEXTS[] = {"SUBJECT: X\nTAGS: Y\nREF: Z\n\nBody", "From the start\nTo the end",
                                      "FROM: A\nsome text\n", "Subject: one header"};
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
    assert_int_equal(dm_sniff(TEXTS[i], strlen(TEXTS[i])), DM_FORMAT_TEXT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parts),     cmocka_unit_test(source_of_decoded), cmocka_unit_test(mbox),
      cmocka_unit_test(truncated), cmocka_unit_test(no_mail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
