#include "cli/indexer.h"

#include <nettle/sha2.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "cable/cable.h"
#include "cli/archive.h"
#include "cli/command.h"
#include "cli/given.h"
#include "cli/index_progress.h"
#include "cli/record_fields.h"
#include "cli/report.h"
#include "read/read.h"
#include "segment/segment.h"

/* A signal handler has nothing else to write to. */
static volatile sig_atomic_t interrupted;

static void interrupt(int signal) {
  (void)signal;
  interrupted = 1;
}

enum { GROUP = 128 }; /* documents a transaction */

typedef struct {
  dm_input *input; /* NULL for one that could not be read */
  uint8_t sha256[32];
  bool known; /* in the archive and fresh: only its path is noted */
  dm_error error;
  dm_document **docs; /* [count] */
  size_t count, room;
} job;

typedef struct {
  const dm_indexing *what;
  dm_store *store;  /* writes; used by finish only */
  dm_store *reader; /* looks up contents; used by the thread that finds files */
  dm_pool *pool;
  dm_index_progress progress; /* of finish */
  atomic_bool failed;         /* the archive itself cannot be written */
  dm_error failure;
} run;

/* ---- on worker threads ------------------------------------------------------------------------- */

typedef struct {
  const run *run;
  dm_tagger *tagger;
  job *job;
} step;

static dm_status one_document(void *user, dm_document *doc) {
  step *s = user;
  job *j = s->job;
  dm_status status = dm_segment(doc, &j->error);
  if (status == DM_OK) status = dm_cable(doc, &j->error);
  if (status == DM_OK) {
    if (s->tagger)
      status = dm_tag(s->tagger, doc, &j->error);
    else
      dm_take_given(doc);
  }
  if (status != DM_OK) {
    if (!*j->error.path) dm_fail_at(&j->error, dm_document_path(doc), j->error.byte, j->error.line);
    dm_document_free(doc);
    return status;
  }
  if (j->count == j->room) {
    j->room = j->room ? 2 * j->room : 1;
    j->docs = dm_xrealloc(j->docs, j->room * sizeof(dm_document *));
  }
  j->docs[j->count++] = doc;
  return DM_OK;
}

static void work(void *user, void *state, void *item) {
  run *r = user;
  job *j = item;
  if (!j->input || j->known || interrupted || atomic_load(&r->failed)) return;
  step s = {r, state, j};
  dm_error error = {0};
  dm_status status = dm_read(j->input, one_document, &s, &error);
  if (status == DM_OK) return;
  if (j->error.status == DM_OK) j->error = error;
  j->error.status = status;
  if (!*j->error.path) dm_fail_at(&j->error, j->input->path, j->error.byte, j->error.line);
}

static void *worker_begin(void *user) {
  const dm_model *model = ((run *)user)->what->model;
  return model ? dm_tagger_new(model) : NULL;
}

static void worker_end(void *user, void *state) {
  (void)user;
  if (state) dm_tagger_free(state);
}

/* ---- in order ---------------------------------------------------------------------------------- */

static void archive_failed(run *r, const dm_error *error) {
  if (!atomic_exchange(&r->failed, true)) r->failure = *error;
}

static void store_documents(run *r, job *j) {
  dm_error error = {0};
  dm_status status = DM_OK;
  bool replaced = false;
  for (size_t i = 0; i < j->count && status == DM_OK; i++) {
    dm_record record = {.path = j->input->path,
                        .sha256 = j->sha256,
                        .ordinal = (uint32_t)i,
                        .count = (uint32_t)j->count,
                        .doc = j->docs[i]};
    record.fields = dm_record_fields(j->docs[i], &record.field_count);
    status = dm_store_add(r->store, &record, &replaced, &error);
    if (status == DM_OK) dm_index_progress_document(&r->progress, replaced);
  }
  if (status == DM_OK && !j->count) status = dm_store_add_none(r->store, j->input->path, j->sha256, &error);
  if (status != DM_OK) archive_failed(r, &error);
}

static void store_failure(run *r, job *j) {
  dm_error error = {0};
  if (dm_store_add_failure(r->store, &j->error, &error) != DM_OK) archive_failed(r, &error);
  dm_index_progress_failure(&r->progress, &j->error);
}

static void finish(void *user, void *item) {
  run *r = user;
  job *j = item;
  dm_error error = {0};
  /* What was not worked on, as the run was cut short, is left for the next one. */
  bool done = j->known || j->count || j->error.status != DM_OK || !interrupted;
  if (!atomic_load(&r->failed) && done) {
    if (j->error.status != DM_OK) {
      store_failure(r, j);
    } else if (j->known) {
      if (dm_store_touch(r->store, j->input->path, j->sha256, &error) != DM_OK) archive_failed(r, &error);
      dm_index_progress_skipped(&r->progress);
    } else {
      store_documents(r, j);
    }
    dm_index_progress_bytes(&r->progress, j->input ? j->input->size : 0);
  }
  for (size_t i = 0; i < j->count; i++) dm_document_free(j->docs[i]);
  free(j->docs);
  dm_input_free(j->input);
  free(j);
}

/* ---- on the thread that finds the files -------------------------------------------------------- */

static dm_status add(run *r, job *j) {
  dm_pool_add(r->pool, j);
  return interrupted || atomic_load(&r->failed) ? DM_ERR_CANCELLED : DM_OK;
}

static dm_status found(void *user, dm_input *input) {
  run *r = user;
  job *j = dm_xcalloc(1, sizeof *j);
  j->input = input;
  struct sha256_ctx sha;
  sha256_init(&sha);
  sha256_update(&sha, input->size, (const uint8_t *)input->bytes);
  sha256_digest(&sha, sizeof j->sha256, j->sha256);
  dm_content_state state;
  dm_error error = {0};
  if (dm_store_look(r->reader, j->sha256, &state, &error) != DM_OK) archive_failed(r, &error);
  j->known = state == DM_CONTENT_KNOWN;
  if (j->known) { /* its bytes are not needed any more */
    free(j->input->bytes);
    j->input->bytes = NULL;
  }
  return add(r, j);
}

static dm_status not_readable(void *user, const dm_error *error) {
  job *j = dm_xcalloc(1, sizeof *j);
  j->error = *error;
  if (j->error.status == DM_OK) j->error.status = DM_ERR_IO;
  return add(user, j);
}

/* ---- the whole --------------------------------------------------------------------------------- */

static void report_unseen(void *user, const char *path) {
  size_t *count = user;
  if (++*count > DM_UNSEEN_LISTED) return;
  fputs("dragoman: gone, its documents stay in the archive: ", stderr);
  dm_report_path(stderr, path);
  putc('\n', stderr);
}

static bool open_stores(run *r) {
  dm_error error = {0};
  r->store = dm_archive_open(r->what->archive, DM_STORE_CREATE);
  if (!r->store) return false;
  r->reader = dm_archive_open(r->what->archive, DM_STORE_OPEN);
  if (!r->reader) return false;
  dm_store_use_model(r->reader, r->what->model_name);
  dm_store_group(r->store, GROUP);
  if (dm_store_begin_run(r->store, "dragoman " DM_VERSION, r->what->model_name, &error) == DM_OK) return true;
  dm_report_error(stderr, &error);
  return false;
}

static void find_and_work(run *r) {
  const dm_indexing *what = r->what;
  const dm_walk_sink sink = {r, found, not_readable};
  dm_walk(what->paths, what->path_count, what->format, &sink);
  dm_pool_close(r->pool);
}

static int close_run(run *r) {
  dm_error error = {0};
  size_t gone = 0;
  if (atomic_load(&r->failed)) {
    dm_report_error(stderr, &r->failure);
    return DM_EXIT_OUTPUT;
  }
  dm_status status = dm_store_flush(r->store, &error);
  if (status == DM_OK && !interrupted)
    status = dm_store_unseen(r->store, r->what->paths, r->what->path_count, report_unseen, &gone, &error);
  if (gone > DM_UNSEEN_LISTED) dm_report(stderr, "and %zu more are gone", gone - DM_UNSEEN_LISTED);
  if (status == DM_OK && !interrupted) status = dm_store_end_run(r->store, &r->progress.counts, &error);
  dm_index_progress_end(&r->progress, interrupted != 0);
  if (status != DM_OK) dm_report_error(stderr, &error);
  if (status != DM_OK) return DM_EXIT_OUTPUT;
  return interrupted || r->progress.counts.failed ? DM_EXIT_INPUT : DM_EXIT_OK;
}

int dm_index_run(const dm_indexing *what) {
  run r = {.what = what};
  int status = DM_EXIT_USAGE;
  struct sigaction stop = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND}; /* twice: at once */
  if (open_stores(&r)) {
    const dm_pool_calls calls = {&r, worker_begin, worker_end, work, finish};
    dm_index_progress_begin(&r.progress, what->paths, what->path_count);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    r.pool = dm_pool_new(what->threads, 0, &calls);
    if (r.pool) {
      find_and_work(&r);
      status = close_run(&r);
    } else {
      dm_report(stderr, "no thread could be started");
    }
  }
  dm_store_close(r.reader);
  dm_store_close(r.store);
  return status;
}
