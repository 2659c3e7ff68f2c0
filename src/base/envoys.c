#include "base/envoys.h"

#include <string.h>

struct person {
  uint32_t at;    /* of its strings: block of 4096 bytes, and place in it */
  uint16_t first; /* tenure; the next person's is one past the last */
};

struct place {
  char name[34]; /* folded */
  uint8_t country;
};

/* Numbers and letters only, no pointers: nothing of it is touched before somebody is looked up. `people` are in
 * order of their ids, `places` of their names; behind the last person stands where the tenures end. */
#include "base/envoys_table.inc"

enum { PEOPLE = sizeof people / sizeof *people - 1, PLACES = sizeof places / sizeof *places };

static const char *id_of(size_t number) {
  const uint32_t at = people[number].at;
  return strings[at / sizeof *strings] + at % sizeof *strings;
}

dm_envoy dm_envoy_at(size_t number) {
  const struct person *p = &people[number];
  const char *id = id_of(number);
  return (dm_envoy){id, id + strlen(id) + 1, tenures + p->first, (size_t)(p[1].first - p->first)};
}

/* The first person whose id is not before the word. */
static size_t lower_bound(const char *word) {
  size_t low = 0, high = PEOPLE;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(id_of(middle), word) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool dm_envoy_find(const char *id, dm_envoy *out) {
  size_t number = lower_bound(id);
  if (number == PEOPLE || strcmp(id_of(number), id) != 0) return false;
  *out = dm_envoy_at(number);
  return true;
}

size_t dm_envoys_surnamed(const char *surname, size_t *first) {
  size_t size = strlen(surname), end = lower_bound(surname);
  *first = end;
  while (end < PEOPLE && !strncmp(id_of(end), surname, size) && id_of(end)[size] == '-') end++;
  return end - *first;
}

const char *dm_envoy_country(const dm_tenure *tenure) {
  return countries[tenure->country];
}

bool dm_envoy_place(const char *name, dm_envoy_places *out) {
  size_t low = 0, high = PLACES;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(places[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  bool found = false;
  for (; low < PLACES && !strcmp(places[low].name, name); low++) {
    found = true;
    if (out->count < DM_PLACE_COUNTRIES) out->countries[out->count++] = places[low].country;
  }
  return found;
}

bool dm_envoy_was_in(const dm_envoy_places *in, const dm_tenure *tenure) {
  return in->count && memchr(in->countries, tenure->country, in->count);
}
