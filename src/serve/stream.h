/* An answer in pieces, without a thread that waits for the client: whenever all has been sent, a worker is
 * asked for the next piece (or the watch hands one in), and the connection sleeps until it is there. */
#ifndef DM_SERVE_STREAM_H
#define DM_SERVE_STREAM_H

#include <pthread.h>

#include "serve/request.h"

struct dm_stream {
  /* Adds the next piece to out; false after the last. NULL: pieces are handed in by dm_stream_give. */
  bool (*more)(dm_stream *stream, dm_worker *worker, dm_buffer *out);
  void (*free_state)(void *state); /* may be NULL */
  void *state;

  struct dm_server *server;
  struct MHD_Connection *connection;
  pthread_mutex_t lock;
  dm_buffer ready;
  size_t at; /* of ready, sent up to here */
  bool last; /* nothing comes after ready */
  bool asleep;
  dm_stream *next; /* of those that wait for the watch */
};

dm_stream *dm_stream_new(dm_request *request);
struct MHD_Response *dm_stream_response(dm_stream *stream);
void dm_stream_give(dm_stream *stream, const char *bytes, size_t size, bool last);

#endif
