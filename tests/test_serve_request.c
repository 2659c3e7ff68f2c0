/* What comes from a client, taken apart: targets, bodies, hosts, offsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "serve/body.h"
#include "serve/guard.h"
#include "serve/target.h"
#include "serve/utf16.h"

static void targets(void **state) {
  (void)state;
  dm_arena *arena = dm_arena_new();
  dm_target t;
  uint64_t n = 7;
  assert_true(dm_target_parse(arena, "/a%20b/c+d?q=x+y%2B%26&n=12&q=last&&empty=&bare", &t));
  assert_string_equal(t.path, "/a b/c+d");
  assert_string_equal(dm_target_get(&t, "q"), "last");
  assert_string_equal(dm_target_get(&t, "empty"), "");
  assert_true(dm_target_has(&t, "bare") && !dm_target_has(&t, "other"));
  assert_true(dm_target_number(&t, "n", 1, 12, &n) && n == 12);
  assert_false(dm_target_number(&t, "n", 1, 11, &n));
  assert_false(dm_target_number(&t, "q", 0, 9, &n));
  n = 7;
  assert_true(dm_target_number(&t, "other", 0, 9, &n) && n == 7);
  static const char *const wrong[] = {"",     "a",    "*",     "/%",      "/%4",       "/%zz",
                                      "/%00", "/%ff", "/?a=%", "/?%00=1", "/?a=%C0%80"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(dm_target_parse(arena, wrong[i], &t));
  assert_true(dm_target_parse(arena, "/?n=18446744073709551617", &t));
  assert_false(dm_target_number(&t, "n", 0, UINT64_MAX, &n));
  dm_arena_free(arena);
}

static const char *read_object(dm_arena *arena, const char *text, dm_object *o) {
  return dm_object_read(arena, text, strlen(text), o);
}

static void bodies(void **state) {
  (void)state;
  dm_arena *arena = dm_arena_new();
  dm_object o;
  assert_null(
      read_object(arena, " {\"a\" : \"x\\u00e9\\n\", \"b\":12,\"c\":true , \"d\":null,\"e\":false} \n", &o));
  assert_string_equal(dm_object_text(&o, "a"), "x\xC3\xA9\n");
  assert_int_equal(dm_object_number(&o, "b"), 12);
  assert_int_equal(dm_object_number(&o, "c"), 1);
  assert_int_equal(dm_object_number(&o, "e"), 0);
  assert_string_equal(dm_object_text(&o, "b"), "");
  assert_int_equal(o.count, 4);
  assert_null(read_object(arena, "{}", &o));
  static const char *const wrong[] = {"",
                                      "{",
                                      "[]",
                                      "{}{}",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1",
                                      "{\"a\":-1}",
                                      "{\"a\":1.5}",
                                      "{\"a\":[1]}",
                                      "{\"a\":{}}",
                                      "{a:1}",
                                      "nullx",
                                      "{\"a\":nul}",
                                      "{\"a\":1,\"a\":2}",
                                      "{\"a\":\"x}",
                                      "{\"a\":99999999999}"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_non_null(read_object(arena, wrong[i], &o));
  dm_arena_free(arena);
}

static void hosts(void **state) {
  (void)state;
  static const char *const names[] = {"cables.example.org"};
  static const char *const good[] = {"localhost", "LOCALHOST:80", "127.0.0.1:1",           "192.168.1.9",
                                     "[::1]",     "[fe80::1]:80", "Cables.example.org:443"};
  static const char *const bad[] = {
      "",      "evil.example", "localhost.evil", "cables.example.org.evil", "127.0.0.1.evil",
      ":",     "[::1",         "[::1]x",         "[127.0.0.1.evil]",        "localhost:x",
      "1.2.3", "::1",          "localhost:80:90"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(dm_host_allowed(good[i], names, 1));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(dm_host_allowed(bad[i], names, 1));
  assert_false(dm_host_allowed(names[0], NULL, 0));
}

static void origins(void **state) {
  (void)state;
  assert_true(dm_origin_allowed("", "", "localhost:1", false));
  assert_true(dm_origin_allowed("http://localhost:1", "same-origin", "localhost:1", false));
  assert_true(dm_origin_allowed("https://LOCALHOST:1", "none", "localhost:1", true));
  assert_false(dm_origin_allowed("http://localhost:1", "", "localhost:1", true));
  assert_false(dm_origin_allowed("http://localhost:2", "", "localhost:1", false));
  assert_false(dm_origin_allowed("null", "", "localhost:1", false));
  assert_false(dm_origin_allowed("", "cross-site", "localhost:1", false));
  assert_false(dm_origin_allowed("", "same-site", "localhost:1", false));
}

static void offsets(void **state) {
  (void)state;
  static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\xA2z"; /* a é € (a ship) z */
  const size_t size = sizeof text - 1;
  static const struct { uint32_t units, byte; } pairs[] = {{0, 0}, {1, 1}, {2, 3}, {3, 6}, {5, 10}, {6, 11}};
  uint32_t byte;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    assert_true(dm_utf16_byte(text, size, pairs[i].units, &byte));
    assert_int_equal(byte, pairs[i].byte);
    assert_int_equal(dm_utf16_units(text, pairs[i].byte), pairs[i].units);
  }
  assert_false(dm_utf16_byte(text, size, 4, &byte)); /* inside the ship */
  assert_false(dm_utf16_byte(text, size, 7, &byte));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(targets), cmocka_unit_test(bodies),
                                     cmocka_unit_test(hosts), cmocka_unit_test(origins),
                                     cmocka_unit_test(offsets)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
