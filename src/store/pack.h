/* What is kept smaller than it is read: texts, and the entities of a document as one value. */
#ifndef DM_STORE_PACK_H
#define DM_STORE_PACK_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Teaches a connection what the schema needs of SQL: sqlar_compress and sqlar_uncompress, as the sqlite3 shell
 * has them (zlib; a text that would not get smaller is kept as it is), and the aggregate dm_crowd. SQLITE_OK or
 * an error. */
int dm_pack_functions(sqlite3 *db);

/* The packed text, in `arena`; *packed is its size. May be `text` itself. */
const void *dm_pack_text(dm_arena *arena, const char *text, size_t size, size_t *packed);

/* The entities of a document, in order of number. */
typedef struct {
  int64_t entity;
  bool present; /* false: none of its mentions is left since a correction */
} dm_crowd_member;

typedef struct {
  dm_crowd_member *members; /* [count] */
  size_t count, room;
} dm_crowd;

/* Steps through a packed crowd: *at begins as 0. Numbers are kept as differences, seven bits a byte, the lowest
 * bit says that the entity is absent. */
bool dm_crowd_next(const uint8_t *bytes, size_t size, size_t *at, dm_crowd_member *member);

void dm_crowd_read(dm_arena *arena, const void *bytes, size_t size, dm_crowd *out);
const void *dm_crowd_pack(dm_arena *arena, const dm_crowd *crowd, size_t *size);

/* The member for the entity, put in as absent if it was not there. Valid until the next call. */
dm_crowd_member *dm_crowd_put(dm_arena *arena, dm_crowd *crowd, int64_t entity);

#endif
