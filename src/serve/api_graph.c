/* The answers to a query as a picture: who with whom, when, where. */
#include <inttypes.h>
#include <string.h>

#include "serve/api.h"
#include "serve/coordinates.h"
#include "store/normal.h"

/* ---- who with whom ------------------------------------------------------------------------------- */

static void put_node(dm_put *put, const dm_view_entity *e) {
  dm_put_open(put, NULL, '{');
  dm_put_int(put, "id", e->id);
  dm_put_text(put, "name", e->name);
  dm_put_text(put, "type", e->type);
  dm_put_int(put, "documents", (int64_t)e->documents);
  dm_put_close(put, '}');
}

static void put_graph(dm_put *put, const dm_view_graph *g) {
  dm_put_open(put, "nodes", '[');
  for (size_t i = 0; i < g->node_count; i++) put_node(put, &g->nodes[i]);
  dm_put_close(put, ']');
  dm_put_open(put, "edges", '[');
  for (size_t i = 0; i < g->edge_count; i++) {
    const dm_view_edge *e = &g->edges[i];
    dm_put_open(put, NULL, '{');
    dm_put_int(put, "source", g->nodes[e->a].id);
    dm_put_int(put, "target", g->nodes[e->b].id);
    dm_put_int(put, "weight", (int64_t)e->together);
    dm_put_real(put, "surprise", e->surprise);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

/* "PER,ORG" as a list. */
static const char **read_types(dm_arena *arena, const char *text, size_t *count) {
  const char **types = dm_alloc(arena, (strlen(text) + 1) * sizeof *types);
  while (*text) {
    size_t size = strcspn(text, ",");
    if (size) types[(*count)++] = dm_strndup(arena, text, size);
    text += size + (text[size] != 0);
  }
  return types;
}

void dm_answer_graph(dm_worker *w, dm_request *r) {
  uint64_t weight = 2, nodes = 300, links = 0, around = 0;
  if (!dm_request_number(r, "weight", 1, INT64_MAX, &weight) ||
      !dm_request_number(r, "nodes", 1, 10000, &nodes) || !dm_request_number(r, "links", 0, 10000, &links) ||
      !dm_request_number(r, "around", 1, INT64_MAX, &around))
    return;
  dm_graph_wish wish = {
      .node_limit = (size_t)nodes, .min_weight = weight, .strongest = (size_t)links, .around = (int64_t)around};
  wish.types = read_types(r->arena, dm_request_argument(r, "types"), &wish.type_count);
  dm_search *search = dm_asked_search(w, r, DM_SORT_OLDEST, "");
  if (!search) return;
  dm_view_graph graph;
  dm_error error = {0};
  dm_status status = dm_store_graph(search, r->arena, &wish, &graph, &error);
  if (status == DM_OK) {
    dm_put put = dm_reply_object(r);
    dm_put_int(&put, "documents", (int64_t)dm_search_count(search));
    put_graph(&put, &graph);
    dm_reply_end(&put);
  }
  if (dm_asked_close(r, search) && status != DM_OK) dm_answer_failure(r, &error);
}

/* ---- when -------------------------------------------------------------------------------------- */

static void put_period(dm_put *put, const char *name, const dm_view_period *p) {
  dm_put_open(put, name, '{');
  dm_put_text(put, "period", p->period);
  dm_put_int(put, "documents", (int64_t)p->documents);
  dm_put_open(put, "counts", '[');
  for (int i = 0; i < 7; i++) dm_put_int(put, NULL, (int64_t)p->classes[i]);
  dm_put_close(put, ']');
  dm_put_close(put, '}');
}

void dm_answer_timeline(dm_worker *w, dm_request *r) {
  const char *by = dm_request_argument(r, "by");
  if (!*by) by = "month";
  size_t size = !strcmp(by, "year") ? 4 : !strcmp(by, "month") ? 7 : !strcmp(by, "day") ? 10 : 0;
  if (!size) {
    dm_reply_error(r, 400, "by is year, month or day");
    return;
  }
  dm_search *search = dm_asked_search(w, r, DM_SORT_OLDEST, "");
  if (!search) return;
  dm_view_period *periods, undated = {.period = ""};
  size_t count = dm_store_timeline(search, r->arena, size, &periods);
  dm_put put = dm_reply_object(r);
  dm_put_text(&put, "by", by);
  dm_put_open(&put, "classes", '[');
  for (int level = 0; level < DM_CLASS_COUNT; level++) dm_put_text(&put, NULL, dm_class_name(level));
  dm_put_text(&put, NULL, "unknown");
  dm_put_close(&put, ']');
  dm_put_open(&put, "periods", '[');
  for (size_t i = 0; i < count; i++) {
    if (*periods[i].period)
      put_period(&put, NULL, &periods[i]);
    else
      undated = periods[i];
  }
  dm_put_close(&put, ']');
  put_period(&put, "undated", &undated);
  dm_reply_end(&put);
  dm_asked_close(r, search);
}

/* ---- where ------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  int64_t entity; /* 0: a post */
  uint64_t documents;
} place;

typedef struct {
  dm_arena *arena;
  size_t limit;
  place *posts, *places; /* most frequent first */
  size_t post_count, post_room, place_count, place_room;
} places;

static void one_value(void *user, const char *name, const char *value, int64_t entity, uint64_t documents) {
  places *p = user;
  bool post = !strcmp(name, "from");
  if (!post && strcmp(name, "place") != 0) return;
  place **list = post ? &p->posts : &p->places;
  size_t *count = post ? &p->post_count : &p->place_count;
  if (*count == p->limit) return;
  *list = dm_grow(p->arena, *list, *count, post ? &p->post_room : &p->place_room, sizeof **list);
  (*list)[(*count)++] = (place){dm_strdup(p->arena, value), entity, documents};
}

static void put_degrees(dm_put *put, const char *name, const dm_coordinates *at, float degrees) {
  if (at)
    dm_put_real(put, name, (double)degrees);
  else
    dm_put_null(put, name);
}

static void put_places(dm_put *put, dm_arena *arena, const char *name, const place *list, size_t count) {
  dm_put_open(put, name, '[');
  for (size_t i = 0; i < count; i++) {
    const place *p = &list[i];
    const dm_coordinates *at = dm_find_coordinates(p->name);
    dm_put_open(put, NULL, '{');
    dm_put_text(put, "name", p->name);
    if (p->entity) dm_put_int(put, "entity", p->entity);
    dm_put_int(put, "documents", (int64_t)p->documents);
    dm_put_text(put, "country", !at ? "" : *at->country ? at->country : at->name);
    dm_put_text(put, "kind", !p->entity ? "post" : !at ? "other" : *at->country ? "city" : "country");
    put_degrees(put, "latitude", at, at ? at->latitude : 0);
    put_degrees(put, "longitude", at, at ? at->longitude : 0);
    dm_put_text(put, "query",
                p->entity ? dm_printf(arena, "entity:%" PRId64, p->entity)
                          : dm_query_of(arena, "from", p->name));
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

void dm_answer_places(dm_worker *w, dm_request *r) {
  uint64_t limit = 300;
  if (!dm_request_number(r, "limit", 1, 5000, &limit)) return;
  dm_search *search = dm_asked_search(w, r, DM_SORT_OLDEST, "");
  if (!search) return;
  places p = {.arena = r->arena, .limit = (size_t)limit};
  dm_error error = {0};
  dm_status status = dm_search_facets(search, (size_t)limit, one_value, &p, &error);
  dm_put put = dm_reply_object(r);
  dm_put_int(&put, "total", (int64_t)dm_search_count(search));
  put_places(&put, r->arena, "posts", p.posts, p.post_count);
  put_places(&put, r->arena, "places", p.places, p.place_count);
  dm_reply_end(&put);
  if (dm_asked_close(r, search) && status != DM_OK) dm_answer_failure(r, &error);
}
