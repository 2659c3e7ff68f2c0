#include "store/prior.h"

#include <stdlib.h>
#include <string.h>

static const char *body(struct dm_store *store, int64_t document, dm_arena *arena, size_t *size) {
  const char *text = "";
  *size = 0;
  sqlite3_stmt *q = dm_db_query(store, "SELECT text FROM body WHERE document=?1", "i", document);
  if (dm_db_next(store, q)) {
    text = dm_db_copy(arena, q, 0);
    *size = (size_t)sqlite3_column_bytes(q, 0);
    sqlite3_reset(q);
  }
  return text;
}

static const char *words_at(dm_arena *arena, const char *text, size_t size, dm_span span) {
  return span.end <= size ? dm_strndup(arena, text + span.begin, span.end - span.begin) : "";
}

/* mention.was is "begin end type entity ..." (apply.c). */
static int64_t entity_before(const char *was) {
  for (int i = 0; i < 3 && (was = strchr(was, ' ')) != NULL; i++) was++;
  return was ? strtoll(was, NULL, 10) : 0;
}

void dm_store_read_priors(struct dm_store *store, int64_t document, dm_arena *arena, dm_priors *out) {
  if (!dm_db_int(store, 0, "SELECT EXISTS (SELECT 1 FROM correction)", "")) return;
  size_t size, kept = 0;
  const char *text = body(store, document, arena, &size);
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT begin, end, type, entity, was FROM mention WHERE document=?1 ORDER BY begin",
                  "i", document);
  while (dm_db_next(store, q)) {
    dm_span span = {(uint32_t)sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1)};
    const char *was = dm_db_text(q, 4);
    out->items = dm_grow(arena, out->items, out->count, &out->room, sizeof *out->items);
    out->items[out->count++] = (dm_prior){span, dm_db_copy(arena, q, 2), words_at(arena, text, size, span),
                                          *was ? entity_before(was) : sqlite3_column_int64(q, 3)};
  }
  for (size_t i = 0; i < out->count; i++)
    if (dm_db_int(store, 0, "SELECT pinned FROM entity WHERE id=?1", "i", out->items[i].entity))
      out->items[kept++] = out->items[i];
  out->count = kept;
}

static int64_t find(const dm_priors *priors, dm_span span, const char *type, const char *words) {
  int64_t entity = 0;
  for (size_t i = 0; i < priors->count; i++) {
    const dm_prior *p = &priors->items[i];
    if (strcmp(p->type, type) != 0 || strcmp(p->words, words) != 0) continue;
    if (p->span.begin == span.begin) return p->entity;
    if (entity && entity != p->entity) return 0; /* the words alone do not tell */
    entity = p->entity;
  }
  return entity;
}

void dm_store_use_priors(struct dm_store *store, int64_t document, dm_arena *arena, const dm_priors *priors) {
  if (!priors->count) return;
  size_t size;
  const char *text = body(store, document, arena, &size);
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT position, begin, end, type FROM mention WHERE document=?1", "i", document);
  struct {
    int64_t position, entity;
  } *found = NULL;
  size_t count = 0, room = 0;
  while (dm_db_next(store, q)) {
    dm_span span = {(uint32_t)sqlite3_column_int64(q, 1), (uint32_t)sqlite3_column_int64(q, 2)};
    int64_t entity = find(priors, span, dm_db_text(q, 3), words_at(arena, text, size, span));
    if (!entity) continue;
    found = dm_grow(arena, found, count, &room, sizeof *found);
    found[count].position = sqlite3_column_int64(q, 0);
    found[count++].entity = entity;
  }
  for (size_t i = 0; i < count; i++)
    dm_db_do(store, "UPDATE mention SET entity=?3 WHERE document=?1 AND position=?2", "iii", document,
             found[i].position, found[i].entity);
}
