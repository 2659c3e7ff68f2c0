#include "cli/batch.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/report.h"

typedef struct {
  dm_input *input; /* NULL for one that could not be read */
  dm_error error;  /* of the input, if its status is not DM_OK */
  dm_pieces out;
  size_t documents;
} job;

typedef struct {
  const dm_batch *batch;
  dm_pool *pool;
  dm_progress progress; /* of finish, which runs in one thread at a time */
  dm_output output;     /* likewise */
  atomic_bool output_failed;
} run;

/* ---- on worker threads ---------------------------------------------------------------------- */

typedef struct {
  const run *run;
  void *state;
  job *job;
} step;

static dm_status one_document(void *user, dm_document *doc) {
  const step *s = user;
  const dm_batch *batch = s->run->batch;
  const size_t before = s->job->out.count;
  const dm_status status = batch->document(batch->user, s->state, doc, &s->job->out, &s->job->error);
  if (status == DM_OK)
    s->job->documents++;
  else
    dm_pieces_cut(&s->job->out, before); /* half a document is none */
  if (status != DM_OK && !*s->job->error.path) dm_fail_at(&s->job->error, dm_document_path(doc), 0, 0);
  dm_document_free(doc);
  return status;
}

static void work(void *user, void *state, void *item) {
  job *j = item;
  const run *r = user;
  if (!j->input || atomic_load(&r->output_failed)) return;
  step s = {r, state, j};
  dm_error error = {0};
  const dm_status status = dm_read(j->input, one_document, &s, &error);
  if (status != DM_OK && j->error.status == DM_OK) {
    j->error = error;
    j->error.status = status;
    if (!*j->error.path) dm_fail_at(&j->error, j->input->path, error.byte, error.line);
  }
  if (r->batch->input) r->batch->input(r->batch->user, state, j->input, j->error.status == DM_OK, &j->out);
  dm_input_free(j->input);
  j->input = NULL;
}

static void *worker_begin(void *user) {
  const dm_batch *batch = ((run *)user)->batch;
  return batch->worker_begin ? batch->worker_begin(batch->user) : NULL;
}

static void worker_end(void *user, void *state) {
  const dm_batch *batch = ((run *)user)->batch;
  if (batch->worker_end) batch->worker_end(batch->user, state);
}

/* ---- in order ------------------------------------------------------------------------------- */

static void finish(void *user, void *item) {
  run *r = user;
  job *j = item;
  if (!atomic_load(&r->output_failed)) {
    if (!dm_output_pieces(&r->output, &j->out)) atomic_store(&r->output_failed, true);
    dm_progress_input(&r->progress, j->documents);
    if (j->error.status != DM_OK) dm_progress_failure(&r->progress, &j->error);
  }
  dm_input_free(j->input);
  dm_pieces_free(&j->out);
  free(j);
}

/* ---- on the thread that finds the files ----------------------------------------------------- */

static dm_status add(run *r, dm_input *input, const dm_error *error) {
  job *j = dm_xcalloc(1, sizeof *j);
  j->input = input;
  if (error) j->error = *error;
  dm_pool_add(r->pool, j);
  return atomic_load(&r->output_failed) ? DM_ERR_CANCELLED : DM_OK;
}

static dm_status found(void *user, dm_input *input) {
  return add(user, input, NULL);
}

/* Takes its place among the inputs, so that its message comes in order too. */
static dm_status not_readable(void *user, const dm_error *error) {
  return add(user, NULL, error);
}

int dm_batch_run(const dm_batch *batch) {
  run r = {.batch = batch, .output = batch->output};
  if (!dm_output_open(&r.output)) return DM_EXIT_USAGE;
  const dm_pool_calls calls = {&r, worker_begin, worker_end, work, finish};
  dm_progress_begin(&r.progress);
  r.pool = dm_pool_new(batch->threads, 0, &calls);
  if (!r.pool) {
    dm_report(stderr, "no thread could be started");
    return DM_EXIT_USAGE;
  }
  const dm_walk_sink sink = {&r, found, not_readable};
  dm_walk(batch->paths, batch->path_count, batch->format, &sink);
  dm_pool_close(r.pool);
  if (atomic_load(&r.output_failed)) return DM_EXIT_OUTPUT;
  dm_progress_end(&r.progress, batch->done);
  return r.progress.failures ? DM_EXIT_INPUT : DM_EXIT_OK;
}
