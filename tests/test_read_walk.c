#include "walk_help.h"

static void sorted_and_looped(void **state) {
  (void)state;
  assert_int_equal(mkdir("t", 0700) | mkdir("t/b", 0700) | mkdir("t/.git", 0700), 0);
  put_file("t/c.txt", "ccc");
  put_file("t/a.txt", "");
  put_file("t/b/x.txt", "x");
  put_file("t/.hidden", "h");
  put_file("t/.git/config", "h");
  assert_int_equal(symlink("..", "t/b/loop") | symlink("../b", "t/b/self") | symlink("nowhere", "t/d.txt"), 0);
  assert_int_equal(mkfifo("t/pipe", 0600), 0);
  const char *const paths[] = {"t", "missing", "t/a.txt"};
  dm_buffer log = {0};
  assert_int_equal(walk_to(&log, paths, 3), DM_OK);
  assert_string_equal(log.bytes, "t/a.txt 0\nt/b/x.txt 1\nt/c.txt 3\nt/d.txt: input/output error\n"
                                 "missing: input/output error\nt/a.txt 0\n");
  dm_buffer_free(&log);
}

static void unreadable(void **state) {
  (void)state;
  put_file("no.txt", "secret");
  put_file("yes.txt", "open");
  chmod("no.txt", 0);
  bool root = geteuid() == 0; /* root reads everything */
  if (root) assert_int_equal(chmod(".", 0755) | seteuid(65534), 0);
  const char *const paths[] = {"no.txt", "yes.txt"};
  dm_buffer log = {0};
  assert_int_equal(walk_to(&log, paths, 2), DM_OK);
  if (root) assert_int_equal(seteuid(0), 0);
  assert_string_equal(log.bytes, "no.txt: input/output error\nyes.txt 4\n");
  dm_buffer_free(&log);
}

static void too_large(void **state) {
  (void)state;
  put_file("big.txt", "");
  assert_int_equal(truncate("big.txt", ((off_t)1 << 30) + 1), 0); /* sparse */
  const char *const paths[] = {"big.txt"};
  dm_buffer log = {0};
  assert_int_equal(walk_to(&log, paths, 1), DM_OK);
  assert_string_equal(log.bytes, "big.txt: limit passed\n");
  dm_buffer_free(&log);
}

static void standard_input(void **state) {
  (void)state;
  put_file("in", "from standard input");
  assert_non_null(freopen("in", "r", stdin));
  const char *const paths[] = {"-"};
  dm_buffer log = {0};
  assert_int_equal(walk_to(&log, paths, 1), DM_OK);
  assert_string_equal(log.bytes, "- 19\n");
  dm_buffer_free(&log);
}

static dm_status stop(void *user, dm_input *input) {
  ++*(int *)user;
  dm_input_free(input);
  return DM_ERR_CANCELLED;
}

static void stopped_by_the_sink(void **state) {
  (void)state;
  put_file("1.txt", "1");
  int calls = 0;
  dm_walk_sink sink = {.user = &calls, .input = stop, .failure = log_failure};
  const char *const paths[] = {"1.txt", "1.txt", "."};
  assert_int_equal(dm_walk(paths, 3, DM_FORMAT_UNKNOWN, &sink), DM_ERR_CANCELLED);
  assert_int_equal(calls, 1);
}

static void formats(void **state) {
  (void)state;
  assert_int_equal(dm_sniff("", 0), DM_FORMAT_TEXT);
  assert_int_equal(dm_sniff("\n <!DOCTYPE HTML><x>", 19), DM_FORMAT_HTML);
  assert_int_equal(dm_sniff("<?xml version='1.0'?><html>", 27), DM_FORMAT_HTML);
  assert_int_equal(dm_sniff("<code><pre>a", 12), DM_FORMAT_HTML);
  assert_int_equal(dm_sniff("<he said> and left", 18), DM_FORMAT_TEXT);
  assert_int_equal(dm_format_from_name("html"), DM_FORMAT_HTML);
  assert_int_equal(dm_format_from_name("nonsense"), DM_FORMAT_UNKNOWN);
  assert_string_equal(dm_format_name(DM_FORMAT_TEI), "tei");
  assert_string_equal(dm_format_name((dm_format)99), "unknown");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(sorted_and_looped), IN_FOLDER(unreadable),          IN_FOLDER(too_large),
      IN_FOLDER(standard_input),    IN_FOLDER(stopped_by_the_sink), cmocka_unit_test(formats),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
