/* The chiefs of mission of the United States: who they were, where and when (Office of the Historian, U.S.
 * Department of State). Everything returned is static and lives as long as the program. */
#ifndef DM_BASE_ENVOYS_H
#define DM_BASE_ENVOYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { DM_ENVOY_AMBASSADOR, DM_ENVOY_MINISTER, DM_ENVOY_CHARGE, DM_ENVOY_CHIEF } dm_envoy_kind;

typedef struct {
  uint8_t country, kind; /* for dm_envoy_country; dm_envoy_kind */
  uint16_t first, last;  /* years, both included */
} dm_tenure;

typedef struct {
  const char *id;   /* "ford-robert-stephen": surname, given names, all in small letters without accents */
  const char *name; /* "Ford, Robert Stephen", UTF-8 */
  const dm_tenure *tenures; /* [tenure_count], in order of years; never empty */
  size_t tenure_count;
} dm_envoy;

/* The person that goes by this id; false if none does. */
bool dm_envoy_find(const char *id, dm_envoy *out);

/* How many have a surname that is this or begins with it, folded and its words joined by hyphens
 * ("van-voorst"): numbers *first and following, for dm_envoy_at. */
size_t dm_envoys_surnamed(const char *surname, size_t *first);
dm_envoy dm_envoy_at(size_t number);

/* "Syria", "the United Kingdom": as it follows "to" or "in". */
const char *dm_envoy_country(const dm_tenure *tenure);

/* Where a history of its own tells of the person: this and the id. */
#define DM_ENVOY_PAGE "https://history.state.gov/departmenthistory/people/"

/* Countries, of which a name may mean several ("Berlin", "Saigon"). */
enum { DM_PLACE_COUNTRIES = 6 };

typedef struct {
  uint8_t countries[DM_PLACE_COUNTRIES]; /* [count] */
  size_t count;
} dm_envoy_places;

/* Adds the countries that a folded name means, be it theirs or their capital's; false if there is none. */
bool dm_envoy_place(const char *name, dm_envoy_places *out);

bool dm_envoy_was_in(const dm_envoy_places *places, const dm_tenure *tenure);

#endif
