/* The server's inside, for the files of this folder. */
#ifndef DM_SERVE_SERVER_H
#define DM_SERVE_SERVER_H

#include <pthread.h>
#include <stdatomic.h>

#include "serve/access.h"
#include "serve/cache.h"
#include "serve/request.h"
#include "serve/serve.h"
#include "serve/watch.h"
#include "serve/worker.h"

enum {
  DM_BODY_LIMIT = 4 << 20,  /* bytes of a request's body */
  DM_CACHE_ROOM = 32 << 20, /* bytes of answers that are kept */
  DM_QUEUE_ROOM = 1000,     /* requests that may wait */
  DM_CONNECTIONS = 2000,    /* at a time */
  DM_ARRIVAL_SECONDS = 30,  /* for a request to arrive whole; also how long a connection may idle */
  DM_ANSWER_SECONDS = 20,   /* for an answer to be found */
};

/* A client's connection, to end those that never finish a request. */
typedef struct dm_link {
  struct dm_link *before, *after;
  int socket;
  time_t since;        /* monotonic: begun to wait for a request */
  bool busy;           /* a request is being answered */
  dm_request *request; /* on its way; only the thread that talks to clients looks here */
} dm_link;

struct dm_server {
  dm_serve_options options;
  char nonce[17];    /* of this run, in ETags */
  dm_access *access; /* NULL: nobody logs in */
  dm_queue *queue;
  dm_watch *watch;
  dm_cache *cache;
  struct MHD_Daemon *daemon;
  char *certificate, *key; /* PEM */
  uint16_t port;
  bool loopback;
  atomic_bool stopping;
  atomic_size_t busy;   /* requests between their arrival and the last byte of the answer */
  pthread_mutex_t lock; /* of links and log */
  dm_link *links;
};

#endif
