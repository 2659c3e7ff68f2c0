/* Countries under their many names. */
#ifndef DM_BASE_COUNTRIES_H
#define DM_BASE_COUNTRIES_H

#include <stdbool.h>

/* The country that a name in small letters without stops and accents means ("us", "united states of america" ->
 * "United States"), or whose people or language it names ("syrians" -> "Syria", *people = true). NULL if none.
 */
const char *dm_country_of(const char *name, bool *people);

#endif
