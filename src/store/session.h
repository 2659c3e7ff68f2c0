/* What a program that keeps a store open for long needs of it. */
#ifndef DM_STORE_SESSION_H
#define DM_STORE_SESSION_H

#include <stdatomic.h>

#include "store/store.h"

/* From now on this store refuses to write. */
dm_status dm_store_only_read(dm_store *store, dm_error *error);

/* From now on dates and classifications of all documents are kept in memory, 12 bytes each, read anew when the
 * archive has changed. */
void dm_store_keep_columns(dm_store *store);

/* Memory that this store may use for pages of the file, in KiB. */
void dm_store_cache(dm_store *store, int kib);

/* What runs longer than this fails with DM_ERR_IO and "interrupted", as does all once *stop is set (may be
 * NULL). 0 seconds: no limit. Counts from now. `limit` must outlive its use and is not shared. */
typedef struct dm_store_limit {
  double until; /* seconds of the monotonic clock */
  const atomic_bool *stop;
} dm_store_limit;

void dm_store_set_limit(dm_store *store, dm_store_limit *limit, double seconds, const atomic_bool *stop);
bool dm_store_past_limit(const dm_store_limit *limit);

/* What is read in between is one state of the archive, whatever is written meanwhile. */
void dm_store_read_begin(dm_store *store);
dm_status dm_store_read_end(dm_store *store, dm_error *error);

/* A number that changes whenever another connection has changed the archive. */
int64_t dm_store_version(dm_store *store);

typedef struct {
  int64_t id;
  const char *started, *ended, *program, *model; /* ended "": under way, or cut short */
  dm_run_counts counts;
} dm_store_run;

/* Visits the runs of indexing, latest first, at most `limit`. */
dm_status dm_store_runs(dm_store *store, size_t limit, void (*visit)(void *user, const dm_store_run *run),
                        void *user, dm_error *error);

/* Cheap counts for showing progress: documents (by their highest number) and failures. */
void dm_store_progress(dm_store *store, uint64_t *documents, uint64_t *failures);

#endif
