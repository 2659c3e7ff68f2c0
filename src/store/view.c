/* Documents and entities as they are read. */
#include "store/view.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/entities.h"
#include "store/normal.h"
#include "store/tally.h"

static void read_row(dm_store *store, dm_arena *arena, int64_t id, dm_view_document *out) {
  sqlite3_stmt *q =
      dm_db_query(store,
                  "SELECT d.reference, d.path, d.date, d.origin, d.subject, d.collection,"
                  " coalesce(d.class, -1), b.text, d.ordinal, lower(hex(c.sha256)) FROM document d"
                  " JOIN body b ON b.document = d.id JOIN content c ON c.id = d.content WHERE d.id=?1",
                  "i", id);
  while (dm_db_next(store, q)) {
    out->id = id;
    out->reference = dm_db_copy(arena, q, 0);
    out->path = dm_db_copy(arena, q, 1);
    out->date = dm_db_copy(arena, q, 2);
    out->origin = dm_db_copy(arena, q, 3);
    out->subject = dm_db_copy(arena, q, 4);
    out->collection = dm_db_copy(arena, q, 5);
    out->class = sqlite3_column_int(q, 6);
    out->text = dm_db_copy(arena, q, 7);
    out->text_size = (size_t)sqlite3_column_bytes(q, 7);
    out->ordinal = (uint32_t)sqlite3_column_int64(q, 8);
    out->sha256 = dm_db_copy(arena, q, 9);
  }
}

static void read_parts(dm_store *store, dm_arena *arena, dm_view_document *out) {
  size_t room = 0;
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT name, value FROM field WHERE document=?1 ORDER BY position", "i", out->id);
  while (dm_db_next(store, q)) {
    out->fields = dm_grow(arena, out->fields, out->field_count, &room, sizeof *out->fields);
    out->fields[out->field_count++] = (dm_view_field){dm_db_copy(arena, q, 0), dm_db_copy(arena, q, 1)};
  }
  room = 0;
  q = dm_db_query(store,
                  "SELECT begin, end, number, mark, zone FROM paragraph WHERE document=?1 ORDER BY position",
                  "i", out->id);
  while (dm_db_next(store, q)) {
    out->paragraphs = dm_grow(arena, out->paragraphs, out->paragraph_count, &room, sizeof *out->paragraphs);
    out->paragraphs[out->paragraph_count++] = (dm_view_paragraph){
        .span = {(uint32_t)sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1)},
        .number = (uint32_t)sqlite3_column_int64(q, 2),
        .mark = dm_db_copy(arena, q, 3),
        .zone = sqlite3_column_int(q, 4)};
  }
}

static void read_mentions(dm_store *store, dm_arena *arena, dm_view_document *out) {
  size_t room = 0, paragraph = 0;
  sqlite3_stmt *q = dm_db_query(
      store,
      "SELECT m.begin, m.begin + m.size, t.text, m.confidence / 1000.0, coalesce(r.id, 0),"
      " coalesce(r.label, r.name), m.score / 1000.0, p.text FROM mention_row m JOIN phrase t ON t.id = m.type"
      " LEFT JOIN phrase p ON p.id = m.reason LEFT JOIN entity e ON e.id = m.entity LEFT JOIN entity r"
      " ON r.id = coalesce(e.merged, e.id) LEFT JOIN corrected c ON c.mention = m.id"
      " WHERE m.id BETWEEN ?1 << 24 AND (?1 << 24) + 16777215 AND coalesce(c.rejected, 0) = 0 ORDER BY m.id",
      "i", out->id);
  while (dm_db_next(store, q)) {
    dm_view_mention m = {.span = {(uint32_t)sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1)},
                         .type = dm_db_copy(arena, q, 2),
                         .confidence = sqlite3_column_double(q, 3),
                         .entity = sqlite3_column_int64(q, 4),
                         .entity_name = dm_db_copy(arena, q, 5),
                         .score = sqlite3_column_double(q, 6),
                         .reason = dm_db_copy(arena, q, 7)};
    while (paragraph + 1 < out->paragraph_count && out->paragraphs[paragraph + 1].span.begin <= m.span.begin)
      paragraph++;
    m.paragraph = (int64_t)paragraph;
    out->mentions = dm_grow(arena, out->mentions, out->mention_count, &room, sizeof *out->mentions);
    out->mentions[out->mention_count++] = m;
  }
}

bool dm_store_read_document(dm_store *store, dm_arena *arena, int64_t id, dm_view_document *out) {
  *out = (dm_view_document){0};
  read_row(store, arena, id, out);
  if (!out->id) return false;
  read_parts(store, arena, out);
  read_mentions(store, arena, out);
  return true;
}

int64_t dm_store_find_document(dm_store *store, const char *name) {
  if (*name == '#')
    return dm_db_int(store, 0, "SELECT id FROM document WHERE id=?1", "i",
                     (int64_t)strtoll(name + 1, NULL, 10));
  char reference[128];
  dm_normal_reference(name, strlen(name), reference, sizeof reference);
  return dm_db_int(store, 0, "SELECT min(id) FROM document WHERE reference=?1", "s", reference);
}

int64_t dm_store_next_corrected(dm_store *store, int64_t id) {
  return dm_db_int(store, 0, "SELECT min(mention) >> 24 FROM corrected WHERE mention >= (?1 + 1) << 24", "i",
                   id);
}

size_t dm_store_corrected_spans(dm_store *store, dm_arena *arena, int64_t document, dm_span **out) {
  dm_span *list = NULL;
  size_t count = 0, room = 0;
  sqlite3_stmt *q =
      dm_db_query(store,
                  "SELECT m.begin, m.begin + m.size FROM corrected c JOIN mention_row m ON m.id = c.mention"
                  " WHERE c.mention BETWEEN ?1 << 24 AND (?1 << 24) + 16777215 ORDER BY m.id",
                  "i", document);
  while (dm_db_next(store, q)) {
    list = dm_grow(arena, list, count, &room, sizeof *list);
    list[count++] = (dm_span){(uint32_t)sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1)};
  }
  *out = list;
  return count;
}

/* ---- entities ---------------------------------------------------------------------------------- */

bool dm_store_read_entity(dm_store *store, dm_arena *arena, int64_t id, dm_view_entity *out) {
  *out = (dm_view_entity){0};
  int64_t root = dm_db_int(store, 0, "SELECT coalesce(merged, id) FROM entity WHERE id=?1", "i", id);
  sqlite3_stmt *q = dm_db_query(
      store,
      "SELECT r.id, r.type, coalesce(r.label, r.name), CASE count(*) WHEN 1 THEN r.documents ELSE"
      " (SELECT count(DISTINCT a.document) FROM appearance_row a"
      " WHERE a.mentions > 0 AND a.entity IN (SELECT id FROM entity WHERE id=?1 OR merged=?1)) END,"
      " sum(e.mentions), min(e.first), max(e.last) FROM entity r JOIN entity e ON e.id=r.id OR e.merged=r.id"
      " WHERE r.id=?1 GROUP BY r.id",
      "i", root);
  while (dm_db_next(store, q))
    *out = (dm_view_entity){sqlite3_column_int64(q, 0),
                            dm_db_copy(arena, q, 1),
                            dm_db_copy(arena, q, 2),
                            dm_db_copy(arena, q, 5),
                            dm_db_copy(arena, q, 6),
                            (uint64_t)sqlite3_column_int64(q, 3),
                            (uint64_t)sqlite3_column_int64(q, 4)};
  return out->id != 0;
}

static int by_frequency(const void *a, const void *b) {
  const dm_view_entity *p = a, *q = b;
  if (p->documents != q->documents) return p->documents < q->documents ? 1 : -1;
  return (p->id > q->id) - (p->id < q->id);
}

size_t dm_store_find_entities(dm_store *store, dm_arena *arena, const char *type, const char *name,
                              dm_view_entity **out) {
  dm_entity_ids ids = {0};
  char *end;
  int64_t number = strtoll(name, &end, 10);
  if (*name && !*end)
    dm_entities_numbered(store, arena, number, &ids);
  else
    dm_entities_named(store, arena, type, name, false, &ids);
  dm_view_entity *list = dm_alloc(arena, (ids.count + 1) * sizeof *list);
  size_t count = 0;
  for (size_t i = 0; i < ids.count; i++) {
    dm_view_entity entity;
    if (!dm_store_read_entity(store, arena, ids.ids[i], &entity)) continue;
    if (!entity.documents && *end) continue; /* left over from an undone correction */
    size_t k = 0;
    while (k < count && list[k].id != entity.id) k++;
    if (k == count) list[count++] = entity;
  }
  if (count) qsort(list, count, sizeof *list, by_frequency);
  *out = list;
  return count;
}

static size_t counts(dm_store *store, dm_arena *arena, sqlite3_stmt *q, dm_view_count **out) {
  dm_view_count *list = NULL;
  size_t count = 0, room = 0;
  while (dm_db_next(store, q)) {
    list = dm_grow(arena, list, count, &room, sizeof *list);
    list[count++] = (dm_view_count){dm_db_copy(arena, q, 0), (uint64_t)sqlite3_column_int64(q, 1)};
  }
  *out = list;
  return count;
}

#define MEMBERS "(SELECT id FROM entity WHERE id=?1 OR merged=?1)"

const char *dm_store_known(dm_store *store, dm_arena *arena, int64_t entity) {
  const char *id = NULL;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT min(substr(key, 3)) FROM entity_key WHERE entity IN " MEMBERS
                                " AND key BETWEEN 'K=' AND 'K=~' HAVING count(DISTINCT key) = 1",
                                "i", entity);
  while (dm_db_next(store, q)) id = dm_db_copy(arena, q, 0);
  return id;
}

size_t dm_store_aliases(dm_store *store, dm_arena *arena, int64_t entity, dm_view_count **out) {
  return counts(store, arena,
                dm_db_query(store,
                            "SELECT name, sum(count) FROM alias WHERE entity IN " MEMBERS
                            " GROUP BY name ORDER BY 2 DESC, name",
                            "i", entity),
                out);
}

size_t dm_store_years(dm_store *store, dm_arena *arena, int64_t entity, dm_view_count **out) {
  return counts(
      store, arena,
      dm_db_query(store,
                  "SELECT coalesce(substr(d.date, 1, 4), ''), count(DISTINCT d.id) FROM appearance_row a"
                  " JOIN document d ON d.id = a.document WHERE a.mentions > 0 AND a.entity IN " MEMBERS
                  " GROUP BY 1 ORDER BY 1",
                  "i", entity),
      out);
}

size_t dm_store_roles(dm_store *store, dm_arena *arena, int64_t entity, dm_view_count **out) {
  return counts(
      store, arena,
      dm_db_query(
          store,
          "SELECT p.text, count(*) FROM appearance_row a JOIN phrase p ON p.id = a.role WHERE a.mentions > 0"
          " AND a.entity IN " MEMBERS " GROUP BY a.role ORDER BY 2 DESC, 1",
          "i", entity),
      out);
}

static int by_surprise(const void *a, const void *b) {
  const dm_view_company *p = a, *q = b;
  if (p->surprise != q->surprise) return p->surprise < q->surprise ? 1 : -1;
  return (p->entity.id > q->entity.id) - (p->entity.id < q->entity.id);
}

/* How often each other entity is in the documents of this one. */
static void count_company(dm_store *store, dm_arena *arena, int64_t entity, dm_tally *out) {
  dm_merges merges = {0};
  dm_merges_read(store, arena, &merges);
  dm_entity_ids documents = {0}, in = {0};
  sqlite3_stmt *q = dm_db_query(
      store, "SELECT DISTINCT document FROM appearance_row WHERE mentions > 0 AND entity IN " MEMBERS, "i",
      entity);
  while (dm_db_next(store, q)) {
    documents.ids = dm_grow(arena, documents.ids, documents.count, &documents.room, sizeof *documents.ids);
    documents.ids[documents.count++] = sqlite3_column_int64(q, 0);
  }
  for (size_t i = 0; i < documents.count; i++) {
    dm_entities_in(store, arena, &merges, documents.ids[i], &in);
    for (size_t k = 0; k < in.count; k++)
      if (in.ids[k] != entity) dm_tally_add(out, in.ids[k], 0, 1);
  }
}

size_t dm_store_company(dm_store *store, dm_arena *arena, int64_t entity, size_t limit, dm_view_company **out) {
  uint64_t all = (uint64_t)dm_db_int(store, 0, "SELECT count(*) FROM document", "");
  dm_view_entity self;
  *out = NULL;
  if (!dm_store_read_entity(store, arena, entity, &self)) return 0;
  dm_tally met = {.arena = arena};
  count_company(store, arena, self.id, &met);
  size_t count = dm_tally_sort(&met);
  dm_view_company *list = dm_alloc(arena, (count + 1) * sizeof *list);
  for (size_t i = 0; i < count; i++) {
    dm_view_company *c = &list[i];
    c->together = met.items[i].count;
    c->entity.id = met.items[i].a;
    c->entity.documents =
        (uint64_t)dm_db_int(store, 0, "SELECT documents FROM entity WHERE id=?1", "i", c->entity.id);
    if (c->entity.documents < c->together) c->entity.documents = c->together; /* merged: others count too */
    c->surprise = dm_surprise(c->together, self.documents, c->entity.documents, all);
  }
  if (count) qsort(list, count, sizeof *list, by_surprise);
  if (count > limit) count = limit;
  for (size_t i = 0; i < count; i++) {
    uint64_t documents = list[i].entity.documents;
    dm_store_read_entity(store, arena, list[i].entity.id, &list[i].entity);
    list[i].entity.documents = documents;
  }
  *out = list;
  return count;
}
