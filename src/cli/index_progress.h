/* How far indexing is: rate, time left, and what happened, on standard error. */
#ifndef DM_CLI_INDEX_PROGRESS_H
#define DM_CLI_INDEX_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "store/store.h"

enum { DM_UNSEEN_LISTED = 20 };

typedef struct {
  dm_run_counts counts;
  uint64_t bytes, total; /* total 0: unknown */
  struct timespec begun, shown;
  bool visible;
} dm_index_progress;

void dm_index_progress_begin(dm_index_progress *progress, const char *const *paths, size_t count);
void dm_index_progress_document(dm_index_progress *progress, bool replaced);
void dm_index_progress_skipped(dm_index_progress *progress);
void dm_index_progress_failure(dm_index_progress *progress, const dm_error *error);
void dm_index_progress_bytes(dm_index_progress *progress, uint64_t bytes); /* one more input is through */
void dm_index_progress_end(dm_index_progress *progress, bool interrupted);

#endif
