/* Who appears with whom, and when, over the answers of a search. */
#include <math.h>
#include <string.h>

#include "store/db.h"
#include "store/facets.h"
#include "store/view.h"

/* k ln(k / expected), 0 for k = 0. */
static double term(double k, double row, double column, double all) {
  return k > 0 ? k * log(k * all / (row * column)) : 0;
}

double dm_surprise(uint64_t both, uint64_t a, uint64_t b, uint64_t all) {
  if (both > a || both > b || a > all || b > all) return 0;
  double n = (double)all, x = (double)a, y = (double)b, k = (double)both;
  double rest = n - x - y + k > 0 ? n - x - y + k : 0;
  double g =
      term(k, x, y, n) + term(x - k, x, n - y, n) + term(y - k, n - x, y, n) + term(rest, n - x, n - y, n);
  return k * n < x * y ? -2 * g : 2 * g;
}

bool dm_search_step(const dm_search *search, int64_t *id) {
  const dm_set *set = dm_search_set(search);
  int64_t next = *id + 1;
  for (size_t w = (size_t)next / 64; w < set->words; w++) {
    uint64_t bits = set->bits[w];
    if (w == (size_t)next / 64) bits &= ~UINT64_C(0) << (next % 64);
    if (!bits) continue;
    *id = (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits));
    return true;
  }
  return false;
}

/* ---- counting by a pair of numbers ------------------------------------------------------------- */

typedef struct {
  int64_t a, b;
  uint64_t count;
} pair;

typedef struct {
  dm_arena *arena;
  pair *pairs; /* [room], a power of two; count 0: free */
  size_t count, room;
} pairs;

static pair *slot(pairs *t, int64_t a, int64_t b) {
  uint64_t h = ((uint64_t)a * UINT64_C(0x9E3779B97F4A7C15)) ^ ((uint64_t)b * UINT64_C(0xC2B2AE3D27D4EB4F));
  for (size_t at = (h ^ h >> 29) & (t->room - 1);; at = (at + 1) & (t->room - 1))
    if (!t->pairs[at].count || (t->pairs[at].a == a && t->pairs[at].b == b)) return &t->pairs[at];
}

static void add(pairs *t, int64_t a, int64_t b, uint64_t by) {
  if (2 * t->count >= t->room) {
    pairs bigger = {t->arena, NULL, t->count, t->room ? 2 * t->room : 1024};
    bigger.pairs = dm_alloc(t->arena, bigger.room * sizeof *bigger.pairs);
    for (size_t i = 0; i < t->room; i++)
      if (t->pairs[i].count) *slot(&bigger, t->pairs[i].a, t->pairs[i].b) = t->pairs[i];
    *t = bigger;
  }
  pair *p = slot(t, a, b);
  t->count += !p->count;
  *p = (pair){a, b, p->count + by};
}

/* Puts the pairs to the front of the array, most frequent first; returns how many. */
static int by_count(const void *a, const void *b) {
  const pair *p = a, *q = b;
  if (p->count != q->count) return p->count < q->count ? 1 : -1;
  if (p->a != q->a) return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

static size_t sorted(pairs *t) {
  size_t n = 0;
  for (size_t i = 0; i < t->room; i++)
    if (t->pairs[i].count) t->pairs[n++] = t->pairs[i];
  if (n) qsort(t->pairs, n, sizeof *t->pairs, by_count);
  return n;
}

/* ---- the graph --------------------------------------------------------------------------------- */

typedef struct {
  dm_search *search;
  dm_store *store;
  dm_arena *arena;
  const dm_graph_wish *wish;
  dm_view_graph *out;
  pairs index; /* entity -> its node's index + 1, as a count */
  uint64_t documents;
} graphing;

enum { CROWD = 512 }; /* entities of one document that are looked at */

/* The entities of a document, merged ones as one, each once. */
static size_t entities_of(dm_store *store, int64_t document, int64_t ids[CROWD]) {
  size_t count = 0;
  sqlite3_stmt *q =
      dm_db_query(store,
                  "SELECT DISTINCT coalesce(e.merged, e.id) FROM appearance a JOIN entity e ON e.id = a.entity"
                  " WHERE a.document=?1 AND a.mentions > 0 ORDER BY 1",
                  "i", document);
  while (dm_db_next(store, q))
    if (count < CROWD) ids[count++] = sqlite3_column_int64(q, 0);
  return count;
}

static bool has(const int64_t *ids, size_t count, int64_t id) {
  for (size_t i = 0; i < count; i++)
    if (ids[i] == id) return true;
  return false;
}

static bool wanted(const dm_graph_wish *wish, const dm_view_entity *entity) {
  if (!wish->type_count || entity->id == wish->around) return true;
  for (size_t i = 0; i < wish->type_count; i++)
    if (!strcmp(wish->types[i], entity->type)) return true;
  return false;
}

static void choose_nodes(graphing *g) {
  pairs seen = {.arena = g->arena};
  int64_t ids[CROWD];
  for (int64_t id = 0; dm_search_step(g->search, &id); g->documents++) {
    size_t n = entities_of(g->store, id, ids);
    if (g->wish->around && !has(ids, n, g->wish->around)) continue;
    for (size_t i = 0; i < n; i++) add(&seen, ids[i], 0, 1);
  }
  size_t n = sorted(&seen);
  g->out->nodes = dm_alloc(g->arena, (g->wish->node_limit + 1) * sizeof *g->out->nodes);
  for (size_t i = 0; i < n && g->out->node_count < g->wish->node_limit; i++) {
    dm_view_entity node;
    if (!dm_store_read_entity(g->store, g->arena, seen.pairs[i].a, &node) || !wanted(g->wish, &node)) continue;
    node.documents = seen.pairs[i].count;
    g->out->nodes[g->out->node_count++] = node;
    add(&g->index, node.id, 0, g->out->node_count);
  }
}

static void draw_edges(graphing *g) {
  pairs together = {.arena = g->arena};
  pairs alone = {.arena = g->arena};
  int64_t ids[CROWD];
  for (int64_t id = 0; g->index.room && dm_search_step(g->search, &id);) {
    size_t n = entities_of(g->store, id, ids), kept = 0;
    for (size_t i = 0; i < n; i++) {
      uint64_t node = slot(&g->index, ids[i], 0)->count;
      if (node) ids[kept++] = (int64_t)node - 1;
    }
    for (size_t i = 0; i < kept; i++) {
      add(&alone, ids[i], 0, 1);
      for (size_t k = 0; k < kept; k++)
        if (ids[i] < ids[k]) add(&together, ids[i], ids[k], 1);
    }
  }
  size_t n = sorted(&together);
  g->out->edges = dm_alloc(g->arena, (n + 1) * sizeof *g->out->edges);
  for (size_t i = 0; i < n && together.pairs[i].count >= g->wish->min_weight; i++) {
    const pair *p = &together.pairs[i];
    double surprise =
        dm_surprise(p->count, slot(&alone, p->a, 0)->count, slot(&alone, p->b, 0)->count, g->documents);
    g->out->edges[g->out->edge_count++] = (dm_view_edge){p->a, p->b, p->count, surprise};
  }
}

dm_status dm_store_graph(dm_search *search, dm_arena *arena, const dm_graph_wish *wish, dm_view_graph *out,
                         dm_error *error) {
  *out = (dm_view_graph){0};
  graphing g = {search, dm_search_store(search), arena, wish, out, {.arena = arena}, 0};
  choose_nodes(&g);
  draw_edges(&g);
  return dm_db_status(g.store, error);
}

/* ---- the timeline ------------------------------------------------------------------------------ */

static int by_number(const void *a, const void *b) {
  const pair *p = a, *q = b;
  return (p->a > q->a) - (p->a < q->a);
}

/* 20090402 as "2009-04-02", cut to size; "" for 0. */
static const char *period_of(dm_arena *arena, int64_t number, size_t size) {
  if (!number) return "";
  int n = (int)number;
  if (size == 4) return dm_printf(arena, "%04d", n);
  if (size == 7) return dm_printf(arena, "%04d-%02d", n / 100, n % 100);
  return dm_printf(arena, "%04d-%02d-%02d", n / 10000, n / 100 % 100, n % 100);
}

size_t dm_store_timeline(dm_search *search, dm_arena *arena, size_t size, dm_view_period **out) {
  dm_store *store = dm_search_store(search);
  pairs seen = {.arena = arena}; /* date as a number, class + 1 */
  for (int64_t id = 0; dm_search_step(search, &id);) {
    sqlite3_stmt *q = dm_db_query(store, "SELECT date, coalesce(class, 6) FROM document WHERE id=?1", "i", id);
    while (dm_db_next(store, q)) {
      const char *date = dm_db_text(q, 0);
      int64_t number = 0;
      if (strlen(date) >= size)
        for (size_t i = 0; i < size; i++)
          if (date[i] != '-') number = number * 10 + (date[i] - '0');
      add(&seen, number, sqlite3_column_int64(q, 1), 1);
    }
  }
  size_t n = sorted(&seen), count = 0;
  dm_view_period *list = dm_alloc(arena, (n + 1) * sizeof *list);
  if (n) qsort(seen.pairs, n, sizeof *seen.pairs, by_number);
  for (size_t i = 0; i < n; i++) {
    const pair *p = &seen.pairs[i];
    if (!i || p->a != seen.pairs[i - 1].a)
      list[count++] = (dm_view_period){.period = period_of(arena, p->a, size)};
    list[count - 1].documents += p->count;
    list[count - 1].classes[p->b < 7 ? p->b : 6] += p->count;
  }
  *out = list;
  return count;
}
