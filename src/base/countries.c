#include "base/countries.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *form;
  const char *country;
  int people; /* the form names people, language or things of the country, not the country itself */
} country_form;

/* Sorted by form. */
static const country_form forms[] = {
#include "base/countries_table.inc"
};

static int by_form(const void *name, const void *form) {
  return strcmp(name, ((const country_form *)form)->form);
}

const char *dm_country_of(const char *name, bool *people) {
  const country_form *found = bsearch(name, forms, sizeof forms / sizeof *forms, sizeof *forms, by_form);
  *people = found && found->people;
  return found ? found->country : NULL;
}
