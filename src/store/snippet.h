#ifndef DM_STORE_SNIPPET_H
#define DM_STORE_SNIPPET_H

#include "store/match.h"
#include "store/search.h"

/* Fills snippet and marks of the hit, in `arena`. */
void dm_snippet(struct dm_store *store, dm_arena *arena, const dm_shown *shown, dm_hit *hit);

#endif
