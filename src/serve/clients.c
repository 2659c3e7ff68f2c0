/* The thread that talks to clients: a request is taken in, looked at for what is refused at once, handed to a
 * worker, and its reply sent. While it is worked on its connection sleeps. */
#include "serve/clients.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "serve/api.h"
#include "serve/guard.h"
#include "serve/send.h"
#include "serve/server.h"

enum {
  FLOOD = 4, /* times the limit of a body, after which nobody listens any more */
};

static time_t seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec;
}

/* ---- connections ------------------------------------------------------------------------------- */

static void free_request(dm_request *r) {
  if (!r) return;
  dm_buffer_free(&r->body);
  dm_buffer_free(&r->reply.body);
  dm_arena_free(r->arena);
}

static dm_link *link_of(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void dm_connection_changed(void *user, struct MHD_Connection *connection, void **context,
                           enum MHD_ConnectionNotificationCode what) {
  struct dm_server *server = user;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    dm_link *l = dm_xcalloc(1, sizeof *l);
    l->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    l->since = seconds();
    pthread_mutex_lock(&server->lock);
    l->after = server->links;
    if (l->after) l->after->before = l;
    server->links = l;
    pthread_mutex_unlock(&server->lock);
    *context = l;
    return;
  }
  dm_link *l = *context;
  pthread_mutex_lock(&server->lock);
  if (l->after) l->after->before = l->before;
  if (l->before)
    l->before->after = l->after;
  else
    server->links = l->after;
  pthread_mutex_unlock(&server->lock);
  free_request(l->request);
  free(l);
}

static void set_busy(dm_request *r, bool busy) {
  dm_link *l = link_of(r->connection);
  pthread_mutex_lock(&r->server->lock);
  l->busy = busy;
  l->since = seconds();
  pthread_mutex_unlock(&r->server->lock);
}

/* ---- on a worker ------------------------------------------------------------------------------- */

static bool let_in(dm_request *r) {
  struct dm_server *server = r->server;
  r->user = "";
  r->role = server->options.write ? DM_ROLE_EDITOR : DM_ROLE_READER;
  if (!server->access || r->route->flags & DM_ROUTE_OPEN) return true;
  dm_role role;
  switch (dm_access_ask(server->access, dm_request_header(r, "Authorization"), &role, &r->user)) {
  case DM_ACCESS_GRANTED:
    if (role < r->role) r->role = role;
    return true;
  case DM_ACCESS_BUSY:
    dm_reply_error(r, 503, "others are logging in; try again");
    r->reply.retry = 1;
    return false;
  case DM_ACCESS_REFUSED: break;
  }
  dm_reply_error(r, 401, "who are you?");
  r->reply.login = true;
  return false;
}

static bool may_change(dm_request *r) {
  if (!(r->route->flags & DM_ROUTE_EDITOR) || r->role == DM_ROLE_EDITOR) return true;
  dm_reply_error(r, 403,
                 r->server->options.write ? "only an editor may do this"
                                          : "this server only reads; start it with --write");
  return false;
}

/* An answer that depends on the archive alone: perhaps the client has it already, or somebody had it before.
 * The version is taken before anything is read: what is answered is at least as new as its ETag says. */
static bool known(dm_request *r) {
  struct dm_server *server = r->server;
  r->version = dm_watch_version(server->watch);
  r->reply.etag = dm_printf(r->arena, "W/\"%s-%" PRIx64 "-%016" PRIx64 "\"", server->nonce,
                            (uint64_t)r->version, XXH3_64bits(r->raw, strlen(r->raw)));
  if (strstr(dm_request_header(r, "If-None-Match"), r->reply.etag)) {
    r->reply.status = 304;
    return true;
  }
  if (!dm_cache_get(server->cache, r->version, r->raw, dm_reply_packable(r), &r->reply.body)) return false;
  r->reply.status = 200;
  r->reply.type = "application/json";
  /* gzip begins so, JSON never */
  r->reply.packed = r->reply.body.size > 1 && (uint8_t)r->reply.body.bytes[0] == 0x1F;
  return true;
}

static void answer_of_archive(dm_worker *w, dm_request *r) {
  if (known(r)) return; /* since it began to wait */
  r->route->answer(w, r);
  dm_reply_pack(r);
  if (r->reply.status == 200)
    dm_cache_put(r->server->cache, r->version, r->raw, dm_reply_packable(r), &r->reply.body);
}

static void answer(dm_worker *w, void *argument) {
  dm_request *r = argument;
  struct MHD_Connection *connection = r->connection;
  dm_store_set_limit(w->store, &w->limit, DM_ANSWER_SECONDS, &r->server->stopping);
  if (!let_in(r) || !may_change(r)) {
    /* said why */
  } else if (r->route->flags & DM_ROUTE_ARCHIVE) {
    answer_of_archive(w, r);
  } else {
    r->route->answer(w, r);
    dm_reply_pack(r);
  }
  r->state = DM_REQUEST_DONE;
  MHD_resume_connection(connection); /* the request is not ours any more */
}

/* ---- on the thread that talks to clients --------------------------------------------------------- */

/* Not every request that arrives is told to have ended: what is refused while it is read is left with its
 * connection. */
void *dm_request_arrived(void *user, const char *target, struct MHD_Connection *connection) {
  dm_arena *arena = dm_arena_new();
  dm_request *r = dm_alloc(arena, sizeof *r);
  *r = (dm_request){.server = user, .connection = connection, .arena = arena, .user = "", .method = ""};
  r->raw = dm_strdup(arena, target);
  clock_gettime(CLOCK_MONOTONIC, &r->begun);
  dm_link *l = link_of(connection);
  free_request(l->request);
  return l->request = r;
}

/* Is the request refused before any work is done for it? */
static bool refused(dm_request *r) {
  const struct dm_server *server = r->server;
  const dm_serve_options *o = &server->options;
  const char *host = dm_request_header(r, "Host"), *allowed;
  bool reads = !strcmp(r->method, "GET") || !strcmp(r->method, "HEAD");
  r->formed = dm_target_parse(r->arena, r->raw, &r->target);
  if (!r->formed)
    dm_reply_error(r, 400, "the address is not well-formed");
  else if (!dm_host_allowed(host, o->hosts, o->host_count))
    dm_reply_error(r, 421, "this server does not go by that name; see --host");
  else if (!reads && !dm_origin_allowed(dm_request_header(r, "Origin"), dm_request_header(r, "Sec-Fetch-Site"),
                                        host, o->certificate != NULL))
    dm_reply_error(r, 403, "this comes from another site");
  else if (!(r->route = dm_route_find(r->method, r->target.path, &r->id, &allowed)))
    dm_reply_error(r, *allowed ? 405 : 404, *allowed ? "only %s is possible here" : "nothing is here%s",
                   allowed);
  else if (strtoull(dm_request_header(r, "Content-Length"), NULL, 10) > DM_BODY_LIMIT)
    dm_reply_error(r, 413, "at most %d bytes are taken", (int)DM_BODY_LIMIT);
  return r->reply.status != 0;
}

/* The whole request is here. */
static enum MHD_Result dispatch(dm_request *r) {
  struct dm_server *server = r->server;
  set_busy(r, true);
  if (!r->reply.status && r->too_large)
    dm_reply_error(r, 413, "at most %d bytes are taken", (int)DM_BODY_LIMIT);
  if (r->reply.status) return dm_reply_send(r);
  /* What is known needs no worker, unless it has to be found out who asks. */
  if (r->route->flags & DM_ROUTE_ARCHIVE && !server->access && known(r)) return dm_reply_send(r);
  r->state = DM_REQUEST_WORK;
  MHD_suspend_connection(r->connection);
  if (dm_queue_add(server->queue, (dm_job){answer, r, r->route->flags & DM_ROUTE_SLOW}, false)) return MHD_YES;
  dm_reply_error(r, 503, "too many requests are waiting");
  r->reply.retry = 1;
  r->state = DM_REQUEST_DONE;
  MHD_resume_connection(r->connection);
  return MHD_YES;
}

enum MHD_Result dm_request_handle(void *user, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *upload, size_t *size,
                                  void **context) {
  (void)user, (void)connection, (void)path, (void)version;
  dm_request *r = *context;
  switch (r->state) {
  case DM_REQUEST_NEW:
    atomic_fetch_add(&r->server->busy, 1);
    r->method = dm_strdup(r->arena, method);
    r->state = DM_REQUEST_BODY;
    if (refused(r) && *dm_request_header(r, "Content-Length") && r->reply.status != 304) return dispatch(r);
    return MHD_YES;
  case DM_REQUEST_BODY:
    if (!*size) return dispatch(r);
    r->sent += *size; /* so far, received */
    if (r->sent > (size_t)FLOOD * DM_BODY_LIMIT) return MHD_NO;
    r->too_large |= r->body.size + *size > DM_BODY_LIMIT;
    if (!r->too_large && !r->reply.status) dm_buffer_add(&r->body, upload, *size);
    *size = 0;
    return MHD_YES;
  case DM_REQUEST_DONE: return dm_reply_send(r);
  default: return MHD_YES;
  }
}

/* 2026-11-25T23:54:03Z 127.0.0.1 NAME "GET /api/search?q=x" 200 1234 5.1 */
static void write_log(const dm_request *r) {
  const struct dm_server *server = r->server;
  char when[32], address[INET6_ADDRSTRLEN] = "-", line[1024];
  time_t now = time(NULL);
  struct tm utc;
  struct timespec end;
  const struct sockaddr *from =
      MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
  clock_gettime(CLOCK_MONOTONIC, &end);
  strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
  if (from->sa_family == AF_INET)
    inet_ntop(AF_INET, &((const struct sockaddr_in *)from)->sin_addr, address, sizeof address);
  else if (from->sa_family == AF_INET6)
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)from)->sin6_addr, address, sizeof address);
  double took = 1e3 * (double)(end.tv_sec - r->begun.tv_sec) + (double)(end.tv_nsec - r->begun.tv_nsec) / 1e6;
  snprintf(line, sizeof line, "%s %s %s \"%s %.800s\" %u %zu %.1f", when, address, *r->user ? r->user : "-",
           r->method, r->raw, r->reply.status, r->sent, took);
  for (char *c = line; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7F) *c = '?';
  server->options.log(server->options.log_user, line);
}

void dm_request_completed(void *user, struct MHD_Connection *connection, void **context,
                          enum MHD_RequestTerminationCode why) {
  (void)why;
  struct dm_server *server = user;
  dm_request *r = *context;
  if (!r) return;
  if (server->options.log) {
    pthread_mutex_lock(&server->lock);
    write_log(r);
    pthread_mutex_unlock(&server->lock);
  }
  if (r->state != DM_REQUEST_NEW) atomic_fetch_sub(&server->busy, 1);
  set_busy(r, false);
  link_of(connection)->request = NULL;
  free_request(r);
  *context = NULL;
}
