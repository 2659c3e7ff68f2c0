/* Who appears with whom, and when, over the answers of a search. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/columns.h"
#include "store/entities.h"
#include "store/facets.h"
#include "store/tally.h"
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

/* ---- the graph --------------------------------------------------------------------------------- */

typedef struct {
  dm_search *search;
  dm_store *store;
  dm_arena *arena;
  const dm_graph_wish *wish;
  dm_view_graph *out;
  dm_tally index; /* entity -> its node's index + 1, as a count */
  dm_merges merges;
  uint64_t documents;
} graphing;

static bool has(const dm_entity_ids *in, int64_t id) {
  for (size_t i = 0; i < in->count; i++)
    if (in->ids[i] == id) return true;
  return false;
}

static bool wanted(const dm_graph_wish *wish, const dm_view_entity *entity) {
  if (!wish->type_count || entity->id == wish->around) return true;
  for (size_t i = 0; i < wish->type_count; i++)
    if (!strcmp(wish->types[i], entity->type)) return true;
  return false;
}

static void choose_nodes(graphing *g) {
  dm_tally seen = {.arena = g->arena};
  dm_entity_ids in = {0};
  for (int64_t id = 0; dm_search_step(g->search, &id); g->documents++) {
    dm_entities_in(g->store, g->arena, &g->merges, id, &in);
    if (g->wish->around && !has(&in, g->wish->around)) continue;
    for (size_t i = 0; i < in.count; i++) dm_tally_add(&seen, in.ids[i], 0, 1);
  }
  size_t n = dm_tally_sort(&seen);
  g->out->nodes = dm_alloc(g->arena, (g->wish->node_limit + 1) * sizeof *g->out->nodes);
  for (size_t i = 0; i < n && g->out->node_count < g->wish->node_limit; i++) {
    dm_view_entity node;
    if (!dm_store_read_entity(g->store, g->arena, seen.items[i].a, &node) || !wanted(g->wish, &node)) continue;
    node.documents = seen.items[i].count;
    g->out->nodes[g->out->node_count++] = node;
    dm_tally_add(&g->index, node.id, 0, g->out->node_count);
  }
}

static void draw_edges(graphing *g) {
  dm_tally together = {.arena = g->arena};
  dm_tally alone = {.arena = g->arena};
  dm_entity_ids in = {0};
  for (int64_t id = 0; g->index.count && dm_search_step(g->search, &id);) {
    dm_entities_in(g->store, g->arena, &g->merges, id, &in);
    size_t kept = 0;
    for (size_t i = 0; i < in.count; i++) {
      uint64_t node = dm_tally_of(&g->index, in.ids[i], 0);
      if (node) in.ids[kept++] = (int64_t)node - 1;
    }
    for (size_t i = 0; i < kept; i++) {
      dm_tally_add(&alone, in.ids[i], 0, 1);
      for (size_t k = 0; k < kept; k++)
        if (in.ids[i] < in.ids[k]) dm_tally_add(&together, in.ids[i], in.ids[k], 1);
    }
  }
  size_t n = dm_tally_sort(&together);
  g->out->edges = dm_alloc(g->arena, (n + 1) * sizeof *g->out->edges);
  for (size_t i = 0; i < n && together.items[i].count >= g->wish->min_weight; i++) {
    const dm_tallied *p = &together.items[i];
    double surprise =
        dm_surprise(p->count, dm_tally_of(&alone, p->a, 0), dm_tally_of(&alone, p->b, 0), g->documents);
    g->out->edges[g->out->edge_count++] = (dm_view_edge){p->a, p->b, p->count, surprise};
  }
}

static int by_surprise(const void *a, const void *b) {
  const dm_view_edge *p = a, *q = b;
  if (p->surprise < q->surprise || p->surprise > q->surprise) return p->surprise < q->surprise ? 1 : -1;
  if (p->together != q->together) return p->together < q->together ? 1 : -1;
  if (p->a != q->a) return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

/* Keeps an edge that is among the strongest of either end: names that have all met once are a ball of wool. */
static void keep_strongest(graphing *g) {
  if (!g->wish->strongest || !g->out->edge_count) return;
  dm_view_edge *edges = g->out->edges;
  size_t *seen = dm_alloc(g->arena, g->out->node_count * sizeof *seen), kept = 0;
  int64_t middle = g->wish->around ? (int64_t)dm_tally_of(&g->index, g->wish->around, 0) - 1 : -1;
  qsort(edges, g->out->edge_count, sizeof *edges, by_surprise);
  for (size_t i = 0; i < g->out->edge_count; i++) {
    dm_view_edge e = edges[i];
    bool strong_a = seen[e.a]++ < g->wish->strongest, strong_b = seen[e.b]++ < g->wish->strongest;
    if (strong_a || strong_b || e.a == middle || e.b == middle) edges[kept++] = e;
  }
  g->out->edge_count = kept;
}

dm_status dm_store_graph(dm_search *search, dm_arena *arena, const dm_graph_wish *wish, dm_view_graph *out,
                         dm_error *error) {
  *out = (dm_view_graph){0};
  graphing g = {.search = search, .store = dm_search_store(search), .arena = arena, .wish = wish, .out = out};
  g.index.arena = arena;
  dm_merges_read(g.store, arena, &g.merges);
  choose_nodes(&g);
  draw_edges(&g);
  keep_strongest(&g);
  return dm_db_status(g.store, error);
}

/* ---- the timeline ------------------------------------------------------------------------------ */

static int by_number(const void *a, const void *b) {
  const dm_tallied *p = a, *q = b;
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
  dm_tally seen = {.arena = arena}; /* date as a number, class + 1 */
  for (int64_t id = 0; dm_search_step(search, &id);) {
    dm_column column;
    if (!dm_column_of(store, id, &column)) continue;
    int64_t number = 0;
    if (strlen(column.date) >= size)
      for (size_t i = 0; i < size; i++)
        if (column.date[i] != '-') number = number * 10 + (column.date[i] - '0');
    dm_tally_add(&seen, number, column.class < 0 ? 6 : column.class, 1);
  }
  size_t n = dm_tally_sort(&seen), count = 0;
  dm_view_period *list = dm_alloc(arena, (n + 1) * sizeof *list);
  if (n) qsort(seen.items, n, sizeof *seen.items, by_number);
  for (size_t i = 0; i < n; i++) {
    const dm_tallied *p = &seen.items[i];
    if (!i || p->a != seen.items[i - 1].a)
      list[count++] = (dm_view_period){.period = period_of(arena, p->a, size)};
    list[count - 1].documents += p->count;
    list[count - 1].classes[p->b < 7 ? p->b : 6] += p->count;
  }
  *out = list;
  return count;
}
