#include "store/mentions.h"

#include <stdlib.h>

#include "store/phrase.h"

/* The identity that the source gives to a name at this place, NULL if it gives none. */
static const char *given_at(const dm_document *doc, dm_span span, size_t *at) {
  while (*at < doc->given_count && doc->givens[*at].span.end <= span.begin) ++*at;
  for (size_t i = *at; i < doc->given_count && doc->givens[i].span.begin < span.end; i++)
    if (doc->givens[i].key) return doc->givens[i].key;
  return NULL;
}

/* Names in transmission lines are addresses, which the document's fields have: they are nobody that it speaks
 * of. */
void dm_mentions_tagged(const dm_document *doc, dm_arena *arena, dm_kept_mentions *out) {
  size_t given = 0;
  out->items = dm_alloc(arena, (doc->mention_count + 1) * sizeof *out->items);
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_mention *m = &doc->mentions[i];
    if (m->zone == DM_ZONE_TRANSMISSION) continue;
    out->items[out->count++] = (dm_kept_mention){.span = m->span,
                                                 .type = dm_document_type_name(doc, m->type),
                                                 .given = given_at(doc, m->span, &given),
                                                 .confidence = (double)m->confidence,
                                                 .score = -1};
  }
}

static int64_t row_of(int64_t document, size_t position) {
  return document * DM_MENTIONS + (int64_t)position;
}

void dm_mentions_read(struct dm_store *store, int64_t document, dm_arena *arena, dm_kept_mentions *out) {
  sqlite3_stmt *q =
      dm_db_query(store,
                  "SELECT m.begin, m.begin + m.size, t.text, m.confidence / 1000.0, m.entity, coalesce(m.score "
                  "/ 1000.0, -1),"
                  " r.text, c.rejected, c.was, g.identity FROM mention_row m JOIN phrase t ON t.id = m.type"
                  " LEFT JOIN phrase r ON r.id = m.reason LEFT JOIN corrected c ON c.mention = m.id"
                  " LEFT JOIN given g ON g.mention = m.id WHERE m.id BETWEEN ?1 AND ?2 ORDER BY m.id",
                  "ii", row_of(document, 0), row_of(document, DM_MENTIONS - 1));
  while (dm_db_next(store, q)) {
    out->items = dm_grow(arena, out->items, out->count, &out->room, sizeof *out->items);
    out->items[out->count++] =
        (dm_kept_mention){.span = {(uint32_t)sqlite3_column_int64(q, 0), (uint32_t)sqlite3_column_int64(q, 1)},
                          .type = dm_db_copy(arena, q, 2),
                          .confidence = sqlite3_column_double(q, 3),
                          .entity = sqlite3_column_int64(q, 4),
                          .score = sqlite3_column_double(q, 5),
                          .reason = dm_db_copy_or_null(arena, q, 6),
                          .rejected = sqlite3_column_int(q, 7) != 0,
                          .was = dm_db_copy_or_null(arena, q, 8),
                          .given = dm_db_copy_or_null(arena, q, 9)};
  }
}

static int by_place(const void *a, const void *b) {
  const dm_kept_mention *p = a, *q = b;
  if (p->span.begin != q->span.begin) return p->span.begin < q->span.begin ? -1 : 1;
  if (p->span.end != q->span.end) return p->span.end < q->span.end ? -1 : 1;
  return p->rejected - q->rejected;
}

void dm_mentions_sort(dm_kept_mentions *list) {
  if (list->count) qsort(list->items, list->count, sizeof *list->items, by_place);
}

static int64_t thousandths(double share) {
  return (int64_t)(share * 1000 + 0.5);
}

static void write_one(struct dm_store *store, int64_t row, const dm_kept_mention *m) {
  dm_db_do(store,
           "INSERT INTO mention_row(id, begin, size, type, confidence, entity, score, reason)"
           " VALUES(?1, ?2, ?3, ?4, ?5, nullif(?6, 0), nullif(?7, -1), nullif(?8, 0))",
           "iiiiiiii", row, (int64_t)m->span.begin, (int64_t)(m->span.end - m->span.begin),
           dm_phrase(store, m->type), thousandths(m->confidence), m->entity,
           m->score < 0 ? (int64_t)-1 : thousandths(m->score), dm_phrase(store, m->reason));
  if (m->was)
    dm_db_do(store, "INSERT INTO corrected(mention, rejected, was) VALUES(?1, ?2, ?3)", "iis", row,
             (int64_t)m->rejected, m->was);
  if (m->given) dm_db_do(store, "INSERT INTO given(mention, identity) VALUES(?1, ?2)", "is", row, m->given);
}

void dm_mentions_delete(struct dm_store *store, int64_t document) {
  int64_t from = row_of(document, 0), until = row_of(document, DM_MENTIONS - 1);
  dm_db_do(store, "DELETE FROM mention_row WHERE id BETWEEN ?1 AND ?2", "ii", from, until);
  dm_db_do(store, "DELETE FROM corrected WHERE mention BETWEEN ?1 AND ?2", "ii", from, until);
  dm_db_do(store, "DELETE FROM given WHERE mention BETWEEN ?1 AND ?2", "ii", from, until);
}

void dm_mentions_write(struct dm_store *store, int64_t document, dm_kept_mentions *list, bool fresh) {
  if (list->count > DM_MENTIONS) {
    dm_db_fail(store, "a document with more than 16 million names");
    return;
  }
  if (!fresh) dm_mentions_delete(store, document);
  dm_mentions_sort(list);
  for (size_t i = 0; i < list->count; i++) write_one(store, row_of(document, i), &list->items[i]);
}
