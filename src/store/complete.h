/* All names of an archive in memory, to be found by how any of their words begins. Immutable once read: any
 * number of threads may ask. Takes about 100 bytes a name. */
#ifndef DM_STORE_COMPLETE_H
#define DM_STORE_COMPLETE_H

#include "store/store.h"

typedef struct dm_completer dm_completer;

typedef enum {
  DM_COMPLETE_PERSON = 1,
  DM_COMPLETE_PLACE = 2,
  DM_COMPLETE_ORG = 4,
  DM_COMPLETE_MISC = 8,
  DM_COMPLETE_TAG = 16,
  DM_COMPLETE_POST = 32,
  DM_COMPLETE_ANY = 63
} dm_complete_kind;

typedef struct {
  dm_complete_kind kind;
  int64_t entity; /* 0 for a TAGS code or a post */
  const char *name;
  uint64_t documents;
} dm_completion;

/* NULL after a failure. */
dm_completer *dm_completer_read(dm_store *store, dm_error *error);
void dm_completer_free(dm_completer *completer); /* NULL is fine */

/* The most frequent names of these kinds (DM_COMPLETE_* joined by |) in which a word begins so, or that begin
 * so themselves; at most `limit`. Case and marks on letters do not matter. */
size_t dm_completer_find(const dm_completer *completer, const char *prefix, unsigned kinds, size_t limit,
                         dm_completion *out);

#endif
