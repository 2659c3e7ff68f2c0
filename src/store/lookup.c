/* How the resolver looks into the archive. */
#include <stdlib.h>
#include <string.h>

#include "store/lookup.h"
#include "store/pack.h"
#include "store/phrase.h"
#include "store/recent.h"
#include "store/view.h"

static int year_of(const char *date) {
  return (int)strtol(date, NULL, 10);
}

static size_t aliases(void *user, dm_arena *arena, int64_t entity, const char *const **out) {
  struct dm_store *store = user;
  const char **list = dm_alloc(arena, DM_ALIASES * sizeof *list);
  size_t count = 0;
  sqlite3_stmt *q = dm_db_query(
      store, "SELECT name FROM alias WHERE entity=?1 ORDER BY count DESC, name LIMIT 12", "i", entity);
  while (count < DM_ALIASES && dm_db_next(store, q)) list[count++] = dm_db_copy(arena, q, 0);
  if (q) sqlite3_reset(q);
  *out = list;
  return count;
}

static size_t find(void *user, dm_arena *arena, const char *key, dm_candidate **out) {
  struct dm_store *store = user;
  dm_candidate *list = dm_alloc(arena, DM_CANDIDATES * sizeof *list);
  size_t count = 0;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT e.id, coalesce(e.label, e.name), e.type, e.documents, e.first, e.last, "
                                "e.mentions FROM entity_key k"
                                " JOIN entity e ON e.id = k.entity WHERE k.key=?1 ORDER BY k.entity LIMIT 48",
                                "s", key);
  while (count < DM_CANDIDATES && dm_db_next(store, q)) {
    dm_candidate *c = &list[count++];
    c->id = sqlite3_column_int64(q, 0);
    c->name = dm_db_copy(arena, q, 1);
    c->type = dm_db_copy(arena, q, 2);
    c->documents = (uint32_t)sqlite3_column_int64(q, 3);
    c->first_year = year_of(dm_db_text(q, 4));
    c->last_year = year_of(dm_db_text(q, 5));
    c->mentions = (uint32_t)sqlite3_column_int64(q, 6);
  }
  if (q) sqlite3_reset(q);
  *out = list;
  return count;
}

/* Marks in `met` which of the others are in the packed crowd. */
static void meet(const uint8_t *crowd, size_t size, const int64_t *others, size_t count, bool *met) {
  dm_crowd_member member;
  for (size_t at = 0; dm_crowd_next(crowd, size, &at, &member);)
    for (size_t i = 0; member.present && i < count; i++) met[i] |= others[i] == member.entity;
}

/* Most have none. */
static int64_t role_known(struct dm_store *store, const char *role) {
  return *role ? dm_phrase_known(store, role) : 0;
}

static void evidence(void *user, int64_t entity, const dm_names *names, const char *role, const int64_t *others,
                     size_t count, dm_evidence *out) {
  struct dm_store *store = user;
  bool met[DM_COMPANY] = {false};
  *out = (dm_evidence){0};
  if (count > DM_COMPANY) count = DM_COMPANY;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT document, role=?2 FROM appearance_row WHERE entity=?1 AND mentions > 0"
                                " ORDER BY document DESC LIMIT 24",
                                "ii", entity, role_known(store, role));
  while (dm_db_next(store, q)) {
    dm_recent document;
    if (!dm_recent_get(store, sqlite3_column_int64(q, 0), &document)) continue;
    meet(document.crowd, document.crowd_size, others, count, met);
    out->sample++;
    out->role += (uint32_t)sqlite3_column_int(q, 1);
    out->origin += *document.origin && !strcmp(document.origin, names->origin);
    out->collection += *document.collection && !strcmp(document.collection, names->collection);
  }
  for (size_t i = 0; i < count; i++) out->company += met[i];
  if (!*names->collection) return;
  q = dm_db_query(
      store,
      "SELECT 1 FROM entity_key WHERE entity=?1 AND key BETWEEN 'G=' || ?2 || '#' AND 'G=' || ?2 || '#~'", "is",
      entity, names->collection);
  while (dm_db_next(store, q)) out->listed = true;
  if (!out->listed) return;
  /* A list comes before the documents it is for. */
  q = dm_db_query(
      store,
      "SELECT role=?2 FROM appearance_row WHERE entity=?1 AND role IS NOT NULL ORDER BY document LIMIT 1", "ii",
      entity, role_known(store, role));
  while (dm_db_next(store, q)) out->office = sqlite3_column_int(q, 0) ? 1 : -1;
}

static const char *known(void *user, dm_arena *arena, int64_t entity) {
  return dm_store_known(user, arena, entity);
}

dm_lookup dm_store_lookup(struct dm_store *store) {
  return (dm_lookup){.user = store, .find = find, .aliases = aliases, .evidence = evidence, .known = known};
}
