#include "serve/stream.h"

#include <stdlib.h>
#include <string.h>

#include "serve/server.h"

enum { BLOCK = 64 << 10 };

dm_stream *dm_stream_new(dm_request *request) {
  dm_stream *s = dm_xcalloc(1, sizeof *s);
  s->server = request->server;
  s->connection = request->connection;
  pthread_mutex_init(&s->lock, NULL);
  return s;
}

/* On a worker. Once the connection is awake the stream may be gone. */
static void produce(dm_worker *worker, void *argument) {
  dm_stream *s = argument;
  dm_buffer piece = {0};
  bool more = !atomic_load(&s->server->stopping) && s->more(s, worker, &piece);
  dm_stream_give(s, piece.bytes, piece.size, !more);
  dm_buffer_free(&piece);
}

void dm_stream_give(dm_stream *s, const char *bytes, size_t size, bool last) {
  struct MHD_Connection *connection = s->connection;
  pthread_mutex_lock(&s->lock);
  if (s->at == s->ready.size) {
    dm_buffer_clear(&s->ready);
    s->at = 0;
  }
  dm_buffer_add(&s->ready, bytes, size);
  s->last |= last;
  bool wake = s->asleep;
  s->asleep = false;
  pthread_mutex_unlock(&s->lock);
  if (wake) MHD_resume_connection(connection);
}

/* On the thread that talks to clients. */
static ssize_t read_stream(void *user, uint64_t position, char *out, size_t room) {
  (void)position;
  dm_stream *s = user;
  pthread_mutex_lock(&s->lock);
  size_t left = s->ready.size - s->at, n = left < room ? left : room;
  if (n) memcpy(out, s->ready.bytes + s->at, n);
  s->at += n;
  bool ask = !n && !s->last;
  if (ask) {
    s->asleep = true;
    MHD_suspend_connection(s->connection);
  }
  pthread_mutex_unlock(&s->lock);
  if (ask && !s->more)
    dm_watch_wait(s->server->watch, s);
  else if (ask && !dm_queue_add(s->server->queue, (dm_job){produce, s, true}, true))
    dm_stream_give(s, NULL, 0, true); /* the server stops */
  return n ? (ssize_t)n : ask ? 0 : MHD_CONTENT_READER_END_OF_STREAM;
}

static void free_stream(void *user) {
  dm_stream *s = user;
  if (!s->more) dm_watch_left(s->server->watch);
  if (s->free_state) s->free_state(s->state);
  dm_buffer_free(&s->ready);
  pthread_mutex_destroy(&s->lock);
  free(s);
}

struct MHD_Response *dm_stream_response(dm_stream *stream) {
  return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_stream, stream, free_stream);
}
