/* The log of corrections: appending, undoing, reading. */
#include <string.h>

#include "base/error.h"
#include "store/apply.h"
#include "store/write.h"

static const char *const names[DM_CORRECT_COUNT] = {"reject", "retype", "respan", "mark", "merge",
                                                    "split",  "rename", "note",   "undo"};

const char *dm_correction_name(dm_correction_kind kind) {
  return kind < DM_CORRECT_COUNT ? names[kind] : "";
}

dm_correction_kind dm_correction_kind_of(const char *name) {
  int kind = 0;
  while (kind < DM_CORRECT_COUNT && strcmp(names[kind], name) != 0) kind++;
  return (dm_correction_kind)kind;
}

static bool is_place(dm_correction_kind kind) {
  return kind == DM_CORRECT_REJECT || kind == DM_CORRECT_RETYPE || kind == DM_CORRECT_RESPAN ||
         kind == DM_CORRECT_MARK;
}

static bool exists(dm_store *store, int64_t entity) {
  return dm_db_int(store, 0, "SELECT 1 FROM entity WHERE id=?1", "i", entity) != 0;
}

static bool fits(dm_span span, int64_t size) {
  return span.begin < span.end && span.end <= size;
}

/* The type of the mention that stands at this place of the document; NULL if there is none. */
static const char *type_at(dm_store *store, const dm_correction *c, dm_arena *arena) {
  dm_kept_mentions mentions = {0};
  dm_mentions_read(store, c->document, arena, &mentions);
  for (size_t i = 0; i < mentions.count; i++) {
    const dm_kept_mention *m = &mentions.items[i];
    if (!m->rejected && m->span.begin == c->span.begin && m->span.end == c->span.end) return m->type;
  }
  return NULL;
}

/* NULL if the correction makes sense, else why not. */
static const char *objection(dm_store *store, const dm_correction *c, dm_arena *arena) {
  int64_t size =
      !c->document ? 0 : dm_db_int(store, -1, "SELECT size FROM body_row WHERE document=?1", "i", c->document);
  if (size < 0) return "no such document";
  if ((is_place(c->kind) || c->kind == DM_CORRECT_SPLIT) && !c->document) return "needs a document";
  if (is_place(c->kind) && !fits(c->span, size)) return "the place is outside the document";
  bool mention = is_place(c->kind) && type_at(store, c, arena);
  switch (c->kind) {
  case DM_CORRECT_REJECT: return mention ? NULL : "no mention stands there";
  case DM_CORRECT_RETYPE:
    return !mention ? "no mention stands there" : c->type && *c->type ? NULL : "needs a type";
  case DM_CORRECT_RESPAN:
    return !mention ? "no mention stands there" : fits(c->new_span, size) ? NULL : "the new place is outside";
  case DM_CORRECT_MARK: return c->type && *c->type ? NULL : "needs a type";
  case DM_CORRECT_MERGE:
    if (c->entity == c->other) return "an entity cannot be merged with itself";
    return exists(store, c->entity) && exists(store, c->other) ? NULL : "no such entity";
  case DM_CORRECT_SPLIT:
    if (c->span.begin != c->span.end && !type_at(store, c, arena)) return "no mention stands there";
    return dm_db_int(store, 0, "SELECT 1 FROM appearance_row WHERE entity=?1 AND document=?2 AND mentions > 0",
                     "ii", c->entity, c->document)
               ? NULL
               : "the entity does not appear in that document";
  case DM_CORRECT_RENAME:
    return !exists(store, c->entity) ? "no such entity" : c->value && *c->value ? NULL : "needs a name";
  case DM_CORRECT_NOTE:
    if (!c->value || !*c->value) return "needs a text";
    return c->document || exists(store, c->entity) ? NULL : "needs an entity or a document";
  case DM_CORRECT_UNDO:
    if (!dm_db_int(store, 0, "SELECT 1 FROM correction WHERE id=?1", "i", c->undoes))
      return "no such correction";
    return dm_correction_stands(store, c->undoes) ? NULL : "already undone";
  default: return "no such kind of correction";
  }
}

/* A retyped or re-spanned mention keeps the type it had unless another is given. */
static const char *type_of(dm_store *store, const dm_correction *c, dm_arena *arena) {
  if (c->type && *c->type) return c->type;
  return c->kind == DM_CORRECT_RESPAN ? type_at(store, c, arena) : NULL;
}

static void append(dm_store *store, dm_correction *c, dm_arena *arena) {
  dm_db_do(
      store,
      "INSERT INTO correction(made, who, kind, undoes, sha256, path, ordinal, begin, end, quote, new_begin,"
      " new_end, type, entity, other, value)"
      " SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, nullif(?3, 0), c.sha256, d.path, d.ordinal, ?5,"
      " ?6, CAST(substr(CAST(b.text AS BLOB), ?5 + 1, ?6 - ?5) AS TEXT), ?7, ?8, ?9, nullif(?10, 0),"
      " nullif(?11, 0), ?12 FROM (SELECT 1) LEFT JOIN document d ON d.id=?4 LEFT JOIN content c"
      " ON c.id = d.content LEFT JOIN body b ON b.document = d.id",
      "ssiiiiiisiis", c->who, dm_correction_name(c->kind), c->undoes, c->document, (int64_t)c->span.begin,
      (int64_t)c->span.end, (int64_t)c->new_span.begin, (int64_t)c->new_span.end, type_of(store, c, arena),
      c->entity, c->other, c->value);
  c->id = sqlite3_last_insert_rowid(store->db);
}

/* The correction that a chain of undoing comes down to. */
static int64_t target(dm_store *store, int64_t id) {
  int64_t undoes;
  while ((undoes = dm_db_int(store, 0, "SELECT undoes FROM correction WHERE id=?1", "i", id)) != 0) id = undoes;
  return id;
}

/* The document that a correction speaks of, as it is in the archive now; 0 if it is gone. */
static int64_t document_of(dm_store *store, int64_t id) {
  int64_t by_content = dm_db_int(store, 0,
                                 "SELECT d.id FROM correction r JOIN content c ON c.sha256 = r.sha256"
                                 " JOIN document d ON d.content = c.id AND d.ordinal = r.ordinal WHERE r.id=?1",
                                 "i", id);
  if (by_content) return by_content;
  return dm_db_int(store, 0,
                   "SELECT d.id FROM correction r JOIN source s ON s.path = r.path JOIN document d"
                   " ON d.content = s.content AND d.ordinal = r.ordinal WHERE r.id=?1",
                   "i", id);
}

static void take_effect(dm_store *store, int64_t id, dm_arena *arena) {
  int64_t document = document_of(store, target(store, id));
  if (document) {
    dm_filed doc;
    dm_kept_mentions mentions = {0};
    dm_entity_list touched = {0};
    dm_filed_read(store, document, arena, &doc);
    dm_mentions_read(store, document, arena, &mentions);
    dm_store_remember(&doc, arena, &touched);
    dm_store_unlink(store, &doc, &mentions);
    dm_store_revert(&mentions, arena);
    dm_store_settle(store, &doc, &mentions, false, arena);
    dm_store_sweep(store, &touched);
  }
  dm_store_settle_entities(store);
}

static int64_t new_like(dm_store *store, int64_t entity) {
  dm_db_do(store, "INSERT INTO entity(type, name, pinned) SELECT type, name, 1 FROM entity WHERE id=?1", "i",
           entity);
  return sqlite3_last_insert_rowid(store->db);
}

dm_status dm_store_correct(dm_store *store, dm_correction *c, dm_error *error) {
  dm_arena *arena = dm_arena_new();
  dm_db_begin(store);
  const char *why = objection(store, c, arena);
  dm_status status;
  if (why) {
    dm_db_rollback(store);
    status = dm_db_status(store, error);
    if (status == DM_OK) status = dm_fail(error, DM_ERR_ARGUMENT, "%s", why);
  } else {
    if (c->kind == DM_CORRECT_SPLIT) c->other = new_like(store, c->entity);
    append(store, c, arena);
    dm_db_do(store, "UPDATE entity SET pinned=1 WHERE id IN (?1, ?2)", "ii", c->entity, c->other);
    take_effect(store, c->id, arena);
    status = dm_db_commit(store, error);
  }
  dm_arena_free(arena);
  return status;
}

dm_status dm_store_corrections(dm_store *store, void (*visit)(void *user, const dm_correction *correction),
                               void *user, dm_error *error) {
  dm_arena *arena = dm_arena_new();
  sqlite3_stmt *q =
      dm_db_query(store,
                  "SELECT id, made, who, kind, undoes, begin, end, quote, new_begin, new_end, type,"
                  " entity, other, value FROM correction ORDER BY id",
                  "");
  while (dm_db_next(store, q)) {
    dm_correction c = {.id = sqlite3_column_int64(q, 0),
                       .made = dm_db_copy(arena, q, 1),
                       .who = dm_db_copy(arena, q, 2),
                       .kind = dm_correction_kind_of(dm_db_text(q, 3)),
                       .undoes = sqlite3_column_int64(q, 4),
                       .span = {(uint32_t)sqlite3_column_int64(q, 5), (uint32_t)sqlite3_column_int64(q, 6)},
                       .quote = dm_db_copy(arena, q, 7),
                       .new_span = {(uint32_t)sqlite3_column_int64(q, 8), (uint32_t)sqlite3_column_int64(q, 9)},
                       .type = dm_db_copy(arena, q, 10),
                       .entity = sqlite3_column_int64(q, 11),
                       .other = sqlite3_column_int64(q, 12),
                       .value = dm_db_copy(arena, q, 13)};
    c.stands = dm_correction_stands(store, c.id);
    c.document = document_of(store, target(store, c.id));
    visit(user, &c);
  }
  dm_arena_free(arena);
  return dm_db_status(store, error);
}
