#include "store/entities.h"

#include <stdlib.h>
#include <string.h>

#include "store/pack.h"

static const float alike = 0.8f; /* names that agree as well as this are one; docs/resolution.md */

static void add(dm_arena *arena, dm_entity_ids *list, int64_t id) {
  for (size_t i = 0; i < list->count; i++)
    if (list->ids[i] == id) return;
  list->ids = dm_grow(arena, list->ids, list->count, &list->room, sizeof *list->ids);
  list->ids[list->count++] = id;
}

void dm_entities_numbered(struct dm_store *store, dm_arena *arena, int64_t id, dm_entity_ids *out) {
  int64_t root = dm_db_int(store, 0, "SELECT coalesce(merged, id) FROM entity WHERE id=?1", "i", id);
  if (!root) return;
  add(arena, out, root);
  sqlite3_stmt *q = dm_db_query(store, "SELECT id FROM entity WHERE merged=?1 ORDER BY id", "i", root);
  while (dm_db_next(store, q)) add(arena, out, sqlite3_column_int64(q, 0));
}

/* Does any of the entity's names agree with the one asked for? */
static bool goes_by(struct dm_store *store, int64_t id, const char *type, const char *name) {
  bool found = false;
  sqlite3_stmt *q = dm_db_query(store, "SELECT name FROM alias WHERE entity=?1", "i", id);
  while (!found && dm_db_next(store, q))
    found = store->resolver->similar(type, name, dm_db_text(q, 0)) >= alike;
  if (q) sqlite3_reset(q);
  return found;
}

static void add_keyed(struct dm_store *store, dm_arena *arena, const char *type, const char *name,
                      const char *key, bool prefix, dm_entity_ids *out) {
  size_t n = strlen(key);
  bool open = prefix || (n && key[n - 1] == '@'); /* "p1=smith@": at every post */
  bool exact = n > 1 && key[1] == '=';
  if (prefix && !exact) return;
  const char *until = open ? dm_printf(arena, "%s\xF4\x8F\xBF\xBF", key) : key;
  dm_entity_ids found = {0};
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT entity FROM entity_key WHERE key BETWEEN ?1 AND ?2", "ss", key, until);
  while (dm_db_next(store, q)) add(arena, &found, sqlite3_column_int64(q, 0));
  for (size_t i = 0; i < found.count; i++)
    if (exact || goes_by(store, found.ids[i], type, name))
      dm_entities_numbered(store, arena, found.ids[i], out);
}

void dm_entities_named(struct dm_store *store, dm_arena *arena, const char *type, const char *name, bool prefix,
                       dm_entity_ids *out) {
  static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};
  if (!type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
      dm_entities_named(store, arena, types[i], name, prefix, out);
    return;
  }
  dm_entity_ids labelled = {0};
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT id FROM entity WHERE label=?1 COLLATE NOCASE AND type=?2", "ss", name, type);
  while (dm_db_next(store, q)) add(arena, &labelled, sqlite3_column_int64(q, 0));
  for (size_t i = 0; i < labelled.count; i++) dm_entities_numbered(store, arena, labelled.ids[i], out);
  if (!store->resolver) return;
  const char *const *keys;
  size_t count = store->resolver->keys(arena, type, name, &keys);
  for (size_t i = 0; i < count; i++) add_keyed(store, arena, type, name, keys[i], prefix, out);
}

void dm_merges_read(struct dm_store *store, dm_arena *arena, dm_merges *out) {
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT id, merged FROM entity WHERE merged IS NOT NULL ORDER BY id", "");
  while (dm_db_next(store, q)) {
    out->items = dm_grow(arena, out->items, out->count, &out->room, sizeof *out->items);
    out->items[out->count++] = (struct dm_merge){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1)};
  }
}

int64_t dm_merges_root(const dm_merges *merges, int64_t entity) {
  size_t low = 0, high = merges->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (merges->items[middle].entity < entity)
      low = middle + 1;
    else
      high = middle;
  }
  return low < merges->count && merges->items[low].entity == entity ? merges->items[low].root : entity;
}

static int by_number(const void *a, const void *b) {
  int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
  return (p > q) - (p < q);
}

void dm_entities_in(struct dm_store *store, dm_arena *arena, const dm_merges *merges, int64_t document,
                    dm_entity_ids *out) {
  out->count = 0;
  sqlite3_stmt *q = dm_db_query(store, "SELECT entities FROM document WHERE id=?1", "i", document);
  while (dm_db_next(store, q)) {
    const uint8_t *crowd = sqlite3_column_blob(q, 0);
    size_t size = (size_t)sqlite3_column_bytes(q, 0);
    dm_crowd_member member;
    for (size_t at = 0; dm_crowd_next(crowd, size, &at, &member);) {
      if (!member.present) continue;
      out->ids = dm_grow(arena, out->ids, out->count, &out->room, sizeof *out->ids);
      out->ids[out->count++] = dm_merges_root(merges, member.entity);
    }
  }
  if (!merges->count || !out->count) return;
  qsort(out->ids, out->count, sizeof *out->ids, by_number);
  size_t kept = 1;
  for (size_t i = 1; i < out->count; i++)
    if (out->ids[i] != out->ids[kept - 1]) out->ids[kept++] = out->ids[i];
  out->count = kept;
}
