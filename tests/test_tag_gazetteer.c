/* Lists of names: longest match, folding, and tables that are full or lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "tag/gazetteer.h"

enum { TOKENS_MAX = 64 };

typedef struct {
  uint64_t folded[TOKENS_MAX];
  uint8_t capital[TOKENS_MAX];
  size_t count;
} words;

/* Tokens apart by blanks. */
static words fold(const char *text) {
  words w = {.count = 0};
  for (const char *at = text; *at;) {
    size_t size = strcspn(at, " ");
    dm_form form;
    dm_form_of(at, size, &form);
    w.folded[w.count] = dm_gazetteer_fold(&form);
    w.capital[w.count++] = (uint8_t)dm_form_capital(&form);
    at += size + (at[size] == ' ');
  }
  return w;
}

static void add(dm_gazetteer_builder *builder, uint32_t list, const char *entry) {
  words w = fold(entry);
  dm_gazetteer_add(builder, list, w.folded, w.count);
}

static dm_gazetteer table_of(const dm_gazetteer_builder *builder, uint32_t lists) {
  size_t count;
  dm_gazetteer g = {.slots = dm_gazetteer_slots(builder, &count), .lists = lists};
  g.mask = (uint32_t)count - 1;
  assert_int_equal(count & (count - 1), 0);
  return g;
}

static void note(void *user, uint32_t list, size_t first, size_t last) {
  dm_buffer_printf(user, "%u:%zu-%zu ", list, first, last);
}

static void expect(const dm_gazetteer *gazetteer, const char *text, const char *matches) {
  dm_buffer seen = {0};
  words w = fold(text);
  dm_gazetteer_match(gazetteer, w.folded, w.capital, w.count, note, &seen);
  dm_buffer_putc(&seen, 0);
  assert_string_equal(seen.bytes, matches);
  dm_buffer_free(&seen);
}

static void test_longest(void **state) {
  (void)state;
  dm_gazetteer_builder *b = dm_gazetteer_builder_new();
  add(b, 0, "Sarno");
  add(b, 0, "Port Sarno");
  add(b, 0, "Port Sarno Harbor Council");
  add(b, 0, "Harbor");
  add(b, 1, "Port");
  add(b, 1, "Sarno Harbor");
  dm_gazetteer g = table_of(b, 2);
  expect(&g, "In Port Sarno .", "0:1-2 1:1-1 ");
  expect(&g, "Port Sarno Harbor Council", "0:0-3 1:0-0 1:1-2 ");
  expect(&g, "Port Sarno Harbor", "0:0-1 1:0-0 1:1-2 0:2-2 "); /* the longest fails at its end: the next */
  expect(&g, "Sarno Sarno", "0:0-0 0:1-1 ");
  expect(&g, "port sarno", ""); /* a match begins with a capital */
  expect(&g, "PORT SARNO", "0:0-1 1:0-0 ");
  expect(&g, "", "");
  dm_gazetteer_builder_free(b);
}

static void test_folding(void **state) {
  (void)state;
  static const char *const same[][2] = {
      {"Zo\xC3\xAB", "ZOE"},
      {"S\xC3\xA3o", "Sao"},
      {"\xC3\x89mile", "e\xCC\x81mile"},
      {"Tar\xC5\xA1k", "tarsk"},
      {"STRASSE", "stra\xC3\x9F"
                  "e"},
      {"1978", "2001"},
      {"\xD0\x9C\xD0\xB8\xD1\x80", "\xD0\xBC\xD0\xB8\xD1\x80"},
  };
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    assert_int_equal(fold(same[i][0]).folded[0], fold(same[i][1]).folded[0]);
  assert_int_not_equal(fold("Vell").folded[0], fold("Veil").folded[0]);
  assert_int_not_equal(fold("U.S.").folded[0], fold("US").folded[0]);
  dm_gazetteer_builder *b = dm_gazetteer_builder_new();
  add(b, 0, "S\xC3\xA3o Halm");
  dm_gazetteer g = table_of(b, 1);
  expect(&g, "SAO HALM", "0:0-1 ");
  dm_gazetteer_builder_free(b);
}

static void test_bounds(void **state) {
  (void)state;
  const char *longest = "A B C D E F G H I J K L"; /* DM_ENTRY_TOKENS */
  dm_gazetteer_builder *b = dm_gazetteer_builder_new();
  add(b, 0, longest);
  add(b, 1, "A B C D E F G H I J K L M"); /* too long: left out */
  add(b, 2, "");
  add(b, DM_LISTS_MAX, "Vell"); /* no such list */
  add(b, DM_LISTS_MAX - 1, "Tarsk");
  dm_gazetteer g = table_of(b, DM_LISTS_MAX);
  expect(&g, "A B C D E F G H I J K L M", "0:0-11 ");
  expect(&g, "Vell Tarsk", "23:1-1 ");
  dm_gazetteer_builder_free(b);
}

static void test_growth(void **state) {
  (void)state;
  enum { ENTRIES = 5000 };
  dm_gazetteer_builder *b = dm_gazetteer_builder_new();
  char entry[64];
  for (int pass = 0; pass < 2; pass++) /* again: nothing changes */
    for (int i = 0; i < ENTRIES; i++) {
      snprintf(entry, sizeof entry, "N%c%c%c x%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
               'a' + i % 3);
      add(b, (uint32_t)i % 3, entry);
    }
  dm_gazetteer g = table_of(b, 3);
  for (int i = 0; i < ENTRIES; i++) {
    char matches[32];
    snprintf(entry, sizeof entry, "N%c%c%c x%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
             'a' + i % 3);
    snprintf(matches, sizeof matches, "%d:0-1 ", i % 3);
    expect(&g, entry, matches);
  }
  expect(&g, "Nzzzz xa", "");
  dm_gazetteer_builder_free(b);
}

/* A file may hold any table: a full one ends the search, lists that the model has not are not told. */
static void test_hostile(void **state) {
  (void)state;
  dm_gazetteer_slot slots[64];
  for (size_t i = 0; i < 64; i++)
    slots[i] = (dm_gazetteer_slot){.check = 1234567u + (uint32_t)i, .lists = UINT32_MAX};
  dm_gazetteer g = {.slots = slots, .mask = 63, .lists = 2};
  expect(&g, "Vell Halm Tarsk", "");
  words w = fold("Vell Halm");
  for (size_t i = 0; i < 64; i++) slots[i].check = (uint32_t)(dm_gazetteer_next(0, w.folded[0]) >> 32);
  expect(&g, "Vell Halm", "0:0-0 1:0-0 ");
  g.lists = 0;
  expect(&g, "Vell Halm", "");
  dm_gazetteer nothing = {0};
  expect(&nothing, "Vell", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_longest), cmocka_unit_test(test_folding), cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_growth),  cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
