/* What facets.c needs to know of a search. */
#ifndef DM_STORE_FACETS_H
#define DM_STORE_FACETS_H

#include "store/db.h"
#include "store/search.h"
#include "store/set.h"

const dm_set *dm_search_set(const dm_search *search);
dm_store *dm_search_store(const dm_search *search);

#endif
