/* People, places and bodies. */
#include <inttypes.h>

#include "base/envoys.h"
#include "serve/api.h"
#include "store/logged.h"

static void put_members(dm_put *put, const dm_view_entity *e) {
  dm_put_int(put, "id", e->id);
  dm_put_text(put, "type", e->type);
  dm_put_text(put, "name", e->name);
  dm_put_int(put, "documents", (int64_t)e->documents);
  dm_put_int(put, "mentions", (int64_t)e->mentions);
  dm_put_text(put, "first", e->first);
  dm_put_text(put, "last", e->last);
}

void dm_answer_entities(dm_worker *w, dm_request *r) {
  uint64_t limit = 20;
  const char *name = dm_request_argument(r, "name"), *type = dm_request_argument(r, "type");
  if (!dm_request_number(r, "limit", 1, 200, &limit)) return;
  if (!*name) {
    dm_reply_error(r, 400, "name is missing");
    return;
  }
  dm_view_entity *found;
  dm_error error = {0};
  dm_store_read_begin(w->store);
  size_t count = dm_store_find_entities(w->store, r->arena, *type ? type : NULL, name, &found);
  dm_put put = dm_reply_object(r);
  dm_put_open(&put, "entities", '[');
  for (size_t i = 0; i < count && i < limit; i++) {
    dm_put_open(&put, NULL, '{');
    put_members(&put, &found[i]);
    dm_put_close(&put, '}');
  }
  dm_put_close(&put, ']');
  dm_reply_end(&put);
  if (dm_store_read_end(w->store, &error) != DM_OK) dm_answer_failure(r, &error);
}

static void put_counts(dm_put *put, const char *name, const dm_view_count *list, size_t count) {
  dm_put_open(put, name, '[');
  for (size_t i = 0; i < count; i++) {
    dm_put_open(put, NULL, '{');
    dm_put_text(put, "name", list[i].name);
    dm_put_int(put, "count", (int64_t)list[i].count);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

static void put_company(dm_put *put, const dm_view_company *list, size_t count) {
  dm_put_open(put, "company", '[');
  for (size_t i = 0; i < count; i++) {
    dm_put_open(put, NULL, '{');
    dm_put_int(put, "id", list[i].entity.id);
    dm_put_text(put, "type", list[i].entity.type);
    dm_put_text(put, "name", list[i].entity.name);
    dm_put_int(put, "documents", (int64_t)list[i].entity.documents);
    dm_put_int(put, "together", (int64_t)list[i].together);
    dm_put_real(put, "surprise", list[i].surprise);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

/* Of somebody whom a public list tells of, what it tells. */
static void put_known(dm_put *put, dm_worker *w, dm_request *r, int64_t entity) {
  dm_envoy who;
  const char *id = dm_store_known(w->store, r->arena, entity);
  if (!id || !dm_envoy_find(id, &who)) return;
  dm_put_open(put, "known", '{');
  dm_put_text(put, "id", who.id);
  dm_put_text(put, "name", who.name);
  dm_put_text(put, "page", dm_printf(r->arena, DM_ENVOY_PAGE "%s", who.id));
  dm_put_open(put, "posts", '[');
  for (size_t i = 0; i < who.tenure_count; i++) {
    dm_put_open(put, NULL, '{');
    dm_put_text(put, "country", dm_envoy_country(&who.tenures[i]));
    dm_put_int(put, "first", who.tenures[i].first);
    dm_put_int(put, "last", who.tenures[i].last);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
  dm_put_close(put, '}');
}

static void put_logged(void *user, const dm_logged *logged) {
  dm_put_correction(user, logged, NULL);
}

static void put_page(dm_worker *w, dm_request *r, const dm_view_entity *self, size_t company, dm_error *error) {
  dm_view_count *list;
  dm_view_company *others;
  dm_put put = dm_reply_object(r);
  put_members(&put, self);
  dm_put_text(&put, "query", dm_printf(r->arena, "entity:%" PRId64, self->id));
  put_known(&put, w, r, self->id);
  size_t count = dm_store_aliases(w->store, r->arena, self->id, &list);
  put_counts(&put, "aliases", list, count);
  count = dm_store_roles(w->store, r->arena, self->id, &list);
  put_counts(&put, "roles", list, count);
  count = dm_store_years(w->store, r->arena, self->id, &list);
  put_counts(&put, "years", list, count);
  count = dm_store_company(w->store, r->arena, self->id, company, &others);
  put_company(&put, others, count);
  dm_put_open(&put, "corrections", '[');
  dm_store_logged(w->store, DM_LOGGED_ENTITY, self->id, 0, SIZE_MAX >> 1, put_logged, &put, error);
  dm_put_close(&put, ']');
  dm_reply_end(&put);
}

void dm_answer_entity(dm_worker *w, dm_request *r) {
  uint64_t company = 30;
  dm_view_entity self;
  dm_error error = {0};
  if (!dm_request_number(r, "company", 0, 500, &company)) return;
  dm_store_read_begin(w->store);
  if (dm_store_read_entity(w->store, r->arena, r->id, &self))
    put_page(w, r, &self, (size_t)company, &error);
  else
    dm_reply_error(r, 404, "there is no such entity");
  if (dm_store_read_end(w->store, &error) != DM_OK || error.status != DM_OK) dm_answer_failure(r, &error);
}
