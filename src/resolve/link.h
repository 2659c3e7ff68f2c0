#ifndef DM_RESOLVE_LINK_H
#define DM_RESOLVE_LINK_H

#include "resolve/group.h"

/* Whom a group of the document means in the archive: fills entity, score and reason of the cluster.
 * `others` are entities of the document that are already known. */
void dm_link_group(dm_arena *arena, const dm_names *names, const dm_group *group, const dm_lookup *lookup,
                   const int64_t *others, size_t other_count, dm_cluster *out);

#endif
