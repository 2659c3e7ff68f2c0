/* base/pool: order, bound on the jobs in flight, one state per worker, closing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/pool.h"

enum { JOBS = 2000, WINDOW = 7, THREADS = 4 };

typedef struct {
  pthread_mutex_t lock;
  size_t made, finished; /* jobs */
  ptrdiff_t most;        /* largest number of them alive at a time */
  size_t begun, ended;   /* workers */
  int in_finish, overlaps, wrong;
} record;

typedef struct {
  size_t number, answer;
} job;

static void *begin(void *user) {
  record *r = user;
  pthread_mutex_lock(&r->lock);
  r->begun++;
  pthread_mutex_unlock(&r->lock);
  return calloc(1, sizeof(size_t));
}

static void end(void *user, void *state) {
  record *r = user;
  pthread_mutex_lock(&r->lock);
  r->ended++;
  pthread_mutex_unlock(&r->lock);
  free(state);
}

static void work(void *user, void *state, void *item) {
  (void)user;
  job *j = item;
  ++*(size_t *)state; /* a race here if two workers shared a state */
  for (size_t i = 0; i < j->number * 7919 % 13; i++) sched_yield();
  j->answer = j->number * j->number;
}

static void finish(void *user, void *item) {
  record *r = user;
  job *j = item;
  pthread_mutex_lock(&r->lock);
  r->overlaps += r->in_finish;
  r->in_finish = 1;
  pthread_mutex_unlock(&r->lock);
  sched_yield();
  pthread_mutex_lock(&r->lock);
  r->wrong += j->number != r->finished || j->answer != j->number * j->number;
  r->finished++;
  r->in_finish = 0;
  pthread_mutex_unlock(&r->lock);
  free(j);
}

static record run(size_t threads, size_t window, size_t jobs) {
  record r = {.lock = PTHREAD_MUTEX_INITIALIZER};
  const dm_pool_calls calls = {&r, begin, end, work, finish};
  dm_pool *pool = dm_pool_new(threads, window, &calls);
  assert_non_null(pool);
  for (size_t i = 0; i < jobs; i++) {
    job *j = calloc(1, sizeof *j);
    j->number = i;
    dm_pool_add(pool, j);
    pthread_mutex_lock(&r.lock);
    r.made++;
    const ptrdiff_t alive = (ptrdiff_t)r.made - (ptrdiff_t)r.finished;
    if (alive > r.most) r.most = alive;
    pthread_mutex_unlock(&r.lock);
  }
  dm_pool_close(pool);
  return r;
}

static void finishes_in_order(void **state) {
  (void)state;
  record r = run(THREADS, WINDOW, JOBS);
  assert_int_equal(r.finished, JOBS);
  assert_int_equal(r.wrong, 0);
  assert_int_equal(r.overlaps, 0);
}

static void keeps_to_the_window(void **state) {
  (void)state;
  record r = run(THREADS, WINDOW, JOBS);
  assert_true(r.most >= 1 && r.most <= WINDOW);
}

static void works_alone(void **state) {
  (void)state;
  record r = run(1, 1, 50);
  assert_int_equal(r.finished, 50);
  assert_int_equal(r.wrong, 0);
}

static void gives_each_worker_one_state(void **state) {
  (void)state;
  record r = run(THREADS, 0, 100);
  assert_int_equal(r.begun, THREADS);
  assert_int_equal(r.ended, THREADS);
}

static void closes_without_jobs(void **state) {
  (void)state;
  record r = run(THREADS, 0, 0);
  assert_int_equal(r.finished, 0);
  assert_int_equal(r.begun, r.ended);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finishes_in_order),   cmocka_unit_test(keeps_to_the_window),
      cmocka_unit_test(works_alone),         cmocka_unit_test(gives_each_worker_one_state),
      cmocka_unit_test(closes_without_jobs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
