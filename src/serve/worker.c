#include "serve/worker.h"

#include <pthread.h>
#include <stdlib.h>

#include "resolve/resolve.h"
#include "serve/server.h"

enum { CACHE = 16 << 10 }; /* KiB of pages a worker keeps for itself; the file itself is mapped */

typedef struct item {
  dm_job job;
  struct item *next;
} item;

typedef struct {
  item *first, **end;
} line;

struct dm_queue {
  pthread_mutex_t lock;
  pthread_cond_t added;
  line quick, slow;
  size_t waiting, room;
  size_t slow_running, slow_most;
  bool closing;
  size_t count; /* workers */
  pthread_t *threads;
  dm_worker *workers;
};

typedef struct {
  dm_queue *queue;
  dm_worker *worker;
} start;

static void push(line *l, item *i) {
  *l->end = i;
  l->end = &i->next;
}

static item *pop(line *l) {
  item *i = l->first;
  if (!i) return NULL;
  l->first = i->next;
  if (!l->first) l->end = &l->first;
  return i;
}

/* NULL once the queue is closing and empty. */
static item *take(dm_queue *q) {
  item *i = NULL;
  pthread_mutex_lock(&q->lock);
  for (;;) {
    i = pop(&q->quick);
    if (!i && q->slow_running < q->slow_most) i = pop(&q->slow);
    if (i || (q->closing && !q->slow.first)) break;
    pthread_cond_wait(&q->added, &q->lock);
  }
  if (i) {
    q->waiting--;
    q->slow_running += i->job.slow;
  }
  pthread_mutex_unlock(&q->lock);
  return i;
}

static void done(dm_queue *q, const item *i) {
  if (!i->job.slow) return;
  pthread_mutex_lock(&q->lock);
  q->slow_running--;
  pthread_cond_broadcast(&q->added);
  pthread_mutex_unlock(&q->lock);
}

static void *work(void *user) {
  start s = *(start *)user;
  free(user);
  for (item *i; (i = take(s.queue)) != NULL; free(i)) {
    i->job.run(s.worker, i->job.argument);
    done(s.queue, i);
  }
  return NULL;
}

static bool open_worker(dm_worker *w, struct dm_server *server, dm_error *error) {
  const dm_serve_options *o = &server->options;
  w->server = server;
  w->store = dm_store_open(o->archive, DM_STORE_OPEN, dm_resolver_default(), error);
  if (!w->store) return false;
  dm_store_cache(w->store, CACHE);
  dm_store_keep_columns(w->store);
  return o->write || dm_store_only_read(w->store, error) == DM_OK;
}

dm_queue *dm_queue_new(struct dm_server *server, size_t workers, size_t room, dm_error *error) {
  dm_queue *q = dm_xcalloc(1, sizeof *q);
  pthread_mutex_init(&q->lock, NULL);
  pthread_cond_init(&q->added, NULL);
  q->quick.end = &q->quick.first;
  q->slow.end = &q->slow.first;
  q->room = room;
  q->slow_most = workers > 1 ? workers - 1 : 1;
  q->threads = dm_xcalloc(workers, sizeof *q->threads);
  q->workers = dm_xcalloc(workers, sizeof *q->workers);
  for (; q->count < workers; q->count++) {
    dm_worker *w = &q->workers[q->count];
    start *s = dm_xmalloc(sizeof *s);
    *s = (start){q, w};
    if (open_worker(w, server, error) && pthread_create(&q->threads[q->count], NULL, work, s) == 0) continue;
    if (error->status == DM_OK)
      *error = (dm_error){.status = DM_ERR_IO, .message = "no thread could be started"};
    dm_store_close(w->store);
    free(s);
    dm_queue_free(q);
    return NULL;
  }
  return q;
}

bool dm_queue_add(dm_queue *q, dm_job job, bool always) {
  pthread_mutex_lock(&q->lock);
  bool room = !q->closing && (always || q->waiting < q->room);
  if (room) {
    item *i = dm_xmalloc(sizeof *i);
    *i = (item){job, NULL};
    push(job.slow ? &q->slow : &q->quick, i);
    q->waiting++;
    pthread_cond_signal(&q->added);
  }
  pthread_mutex_unlock(&q->lock);
  return room;
}

void dm_queue_close(dm_queue *q) {
  pthread_mutex_lock(&q->lock);
  q->closing = true;
  pthread_cond_broadcast(&q->added);
  pthread_mutex_unlock(&q->lock);
  for (size_t i = 0; i < q->count; i++) {
    pthread_join(q->threads[i], NULL);
    dm_store_close(q->workers[i].store);
    if (q->workers[i].tagger) dm_tagger_free(q->workers[i].tagger);
  }
  q->count = 0;
}

void dm_queue_free(dm_queue *q) {
  if (!q) return;
  dm_queue_close(q);
  pthread_mutex_destroy(&q->lock);
  pthread_cond_destroy(&q->added);
  free(q->threads);
  free(q->workers);
  free(q);
}

dm_tagger *dm_worker_tagger(dm_worker *worker) {
  const dm_model *model = worker->server->options.model;
  if (!worker->tagger && model) worker->tagger = dm_tagger_new(model);
  return worker->tagger;
}
