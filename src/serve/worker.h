/* Threads that answer: each has its own connection to the archive and its own tagger. Requests wait in a queue
 * that is bounded; a slow kind of request never takes all threads. */
#ifndef DM_SERVE_WORKER_H
#define DM_SERVE_WORKER_H

#include "serve/request.h"
#include "store/session.h"
#include "tag/tag.h"

struct dm_worker {
  struct dm_server *server;
  dm_store *store;
  dm_store_limit limit;
  dm_tagger *tagger; /* made when first needed */
};

typedef struct dm_queue dm_queue;

typedef struct {
  void (*run)(dm_worker *worker, void *argument);
  void *argument;
  bool slow;
} dm_job;

/* NULL with an error. `room`: jobs that may wait. */
dm_queue *dm_queue_new(struct dm_server *server, size_t workers, size_t room, dm_error *error);

/* False if the queue is full (`always` takes the job nevertheless) or closed. */
bool dm_queue_add(dm_queue *queue, dm_job job, bool always);

void dm_queue_close(dm_queue *queue); /* does what waits, then ends the threads */
void dm_queue_free(dm_queue *queue);  /* NULL is fine */

/* The worker's tagger; NULL if the server has no model. */
dm_tagger *dm_worker_tagger(dm_worker *worker);

#endif
