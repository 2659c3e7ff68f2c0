/* Who may do what, where clients have to say who they are. */
#ifndef DM_SERVE_ACCESS_H
#define DM_SERVE_ACCESS_H

#include "dragoman.h"
#include "serve/request.h"

typedef struct dm_access dm_access;

/* Reads lines of the kinds (docs/security.md)
 *     user NAME reader|editor $argon2id$...
 *     token NAME reader|editor TOKEN
 * NULL with path and line in the error. A file that others may read is refused. */
dm_access *dm_access_read(const char *path, dm_error *error);
void dm_access_free(dm_access *access); /* NULL is fine */

typedef enum {
  DM_ACCESS_GRANTED,
  DM_ACCESS_REFUSED,
  DM_ACCESS_BUSY, /* another password is being looked at: ask again */
} dm_access_answer;

/* `authorization` is that header's value. *user lives as long as the access. */
dm_access_answer dm_access_ask(dm_access *access, const char *authorization, dm_role *role, const char **user);

#endif
