#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"

/* Jobs live in a ring of `window` slots and carry a running number: those in [finished, taken) are with
 * the workers, those in [taken, added) wait. Whoever finds the oldest one done hands it, and all done
 * ones behind it, to `finish`; `finishing` keeps that to one thread at a time. */
typedef struct {
  void *job;
  bool done;
} slot;

struct dm_pool {
  dm_pool_calls calls;
  pthread_mutex_t lock;
  pthread_cond_t work; /* a job was added, or the pool closes */
  pthread_cond_t room; /* a job was finished */
  slot *slots;         /* [window] */
  size_t window, added, taken, finished;
  bool finishing, closing;
  pthread_t *threads; /* [thread_count] */
  size_t thread_count;
};

/* With the lock held. The lock is open while the caller's finish runs. */
static void finish_done(dm_pool *pool) {
  if (pool->finishing) return;
  pool->finishing = true;
  while (pool->finished < pool->taken && pool->slots[pool->finished % pool->window].done) {
    void *job = pool->slots[pool->finished % pool->window].job;
    pthread_mutex_unlock(&pool->lock);
    pool->calls.finish(pool->calls.user, job);
    pthread_mutex_lock(&pool->lock);
    pool->finished++;
    pthread_cond_signal(&pool->room);
  }
  pool->finishing = false;
}

static void *worker(void *argument) {
  dm_pool *pool = argument;
  const dm_pool_calls *calls = &pool->calls;
  void *state = calls->worker_begin ? calls->worker_begin(calls->user) : NULL;
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (pool->taken == pool->added && !pool->closing) pthread_cond_wait(&pool->work, &pool->lock);
    if (pool->taken == pool->added) break;
    slot *mine = &pool->slots[pool->taken++ % pool->window];
    mine->done = false;
    pthread_mutex_unlock(&pool->lock);
    calls->work(calls->user, state, mine->job);
    pthread_mutex_lock(&pool->lock);
    mine->done = true;
    finish_done(pool);
  }
  pthread_mutex_unlock(&pool->lock);
  if (calls->worker_end) calls->worker_end(calls->user, state);
  return NULL;
}

dm_pool *dm_pool_new(size_t threads, size_t window, const dm_pool_calls *calls) {
  dm_pool *pool = dm_xcalloc(1, sizeof *pool);
  pool->calls = *calls;
  pool->window = window ? window : 4 * threads;
  pool->slots = dm_xcalloc(pool->window, sizeof *pool->slots);
  pool->threads = dm_xcalloc(threads, sizeof *pool->threads);
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->room, NULL);
  while (pool->thread_count < threads &&
         pthread_create(&pool->threads[pool->thread_count], NULL, worker, pool) == 0)
    pool->thread_count++;
  if (pool->thread_count) return pool; /* fewer than asked for do the same work */
  dm_pool_close(pool);
  return NULL;
}

void dm_pool_add(dm_pool *pool, void *job) {
  pthread_mutex_lock(&pool->lock);
  while (pool->added - pool->finished == pool->window) pthread_cond_wait(&pool->room, &pool->lock);
  pool->slots[pool->added++ % pool->window].job = job;
  pthread_cond_signal(&pool->work);
  pthread_mutex_unlock(&pool->lock);
}

void dm_pool_close(dm_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  pool->closing = true;
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  for (size_t i = 0; i < pool->thread_count; i++) pthread_join(pool->threads[i], NULL);
  pthread_cond_destroy(&pool->room);
  pthread_cond_destroy(&pool->work);
  pthread_mutex_destroy(&pool->lock);
  free(pool->threads);
  free(pool->slots);
  free(pool);
}
