/* Countries under their many names, and bodies that every country has. */
#ifndef DM_RESOLVE_PLACES_H
#define DM_RESOLVE_PLACES_H

#include <stdbool.h>

/* The country that a folded, blank-joined name means ("us", "united states of america" -> "United States"),
 * or whose people or language it names ("syrians" -> "Syria", *people = true). NULL if none. */
const char *dm_country_of(const char *name, bool *people);

/* Is it a body that is another one in each country ("mfa", "ministry of defense", "embassy")? */
bool dm_is_generic_body(const char *name);

#endif
