#include "store/logged.h"

#include "store/apply.h"
#include "store/db.h"

/* A correction's place is known by content, or by path where the content has changed. */
#define COLUMNS                                                                                                \
  "SELECT r.id, r.made, r.who, r.kind, r.undoes, r.begin, r.end, r.quote, r.type, r.entity, r.other, r.value," \
  " d.id, d.reference, (SELECT coalesce(label, name) FROM entity WHERE id = r.entity),"                        \
  " (SELECT coalesce(label, name) FROM entity WHERE id = r.other) FROM correction r"                           \
  " LEFT JOIN document d ON d.id = coalesce((SELECT x.id FROM content c JOIN document x ON x.content = c.id"   \
  "   AND x.ordinal = r.ordinal WHERE c.sha256 = r.sha256), (SELECT x.id FROM source s JOIN document x"        \
  "   ON x.content = s.content AND x.ordinal = r.ordinal WHERE s.path = r.path))"
#define BELOW " AND (?1 = 0 OR r.id < ?1) ORDER BY r.id DESC LIMIT ?2"

static sqlite3_stmt *ask(dm_store *store, dm_logged_of of, int64_t id, int64_t before, int64_t limit) {
  switch (of) {
  case DM_LOGGED_DOCUMENT:
    return dm_db_query(store,
                       COLUMNS " WHERE (r.sha256, r.ordinal) = (SELECT c.sha256, x.ordinal FROM document x"
                               " JOIN content c ON c.id = x.content WHERE x.id = ?3)" BELOW,
                       "iii", before, limit, id);
  case DM_LOGGED_ENTITY:
    return dm_db_query(store,
                       COLUMNS " WHERE (r.entity IN (SELECT id FROM entity WHERE id = ?3 OR merged = ?3)"
                               " OR r.other IN (SELECT id FROM entity WHERE id = ?3 OR merged = ?3))" BELOW,
                       "iii", before, limit, id);
  default: return dm_db_query(store, COLUMNS " WHERE 1" BELOW, "ii", before, limit);
  }
}

dm_status dm_store_logged(dm_store *store, dm_logged_of of, int64_t id, int64_t before, size_t limit,
                          void (*visit)(void *user, const dm_logged *logged), void *user, dm_error *error) {
  sqlite3_stmt *q = ask(store, of, id, before, (int64_t)limit);
  while (dm_db_next(store, q)) {
    dm_logged l = {
        .correction = {.id = sqlite3_column_int64(q, 0),
                       .made = dm_db_text(q, 1),
                       .who = dm_db_text(q, 2),
                       .kind = dm_correction_kind_of(dm_db_text(q, 3)),
                       .undoes = sqlite3_column_int64(q, 4),
                       .span = {(uint32_t)sqlite3_column_int64(q, 5), (uint32_t)sqlite3_column_int64(q, 6)},
                       .quote = dm_db_text(q, 7),
                       .type = dm_db_text(q, 8),
                       .entity = sqlite3_column_int64(q, 9),
                       .other = sqlite3_column_int64(q, 10),
                       .value = dm_db_text(q, 11),
                       .document = sqlite3_column_int64(q, 12)},
        .reference = dm_db_text(q, 13),
        .entity_name = dm_db_text(q, 14),
        .other_name = dm_db_text(q, 15)};
    l.correction.stands = dm_correction_stands(store, l.correction.id);
    visit(user, &l);
  }
  return dm_db_status(store, error);
}

int64_t dm_store_correction_count(dm_store *store) {
  return dm_db_int(store, 0, "SELECT count(*) FROM correction", "");
}

dm_correction_kind dm_correction_named(const char *name) {
  return dm_correction_kind_of(name);
}
