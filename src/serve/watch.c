#include "serve/watch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/error.h"
#include "resolve/resolve.h"
#include "serve/api.h"
#include "serve/server.h"

enum {
  LISTENERS = 100,
  SILENCE = 15, /* seconds, after which the state is told even if nothing changed */
  SPAN = 16,    /* seconds over which the rate is taken */
  PAUSE = 20,   /* names are read anew after so many times as long as it took */
};

struct dm_watch {
  struct dm_server *server;
  pthread_t thread;
  bool started;

  pthread_mutex_t lock; /* of what follows */
  pthread_cond_t wake;
  bool stopping;
  dm_stream *waiting;
  size_t listeners;
  dm_buffer event;
  bool indexing;

  pthread_mutex_t version_lock;
  dm_store *version; /* asked for nothing else */

  pthread_rwlock_t names_lock;
  dm_completer *names;

  /* of the thread */
  dm_store *store;
  int64_t seen;          /* version last told */
  int64_t names_version; /* that the names are of */
  double names_due, told;
  uint64_t counts[SPAN]; /* documents at each of the last seconds */
  size_t ticks;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int64_t dm_watch_version(dm_watch *w) {
  pthread_mutex_lock(&w->version_lock);
  int64_t version = dm_store_version(w->version);
  pthread_mutex_unlock(&w->version_lock);
  return version;
}

bool dm_watch_indexing(dm_watch *w) {
  pthread_mutex_lock(&w->lock);
  bool indexing = w->indexing;
  pthread_mutex_unlock(&w->lock);
  return indexing;
}

size_t dm_watch_complete(dm_watch *w, dm_arena *arena, const char *prefix, unsigned kinds, size_t limit,
                         dm_completion *out) {
  pthread_rwlock_rdlock(&w->names_lock);
  size_t count = w->names ? dm_completer_find(w->names, prefix, kinds, limit, out) : 0;
  for (size_t i = 0; i < count; i++) out[i].name = dm_strdup(arena, out[i].name);
  pthread_rwlock_unlock(&w->names_lock);
  return count;
}

/* ---- events ------------------------------------------------------------------------------------ */

void dm_watch_wait(dm_watch *w, dm_stream *stream) {
  pthread_mutex_lock(&w->lock);
  bool last = w->stopping;
  if (!last) {
    stream->next = w->waiting;
    w->waiting = stream;
  }
  pthread_mutex_unlock(&w->lock);
  if (last) dm_stream_give(stream, NULL, 0, true);
}

bool dm_watch_listen(dm_watch *w, dm_buffer *event) {
  pthread_mutex_lock(&w->lock);
  bool room = w->listeners < LISTENERS;
  w->listeners += room;
  if (room) dm_buffer_add(event, w->event.bytes, w->event.size);
  pthread_mutex_unlock(&w->lock);
  return room;
}

void dm_watch_left(dm_watch *w) {
  pthread_mutex_lock(&w->lock);
  w->listeners--;
  pthread_mutex_unlock(&w->lock);
}

/* A stream that has been given something may be gone at once. */
static void tell(dm_watch *w, const dm_buffer *event, bool last) {
  pthread_mutex_lock(&w->lock);
  dm_stream *waiting = w->waiting;
  w->waiting = NULL;
  pthread_mutex_unlock(&w->lock);
  for (dm_stream *s = waiting, *next; s; s = next) {
    next = s->next;
    dm_stream_give(s, event->bytes, event->size, last);
  }
}

typedef struct {
  dm_put *put;
  bool any, ended;
} latest;

static void put_latest(void *user, const dm_store_run *run) {
  latest *l = user;
  l->any = true;
  l->ended = *run->ended != 0;
  dm_put_run(l->put, "run", run);
}

/* Documents a second over the last seconds. */
static double rate_of(const dm_watch *w) {
  if (w->ticks < 2) return 0;
  size_t span = w->ticks - 1 < SPAN - 1 ? w->ticks - 1 : SPAN - 1;
  uint64_t newest = w->counts[(w->ticks - 1) % SPAN], oldest = w->counts[(w->ticks - 1 - span) % SPAN];
  return newest > oldest ? (double)(newest - oldest) / (double)span : 0;
}

static void write_event(dm_watch *w, dm_buffer *event) {
  uint64_t documents, failures;
  dm_store_progress(w->store, &documents, &failures);
  w->counts[w->ticks++ % SPAN] = documents;
  dm_buffer json = {0};
  dm_put put = {.out = &json};
  latest l = {.put = &put};
  dm_put_open(&put, NULL, '{');
  dm_store_runs(w->store, 1, put_latest, &l, NULL);
  if (!l.any) dm_put_null(&put, "run");
  bool running = l.any && !l.ended && rate_of(w) > 0;
  dm_put_flag(&put, "running", running);
  dm_put_int(&put, "documents", (int64_t)documents);
  dm_put_int(&put, "failures", (int64_t)failures);
  dm_put_real(&put, "rate", rate_of(w));
  char version[48];
  snprintf(version, sizeof version, "%s-%" PRId64, w->server->nonce, w->seen);
  dm_put_text(&put, "version", version);
  dm_put_close(&put, '}');
  dm_buffer_puts(event, "event: progress\ndata: ");
  dm_buffer_add(event, json.bytes, json.size);
  dm_buffer_puts(event, "\n\n");
  dm_buffer_free(&json);
  pthread_mutex_lock(&w->lock);
  w->indexing = l.any && !l.ended;
  dm_buffer_clear(&w->event);
  dm_buffer_add(&w->event, event->bytes, event->size);
  pthread_mutex_unlock(&w->lock);
}

static void look(dm_watch *w) {
  int64_t version = dm_watch_version(w);
  bool changed = version != w->seen;
  w->seen = version;
  dm_buffer event = {0};
  write_event(w, &event);
  if (changed || now() - w->told > SILENCE || rate_of(w) > 0) {
    tell(w, &event, false);
    w->told = now();
  }
  dm_buffer_free(&event);
}

/* ---- names ------------------------------------------------------------------------------------- */

static void refresh_names(dm_watch *w) {
  if (w->names_version == w->seen || now() < w->names_due) return;
  double begun = now();
  dm_completer *names = dm_completer_read(w->store, NULL), *old;
  w->names_version = w->seen;
  w->names_due = now() + PAUSE * (now() - begun);
  if (!names) return;
  pthread_rwlock_wrlock(&w->names_lock);
  old = w->names;
  w->names = names;
  pthread_rwlock_unlock(&w->names_lock);
  dm_completer_free(old);
}

/* ---- connections ------------------------------------------------------------------------------- */

/* Their sockets are shut, not closed: the server's own thread notices and clears up. */
static void end_idle(struct dm_server *server) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  pthread_mutex_lock(&server->lock);
  for (dm_link *l = server->links; l; l = l->after)
    if (!l->busy && t.tv_sec - l->since > DM_ARRIVAL_SECONDS) shutdown(l->socket, SHUT_RDWR);
  pthread_mutex_unlock(&server->lock);
}

static void *watch(void *user) {
  dm_watch *w = user;
  for (;;) {
    look(w);
    refresh_names(w);
    end_idle(w->server);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_mutex_lock(&w->lock);
    if (!w->stopping) pthread_cond_timedwait(&w->wake, &w->lock, &until);
    bool stop = w->stopping;
    pthread_mutex_unlock(&w->lock);
    if (stop) return NULL;
  }
}

dm_watch *dm_watch_new(struct dm_server *server, dm_error *error) {
  dm_watch *w = dm_xcalloc(1, sizeof *w);
  w->server = server;
  w->names_version = -1;
  pthread_mutex_init(&w->lock, NULL);
  pthread_mutex_init(&w->version_lock, NULL);
  pthread_cond_init(&w->wake, NULL);
  pthread_rwlock_init(&w->names_lock, NULL);
  w->store = dm_store_open(server->options.archive, DM_STORE_OPEN, dm_resolver_default(), error);
  if (w->store) w->version = dm_store_open(server->options.archive, DM_STORE_OPEN, NULL, error);
  if (w->version) {
    dm_store_only_read(w->store, NULL);
    dm_store_only_read(w->version, NULL);
    w->started = pthread_create(&w->thread, NULL, watch, w) == 0;
    if (!w->started) dm_fail(error, DM_ERR_IO, "no thread could be started");
  }
  if (w->started) return w;
  dm_watch_free(w);
  return NULL;
}

void dm_watch_stop(dm_watch *w) {
  pthread_mutex_lock(&w->lock);
  w->stopping = true;
  pthread_cond_broadcast(&w->wake);
  pthread_mutex_unlock(&w->lock);
  if (w->started) pthread_join(w->thread, NULL);
  w->started = false;
  tell(w, &(dm_buffer){0}, true);
}

void dm_watch_free(dm_watch *w) {
  if (!w) return;
  if (w->started) dm_watch_stop(w);
  dm_store_close(w->store);
  dm_store_close(w->version);
  dm_completer_free(w->names);
  dm_buffer_free(&w->event);
  pthread_mutex_destroy(&w->lock);
  pthread_mutex_destroy(&w->version_lock);
  pthread_cond_destroy(&w->wake);
  pthread_rwlock_destroy(&w->names_lock);
  free(w);
}
