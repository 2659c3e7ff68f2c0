/* Counts over the answers to a query. */
#include <stdio.h>
#include <string.h>

#include "store/facets.h"
#include "store/normal.h"

typedef struct {
  const char *name; /* of the facet, a literal */
  char *value;      /* NULL: entity */
  int64_t entity;
  uint64_t count;
} cell;

typedef struct {
  dm_arena *arena;
  cell *cells; /* [room], open addressing; count 0: free */
  size_t count, room;
} table;

static uint64_t mix(uint64_t h) {
  h ^= h >> 33;
  h *= UINT64_C(0xff51afd7ed558ccd);
  return h ^ h >> 33;
}

static uint64_t hash_of(const char *name, const char *value, int64_t entity) {
  uint64_t h = (uint64_t)(uintptr_t)name + (uint64_t)entity * 31;
  for (; value && *value; value++) h = (h ^ (uint8_t)*value) * UINT64_C(1099511628211);
  return mix(h);
}

static cell *slot(table *t, const char *name, const char *value, int64_t entity) {
  size_t at = hash_of(name, value, entity) & (t->room - 1);
  for (;; at = (at + 1) & (t->room - 1)) {
    cell *c = &t->cells[at];
    if (!c->count) return c;
    if (c->name == name && c->entity == entity && (!value || !strcmp(c->value, value))) return c;
  }
}

static void grow(table *t) {
  table bigger = {t->arena, NULL, t->count, t->room ? 2 * t->room : 1024};
  bigger.cells = dm_alloc(t->arena, bigger.room * sizeof *bigger.cells);
  for (size_t i = 0; i < t->room; i++)
    if (t->cells[i].count)
      *slot(&bigger, t->cells[i].name, t->cells[i].value, t->cells[i].entity) = t->cells[i];
  *t = bigger;
}

static void count(table *t, const char *name, const char *value, int64_t entity) {
  if (2 * t->count >= t->room) grow(t);
  cell *c = slot(t, name, value, entity);
  if (!c->count) {
    *c = (cell){name, value ? dm_strdup(t->arena, value) : NULL, entity, 0};
    t->count++;
  }
  c->count++;
}

static void count_document(struct dm_store *store, table *t, int64_t document) {
  sqlite3_stmt *q = dm_db_query(store, "SELECT class, origin, date FROM document WHERE id=?1", "i", document);
  while (dm_db_next(store, q)) {
    if (sqlite3_column_type(q, 0) != SQLITE_NULL) count(t, "class", dm_class_name(sqlite3_column_int(q, 0)), 0);
    if (*dm_db_text(q, 1)) count(t, "from", dm_db_text(q, 1), 0);
    char year[5] = "";
    strncpy(year, dm_db_text(q, 2), 4);
    if (*year) count(t, "year", year, 0);
  }
  q = dm_db_query(store, "SELECT DISTINCT value FROM field WHERE document=?1 AND name='tag'", "i", document);
  while (dm_db_next(store, q)) count(t, "tag", dm_db_text(q, 0), 0);
  q = dm_db_query(store, "SELECT entity FROM appearance WHERE document=?1 AND mentions > 0", "i", document);
  while (dm_db_next(store, q)) count(t, "entity", NULL, sqlite3_column_int64(q, 0));
}

static const char *facet_of_type(const char *type) {
  return !strcmp(type, "PER")   ? "person"
         : !strcmp(type, "LOC") ? "place"
         : !strcmp(type, "ORG") ? "org"
                                : "misc";
}

/* Entities that were merged count as one; each is named and sorted by its type. */
static void name_entities(struct dm_store *store, table *t, table *out) {
  for (size_t i = 0; i < t->room; i++) {
    cell *c = &t->cells[i];
    if (!c->count) continue;
    if (c->value) {
      if (2 * out->count >= out->room) grow(out);
      *slot(out, c->name, c->value, 0) = *c;
      out->count++;
      continue;
    }
    sqlite3_stmt *q = dm_db_query(store,
                                  "SELECT r.id, r.type, coalesce(r.label, r.name) FROM entity e JOIN entity r"
                                  " ON r.id = coalesce(e.merged, e.id) WHERE e.id=?1",
                                  "i", c->entity);
    if (!dm_db_next(store, q)) continue;
    if (2 * out->count >= out->room) grow(out);
    const char *name = facet_of_type(dm_db_text(q, 1));
    cell *to = slot(out, name, dm_db_text(q, 2), sqlite3_column_int64(q, 0));
    if (!to->count) {
      *to = (cell){name, dm_db_copy(out->arena, q, 2), sqlite3_column_int64(q, 0), 0};
      out->count++;
    }
    to->count += c->count;
    sqlite3_reset(q);
  }
}

static int by_count(const void *a, const void *b) {
  const cell *p = a, *q = b;
  int name = strcmp(p->name, q->name);
  if (name) return name;
  if (p->count != q->count) return p->count < q->count ? 1 : -1;
  int value = strcmp(p->value, q->value);
  return value ? value : (p->entity > q->entity) - (p->entity < q->entity);
}

dm_status dm_search_facets(dm_search *search, size_t limit,
                           void (*value)(void *user, const char *name, const char *value, int64_t entity,
                                         uint64_t documents),
                           void *user, dm_error *error) {
  struct dm_store *store = dm_search_store(search);
  const dm_set *set = dm_search_set(search);
  dm_arena *arena = dm_arena_new();
  table raw = {.arena = arena}, named = {.arena = arena};
  grow(&raw);
  grow(&named);
  for (size_t w = 0; w < set->words; w++)
    for (uint64_t bits = set->bits[w]; bits; bits &= bits - 1)
      count_document(store, &raw, (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits)));
  name_entities(store, &raw, &named);
  size_t n = 0;
  for (size_t i = 0; i < named.room; i++)
    if (named.cells[i].count) named.cells[n++] = named.cells[i];
  if (n) qsort(named.cells, n, sizeof *named.cells, by_count);
  for (size_t i = 0, shown = 0; i < n; i++) {
    shown = i && named.cells[i].name == named.cells[i - 1].name ? shown + 1 : 0;
    if (shown < limit)
      value(user, named.cells[i].name, named.cells[i].value, named.cells[i].entity, named.cells[i].count);
  }
  dm_arena_free(arena);
  return dm_db_status(store, error);
}
