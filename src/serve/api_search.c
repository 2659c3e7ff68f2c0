/* Finding documents: answers, counts over them, and how a query may go on. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cable/tables.h"
#include "serve/api.h"
#include "serve/server.h"
#include "serve/utf16.h"
#include "store/normal.h"

static const char *const orders[] = {"relevance", "newest", "oldest"};

void dm_answer_failure(dm_request *r, const dm_error *error) {
  if (error->status == DM_ERR_ARGUMENT) {
    dm_reply_error(r, 400, "%s", error->message);
  } else if (strstr(error->message, "interrupted")) {
    dm_reply_error(r, 503, "this takes too long");
    r->reply.retry = 5;
  } else {
    dm_reply_error(r, 500, "%s", error->message);
  }
}

dm_search *dm_asked_search(dm_worker *w, dm_request *r, dm_sort sort, const char *cursor) {
  const char *text = dm_request_argument(r, "q"), *years = dm_request_argument(r, "years");
  dm_error error = {0};
  const dm_query *query = dm_query_parse(r->arena, text, &error);
  if (!query) {
    dm_reply_error_at(r, 400, dm_utf16_units(text, error.byte), error.message);
    return NULL;
  }
  if (*years) {
    const dm_query *span = dm_query_parse(r->arena, dm_printf(r->arena, "date:%s", years), &error);
    if (!span || span->kind != DM_QUERY_FIELD) {
      dm_reply_error(r, 400, "years are written 2009, 2005..2009 or ..1979");
      return NULL;
    }
    dm_query *both = dm_alloc(r->arena, sizeof *both);
    *both = (dm_query){
        .kind = DM_QUERY_AND, .left = (dm_query *)query, .right = (dm_query *)span, .text = "", .until = ""};
    query = both;
  }
  dm_search *search = *cursor ? dm_search_resume(w->store, query, sort, cursor, &error)
                              : dm_search_open(w->store, query, sort, &error);
  if (!search) dm_answer_failure(r, &error);
  return search;
}

bool dm_asked_close(dm_request *r, dm_search *search) {
  dm_error error = {0};
  if (dm_search_close(search, &error) == DM_OK) return true;
  dm_answer_failure(r, &error);
  return false;
}

/* ---- answers ----------------------------------------------------------------------------------- */

static void put_hit(dm_put *put, const dm_hit *hit) {
  dm_put_open(put, NULL, '{');
  dm_put_int(put, "id", hit->document);
  dm_put_text(put, "reference", hit->reference);
  dm_put_text(put, "date", hit->date);
  dm_put_text(put, "class", dm_class_name(hit->class));
  dm_put_text(put, "origin", hit->origin);
  dm_put_text(put, "subject", hit->subject);
  dm_put_text(put, "collection", hit->collection);
  dm_put_text(put, "path", hit->path);
  dm_put_real(put, "score", hit->score);
  dm_put_text(put, "snippet", hit->snippet);
  dm_put_open(put, "marks", '[');
  dm_units units = {.text = hit->snippet};
  for (size_t i = 0; i < hit->mark_count; i++) {
    dm_put_open(put, NULL, '[');
    dm_put_int(put, NULL, dm_utf16_at(&units, hit->marks[i].begin));
    dm_put_int(put, NULL, dm_utf16_at(&units, hit->marks[i].end));
    dm_put_close(put, ']');
  }
  dm_put_close(put, ']');
  dm_put_close(put, '}');
}

static bool read_sort(dm_request *r, dm_sort *sort) {
  const char *name = dm_request_argument(r, "sort");
  for (int i = 0; i < 3; i++)
    if (!*name || !strcmp(orders[i], name)) {
      *sort = (dm_sort)i;
      return true;
    }
  dm_reply_error(r, 400, "sort is relevance, newest or oldest");
  return false;
}

void dm_answer_search(dm_worker *w, dm_request *r) {
  dm_sort sort;
  uint64_t limit = 20, shown = 0;
  if (!read_sort(r, &sort) || !dm_request_number(r, "limit", 1, 200, &limit)) return;
  dm_search *search = dm_asked_search(w, r, sort, dm_request_argument(r, "cursor"));
  if (!search) return;
  dm_put put = dm_reply_object(r);
  dm_put_text(&put, "query", dm_request_argument(r, "q"));
  dm_put_text(&put, "sort", orders[dm_search_order(search)]);
  dm_put_int(&put, "total", (int64_t)dm_search_count(search));
  dm_put_open(&put, "hits", '[');
  dm_hit hit;
  for (; shown < limit && dm_search_next(search, &hit); shown++) put_hit(&put, &hit);
  dm_put_close(&put, ']');
  char cursor[DM_CURSOR_ROOM];
  dm_search_cursor(search, cursor);
  dm_put_text_or_null(&put, "next", shown == limit && dm_search_more(search) ? cursor : NULL);
  dm_reply_end(&put);
  dm_asked_close(r, search);
}

/* ---- facets ------------------------------------------------------------------------------------ */

const char *dm_query_of(dm_arena *arena, const char *field, const char *value) {
  return dm_printf(arena, strpbrk(value, " ()\"*.:<>=") ? "%s:\"%s\"" : "%s:%s", field, value);
}

typedef struct {
  dm_request *request;
  dm_put *put;
  size_t limit;
  const char *name; /* of the facet that is open; NULL if none is */
  size_t shown;
  struct year {
    char value[8];
    uint64_t documents;
  } * years;
  size_t year_count, year_room;
  unsigned seen; /* which of `names` came */
} facets;

static const char *const names[] = {"person", "place", "org", "misc", "tag", "from", "class"};

static void put_value(dm_put *put, dm_arena *arena, const char *name, const char *value, int64_t entity,
                      uint64_t documents) {
  dm_put_open(put, NULL, '{');
  dm_put_text(put, "value", value);
  const dm_tag_row *tag = !strcmp(name, "tag") ? dm_find_tag(value, strlen(value)) : NULL;
  if (tag) dm_put_text(put, "label", tag->meaning);
  if (entity) dm_put_int(put, "entity", entity);
  dm_put_int(put, "documents", (int64_t)documents);
  const char *field = !strcmp(name, "tag") ? "tags" : !strcmp(name, "year") ? "date" : name;
  dm_put_text(put, "query",
              entity ? dm_printf(arena, "entity:%" PRId64, entity) : dm_query_of(arena, field, value));
  dm_put_close(put, '}');
}

static void open_facet(facets *f, const char *name) {
  if (f->name) dm_put_close(f->put, ']');
  f->name = name;
  f->shown = 0;
  if (name) dm_put_open(f->put, name, '[');
}

static void one_value(void *user, const char *name, const char *value, int64_t entity, uint64_t documents) {
  facets *f = user;
  dm_arena *arena = f->request->arena;
  if (!strcmp(name, "year")) {
    f->years = dm_grow(arena, f->years, f->year_count, &f->year_room, sizeof *f->years);
    struct year *y = &f->years[f->year_count++];
    *y = (struct year){.documents = documents};
    strncpy(y->value, value, sizeof y->value - 1);
    return;
  }
  if (!f->name || strcmp(f->name, name) != 0) {
    open_facet(f, name);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
      if (!strcmp(names[i], name)) f->seen |= 1u << i;
  }
  if (f->shown++ < f->limit) put_value(f->put, arena, name, value, entity, documents);
}

static int by_year(const void *a, const void *b) {
  return strcmp(((const struct year *)a)->value, ((const struct year *)b)->value);
}

void dm_answer_facets(dm_worker *w, dm_request *r) {
  uint64_t limit = 10;
  if (!dm_request_number(r, "limit", 1, 1000, &limit)) return;
  dm_search *search = dm_asked_search(w, r, DM_SORT_RELEVANCE, "");
  if (!search) return;
  dm_put put = dm_reply_object(r);
  dm_put_int(&put, "total", (int64_t)dm_search_count(search));
  facets f = {.request = r, .put = &put, .limit = (size_t)limit};
  dm_error error = {0};
  dm_status status = dm_search_facets(search, SIZE_MAX, one_value, &f, &error);
  open_facet(&f, NULL);
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    if (f.seen >> i & 1) continue;
    dm_put_open(&put, names[i], '[');
    dm_put_close(&put, ']');
  }
  dm_put_open(&put, "year", '[');
  if (f.year_count) qsort(f.years, f.year_count, sizeof *f.years, by_year);
  for (size_t i = 0; i < f.year_count; i++)
    put_value(&put, r->arena, "year", f.years[i].value, 0, f.years[i].documents);
  dm_put_close(&put, ']');
  dm_reply_end(&put);
  if (dm_asked_close(r, search) && status != DM_OK) dm_answer_failure(r, &error);
}
