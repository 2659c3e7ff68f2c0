/* Counts over the answers to a query. */
#include <stdio.h>
#include <string.h>

#include "store/entities.h"
#include "store/facets.h"
#include "store/normal.h"
#include "store/pack.h"

/* From one document in so many on, whole tables are walked rather than rows looked up. */
enum { DENSE = 8, YEARS = 3000, TYPES = 4 };

typedef struct {
  const char *name; /* of the facet, a literal */
  const char *value;
  int64_t entity;
  uint64_t count;
} cell;

typedef struct {
  dm_store *store;
  const dm_set *set;
  dm_arena *arena;
  cell *cells; /* [cell_count] */
  size_t cell_count, cell_room;
  cell *posts; /* [post_room], open addressing; count 0: free */
  size_t post_count, post_room;
  uint64_t classes[DM_CLASS_COUNT], years[YEARS];
  dm_merges merges;
  uint32_t *entities; /* [highest + 1] documents of each */
  int64_t *latest;    /* [highest + 1] the last document that counted */
  int64_t highest;
} counting;

static void add(counting *c, const char *name, const char *value, int64_t entity, uint64_t count) {
  if (!count) return;
  c->cells = dm_grow(c->arena, c->cells, c->cell_count, &c->cell_room, sizeof *c->cells);
  c->cells[c->cell_count++] = (cell){name, value, entity, count};
}

/* ---- rows of documents ------------------------------------------------------------------------- */

static cell *post_slot(const counting *c, const char *value) {
  for (size_t at = dm_db_hash(value) & (c->post_room - 1);; at = (at + 1) & (c->post_room - 1))
    if (!c->posts[at].count || !strcmp(c->posts[at].value, value)) return &c->posts[at];
}

static void count_post(counting *c, const char *value) {
  if (2 * c->post_count >= c->post_room) {
    const cell *old = c->posts;
    size_t room = c->post_room;
    c->post_room = room ? 2 * room : 256;
    c->posts = dm_alloc(c->arena, c->post_room * sizeof *c->posts);
    for (size_t i = 0; i < room; i++)
      if (old[i].count) *post_slot(c, old[i].value) = old[i];
  }
  cell *post = post_slot(c, value);
  if (!post->count) {
    *post = (cell){"from", dm_strdup(c->arena, value), 0, 0};
    c->post_count++;
  }
  post->count++;
}

static void count_crowd(counting *c, int64_t document, const uint8_t *crowd, size_t size) {
  dm_crowd_member member;
  for (size_t at = 0; dm_crowd_next(crowd, size, &at, &member);) {
    if (!member.present) continue;
    int64_t entity = c->merges.count ? dm_merges_root(&c->merges, member.entity) : member.entity;
    if (entity < 0 || entity > c->highest || c->latest[entity] == document) continue;
    c->latest[entity] = document;
    c->entities[entity]++;
  }
}

/* A row of id, class, origin, date, entities. */
static void count_row(counting *c, sqlite3_stmt *q) {
  if (sqlite3_column_type(q, 1) != SQLITE_NULL) {
    int class = sqlite3_column_int(q, 1);
    if (class >= 0 && class < DM_CLASS_COUNT) c->classes[class]++;
  }
  const char *post = dm_db_text(q, 2);
  if (*post) count_post(c, post);
  int year = 0;
  if (sscanf(dm_db_text(q, 3), "%4d", &year) == 1 && year > 0 && year < YEARS) c->years[year]++;
  count_crowd(c, sqlite3_column_int64(q, 0), sqlite3_column_blob(q, 4), (size_t)sqlite3_column_bytes(q, 4));
}

static void count_rows(counting *c, bool dense) {
  if (dense) {
    sqlite3_stmt *q = dm_db_query(c->store, "SELECT id, class, origin, date, entities FROM document", "");
    while (dm_db_next(c->store, q))
      if (dm_set_has(c->set, sqlite3_column_int64(q, 0))) count_row(c, q);
    return;
  }
  for (size_t w = 0; w < c->set->words; w++)
    for (uint64_t bits = c->set->bits[w]; bits; bits &= bits - 1) {
      sqlite3_stmt *q =
          dm_db_query(c->store, "SELECT id, class, origin, date, entities FROM document WHERE id=?1", "i",
                      (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits)));
      while (dm_db_next(c->store, q)) count_row(c, q);
    }
}

/* ---- TAGS -------------------------------------------------------------------------------------- */

/* By value, then by document: a value that a document has twice counts once. */
static void count_tags(counting *c) {
  const char *value = NULL;
  uint64_t count = 0;
  int64_t before = 0;
  sqlite3_stmt *q = dm_db_query(
      c->store, "SELECT value, document FROM field_row WHERE name = 5 ORDER BY value, document", "");
  while (dm_db_next(c->store, q)) {
    int64_t document = sqlite3_column_int64(q, 1);
    if (!dm_set_has(c->set, document)) continue;
    const char *here = dm_db_text(q, 0);
    if (!value || strcmp(value, here) != 0) {
      if (value) add(c, "tag", value, 0, count);
      value = dm_strdup(c->arena, here);
      count = 0;
      before = 0;
    }
    count += document != before;
    before = document;
  }
  if (value) add(c, "tag", value, 0, count);
}

/* The same for few documents. */
static int by_value(const void *a, const void *b) {
  return strcmp(((const cell *)a)->value, ((const cell *)b)->value);
}

static void count_tags_of_few(counting *c) {
  cell *tags = NULL;
  size_t count = 0, room = 0;
  for (size_t w = 0; w < c->set->words; w++)
    for (uint64_t bits = c->set->bits[w]; bits; bits &= bits - 1) {
      sqlite3_stmt *q =
          dm_db_query(c->store, "SELECT DISTINCT value FROM field_row WHERE document=?1 AND name=5", "i",
                      (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits)));
      while (dm_db_next(c->store, q)) {
        tags = dm_grow(c->arena, tags, count, &room, sizeof *tags);
        tags[count++] = (cell){"tag", dm_db_copy(c->arena, q, 0), 0, 1};
      }
    }
  if (count) qsort(tags, count, sizeof *tags, by_value);
  for (size_t i = 0, first = 0; i < count; i++) {
    if (i + 1 < count && !by_value(&tags[i], &tags[i + 1])) continue;
    add(c, "tag", tags[i].value, 0, i + 1 - first);
    first = i + 1;
  }
}

/* ---- names ------------------------------------------------------------------------------------- */

static const char *const facet_names[TYPES] = {"person", "place", "org", "misc"};

static int facet_of_type(const char *type) {
  static const char *const types[TYPES] = {"PER", "LOC", "ORG", "MISC"};
  for (int i = 0; i < TYPES; i++)
    if (!strcmp(types[i], type)) return i;
  return TYPES - 1;
}

static bool more(const counting *c, int64_t a, int64_t b) {
  if (c->entities[a] != c->entities[b]) return c->entities[a] > c->entities[b];
  return a < b;
}

static void sink(const counting *c, int64_t *heap, size_t count, size_t at) {
  for (;;) {
    size_t first = at;
    for (size_t k = 2 * at + 1; k < count && k < 2 * at + 3; k++)
      if (more(c, heap[k], heap[first])) first = k;
    if (first == at) return;
    int64_t swap = heap[at];
    heap[at] = heap[first];
    heap[first] = swap;
    at = first;
  }
}

/* Takes the most frequent names one after the other until there are enough of every type. */
static void choose_names(counting *c, size_t limit) {
  int64_t *heap = dm_alloc(c->arena, ((size_t)c->highest + 1) * sizeof *heap);
  size_t count = 0, taken[TYPES] = {0};
  for (int64_t id = 0; id <= c->highest; id++)
    if (c->entities[id]) heap[count++] = id;
  for (size_t i = count / 2; i-- > 0;) sink(c, heap, count, i);
  while (count && (taken[0] < limit || taken[1] < limit || taken[2] < limit || taken[3] < limit)) {
    int64_t id = heap[0];
    heap[0] = heap[--count];
    sink(c, heap, count, 0);
    sqlite3_stmt *q =
        dm_db_query(c->store, "SELECT type, coalesce(label, name) FROM entity WHERE id=?1", "i", id);
    while (dm_db_next(c->store, q)) {
      int facet = facet_of_type(dm_db_text(q, 0));
      if (taken[facet]++ < limit) add(c, facet_names[facet], dm_db_copy(c->arena, q, 1), id, c->entities[id]);
    }
  }
}

/* ---- all --------------------------------------------------------------------------------------- */

static int by_count(const void *a, const void *b) {
  const cell *p = a, *q = b;
  int name = strcmp(p->name, q->name);
  if (name) return name;
  if (p->count != q->count) return p->count < q->count ? 1 : -1;
  int value = strcmp(p->value, q->value);
  return value ? value : (p->entity > q->entity) - (p->entity < q->entity);
}

static void gather(counting *c, size_t limit) {
  c->highest = dm_db_int(c->store, 0, "SELECT max(id) FROM entity", "");
  c->entities = dm_alloc(c->arena, ((size_t)c->highest + 1) * sizeof *c->entities);
  c->latest = dm_alloc(c->arena, ((size_t)c->highest + 1) * sizeof *c->latest);
  dm_merges_read(c->store, c->arena, &c->merges);
  bool dense = dm_set_count(c->set) * DENSE > c->set->words * 64;
  count_rows(c, dense);
  (dense ? count_tags : count_tags_of_few)(c);
  for (int i = 0; i < DM_CLASS_COUNT; i++) add(c, "class", dm_class_name(i), 0, c->classes[i]);
  for (int i = 0; i < YEARS; i++)
    if (c->years[i]) add(c, "year", dm_printf(c->arena, "%04d", i), 0, c->years[i]);
  for (size_t i = 0; i < c->post_room; i++)
    if (c->posts[i].count) add(c, "from", c->posts[i].value, 0, c->posts[i].count);
  choose_names(c, limit);
}

dm_status dm_search_facets(dm_search *search, size_t limit,
                           void (*value)(void *user, const char *name, const char *value, int64_t entity,
                                         uint64_t documents),
                           void *user, dm_error *error) {
  dm_arena *arena = dm_arena_new();
  counting *c = dm_alloc(arena, sizeof *c);
  *c = (counting){.store = dm_search_store(search), .set = dm_search_set(search), .arena = arena};
  gather(c, limit);
  if (c->cell_count) qsort(c->cells, c->cell_count, sizeof *c->cells, by_count);
  for (size_t i = 0, shown = 0; i < c->cell_count; i++) {
    const cell *here = &c->cells[i];
    shown = i && here->name == c->cells[i - 1].name ? shown + 1 : 0;
    if (shown < limit) value(user, here->name, here->value, here->entity, here->count);
  }
  dm_store *store = c->store;
  dm_arena_free(arena);
  return dm_db_status(store, error);
}
