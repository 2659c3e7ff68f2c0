#ifndef DM_STORE_LOOKUP_H
#define DM_STORE_LOOKUP_H

#include "store/db.h"

/* Valid while the store is open; meant for use inside a transaction. */
dm_lookup dm_store_lookup(struct dm_store *store);

#endif
