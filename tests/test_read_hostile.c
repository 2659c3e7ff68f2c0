/* Inputs made to be slow or large: whatever is repeated, time grows with size and not with its square, and a
 * document is held in a constant times its size. */
#include "read_help.h"

#include <time.h>

static const struct {
  dm_format format;
  const char *start, *repeated;
} CASES[] = {
    {DM_FORMAT_HTML, "<code><pre>", "<a id='par1'>"},
    {DM_FORMAT_HTML, "<code><pre>", "<a href='/tag/X'></a>"},
    {DM_FORMAT_HTML, "", "<!--"},
    {DM_FORMAT_HTML, "", "<code><pre>"},
    {DM_FORMAT_HTML, "", "<code><pre></pre>"},
    {DM_FORMAT_HTML, "", "<h3>Viewing cable "},
    {DM_FORMAT_HTML, "<h3>Viewing cable ", "</h3>"},
    {DM_FORMAT_HTML, "", "<table><th>Reference ID</th><td>x"},
    {DM_FORMAT_HTML, "<code><pre>", "&#"},
    {DM_FORMAT_HTML, "", "<script>"},
    {DM_FORMAT_HTML, "", "<a x=\""},
    {DM_FORMAT_HTML, "", "</"},
    {DM_FORMAT_TEXT, "", "\xC3\x82"},
    {DM_FORMAT_TEXT, "", "\xE2\x80"},
    {DM_FORMAT_TEXT, "", "a\0"},
    {DM_FORMAT_TEXT, "", "NNNN\n\n"},
    {DM_FORMAT_AAD, "", "SECRET\n\n"},
    {DM_FORMAT_AAD, "", "x\n\n\nSECRET\n"},
    {DM_FORMAT_CSV, "\"1\",\"", "\n\"1\",\"\""},
    {DM_FORMAT_CSV, "", "\","},
    {DM_FORMAT_CSV, "\"", "\\\""},
    {DM_FORMAT_TEI, "<TEI>", "<p>"},
    {DM_FORMAT_TEI, "<TEI><div type='document'>", "<p/>&amp;"},
    {DM_FORMAT_TEI, "<TEI><div type='document'>", "<note>x</note>"},
    {DM_FORMAT_TEI, "<TEI>", "<div type='document'><head>"},
    {DM_FORMAT_TEI, "<TEI><div type='chapter'>", "<head>x</head><div type='document'></div>"},
    {DM_FORMAT_MAIL, "From: a\nTo: b\nContent-Type: multipart/mixed; boundary=X\n\n", "--X\n"},
    {DM_FORMAT_MAIL, "From: a\nTo: b\nContent-Type: multipart/mixed; boundary=X\n\n",
     "--X\nContent-Type: multipart/mixed; boundary=X\n\n"},
    {DM_FORMAT_MAIL, "From: a\nTo: b\nSubject: ", "=?a?q?x"},
    {DM_FORMAT_MAIL, "From: a\nTo: b\nSubject: ", "\n "},
    {DM_FORMAT_MAIL, "", "From a\n\n"},
    {DM_FORMAT_MAIL, "From: a\nTo: b\nContent-Transfer-Encoding: base64\n\n", "QUJD"},
    {DM_FORMAT_JSONL, "{\"text\":\"", "\\u0041"},
    {DM_FORMAT_JSONL, "{\"text\":\"x\",\"a\":", "["},
    {DM_FORMAT_JSONL, "", "{\"text\":\"x\"}\n"},
    {DM_FORMAT_CONLL, "", "-DOCSTART-\n"},
    {DM_FORMAT_CONLL, "", "a\t9000\t9001\tB-X\n"},
};

static dm_status measure_document(void *user, dm_document *doc) {
  size_t *largest = user, size = dm_arena_size(doc->arena);
  if (size > *largest) *largest = size;
  dm_document_free(doc);
  return DM_OK;
}

static void repeated(void **state) {
  (void)state;
  enum { SIZE = 2 << 20 };
  char *bytes = malloc(SIZE);
  assert_non_null(bytes);
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    size_t start = strlen(CASES[i].start), length = strlen(CASES[i].repeated), largest = 0;
    if (!memcmp(CASES[i].repeated, "a\0", 2)) length = 2;
    memcpy(bytes, CASES[i].start, start);
    for (size_t at = start; at < SIZE; at++) bytes[at] = CASES[i].repeated[(at - start) % length];
    dm_input input = {.path = (char *)"x", .bytes = bytes, .size = SIZE, .format = CASES[i].format, .line = 1};
    dm_error error = {0};
    clock_t before = clock();
    dm_read(&input, measure_document, &largest, &error);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    if (seconds > 15) fail_msg("case %zu: %.1f s", i, seconds);
    if (largest > (size_t)100 * SIZE) fail_msg("case %zu: %zu MB", i, largest >> 20);
  }
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(repeated)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
