/* The log of corrections as it is shown: page by page, or what speaks of one document or entity. */
#ifndef DM_STORE_LOGGED_H
#define DM_STORE_LOGGED_H

#include "store/store.h"

typedef struct {
  dm_correction correction;             /* document: as it is in the archive now, 0 if it is gone */
  const char *reference;                /* of the document; "" if none */
  const char *entity_name, *other_name; /* "" if none */
} dm_logged;

typedef enum { DM_LOGGED_ALL, DM_LOGGED_DOCUMENT, DM_LOGGED_ENTITY } dm_logged_of;

/* Visits corrections, newest first: those with a number below `before` (0: all) that speak of the document or
 * entity `id` (DM_LOGGED_ALL: any); at most `limit`. Strings live until the visit returns. */
dm_status dm_store_logged(dm_store *store, dm_logged_of of, int64_t id, int64_t before, size_t limit,
                          void (*visit)(void *user, const dm_logged *logged), void *user, dm_error *error);

int64_t dm_store_correction_count(dm_store *store);

/* DM_CORRECT_COUNT if there is no kind of that name. */
dm_correction_kind dm_correction_named(const char *name);

#endif
