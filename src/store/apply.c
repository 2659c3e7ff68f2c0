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

/* Remembers what was said of a mention before anybody corrected it, as restore() reads it. */
static void keep(dm_kept_mention *m, dm_arena *arena) {
  if (m->was) return;
  m->was = dm_printf(arena, "%u %u %s %lld %g %s", m->span.begin, m->span.end, m->type, (long long)m->entity,
                     m->score < 0 ? -1.0 : m->score, m->reason ? m->reason : "");
}

static void reject(dm_kept_mention *m, dm_arena *arena) {
  keep(m, arena);
  m->rejected = true;
  m->entity = 0;
  m->score = -1;
  m->reason = NULL;
}

static dm_kept_mention *exactly(const dm_kept_mentions *list, dm_span span) {
  for (size_t i = 0; i < list->count; i++) {
    dm_kept_mention *m = &list->items[i];
    if (!m->rejected && m->span.begin == span.begin && m->span.end == span.end) return m;
  }
  return NULL;
}

/* A person says that the span is a name of this type: whatever else overlaps it is none. */
static void put(dm_kept_mentions *list, dm_span span, const char *type, dm_arena *arena) {
  dm_kept_mention *same = exactly(list, span);
  if (same) {
    keep(same, arena);
    same->type = type;
    same->entity = 0;
    same->score = -1;
    same->reason = NULL;
    return;
  }
  for (size_t i = 0; i < list->count; i++) {
    dm_kept_mention *m = &list->items[i];
    if (!m->rejected && m->span.begin < span.end && m->span.end > span.begin) reject(m, arena);
  }
  list->items = dm_grow(arena, list->items, list->count, &list->room, sizeof *list->items);
  list->items[list->count++] =
      (dm_kept_mention){.span = span, .type = type, .confidence = 1, .score = -1, .was = ""};
}

static void restore(dm_kept_mention *m, dm_arena *arena) {
  unsigned begin = 0, end = 0;
  char type[64] = "";
  long long entity = 0;
  double score = -1;
  int reason = 0;
  if (sscanf(m->was, "%u %u %63s %lld %lf %n", &begin, &end, type, &entity, &score, &reason) < 5) return;
  m->span = (dm_span){begin, end};
  m->type = dm_strdup(arena, type);
  m->entity = entity;
  m->score = score;
  m->reason = m->was[reason] ? m->was + reason : NULL;
  m->rejected = false;
  m->was = NULL;
}

void dm_store_revert(dm_kept_mentions *mentions, dm_arena *arena) {
  size_t kept = 0;
  for (size_t i = 0; i < mentions->count; i++) {
    dm_kept_mention *m = &mentions->items[i];
    if (m->was && !*m->was) continue; /* marked by a person */
    if (m->was) restore(m, arena);
    mentions->items[kept++] = *m;
  }
  mentions->count = kept;
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

static void apply_mention(dm_kept_mentions *list, const dm_correction *c, const dm_filed *doc,
                          dm_arena *arena) {
  dm_span span = c->span, to = c->new_span;
  if (!relocate(doc->text, doc->size, c->quote, &span)) return;
  dm_kept_mention *at = exactly(list, span);
  switch (c->kind) {
  case DM_CORRECT_REJECT:
    if (at) reject(at, arena);
    break;
  case DM_CORRECT_RETYPE:
  case DM_CORRECT_MARK: put(list, span, c->type, arena); break;
  case DM_CORRECT_RESPAN:
    to.begin += span.begin - c->span.begin; /* moved with the words, if they moved */
    to.end += span.begin - c->span.begin;
    if (to.end > doc->size || to.begin >= to.end) break;
    if (at) reject(at, arena);
    put(list, to, c->type, arena);
    break;
  default: break;
  }
}

static void apply_split(dm_kept_mentions *list, const dm_correction *c, const dm_filed *doc, dm_arena *arena) {
  dm_span span = c->span;
  bool whole = span.begin == span.end;
  if (!whole && !relocate(doc->text, doc->size, c->quote, &span)) return;
  const dm_kept_mention *one = whole ? NULL : exactly(list, span);
  if (!whole && !one) return;
  for (size_t i = 0; i < list->count; i++) {
    dm_kept_mention *m = &list->items[i];
    if (m->entity != c->entity || (one && m != one)) continue;
    keep(m, arena);
    m->entity = c->other;
    m->score = 1;
    m->reason = "split off by hand";
  }
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

static void settle(struct dm_store *store, dm_filed *doc, dm_kept_mentions *mentions, dm_arena *arena) {
  dm_correction *list;
  size_t count = load(store, doc->id, arena, &list), splits = 0;
  for (size_t i = 0; i < count; i++) {
    if (list[i].kind == DM_CORRECT_SPLIT)
      splits++;
    else
      apply_mention(mentions, &list[i], doc, arena);
  }
  dm_store_link(store, doc, mentions, arena);
  if (!splits) return;
  /* Only now do the mentions have the entities that are to be split. */
  dm_store_unlink(store, doc, mentions);
  for (size_t i = 0; i < count; i++)
    if (list[i].kind == DM_CORRECT_SPLIT) apply_split(mentions, &list[i], doc, arena);
  dm_store_link(store, doc, mentions, arena);
}

void dm_store_settle(struct dm_store *store, dm_filed *doc, dm_kept_mentions *mentions, bool fresh,
                     dm_arena *arena) {
  if (dm_db_int(store, 0, "SELECT EXISTS (SELECT 1 FROM correction)", ""))
    settle(store, doc, mentions, arena);
  else
    dm_store_link(store, doc, mentions, arena);
  dm_mentions_write(store, doc->id, mentions, fresh);
  dm_filed_write_crowd(store, doc, arena);
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
