/* Bodies that every country has. */
#ifndef DM_RESOLVE_PLACES_H
#define DM_RESOLVE_PLACES_H

#include <stdbool.h>

/* Is it a body that is another one in each country ("mfa", "ministry of defense", "embassy")? */
bool dm_is_generic_body(const char *name);

#endif
