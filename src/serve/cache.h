/* Answers that depend on the archive alone, kept until it changes: what everybody asks first (all documents by
 * year, by post, by name) is also what takes longest. */
#ifndef DM_SERVE_CACHE_H
#define DM_SERVE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

typedef struct dm_cache dm_cache;

dm_cache *dm_cache_new(size_t room); /* bytes */
void dm_cache_free(dm_cache *cache); /* NULL is fine */

/* Any thread. Only answers of the version last asked for are kept. */
bool dm_cache_get(dm_cache *cache, int64_t version, const char *key, bool packed, dm_buffer *body);
void dm_cache_put(dm_cache *cache, int64_t version, const char *key, bool packed, const dm_buffer *body);

#endif
