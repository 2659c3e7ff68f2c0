#include "read_help.h"

static void check_text(const char *bytes, size_t size, const char *wanted) {
  read_result result;
  assert_int_equal(read_bytes(bytes, size, DM_FORMAT_TEXT, &result), DM_OK);
  assert_int_equal(result.count, 1);
  assert_string_equal(result.docs[0]->text, wanted);
  check_map(result.docs[0], bytes, size);
  check_parts(result.docs[0]);
  free_result(&result);
}

#define CHECK(bytes, wanted) check_text(bytes, sizeof(bytes) - 1, wanted)

static void encodings(void **state) {
  (void)state;
  CHECK("Minister Zoltán said “no”", "Minister Zoltán said “no”");
  CHECK("\xEF\xBB\xBFText", "Text");
  CHECK("na\xEFve \x93quote\x94 \x80", "naïve “quote” €");
  CHECK("valid é, then \x92s", "valid é, then ’s");
  CHECK("five open: \x81\x8D\x8F\x90\x9D", "five open: \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK("\xFF\xFEH\0i\0\n\0", "Hi\n");
  CHECK("\xFE\xFF\0H\0i\x20\x19", "Hi\u2019");
  CHECK("\xFF\xFE\x3D\xD8\x00\xDE!\0", "\U0001F600!");
}

static void mojibake(void **state) {
  (void)state;
  CHECK("the Ministerâ€™s â€œyesâ€\xC2\x9D â€“ naÃ¯ve, ZoltÃ¡n, Å“uvre, 5 â‚¬, Â§ 3",
        "the Minister’s “yes” – naïve, Zoltán, œuvre, 5 €, § 3");
  CHECK("Mac Roman: Ministry‚Äôs ‚Äúyes‚Äù", "Mac Roman: Ministry’s “yes”");
  CHECK("cut â€\uFFFD", "cut ”");
  CHECK("latin-1 once: \xC3\xA2\xC2\x80\xC2\x99s", "latin-1 once: ’s");
  CHECK("kept: SÃO, à « oui », Å, Ä, â€, déjà, ‚a‘, ‚Ä, â", "kept: SÃO, à « oui », Å, Ä, â€, déjà, ‚a‘, ‚Ä, â");
}

static void guessed(void **state) {
  (void)state;
  CHECK("U\0T\0F\0-\0"
        "1\0"
        "6\0 \0L\0E\0",
        "UTF-16 LE");
  CHECK("\0U\0T\0F\0-\0"
        "1\0"
        "6\0 \0B\0E",
        "UTF-16 BE");
  char bytes[256];
  for (int i = 0; i < 256; i++) bytes[i] = (char)(i % 16);
  read_result result;
  assert_int_equal(read_bytes(bytes, sizeof bytes, DM_FORMAT_UNKNOWN, &result), DM_ERR_FORMAT);
  assert_int_equal(read_bytes(bytes, sizeof bytes, DM_FORMAT_TEXT, &result), DM_OK); /* asked for by name */
  free_result(&result);
}

static void damage(void **state) {
  (void)state;
  CHECK("", "");
  CHECK("\xFF\xFE", "");
  CHECK("a\0\0\0b\0c", "a\uFFFDb\uFFFDc");
  CHECK("\xFF\xFE"
        "a\0\0\0b",
        "a\uFFFD\uFFFD");
  CHECK("\xFF\xFE\x00\xD8"
        "a\0",
        "\uFFFDa");
  CHECK("cut \xE2\x80", "cut â€");
}

static void line_ends(void **state) {
  (void)state;
  CHECK("one\r\ntwo\r\n", "one\ntwo\n");
  CHECK("one\rtwo\n\rthree", "one\ntwo\n\nthree");
  CHECK("\xFF\xFE"
        "a\0\r\0\n\0b\0\r\0c\0",
        "a\nb\nc");
}

static void source_of_spans(void **state) {
  (void)state;
  uint64_t begin, end;
  dm_document *doc = read_one("ab\r\ncd \x93x\x94", DM_FORMAT_TEXT);
  assert_string_equal(doc->text, "ab\ncd “x”");
  dm_document_source(doc, (dm_span){3, 5}, &begin, &end); /* cd */
  assert_int_equal(begin, 4);
  assert_int_equal(end, 6);
  dm_document_source(doc, (dm_span){6, 13}, &begin, &end); /* “x” */
  assert_int_equal(begin, 7);
  assert_int_equal(end, 10);
  dm_document_free(doc);
  doc = dm_document_from_text("x",
                              "\xFF\xFE"
                              "a\0b\0c\0",
                              8);
  dm_document_source(doc, (dm_span){1, 2}, &begin, &end);
  assert_int_equal(begin, 4);
  assert_int_equal(end, 6);
  dm_document_free(doc);
}

static void identity(void **state) {
  (void)state;
  dm_document *doc = dm_document_from_text("a.zip!b/note.1.txt", "abc", 3);
  assert_string_equal(doc->id, "note.1");
  assert_string_equal(dm_document_path(doc), "a.zip!b/note.1.txt");
  static const uint8_t ABC[4] = {0xba, 0x78, 0x16, 0xbf}; /* FIPS 180-2, B.1 */
  assert_memory_equal(doc->sha256, ABC, 4);
  assert_int_equal(doc->block_count, 1);
  assert_int_equal(doc->blocks[0].kind, DM_BLOCK_MESSAGE);
  dm_document_free(doc);
}

/* Random bytes of several mixtures: whatever comes in, the map holds. */
static void random_bytes(void **state) {
  (void)state;
  static const char *const ALPHABETS[] = {"ab \n", "a\r\n\xE2\x80\x99", "\xC3\xA9\x80\xFFz",
                                          "<>&#;pre/ \0\x01x"};
  uint64_t seed = 42;
  char bytes[300];
  for (int round = 0; round < 4000; round++) {
    const char *alphabet = ALPHABETS[round % 4];
    size_t size = next_random(&seed) % sizeof bytes, letters = round % 4 == 3 ? 13 : strlen(alphabet);
    for (size_t i = 0; i < size; i++)
      bytes[i] = round % 8 < 4 ? alphabet[next_random(&seed) % letters] : (char)next_random(&seed);
    if (round % 16 == 4 && size > 1) memcpy(bytes, "\xFF\xFE", 2);
    read_result result;
    for (int format = DM_FORMAT_HTML; format <= DM_FORMAT_TEXT; format++) {
      assert_int_equal(read_bytes(bytes, size, (dm_format)format, &result), DM_OK);
      for (size_t i = 0; i < result.count; i++) {
        check_map(result.docs[i], bytes, size);
        check_parts(result.docs[i]);
      }
      free_result(&result);
    }
  }
}

/* 200 MB in one line: linear time, and memory a small multiple of the size. */
static void one_long_line(void **state) {
  (void)state;
  size_t size = 200u << 20;
  char *bytes = malloc(size);
  assert_non_null(bytes);
  memset(bytes, 'a', size);
  for (size_t i = 7; i < size; i += 8) bytes[i] = ' ';
  read_result result;
  for (int format = DM_FORMAT_HTML; format <= DM_FORMAT_TEXT; format++) {
    assert_int_equal(read_bytes(bytes, size, (dm_format)format, &result), DM_OK);
    assert_int_equal(result.docs[0]->text_size, format == DM_FORMAT_HTML ? size - 1 : size);
    assert_true(dm_arena_size(result.docs[0]->arena) < size + size / 8);
    free_result(&result);
  }
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encodings), cmocka_unit_test(mojibake),     cmocka_unit_test(guessed),
      cmocka_unit_test(damage),    cmocka_unit_test(line_ends),    cmocka_unit_test(source_of_spans),
      cmocka_unit_test(identity),  cmocka_unit_test(random_bytes), cmocka_unit_test(one_long_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
