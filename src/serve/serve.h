/* The archive over HTTP: a JSON API (openapi.json), the web page, and the protocol of a CoreNLP server. */
#ifndef DM_SERVE_SERVE_H
#define DM_SERVE_SERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "dragoman.h"
#include "tag/tag.h"

typedef struct dm_server dm_server;

typedef struct {
  const char *archive;
  const char *address;           /* IPv4 or IPv6; NULL: 127.0.0.1 */
  uint16_t port;                 /* 0: any free one */
  bool write;                    /* corrections are taken */
  const char *access;            /* file of users and tokens (docs/security.md); NULL: nobody logs in */
  const char *who;               /* who corrects where nobody logs in and the client does not say */
  const char *certificate, *key; /* PEM files; NULL: no TLS */
  const char *const *hosts; /* [host_count] names besides localhost and addresses that a client may ask for */
  size_t host_count;
  size_t workers;        /* threads that answer */
  const dm_model *model; /* NULL: nothing is annotated. Must outlive the server */

  /* One line for each request, from any thread, one at a time; may be NULL. */
  void (*log)(void *user, const char *line);
  void *log_user;
} dm_serve_options;

/* NULL with an error. What options point to must outlive the server. An address other than loopback needs
 * `access`. */
dm_server *dm_server_start(const dm_serve_options *options, dm_error *error);
uint16_t dm_server_port(const dm_server *server);

/* Takes no more connections, answers what is under way (up to ten seconds), and frees everything. */
void dm_server_stop(dm_server *server);

/* A password as a line of the access file keeps it; room is that of out, at least 128. */
bool dm_serve_hash(const char *password, char *out, size_t room);

#endif
