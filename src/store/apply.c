/* Puts corrections into effect. The log is the truth; everything here can be done anew from it and from what
 * the tagger said, which a corrected mention keeps in `was`. */
#include "store/apply.h"

#include <stdio.h>
#include <string.h>

#include "store/write.h"

bool dm_correction_stands(struct dm_store *store, int64_t id) {
  int64_t undo = id;
  while ((undo = dm_db_int(store, 0, "SELECT min(id) FROM correction WHERE undoes=?1 AND id>?2", "ii", id,
                           undo)) != 0)
    if (dm_correction_stands(store, undo)) return false;
  return true;
}

/* ---- the mentions of a document ---------------------------------------------------------------- */

/* What was said of a mention before anybody corrected it, as restore() reads it. */
#define AS_IT_WAS                                                                                              \
  "was = begin || ' ' || end || ' ' || type || ' ' || coalesce(entity, 0) || ' ' || coalesce(score, -1) || ' " \
  "' ||"                                                                                                       \
  " coalesce(reason, '')"

static const char keep[] = "UPDATE mention SET " AS_IT_WAS " WHERE document=?1 AND position=?2 AND was IS NULL";

static void reject(struct dm_store *store, int64_t document, int64_t position) {
  dm_db_do(store, keep, "ii", document, position);
  dm_db_do(store,
           "UPDATE mention SET state=1, entity=NULL, score=NULL, reason=NULL WHERE document=?1 AND position=?2",
           "ii", document, position);
}

static int64_t overlapping(struct dm_store *store, int64_t document, dm_span span) {
  return dm_db_int(store, -1,
                   "SELECT position FROM mention WHERE document=?1 AND state<>1 AND begin<?3 AND end>?2"
                   " ORDER BY begin LIMIT 1",
                   "iii", document, (int64_t)span.begin, (int64_t)span.end);
}

static int64_t exactly(struct dm_store *store, int64_t document, dm_span span) {
  return dm_db_int(store, -1,
                   "SELECT position FROM mention WHERE document=?1 AND begin=?2 AND end=?3 AND state<>1", "iii",
                   document, (int64_t)span.begin, (int64_t)span.end);
}

/* A person says that the span is a name of this type: whatever else overlaps it is none. */
static void put(struct dm_store *store, int64_t document, dm_span span, const char *type) {
  int64_t at = exactly(store, document, span), other;
  if (at >= 0) {
    dm_db_do(store, keep, "ii", document, at);
    dm_db_do(
        store,
        "UPDATE mention SET type=?3, entity=NULL, score=NULL, reason=NULL WHERE document=?1 AND position=?2",
        "iis", document, at, type);
    return;
  }
  while ((other = overlapping(store, document, span)) >= 0) reject(store, document, other);
  dm_db_do(store,
           "INSERT INTO mention(document, position, begin, end, type, paragraph, confidence, was)"
           " SELECT ?1, (SELECT coalesce(max(position), -1) + 1 FROM mention WHERE document=?1), ?2, ?3, ?4,"
           " (SELECT max(position) FROM paragraph WHERE document=?1 AND begin<=?2), 1, ''",
           "iiis", document, (int64_t)span.begin, (int64_t)span.end, type);
}

static void restore(struct dm_store *store, int64_t document, int64_t position, const char *was) {
  unsigned begin = 0, end = 0;
  char type[64] = "";
  long long entity = 0;
  double score = -1;
  int reason = 0;
  if (sscanf(was, "%u %u %63s %lld %lf %n", &begin, &end, type, &entity, &score, &reason) < 5) return;
  dm_db_do(store,
           "UPDATE mention SET begin=?3, end=?4, type=?5, entity=nullif(?6, 0), score=nullif(?7, -1.0),"
           " reason=nullif(?8, ''), state=0, was=NULL WHERE document=?1 AND position=?2",
           "iiiisids", document, position, (int64_t)begin, (int64_t)end, type, (int64_t)entity, score,
           was + reason);
}

void dm_store_revert(struct dm_store *store, int64_t document, dm_arena *arena) {
  struct {
    int64_t position;
    char *was;
  } *rows = NULL;
  size_t count = 0, room = 0;
  dm_db_do(store, "DELETE FROM mention WHERE document=?1 AND was=''", "i", document); /* marked by a person */
  sqlite3_stmt *q = dm_db_query(
      store, "SELECT position, was FROM mention WHERE document=?1 AND was IS NOT NULL", "i", document);
  while (dm_db_next(store, q)) {
    rows = dm_grow(arena, rows, count, &room, sizeof *rows);
    rows[count].position = sqlite3_column_int64(q, 0);
    rows[count++].was = dm_db_copy(arena, q, 1);
  }
  for (size_t i = 0; i < count; i++) restore(store, document, rows[i].position, rows[i].was);
}

/* Where the quoted words stand now: at their old place, or the nearest to it. */
static bool relocate(const char *text, size_t size, const char *quote, dm_span *span) {
  size_t n = strlen(quote);
  if (span->begin + n <= size && !memcmp(text + span->begin, quote, n)) return true;
  size_t best = SIZE_MAX, distance = SIZE_MAX;
  for (const char *at = text; n && (at = strstr(at, quote)) != NULL; at++) {
    size_t here = (size_t)(at - text), away = here > span->begin ? here - span->begin : span->begin - here;
    if (away < distance) {
      distance = away;
      best = here;
    }
  }
  if (best == SIZE_MAX) return false;
  *span = (dm_span){(uint32_t)best, (uint32_t)(best + n)};
  return true;
}

static void apply_mention(struct dm_store *store, int64_t document, const dm_correction *c, const char *text,
                          size_t size) {
  dm_span span = c->span, to = c->new_span;
  if (!relocate(text, size, c->quote, &span)) return;
  int64_t at = exactly(store, document, span);
  switch (c->kind) {
  case DM_CORRECT_REJECT:
    if (at >= 0) reject(store, document, at);
    break;
  case DM_CORRECT_RETYPE:
  case DM_CORRECT_MARK: put(store, document, span, c->type); break;
  case DM_CORRECT_RESPAN:
    to.begin += span.begin - c->span.begin; /* moved with the words, if they moved */
    to.end += span.begin - c->span.begin;
    if (to.end > size || to.begin >= to.end) break;
    if (at >= 0) reject(store, document, at);
    put(store, document, to, c->type);
    break;
  default: break;
  }
}

static void apply_split(struct dm_store *store, int64_t document, const dm_correction *c, const char *text,
                        size_t size) {
  dm_span span = c->span;
  bool whole = span.begin == span.end;
  if (!whole && !relocate(text, size, c->quote, &span)) return;
  int64_t position = whole ? -1 : exactly(store, document, span);
  if (!whole && position < 0) return;
  dm_db_do(store,
           "UPDATE mention SET " AS_IT_WAS " WHERE document=?1 AND entity=?2 AND (?3 < 0 OR position=?3)"
           " AND was IS NULL",
           "iii", document, c->entity, position);
  dm_db_do(store,
           "UPDATE mention SET entity=?4, score=1, reason='split off by hand' WHERE document=?1 AND entity=?2"
           " AND (?3 < 0 OR position=?3)",
           "iiii", document, c->entity, position, c->other);
}

/* The standing corrections of a document's content, or of its path where the content has changed. */
static size_t load(struct dm_store *store, int64_t document, dm_arena *arena, dm_correction **out) {
  dm_correction *list = NULL;
  size_t count = 0, room = 0, kept = 0;
  sqlite3_stmt *q = dm_db_query(
      store,
      "SELECT id, kind, begin, end, quote, new_begin, new_end, type, entity, other FROM correction WHERE id IN "
      "("
      " SELECT r.id FROM correction r JOIN document d JOIN content c ON c.id = d.content WHERE d.id=?1"
      "  AND r.sha256 = c.sha256 AND r.ordinal = d.ordinal UNION"
      " SELECT r.id FROM correction r JOIN document d WHERE d.id=?1 AND r.path = d.path AND r.ordinal = "
      "d.ordinal)"
      " ORDER BY id",
      "i", document);
  while (dm_db_next(store, q)) {
    list = dm_grow(arena, list, count, &room, sizeof *list);
    dm_correction *c = &list[count++];
    *c = (dm_correction){
        .id = sqlite3_column_int64(q, 0),
        .kind = dm_correction_kind_of(dm_db_text(q, 1)),
        .span = {(uint32_t)sqlite3_column_int64(q, 2), (uint32_t)sqlite3_column_int64(q, 3)},
        .quote = dm_db_copy(arena, q, 4),
        .new_span = {(uint32_t)sqlite3_column_int64(q, 5), (uint32_t)sqlite3_column_int64(q, 6)},
        .type = dm_db_copy(arena, q, 7),
        .entity = sqlite3_column_int64(q, 8),
        .other = sqlite3_column_int64(q, 9)};
  }
  for (size_t i = 0; i < count; i++)
    if (dm_correction_stands(store, list[i].id)) list[kept++] = list[i];
  *out = list;
  return kept;
}

static const char *body(struct dm_store *store, int64_t document, dm_arena *arena, size_t *size) {
  sqlite3_stmt *q = dm_db_query(store, "SELECT text FROM body WHERE document=?1", "i", document);
  const char *text = "";
  *size = 0;
  if (dm_db_next(store, q)) {
    text = dm_db_copy(arena, q, 0);
    *size = (size_t)sqlite3_column_bytes(q, 0);
    sqlite3_reset(q);
  }
  return text;
}

void dm_store_settle(struct dm_store *store, int64_t document) {
  if (!dm_db_int(store, 0, "SELECT EXISTS (SELECT 1 FROM correction)", "")) {
    dm_store_link(store, document);
    return;
  }
  dm_arena *arena = dm_arena_new();
  dm_correction *list;
  size_t size, count = load(store, document, arena, &list), splits = 0;
  const char *text = body(store, document, arena, &size);
  for (size_t i = 0; i < count; i++) {
    if (list[i].kind == DM_CORRECT_SPLIT)
      splits++;
    else
      apply_mention(store, document, &list[i], text, size);
  }
  dm_store_link(store, document);
  if (splits) { /* only now do the mentions have the entities that are to be split */
    dm_store_unlink(store, document, arena);
    for (size_t i = 0; i < count; i++)
      if (list[i].kind == DM_CORRECT_SPLIT) apply_split(store, document, &list[i], text, size);
    dm_store_link(store, document);
  }
  dm_arena_free(arena);
}

/* ---- the entities ------------------------------------------------------------------------------ */

static int64_t root(struct dm_store *store, int64_t entity) {
  return dm_db_int(store, entity, "SELECT coalesce(merged, id) FROM entity WHERE id=?1", "i", entity);
}

void dm_store_settle_entities(struct dm_store *store) {
  dm_arena *arena = dm_arena_new();
  dm_correction *list = NULL;
  size_t count = 0, room = 0;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT id, kind, entity, other, value FROM correction"
                                " WHERE kind IN ('merge', 'rename') ORDER BY id",
                                "");
  while (dm_db_next(store, q)) {
    list = dm_grow(arena, list, count, &room, sizeof *list);
    list[count++] = (dm_correction){.id = sqlite3_column_int64(q, 0),
                                    .kind = dm_correction_kind_of(dm_db_text(q, 1)),
                                    .entity = sqlite3_column_int64(q, 2),
                                    .other = sqlite3_column_int64(q, 3),
                                    .value = dm_db_copy(arena, q, 4)};
  }
  dm_db_do(store, "UPDATE entity SET merged=NULL WHERE merged IS NOT NULL", "");
  dm_db_do(store, "UPDATE entity SET label=NULL WHERE label IS NOT NULL", "");
  for (size_t i = 0; i < count; i++) {
    if (!dm_correction_stands(store, list[i].id)) continue;
    if (list[i].kind == DM_CORRECT_RENAME) {
      dm_db_do(store, "UPDATE entity SET label=?2 WHERE id=?1", "is", list[i].entity, list[i].value);
      continue;
    }
    int64_t kept = root(store, list[i].entity), gone = root(store, list[i].other);
    if (kept != gone) dm_db_do(store, "UPDATE entity SET merged=?1 WHERE id=?2 OR merged=?2", "ii", kept, gone);
  }
  dm_arena_free(arena);
}
