/* Where places lie, by the names that documents use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "serve/coordinates.h"

static void rows_are_sorted_and_on_earth(void **state) {
  (void)state;
  for (size_t i = 0; i < dm_coordinates_count; i++) {
    const dm_coordinates *row = &dm_coordinates_rows[i];
    if (i) assert_true(strcmp(row[-1].key, row->key) < 0);
    assert_true(row->latitude >= -90 && row->latitude <= 90);
    assert_true(row->longitude >= -180 && row->longitude <= 180);
  }
}

static void lies(const char *name, const char *place, const char *country, float latitude, float longitude) {
  const dm_coordinates *found = dm_find_coordinates(name);
  assert_non_null(found);
  assert_string_equal(found->name, place);
  assert_string_equal(found->country, country);
  assert_float_equal(found->latitude, latitude, 1.5);
  assert_float_equal(found->longitude, longitude, 1.5);
}

static void names_as_documents_write_them(void **state) {
  (void)state;
  lies("Damascus", "Damascus", "Syria", 33.5F, 36.3F);
  lies("ABU DHABI", "Abu Dhabi", "United Arab Emirates", 24.5F, 54.4F);
  lies("WASHDC", "Washington, D.C.", "United States", 38.9F, -77.F);
  lies("SECRETARY OF STATE", "Washington, D.C.", "United States", 38.9F, -77.F);
  lies("U.S.", "United States", "", 39.5F, -99.F);
  lies("Côte d’Ivoire", "Cote d'Ivoire", "", 7.6F, -5.6F);
  lies("Łódź", "Lodz", "Poland", 51.8F, 19.5F);
  lies("Lodz", "Lodz", "Poland", 51.8F, 19.5F);
  lies("Georgia", "Georgia", "", 42.2F, 43.5F);
}

static void over_the_date_line(void **state) {
  (void)state;
  lies("Russia", "Russia", "", 61.7F, 99.7F);
  lies("Fiji", "Fiji", "", -17.8F, 178.F);
}

static void unknown_names(void **state) {
  (void)state;
  static const char *const names[] = {"", "?", "Qasr al-Bahr", "\xff\xfe", "Хомс"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_null(dm_find_coordinates(names[i]));
  char huge[4096];
  memset(huge, 'A', sizeof huge - 1);
  huge[sizeof huge - 1] = 0;
  assert_null(dm_find_coordinates(huge));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_sorted_and_on_earth),
      cmocka_unit_test(names_as_documents_write_them),
      cmocka_unit_test(over_the_date_line),
      cmocka_unit_test(unknown_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
