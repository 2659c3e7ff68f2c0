#include "serve/access.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/error.h"
#include "serve/serve.h"

enum { LINE = 512, LEAST_TOKEN = 24, REMEMBERED = 64, PASSWORD = 256 };

typedef struct {
  bool token;
  dm_role role;
  char *name, *secret;
} row;

/* A header that was right before, by its keyed hash: passwords are slow to verify on purpose. */
typedef struct {
  unsigned char hash[32];
  const row *row;
} memory;

struct dm_access {
  row *rows; /* [count] */
  size_t count, room;
  unsigned char key[crypto_generichash_KEYBYTES];
  pthread_mutex_t lock; /* of remembered */
  memory remembered[REMEMBERED];
  size_t next;
  pthread_mutex_t slow; /* one password is verified at a time */
};

static dm_status read_row(dm_access *a, char *line, dm_error *error) {
  char *rest = NULL, *kind = strtok_r(line, " \t\r\n", &rest);
  if (!kind || *kind == '#') return DM_OK;
  char *name = strtok_r(NULL, " \t\r\n", &rest), *role = strtok_r(NULL, " \t\r\n", &rest),
       *secret = strtok_r(NULL, " \t\r\n", &rest);
  row r = {.token = !strcmp(kind, "token")};
  if (!secret || (!r.token && strcmp(kind, "user") != 0))
    return dm_fail(error, DM_ERR_FORMAT, "not of the form: user NAME ROLE HASH, or token NAME ROLE TOKEN");
  r.role = !strcmp(role, "editor") ? DM_ROLE_EDITOR : !strcmp(role, "reader") ? DM_ROLE_READER : DM_ROLE_NONE;
  if (!r.role) return dm_fail(error, DM_ERR_FORMAT, "the role is reader or editor");
  if (r.token && strlen(secret) < LEAST_TOKEN)
    return dm_fail(error, DM_ERR_FORMAT, "a token has %d characters at least", LEAST_TOKEN);
  if (!r.token && strncmp(secret, "$argon2", 7) != 0)
    return dm_fail(error, DM_ERR_FORMAT, "no argon2 hash; `dragoman serve --hash` makes one");
  if (a->count == a->room) {
    a->room = a->room ? 2 * a->room : 8;
    a->rows = dm_xrealloc(a->rows, a->room * sizeof *a->rows);
  }
  r.name = strdup(name);
  r.secret = strdup(secret);
  a->rows[a->count++] = r;
  return DM_OK;
}

static dm_status read_rows(dm_access *a, FILE *file, const char *path, dm_error *error) {
  char line[LINE];
  dm_status status = DM_OK;
  uint64_t number = 0;
  struct stat state;
  if (fstat(fileno(file), &state) != 0 || state.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) {
    dm_fail_at(error, path, 0, 0);
    return dm_fail(error, DM_ERR_ARGUMENT, "others may read it or write to it; chmod 600");
  }
  while (status == DM_OK && fgets(line, sizeof line, file)) {
    number++;
    status = read_row(a, line, error);
  }
  sodium_memzero(line, sizeof line);
  if (status == DM_OK && !a->count) status = dm_fail(error, DM_ERR_FORMAT, "names nobody");
  if (status != DM_OK) dm_fail_at(error, path, 0, number);
  return status;
}

dm_access *dm_access_read(const char *path, dm_error *error) {
  FILE *file = fopen(path, "r");
  if (!file || sodium_init() < 0) {
    dm_fail(error, DM_ERR_IO, "cannot be read");
    dm_fail_at(error, path, 0, 0);
    if (file) fclose(file);
    return NULL;
  }
  dm_access *a = dm_xcalloc(1, sizeof *a);
  pthread_mutex_init(&a->lock, NULL);
  pthread_mutex_init(&a->slow, NULL);
  crypto_generichash_keygen(a->key);
  dm_status status = read_rows(a, file, path, error);
  fclose(file);
  if (status == DM_OK) return a;
  dm_access_free(a);
  return NULL;
}

void dm_access_free(dm_access *a) {
  if (!a) return;
  for (size_t i = 0; i < a->count; i++) {
    sodium_memzero(a->rows[i].secret, strlen(a->rows[i].secret));
    free(a->rows[i].secret);
    free(a->rows[i].name);
  }
  free(a->rows);
  pthread_mutex_destroy(&a->lock);
  pthread_mutex_destroy(&a->slow);
  free(a);
}

/* ---- asking ------------------------------------------------------------------------------------ */

static const row *recall(dm_access *a, const unsigned char hash[32]) {
  const row *found = NULL;
  pthread_mutex_lock(&a->lock);
  for (size_t i = 0; i < REMEMBERED && !found; i++)
    if (a->remembered[i].row && !sodium_memcmp(a->remembered[i].hash, hash, 32)) found = a->remembered[i].row;
  pthread_mutex_unlock(&a->lock);
  return found;
}

static void remember(dm_access *a, const unsigned char hash[32], const row *r) {
  pthread_mutex_lock(&a->lock);
  memory *m = &a->remembered[a->next++ % REMEMBERED];
  memcpy(m->hash, hash, 32);
  m->row = r;
  pthread_mutex_unlock(&a->lock);
}

/* Every token is compared, whichever fits. */
static const row *by_token(const dm_access *a, const char *token) {
  const row *found = NULL;
  size_t size = strlen(token);
  for (size_t i = 0; i < a->count; i++) {
    const row *r = &a->rows[i];
    if (r->token && strlen(r->secret) == size && !sodium_memcmp(r->secret, token, size)) found = r;
  }
  return found;
}

/* "Basic BASE64(name:password)". A name that nobody has takes as long as one that somebody has. */
static const row *by_password(const dm_access *a, const char *encoded) {
  char plain[PASSWORD];
  size_t size;
  if (sodium_base642bin((unsigned char *)plain, sizeof plain - 1, encoded, strlen(encoded), NULL, &size, NULL,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return NULL;
  plain[size] = 0;
  char *colon = memchr(plain, ':', size);
  if (!colon) return NULL;
  *colon = 0;
  const row *user = NULL, *any = NULL;
  for (size_t i = 0; i < a->count; i++) {
    if (a->rows[i].token) continue;
    any = &a->rows[i];
    if (!strcmp(any->name, plain)) user = any;
  }
  size_t length = size - (size_t)(colon + 1 - plain);
  bool right = any && crypto_pwhash_str_verify((user ? user : any)->secret, colon + 1, length) == 0;
  sodium_memzero(plain, sizeof plain);
  return right ? user : NULL;
}

dm_access_answer dm_access_ask(dm_access *a, const char *authorization, dm_role *role, const char **user) {
  unsigned char hash[32];
  crypto_generichash(hash, sizeof hash, (const unsigned char *)authorization, strlen(authorization), a->key,
                     sizeof a->key);
  const row *found = recall(a, hash);
  if (!found && !strncasecmp(authorization, "Bearer ", 7)) found = by_token(a, authorization + 7);
  if (!found && !strncasecmp(authorization, "Basic ", 6)) {
    if (pthread_mutex_trylock(&a->slow) != 0) return DM_ACCESS_BUSY;
    found = by_password(a, authorization + 6);
    pthread_mutex_unlock(&a->slow);
    if (found) remember(a, hash, found);
  }
  if (!found) return DM_ACCESS_REFUSED;
  *role = found->role;
  *user = found->name;
  return DM_ACCESS_GRANTED;
}

bool dm_serve_hash(const char *password, char *out, size_t room) {
  return room >= crypto_pwhash_STRBYTES && sodium_init() >= 0 &&
         crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                           crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
}
