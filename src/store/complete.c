#include "store/complete.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "store/db.h"

typedef struct {
  int64_t entity;
  uint64_t documents;
  const char *name;
  dm_complete_kind kind;
} entry;

/* A word of a name with all that follows it. */
typedef struct {
  const char *text; /* folded */
  uint32_t entry;
} key;

struct dm_completer {
  dm_arena *arena;
  entry *entries; /* [count] entities in order of their number, then TAGS codes and posts */
  size_t count, room;
  key *keys; /* [key_count], sorted by text */
  size_t key_count, key_room;
};

/* Lower case without marks on letters. */
static const char *fold(dm_arena *arena, const char *text) {
  bool ascii = true;
  for (const char *c = text; *c; c++) ascii &= (unsigned char)*c < 0x80;
  if (ascii) {
    char *out = dm_strdup(arena, text);
    for (char *c = out; *c; c++)
      if (*c >= 'A' && *c <= 'Z') *c = (char)(*c | 0x20);
    return out;
  }
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
               UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                   UTF8PROC_STRIPMARK);
  const char *out = dm_strdup(arena, mapped ? (const char *)mapped : text);
  free(mapped);
  return out;
}

static bool parts_words(char c) {
  return c && strchr(" \t\n-/(\"'", c) != NULL;
}

static void add_keys(dm_completer *c, const char *name, uint32_t of) {
  const char *text = fold(c->arena, name);
  for (const char *at = text; *at; at++) {
    bool begins = !parts_words(*at) && (at == text || parts_words(at[-1]));
    if (!begins) continue;
    c->keys = dm_grow(c->arena, c->keys, c->key_count, &c->key_room, sizeof *c->keys);
    c->keys[c->key_count++] = (key){at, of};
  }
}

static uint32_t add_entry(dm_completer *c, entry e) {
  c->entries = dm_grow(c->arena, c->entries, c->count, &c->room, sizeof *c->entries);
  c->entries[c->count] = e;
  return (uint32_t)c->count++;
}

static dm_complete_kind kind_of(const char *type) {
  return !strcmp(type, "PER")   ? DM_COMPLETE_PERSON
         : !strcmp(type, "LOC") ? DM_COMPLETE_PLACE
         : !strcmp(type, "ORG") ? DM_COMPLETE_ORG
                                : DM_COMPLETE_MISC;
}

static int by_entity(const void *a, const void *b) {
  const entry *p = a, *q = b;
  return (p->entity > q->entity) - (p->entity < q->entity);
}

static void read_entities(dm_completer *c, dm_store *store) {
  sqlite3_stmt *q = dm_db_query(
      store,
      "SELECT e.id, e.type, coalesce(e.label, e.name), e.documents"
      " + coalesce((SELECT sum(m.documents) FROM entity m WHERE m.merged = e.id), 0) AS n FROM entity e"
      " WHERE e.merged IS NULL AND n > 0 ORDER BY e.id",
      "");
  while (dm_db_next(store, q)) {
    const char *name = dm_db_copy(c->arena, q, 2);
    uint32_t at = add_entry(c, (entry){sqlite3_column_int64(q, 0), (uint64_t)sqlite3_column_int64(q, 3), name,
                                       kind_of(dm_db_text(q, 1))});
    add_keys(c, name, at);
  }
}

static void read_aliases(dm_completer *c, dm_store *store) {
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT coalesce(e.merged, e.id), a.name FROM alias a JOIN entity e"
                                " ON e.id = a.entity WHERE a.count > 0",
                                "");
  while (dm_db_next(store, q)) {
    entry wanted = {.entity = sqlite3_column_int64(q, 0)};
    const entry *found = c->count ? bsearch(&wanted, c->entries, c->count, sizeof wanted, by_entity) : NULL;
    const char *name = dm_db_text(q, 1);
    if (found && strcmp(found->name, name) != 0) add_keys(c, name, (uint32_t)(found - c->entries));
  }
}

static void read_values(dm_completer *c, dm_store *store, dm_complete_kind kind, sqlite3_stmt *q) {
  while (dm_db_next(store, q)) {
    const char *name = dm_db_copy(c->arena, q, 0);
    add_keys(c, name, add_entry(c, (entry){0, (uint64_t)sqlite3_column_int64(q, 1), name, kind}));
  }
}

static int by_text(const void *a, const void *b) {
  const key *p = a, *q = b;
  int order = strcmp(p->text, q->text);
  return order ? order : (p->entry > q->entry) - (p->entry < q->entry);
}

dm_completer *dm_completer_read(dm_store *store, dm_error *error) {
  dm_completer *c = dm_xcalloc(1, sizeof *c);
  c->arena = dm_arena_new();
  dm_db_do(store, "BEGIN", "");
  read_entities(c, store);
  read_aliases(c, store);
  read_values(c, store, DM_COMPLETE_TAG,
              dm_db_query(store, "SELECT value, count(*) FROM field_row WHERE name=5 GROUP BY value", ""));
  read_values(
      c, store, DM_COMPLETE_POST,
      dm_db_query(store, "SELECT origin, count(*) FROM document WHERE origin <> '' GROUP BY origin", ""));
  dm_db_rollback(store);
  if (c->key_count) qsort(c->keys, c->key_count, sizeof *c->keys, by_text);
  if (dm_db_status(store, error) == DM_OK) return c;
  dm_completer_free(c);
  return NULL;
}

void dm_completer_free(dm_completer *c) {
  if (!c) return;
  dm_arena_free(c->arena);
  free(c);
}

static size_t lower_bound(const dm_completer *c, const char *prefix) {
  size_t low = 0, high = c->key_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(c->keys[middle].text, prefix) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Puts the entry where it belongs among the best; each stands there once. */
static size_t place(const dm_completer *c, uint32_t *best, size_t count, size_t limit, uint32_t at) {
  uint64_t documents = c->entries[at].documents;
  if (count == limit && documents <= c->entries[best[count - 1]].documents) return count;
  for (size_t i = 0; i < count; i++)
    if (best[i] == at) return count;
  size_t i = count < limit ? count++ : count - 1;
  for (; i && c->entries[best[i - 1]].documents < documents; i--) best[i] = best[i - 1];
  best[i] = at;
  return count;
}

size_t dm_completer_find(const dm_completer *c, const char *prefix, unsigned kinds, size_t limit,
                         dm_completion *out) {
  dm_arena *arena = dm_arena_new();
  const char *folded = fold(arena, prefix);
  size_t size = strlen(folded), count = 0;
  uint32_t *best = dm_alloc(arena, (limit + 1) * sizeof *best);
  for (size_t i = lower_bound(c, folded); limit && i < c->key_count; i++) {
    if (strncmp(c->keys[i].text, folded, size) != 0) break;
    if (c->entries[c->keys[i].entry].kind & kinds) count = place(c, best, count, limit, c->keys[i].entry);
  }
  for (size_t i = 0; i < count; i++) {
    const entry *e = &c->entries[best[i]];
    out[i] = (dm_completion){e->kind, e->entity, e->name, e->documents};
  }
  dm_arena_free(arena);
  return count;
}
