/* What codes mean: TAGS, posts, routing indicators. The rows are generated (tools/make-cable-tables). */
#ifndef DM_CABLE_TABLES_H
#define DM_CABLE_TABLES_H

#include <stddef.h>

typedef struct {
  const char *code, *kind, *meaning; /* kind: "subject", "geo", "organization", "program" */
  int verified;                      /* 0: meaning by common usage only */
} dm_tag_row;

typedef struct {
  const char *station; /* as in message numbers: no blanks, capitals */
  const char *kind;    /* "Embassy", "Consulate", "Mission", ...; may be "" */
  const char *place, *country;
} dm_post_row;

typedef struct {
  const char *route, *name;
} dm_route_row;

extern const dm_tag_row dm_tag_rows[]; /* each sorted by its first column */
extern const size_t dm_tag_row_count;
extern const dm_post_row dm_post_rows[];
extern const size_t dm_post_row_count;
extern const dm_route_row dm_route_rows[];
extern const size_t dm_route_row_count;

/* NULL if there is no such row. The key need not end in NUL. */
const dm_tag_row *dm_find_tag(const char *code, size_t size);
const dm_post_row *dm_find_post(const char *station, size_t size);
const dm_route_row *dm_find_route(const char *route, size_t size);

#endif
