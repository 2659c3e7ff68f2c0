#include "read_help.h"

#include <time.h>
#include <unistd.h>

#include "read/parse.h"
#include "read/subprocess.h"

static const dm_subprocess_limits LIMITS = {.seconds = 2, .memory = (size_t)1 << 30, .output = 1 << 20};

static dm_status shell(const char *script, const char *input, dm_buffer *out, dm_error *error) {
  const char *const argv[] = {"sh", "-c", script, NULL};
  return dm_subprocess(argv, input, strlen(input), &LIMITS, out, error);
}

static void filter(void **state) {
  (void)state;
  dm_buffer out = {0};
  dm_error error = {0};
  assert_int_equal(shell("tr a-z A-Z; echo noise >&2", "orrin", &out, &error), DM_OK);
  assert_int_equal(out.size, 5);
  assert_memory_equal(out.bytes, "ORRIN", 5);
  dm_buffer_free(&out);
}

static void failures(void **state) {
  (void)state;
  dm_buffer out = {0};
  dm_error error = {0};
  assert_int_equal(shell("echo Incorrect password >&2; exit 1", "", &out, &error), DM_ERR_FORMAT);
  assert_string_equal(error.message, "sh: Incorrect password");
  assert_int_equal(shell("exit 3", "", &out, &error), DM_ERR_FORMAT);
  assert_string_equal(error.message, "sh ended with status 3");
  assert_int_equal(shell("kill -SEGV $$", "", &out, &error), DM_ERR_FORMAT);
  const char *const missing[] = {"no-such-program-here", NULL};
  assert_int_equal(dm_subprocess(missing, "", 0, &LIMITS, &out, &error), DM_ERR_IO);
  dm_buffer_free(&out);
}

static void limits(void **state) {
  (void)state;
  dm_buffer out = {0};
  dm_error error = {0};
  time_t before = time(NULL);
  assert_int_equal(shell("exec sleep 100", "", &out, &error), DM_ERR_LIMIT);
  assert_int_equal(shell("exec yes", "", &out, &error), DM_ERR_LIMIT);
  assert_true(out.size < 4u << 20);
  assert_true(time(NULL) - before < 20);
  dm_buffer_free(&out);
}

/* The smallest PDF that says something. */
static const char PDF[] =
    "%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 144]>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont"
    "/Courier>>>>>>/Contents 4 0 R>>endobj\n"
    "4 0 obj<</Length 47>>stream\nBT /F1 18 Tf 20 80 Td (Minister Orrin) Tj ET    \nendstream endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n";

static void text_layer(void **state) {
  (void)state;
  if (system("command -v pdftotext >/dev/null")) {
    print_message("skipped: no pdftotext\n");
    skip();
  }
  dm_document *doc = read_one(PDF, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->format, DM_FORMAT_PDF);
  assert_non_null(strstr(doc->text, "Minister Orrin"));
  check_map(doc, PDF, sizeof PDF - 1);
  dm_document_free(doc);
  read_result result;
  assert_int_equal(read_bytes("%PDF-1.4 and nothing", 20, DM_FORMAT_UNKNOWN, &result), DM_ERR_FORMAT);
}

static dm_status unexpected(void *user, dm_document *doc) {
  (void)user;
  dm_document_free(doc);
  fail_msg("a document without text");
  return DM_OK;
}

/* What has no words once it is read as text: blanks, the mark of an encoding. */
static void no_text_layer(void **state) {
  (void)state;
  static const char *const texts[] = {"", " \f\n", "\xFE\xFF", "\xEF\xBB\xBF\f"};
  const dm_input input = {.path = (char *)"p.pdf", .bytes = (char *)"%PDF", .size = 4, .line = 1};
  const dm_read_sink sink = {.document = unexpected};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    dm_buffer text = {0};
    dm_error error = {0};
    dm_buffer_puts(&text, texts[i]);
    assert_int_equal(dm_pdf_text(&input, &text, &sink, &error), DM_ERR_FORMAT);
    dm_buffer_free(&text);
  }
}

static void without_the_program(void **state) {
  (void)state;
  char *path = strdup(getenv("PATH"));
  setenv("PATH", "/nowhere", 1);
  read_result result;
  assert_int_equal(read_bytes(PDF, sizeof PDF - 1, DM_FORMAT_PDF, &result), DM_ERR_IO);
  setenv("PATH", path, 1);
  free(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(filter),     cmocka_unit_test(failures),      cmocka_unit_test(limits),
      cmocka_unit_test(text_layer), cmocka_unit_test(no_text_layer), cmocka_unit_test(without_the_program),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
