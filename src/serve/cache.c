#include "serve/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/arena.h"

enum { SLOTS = 4096, SHARE = 8 }; /* no answer may take more than one part in so many of the room */

/* In one of the slots' chains, and in a ring from the latest used to the earliest. */
typedef struct entry {
  struct entry *chain, *newer, *older;
  uint64_t hash;
  bool packed;
  size_t size;
  char *key, *bytes;
} entry;

struct dm_cache {
  pthread_mutex_t lock;
  size_t room, used;
  int64_t version;
  entry *slots[SLOTS];
  entry ring; /* newer: the earliest used, older: the latest */
};

static size_t cost(const entry *e) {
  return sizeof *e + strlen(e->key) + 1 + e->size;
}

static void unlink_ring(entry *e) {
  e->newer->older = e->older;
  e->older->newer = e->newer;
}

static void link_latest(dm_cache *c, entry *e) {
  e->newer = &c->ring;
  e->older = c->ring.older;
  e->older->newer = e;
  c->ring.older = e;
}

static void drop(dm_cache *c, entry *e) {
  entry **at = &c->slots[e->hash % SLOTS];
  while (*at != e) at = &(*at)->chain;
  *at = e->chain;
  unlink_ring(e);
  c->used -= cost(e);
  free(e->key);
  free(e->bytes);
  free(e);
}

static void drop_all(dm_cache *c) {
  while (c->ring.newer != &c->ring) drop(c, c->ring.newer);
}

static uint64_t hash_of(const char *key, bool packed) {
  return XXH3_64bits_withSeed(key, strlen(key), packed);
}

static entry *find(const dm_cache *c, uint64_t hash, const char *key, bool packed) {
  entry *e = c->slots[hash % SLOTS];
  while (e && (e->hash != hash || e->packed != packed || strcmp(e->key, key) != 0)) e = e->chain;
  return e;
}

dm_cache *dm_cache_new(size_t room) {
  dm_cache *c = dm_xcalloc(1, sizeof *c);
  pthread_mutex_init(&c->lock, NULL);
  c->room = room;
  c->ring.newer = c->ring.older = &c->ring;
  return c;
}

void dm_cache_free(dm_cache *c) {
  if (!c) return;
  drop_all(c);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

bool dm_cache_get(dm_cache *c, int64_t version, const char *key, bool packed, dm_buffer *body) {
  uint64_t hash = hash_of(key, packed);
  pthread_mutex_lock(&c->lock);
  if (version != c->version) drop_all(c);
  c->version = version;
  entry *e = find(c, hash, key, packed);
  if (e) {
    unlink_ring(e);
    link_latest(c, e);
    dm_buffer_add(body, e->bytes, e->size);
  }
  pthread_mutex_unlock(&c->lock);
  return e != NULL;
}

static entry *make(const char *key, bool packed, const dm_buffer *body) {
  entry *e = dm_xmalloc(sizeof *e);
  *e = (entry){.hash = hash_of(key, packed), .packed = packed, .size = body->size, .key = strdup(key)};
  e->bytes = dm_xmalloc(body->size + 1);
  if (body->size) memcpy(e->bytes, body->bytes, body->size);
  return e;
}

void dm_cache_put(dm_cache *c, int64_t version, const char *key, bool packed, const dm_buffer *body) {
  if (body->size > c->room / SHARE) return;
  pthread_mutex_lock(&c->lock);
  entry *old = find(c, hash_of(key, packed), key, packed);
  if (old) drop(c, old);
  if (version == c->version) {
    entry *e = make(key, packed, body);
    e->chain = c->slots[e->hash % SLOTS];
    c->slots[e->hash % SLOTS] = e;
    link_latest(c, e);
    c->used += cost(e);
  }
  while (c->used > c->room) drop(c, c->ring.newer);
  pthread_mutex_unlock(&c->lock);
}
