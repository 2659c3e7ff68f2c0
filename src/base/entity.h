/* Names and who bears them, as plain structs: what the resolver decides and the store keeps, so that
 * neither has to know the other. The command line joins them by handing a dm_resolver to the store. */
#ifndef DM_BASE_ENTITY_H
#define DM_BASE_ENTITY_H

#include <stdbool.h>

#include "base/arena.h"
#include "dragoman.h"

/* A mention as the resolver sees it. */
typedef struct {
  dm_span span;       /* of text */
  const char *type;   /* label: "PER", "LOC", "ORG", ... */
  const char *given;  /* identity that the source itself states, NULL if none */
  uint32_t paragraph; /* or DM_NONE */
  int64_t entity;     /* the entity it already belongs to and must keep, 0 to decide */
} dm_name;

/* A document's names and what is known about the document. */
typedef struct {
  const char *text; /* [size] */
  uint32_t size;
  int year;               /* 0 if unknown */
  const char *origin;     /* sending post, "" if unknown */
  const char *collection; /* what the document is part of (a volume), "" if nothing */
  const dm_name *names;   /* [count], in text order, not overlapping */
  size_t count;
} dm_names;

/* An entity of the archive that may be meant. */
typedef struct {
  int64_t id;
  const char *name, *type;
  uint32_t documents;        /* in which it appears */
  uint32_t mentions;         /* in them */
  int first_year, last_year; /* 0 if unknown */
} dm_candidate;

/* What speaks for an entity beside its name, over its latest appearances. */
typedef struct {
  uint32_t sample;     /* appearances looked at */
  uint32_t origin;     /* of them from the same post */
  uint32_t collection; /* of them in the same collection */
  uint32_t role;       /* of them with the same role */
  uint32_t company;    /* of `others`, how many were seen with it */
  bool listed;         /* the collection's own list states its identity */
  int office;          /* the list states the role asked for: 1; another: -1; none: 0 */
} dm_evidence;

enum { DM_CANDIDATES = 48, DM_ALIASES = 12, DM_COMPANY = 8 /* others that are looked for */ };

/* How the resolver looks into the archive. What is returned lives in `arena`. */
typedef struct {
  void *user;
  /* Entities findable under `key`, oldest first, at most DM_CANDIDATES. */
  size_t (*find)(void *user, dm_arena *arena, const char *key, dm_candidate **out);
  /* Its names, most frequent first, at most DM_ALIASES. */
  size_t (*aliases)(void *user, dm_arena *arena, int64_t entity, const char *const **out);
  void (*evidence)(void *user, int64_t entity, const dm_names *names, const char *role, const int64_t *others,
                   size_t count, dm_evidence *out);
  /* Who it is known to be, by the id behind the K= of its keys; NULL if that is not known. */
  const char *(*known)(void *user, dm_arena *arena, int64_t entity);
} dm_lookup;

/* Names of one document that mean the same, and whom. */
typedef struct {
  const char *type, *name; /* the fullest form found */
  const char *role;        /* title or office stated with it, "" if none */
  int64_t entity;          /* of the archive, 0: a new one */
  float score;             /* of the link to the entity, 0..1 */
  const char *reason;      /* for people; never NULL */
  const char *const *keys; /* [key_count], under which the entity is to be found from now on */
  size_t key_count;
} dm_cluster;

/* Where one mention went. */
typedef struct {
  uint32_t cluster;
  float score;        /* that the mention belongs to the cluster */
  const char *reason; /* NULL where the mention is the cluster's own name */
} dm_member;

typedef struct {
  dm_cluster *clusters; /* [cluster_count] */
  size_t cluster_count;
  dm_member *members; /* [names->count] */
} dm_resolution;

/* lookup may be NULL: the document alone. */
typedef struct {
  dm_resolution (*resolve)(dm_arena *arena, const dm_names *names, const dm_lookup *lookup);
  /* Keys for asking after a name, most exact first; *out is an array in `arena`. */
  size_t (*keys)(dm_arena *arena, const char *type, const char *name, const char *const **out);
  /* 0..1: how well two names of this type agree. */
  float (*similar)(const char *type, const char *a, const char *b);
} dm_resolver;

#endif
