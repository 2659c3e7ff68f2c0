/* Persons of a document that are certainly somebody of whom a public list tells: chiefs of mission of the
 * United States (base/envoys.h). */
#ifndef DM_RESOLVE_KNOWN_H
#define DM_RESOLVE_KNOWN_H

#include "base/envoys.h"
#include "resolve/group.h"

typedef struct dm_known {
  dm_envoy who;
  const dm_tenure *tenure; /* that the document speaks from or of */
} dm_known;

/* Whom the group means: exactly one person whose name, years and country agree with the document, and nothing
 * said of the group contradicts. NULL if there is none; else in `arena`. */
const dm_known *dm_known_envoy(dm_arena *arena, const dm_names *names, const dm_groups *groups, size_t group);

/* Whether a name of a person can be the known person's. */
bool dm_known_fits(const dm_known *known, const dm_folded *name);

/* The group as if it went by the whole name of the person that it is known to be. */
dm_group dm_known_group(dm_arena *arena, const dm_group *group);

/* The key of an entity that is known to be the person of this id: "K=ford-robert-stephen". */
const char *dm_known_key(dm_arena *arena, const char *id);

/* For people: U.S. ambassador to Syria 2010-2012: known as "Ford, Robert Stephen". */
const char *dm_known_words(dm_arena *arena, const dm_known *known);

#endif
