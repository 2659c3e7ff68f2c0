/* A group on its way to an entity: shared by link.c, which links persons, and link_other.c. */
#ifndef DM_RESOLVE_LINKING_H
#define DM_RESOLVE_LINKING_H

#include "resolve/keys.h"

typedef struct {
  const dm_candidate *who;
  float name, score;
  dm_evidence evidence;
} judged;

enum { JUDGED = 64, WEIGHED = 12 };

typedef struct {
  dm_arena *arena;
  const dm_names *names;
  const dm_group *group;
  const dm_lookup *lookup;
  const int64_t *others;
  size_t other_count;
  judged list[JUDGED];
  size_t count;
  const dm_candidate *taken; /* by a person's name */
} linking;

/* Adds to the score what speaks for a candidate beside the name. */
void dm_weigh(linking *l, judged *j);

/* Places, bodies and the rest: the same words, an abbreviation, or a body whose name sounds the same. */
void dm_link_other(linking *l, const dm_keys *keys, dm_cluster *out);

#endif
