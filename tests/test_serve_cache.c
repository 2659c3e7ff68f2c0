/* Answers that are kept: found again, of one version only, the least used ones given up first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "serve/cache.h"

static void put(dm_cache *cache, int64_t version, const char *key, bool packed, const char *text) {
  dm_buffer body = {.bytes = (char *)text, .size = strlen(text)};
  dm_cache_put(cache, version, key, packed, &body);
}

static bool has(dm_cache *cache, int64_t version, const char *key, bool packed, const char *text) {
  dm_buffer body = {0};
  bool found = dm_cache_get(cache, version, key, packed, &body);
  if (found) assert_int_equal(body.size, strlen(text));
  if (found && body.size) assert_memory_equal(body.bytes, text, body.size);
  dm_buffer_free(&body);
  return found;
}

static void finds_what_was_put(void **state) {
  (void)state;
  dm_cache *cache = dm_cache_new(10000);
  assert_false(has(cache, 1, "/a", false, ""));
  put(cache, 1, "/a", false, "plain");
  put(cache, 1, "/a", true, "packed");
  put(cache, 1, "/none", false, "");
  assert_true(has(cache, 1, "/a", false, "plain"));
  assert_true(has(cache, 1, "/a", true, "packed"));
  assert_true(has(cache, 1, "/none", false, ""));
  assert_false(has(cache, 1, "/b", false, ""));
  put(cache, 1, "/a", false, "anew");
  assert_true(has(cache, 1, "/a", false, "anew"));
  dm_cache_free(cache);
}

static void forgets_other_versions(void **state) {
  (void)state;
  dm_cache *cache = dm_cache_new(10000);
  has(cache, 1, "/a", false, "");
  put(cache, 1, "/a", false, "old");
  assert_false(has(cache, 2, "/a", false, ""));
  put(cache, 1, "/a", false, "late");
  assert_false(has(cache, 2, "/a", false, ""));
  put(cache, 2, "/a", false, "new");
  assert_true(has(cache, 2, "/a", false, "new"));
  dm_cache_free(cache);
}

static void gives_up_the_least_used(void **state) {
  (void)state;
  static char text[801], whole[2001];
  char key[16];
  memset(text, 'x', sizeof text - 1);
  memset(whole, 'y', sizeof whole - 1);
  dm_cache *cache = dm_cache_new(10000);
  has(cache, 1, "/0", false, "");
  put(cache, 1, "/0", false, text);
  for (int i = 1; i < 100; i++) {
    snprintf(key, sizeof key, "/%d", i);
    put(cache, 1, key, false, text);
    assert_true(has(cache, 1, "/0", false, text));
  }
  assert_false(has(cache, 1, "/1", false, ""));
  assert_true(has(cache, 1, "/99", false, text));
  put(cache, 1, "/whole", false, whole); /* more than its share */
  assert_false(has(cache, 1, "/whole", false, ""));
  dm_cache_free(cache);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_was_put),
                                     cmocka_unit_test(forgets_other_versions),
                                     cmocka_unit_test(gives_up_the_least_used)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
