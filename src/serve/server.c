/* Starting and stopping. */
#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "serve/clients.h"

enum {
  HEADERS = 32 << 10, /* bytes for a request's target and headers */
  STOP_SECONDS = 10,
};

typedef union {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
} address;

static bool read_address(const dm_serve_options *o, address *out, bool *loopback) {
  const char *text = o->address ? o->address : "127.0.0.1";
  memset(out, 0, sizeof *out);
  if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
    out->v4.sin_family = AF_INET;
    out->v4.sin_port = htons(o->port);
    *loopback = ntohl(out->v4.sin_addr.s_addr) >> 24 == 127;
    return true;
  }
  if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) != 1) return false;
  out->v6.sin6_family = AF_INET6;
  out->v6.sin6_port = htons(o->port);
  *loopback = IN6_IS_ADDR_LOOPBACK(&out->v6.sin6_addr);
  return true;
}

/* A PEM file as a string; NULL with an error. */
static char *read_pem(const char *path, dm_error *error) {
  FILE *file = fopen(path, "rb");
  dm_buffer text = {0};
  char block[4096];
  for (size_t n; file && (n = fread(block, 1, sizeof block, file)) > 0;) dm_buffer_add(&text, block, n);
  bool good = file && !ferror(file) && text.size;
  if (file) fclose(file);
  dm_buffer_putc(&text, 0);
  if (good) return text.bytes;
  dm_buffer_free(&text);
  dm_fail(error, DM_ERR_IO, "cannot be read");
  dm_fail_at(error, path, 0, 0);
  return NULL;
}

static bool start_daemon(struct dm_server *s, const address *at, dm_error *error) {
  const dm_serve_options *o = &s->options;
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  if (at->any.sa_family == AF_INET6) flags |= MHD_USE_IPv6;
  if (o->certificate) flags |= MHD_USE_TLS;
  struct MHD_OptionItem tls[] = {
      {MHD_OPTION_HTTPS_MEM_CERT, 0, s->certificate},
      {MHD_OPTION_HTTPS_MEM_KEY, 0, s->key},
      {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"SECURE128:-VERS-TLS1.0:-VERS-TLS1.1:%SERVER_PRECEDENCE"},
      {MHD_OPTION_END, 0, NULL}};
  struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
  errno = 0;
  s->daemon = MHD_start_daemon(
      flags, o->port, NULL, NULL, dm_request_handle, s, MHD_OPTION_SOCK_ADDR, &at->any,
      MHD_OPTION_URI_LOG_CALLBACK, dm_request_arrived, s, MHD_OPTION_NOTIFY_COMPLETED, dm_request_completed, s,
      MHD_OPTION_NOTIFY_CONNECTION, dm_connection_changed, s, MHD_OPTION_CONNECTION_LIMIT,
      (unsigned)DM_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)DM_ARRIVAL_SECONDS,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_ARRAY, o->certificate ? tls : none, MHD_OPTION_END);
  if (s->daemon) return true;
  dm_fail(error, DM_ERR_IO, "no connections can be taken at %s port %u: %s",
          o->address ? o->address : "127.0.0.1", o->port,
          errno ? strerror(errno) : "certificate and key do not fit");
  return false;
}

static bool prepare(struct dm_server *s, address *at, dm_error *error) {
  const dm_serve_options *o = &s->options;
  if (!read_address(o, at, &s->loopback))
    return dm_fail(error, DM_ERR_ARGUMENT, "'%s' is no address", o->address), false;
  if (!s->loopback && !o->access)
    return dm_fail(error, DM_ERR_ARGUMENT, "others can reach %s: --access FILE has to say who may", o->address),
           false;
  if (!o->certificate != !o->key)
    return dm_fail(error, DM_ERR_ARGUMENT, "TLS needs both a certificate and a key"), false;
  if (sodium_init() < 0) return dm_fail(error, DM_ERR_IO, "no source of random numbers"), false;
  unsigned char random[8];
  randombytes_buf(random, sizeof random);
  sodium_bin2hex(s->nonce, sizeof s->nonce, random, sizeof random);
  if (o->access && !(s->access = dm_access_read(o->access, error))) return false;
  if (o->certificate && !(s->certificate = read_pem(o->certificate, error))) return false;
  return !o->key || (s->key = read_pem(o->key, error)) != NULL;
}

dm_server *dm_server_start(const dm_serve_options *options, dm_error *error) {
  struct dm_server *s = dm_xcalloc(1, sizeof *s);
  address at;
  s->options = *options;
  pthread_mutex_init(&s->lock, NULL);
  s->cache = dm_cache_new(DM_CACHE_ROOM);
  bool good = prepare(s, &at, error);
  if (good) good = (s->watch = dm_watch_new(s, error)) != NULL;
  if (good) good = (s->queue = dm_queue_new(s, options->workers, DM_QUEUE_ROOM, error)) != NULL;
  if (good && start_daemon(s, &at, error)) {
    s->port = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    return s;
  }
  dm_server_stop(s);
  return NULL;
}

uint16_t dm_server_port(const dm_server *server) {
  return server->port;
}

/* What is under way gets its answer; streams end where they are. */
static void finish(struct dm_server *s) {
  int listener = MHD_quiesce_daemon(s->daemon);
  if (listener >= 0) close(listener);
  dm_watch_stop(s->watch);
  for (int i = 0; i < 100 * STOP_SECONDS && atomic_load(&s->busy); i++) {
    if (i == 100 * STOP_SECONDS / 2) atomic_store(&s->stopping, true);
    nanosleep(&(struct timespec){0, 10000000}, NULL);
  }
  atomic_store(&s->stopping, true);
  dm_queue_close(s->queue); /* no connection may sleep when the daemon stops */
  MHD_stop_daemon(s->daemon);
}

void dm_server_stop(dm_server *s) {
  if (s->daemon) finish(s);
  dm_queue_free(s->queue);
  dm_watch_free(s->watch);
  dm_access_free(s->access);
  dm_cache_free(s->cache);
  if (s->key) sodium_memzero(s->key, strlen(s->key));
  free(s->certificate);
  free(s->key);
  pthread_mutex_destroy(&s->lock);
  free(s);
}
