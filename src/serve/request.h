/* A request on its way through the server, and what is answered. The thread that talks to clients reads it and
 * sends the reply; in between it belongs to one worker. */
#ifndef DM_SERVE_REQUEST_H
#define DM_SERVE_REQUEST_H

#include <microhttpd.h>
#include <time.h>

#include "base/buffer.h"
#include "serve/assets.h"
#include "serve/put.h"
#include "serve/target.h"

typedef enum { DM_ROLE_NONE, DM_ROLE_READER, DM_ROLE_EDITOR } dm_role;

typedef struct dm_worker dm_worker;
typedef struct dm_request dm_request;
typedef struct dm_stream dm_stream;

/* What is sent: body, or asset, or stream. */
typedef struct {
  unsigned status;
  const char *type; /* Content-Type */
  dm_buffer body;
  bool packed; /* body is gzip */
  const dm_asset *asset;
  dm_stream *stream;
  const char *etag;  /* NULL if it has none */
  const char *cache; /* Cache-Control; NULL: no-store for errors, no-cache else */
  const char *file;  /* name to save it under; NULL: to be shown */
  unsigned retry;    /* seconds; 0: no Retry-After */
  bool login;        /* asks who it is */
} dm_reply;

typedef struct {
  const char *method, *path; /* "{id}" stands for a number */
  void (*answer)(dm_worker *worker, dm_request *request);
  unsigned flags;
} dm_route;

enum {
  DM_ROUTE_SLOW = 1,    /* not all workers at a time */
  DM_ROUTE_EDITOR = 2,  /* changes the archive */
  DM_ROUTE_OPEN = 4,    /* needs no login */
  DM_ROUTE_ARCHIVE = 8, /* depends on the archive alone: the same as long as the archive is the same */
};

struct dm_request {
  struct dm_server *server;
  struct MHD_Connection *connection;
  dm_arena *arena;
  char *raw; /* target as it came */
  const char *method;
  dm_target target;
  bool formed; /* the target is well-formed */
  const dm_route *route;
  int64_t id; /* {id} of the path */
  dm_buffer body;
  bool too_large;
  dm_role role;
  const char *user; /* "" where nobody logs in */
  dm_reply reply;
  int64_t version; /* of the archive, as the reply's ETag has it */
  enum { DM_REQUEST_NEW, DM_REQUEST_BODY, DM_REQUEST_WORK, DM_REQUEST_DONE, DM_REQUEST_SENT } state;
  struct timespec begun;
  size_t sent; /* bytes, for the log */
};

/* A header of the request; "" if it is not there. */
const char *dm_request_header(const dm_request *request, const char *name);
/* An argument of the query; "" if it is not there. */
const char *dm_request_argument(const dm_request *request, const char *name);

/* Begins a JSON object as the reply; the outermost bracket is open. */
dm_put dm_reply_object(dm_request *request);
void dm_reply_end(dm_put *put);

/* {"error": ...} in place of whatever was there. */
void dm_reply_error(dm_request *request, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void dm_reply_error_at(dm_request *request, unsigned status, size_t at, const char *message);
void dm_reply_text(dm_request *request, unsigned status, const char *text);

/* The number of an argument, `missing` if it is not there. False after an error was answered. */
bool dm_request_number(dm_request *request, const char *name, uint64_t low, uint64_t high, uint64_t *out);

#endif
