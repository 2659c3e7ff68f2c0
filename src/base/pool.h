/* Ordered parallel map: jobs are made by one thread, done by several, and finished in the order they
 * were made. At most `window` jobs exist at a time, so memory does not grow with their number. */
#ifndef DM_BASE_POOL_H
#define DM_BASE_POOL_H

#include <stddef.h>

typedef struct dm_pool dm_pool;

typedef struct {
  void *user;
  void *(*worker_begin)(void *user);                /* once per worker thread: its own state; may be NULL */
  void (*worker_end)(void *user, void *state);      /* may be NULL */
  void (*work)(void *user, void *state, void *job); /* in any order, on worker threads */
  void (*finish)(void *user, void *job); /* in the order of dm_pool_add, one at a time; frees the job */
} dm_pool_calls;

/* threads >= 1; window 0 means 4 * threads. NULL if threads could not be started. */
dm_pool *dm_pool_new(size_t threads, size_t window, const dm_pool_calls *calls);
void dm_pool_add(dm_pool *pool, void *job); /* blocks while the window is full */
void dm_pool_close(dm_pool *pool);          /* waits for all jobs, joins the threads, frees the pool */

#endif
