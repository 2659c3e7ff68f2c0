#include "resolve/places.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *form; /* folded */
  const char *country;
  int people; /* the form names people, language or things of the country, not the country itself */
} country_form;

/* Sorted by form. */
static const country_form forms[] = {
#include "resolve/countries_table.inc"
};

static const char *const generic_bodies[] = {
    "mfa",
    "ministry of foreign affairs",
    "foreign ministry",
    "foreign office",
    "moi",
    "ministry of interior",
    "ministry of the interior",
    "interior ministry",
    "mod",
    "ministry of defense",
    "ministry of defence",
    "defense ministry",
    "mof",
    "ministry of finance",
    "finance ministry",
    "moj",
    "ministry of justice",
    "embassy",
    "consulate",
    "mission",
    "parliament",
    "national assembly",
    "senate",
    "congress",
    "cabinet",
    "council of ministers",
    "supreme court",
    "constitutional court",
    "central bank",
    "army",
    "air force",
    "navy",
    "police",
    "ministry",
    "government",
    "presidency",
    "ruling party",
    "politburo",
    "central committee",
    "communist party",
    "socialist party",
    "labor party",
    "liberal party",
    "conservative party",
    "democratic party",
    "customs",
    "ministry of health",
    "ministry of education",
    "ministry of trade",
    "ministry of commerce",
    "party",
    "ministry of agriculture",
    "ministry of labor",
    "ministry of information",
    "ministry of culture",
    "court",
};

static int by_form(const void *name, const void *form) {
  return strcmp(name, ((const country_form *)form)->form);
}

const char *dm_country_of(const char *name, bool *people) {
  const country_form *found = bsearch(name, forms, sizeof forms / sizeof *forms, sizeof *forms, by_form);
  *people = found && found->people;
  return found ? found->country : NULL;
}

bool dm_is_generic_body(const char *name) {
  for (size_t i = 0; i < sizeof generic_bodies / sizeof *generic_bodies; i++)
    if (!strcmp(generic_bodies[i], name)) return true;
  return false;
}
