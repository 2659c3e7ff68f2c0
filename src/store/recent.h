/* What the resolver asks of documents again and again, kept in memory: who appears in one, where it is from. */
#ifndef DM_STORE_RECENT_H
#define DM_STORE_RECENT_H

#include "store/db.h"

typedef struct {
  const char *origin, *collection;
  const uint8_t *crowd; /* [crowd_size], as pack.h has it */
  size_t crowd_size;
} dm_recent;

/* Valid until the next call, as the open transaction sees it. False if there is no such document. */
bool dm_recent_get(struct dm_store *store, int64_t document, dm_recent *out);

/* To be told when the row of a document changes, and when others may have changed any. */
void dm_recent_forget(struct dm_store *store, int64_t document);
void dm_recent_forget_all(struct dm_store *store);

#endif
