#include "store/pack.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

/* ---- texts ------------------------------------------------------------------------------------- */

const void *dm_pack_text(dm_arena *arena, const char *text, size_t size, size_t *packed) {
  uLongf room = compressBound((uLong)size);
  Bytef *out = dm_alloc(arena, room);
  bool smaller = compress2(out, &room, (const Bytef *)text, (uLong)size, 6) == Z_OK && room < size;
  *packed = smaller ? room : size;
  return smaller ? out : (const void *)text;
}

static void sql_compress(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  const void *text = sqlite3_value_blob(values[0]);
  size_t size = (size_t)sqlite3_value_bytes(values[0]), packed;
  if (!text) {
    sqlite3_result_zeroblob(context, 0);
    return;
  }
  dm_arena *arena = dm_arena_new();
  const void *out = dm_pack_text(arena, text, size, &packed);
  sqlite3_result_blob64(context, out, packed, SQLITE_TRANSIENT);
  dm_arena_free(arena);
}

static void sql_uncompress(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  const void *packed = sqlite3_value_blob(values[0]);
  sqlite3_int64 size = sqlite3_value_int64(values[1]), here = sqlite3_value_bytes(values[0]);
  if (size <= 0 || size == here) { /* kept as it was */
    sqlite3_result_value(context, values[0]);
    return;
  }
  uLongf room = (uLongf)size;
  Bytef *text = sqlite3_malloc64((sqlite3_uint64)size);
  if (!text) {
    sqlite3_result_error_nomem(context);
  } else if (uncompress(text, &room, packed, (uLong)here) != Z_OK || room != (uLongf)size) {
    sqlite3_free(text);
    sqlite3_result_error(context, "a text is damaged", -1);
  } else {
    sqlite3_result_blob64(context, text, room, sqlite3_free);
  }
}

/* ---- crowds ------------------------------------------------------------------------------------ */

bool dm_crowd_next(const uint8_t *bytes, size_t size, size_t *at, dm_crowd_member *member) {
  uint64_t value = 0;
  int shift = 0;
  if (*at == 0) member->entity = 0;
  while (*at < size && shift < 64) {
    uint8_t byte = bytes[(*at)++];
    value |= (uint64_t)(byte & 0x7F) << shift;
    shift += 7;
    if (byte & 0x80) continue;
    member->entity += (int64_t)(value >> 1);
    member->present = !(value & 1);
    return true;
  }
  return false;
}

void dm_crowd_read(dm_arena *arena, const void *bytes, size_t size, dm_crowd *out) {
  dm_crowd_member member;
  for (size_t at = 0; dm_crowd_next(bytes, size, &at, &member);) {
    out->members = dm_grow(arena, out->members, out->count, &out->room, sizeof *out->members);
    out->members[out->count++] = member;
  }
}

/* Room for one number. */
enum { VARINT = 10 };

static size_t put_number(uint8_t *out, uint64_t value) {
  size_t n = 0;
  for (; value > 0x7F; value >>= 7) out[n++] = (uint8_t)(value | 0x80);
  out[n++] = (uint8_t)value;
  return n;
}

const void *dm_crowd_pack(dm_arena *arena, const dm_crowd *crowd, size_t *size) {
  uint8_t *out = dm_alloc(arena, crowd->count * VARINT + 1);
  int64_t before = 0;
  *size = 0;
  for (size_t i = 0; i < crowd->count; i++) {
    const dm_crowd_member *m = &crowd->members[i];
    *size += put_number(out + *size, (uint64_t)(m->entity - before) << 1 | !m->present);
    before = m->entity;
  }
  return out;
}

dm_crowd_member *dm_crowd_put(dm_arena *arena, dm_crowd *crowd, int64_t entity) {
  size_t at = crowd->count;
  while (at && crowd->members[at - 1].entity >= entity) at--;
  if (at < crowd->count && crowd->members[at].entity == entity) return &crowd->members[at];
  crowd->members = dm_grow(arena, crowd->members, crowd->count, &crowd->room, sizeof *crowd->members);
  memmove(crowd->members + at + 1, crowd->members + at, (crowd->count++ - at) * sizeof *crowd->members);
  crowd->members[at] = (dm_crowd_member){entity, false};
  return &crowd->members[at];
}

/* dm_crowd(entity, mentions) over rows in order of entity: used by a migration. */
typedef struct {
  dm_arena *arena;
  dm_crowd crowd;
} gathering;

static void crowd_step(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  gathering *g = sqlite3_aggregate_context(context, sizeof *g);
  if (!g) return;
  if (!g->arena) g->arena = dm_arena_new();
  dm_crowd_put(g->arena, &g->crowd, sqlite3_value_int64(values[0]))->present =
      sqlite3_value_int64(values[1]) > 0;
}

static void crowd_end(sqlite3_context *context) {
  gathering *g = sqlite3_aggregate_context(context, 0);
  if (!g || !g->arena) return;
  size_t size;
  const void *bytes = dm_crowd_pack(g->arena, &g->crowd, &size);
  sqlite3_result_blob64(context, bytes, size, SQLITE_TRANSIENT);
  dm_arena_free(g->arena);
}

int dm_pack_functions(sqlite3 *db) {
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int rc = sqlite3_create_function_v2(db, "sqlar_compress", 1, flags, NULL, sql_compress, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2(db, "sqlar_uncompress", 2, flags, NULL, sql_uncompress, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2(db, "dm_crowd", 2, flags, NULL, NULL, crowd_step, crowd_end, NULL);
  return rc;
}
