/* Where posts, cities and countries lie, by name. The rows are generated (tools/make-coordinates.mjs). */
#ifndef DM_SERVE_COORDINATES_H
#define DM_SERVE_COORDINATES_H

#include <stddef.h>

typedef struct {
  const char *key;           /* name without blanks, marks and punctuation, in capitals */
  const char *name;          /* the usual one, ASCII: "Washington, D.C." for key "WASHDC" */
  const char *country;       /* English name; "" where the place is a country itself */
  float latitude, longitude; /* degrees, north and east positive */
} dm_coordinates;

extern const dm_coordinates dm_coordinates_rows[]; /* sorted by key */
extern const size_t dm_coordinates_count;

/* The place that is meant by a name as documents and their senders write it; NULL if none is known. A name that
 * several places share is taken for a country, then a post, then the largest city. */
const dm_coordinates *dm_find_coordinates(const char *name);

#endif
