#include "store/around.h"

#include <string.h>

#include "store/db.h"

static size_t collect(dm_store *store, dm_arena *arena, sqlite3_stmt *q, dm_cited **out) {
  dm_cited *list = NULL;
  size_t count = 0, room = 0;
  while (dm_db_next(store, q)) {
    list = dm_grow(arena, list, count, &room, sizeof *list);
    list[count++] = (dm_cited){dm_db_copy(arena, q, 0), dm_db_copy(arena, q, 2), dm_db_copy(arena, q, 3),
                               sqlite3_column_int64(q, 1)};
  }
  *out = list;
  return count;
}

size_t dm_store_cites(dm_store *store, dm_arena *arena, int64_t document, dm_cited **out) {
  return collect(
      store, arena,
      dm_db_query(store,
                  "SELECT c.target, d.id, d.date, d.subject FROM citation c LEFT JOIN document d ON d.id"
                  " = (SELECT min(id) FROM document WHERE reference = c.target) WHERE c.document=?1"
                  " ORDER BY c.target",
                  "i", document),
      out);
}

size_t dm_store_cited_by(dm_store *store, dm_arena *arena, int64_t document, dm_cited **out) {
  return collect(
      store, arena,
      dm_db_query(store,
                  "SELECT d.reference, d.id, d.date, d.subject FROM citation c JOIN document d ON d.id"
                  " = c.document WHERE c.target = (SELECT reference FROM document WHERE id=?1)"
                  " AND c.target <> '' ORDER BY d.date, d.id",
                  "i", document),
      out);
}

/* Each arm walks an index and stops at the first row. */
int64_t dm_store_document_before(dm_store *store, int64_t document) {
  return dm_db_int(
      store, 0,
      "WITH here AS (SELECT id, date FROM document WHERE id=?1) SELECT coalesce("
      " (SELECT d.id FROM document d, here WHERE here.date IS NULL AND d.date IS NULL AND d.id < here.id"
      "   ORDER BY d.id DESC LIMIT 1),"
      " (SELECT d.id FROM document d WHERE (SELECT date FROM here) IS NOT NULL AND d.date = (SELECT date FROM "
      "here)"
      "   AND d.id < ?1 ORDER BY d.id DESC LIMIT 1),"
      " (SELECT d.id FROM document d WHERE d.date < coalesce((SELECT date FROM here), '~') ORDER BY d.date "
      "DESC,"
      "   d.id DESC LIMIT 1))",
      "i", document);
}

int64_t dm_store_document_after(dm_store *store, int64_t document) {
  return dm_db_int(
      store, 0,
      "WITH here AS (SELECT id, date FROM document WHERE id=?1) SELECT coalesce("
      " (SELECT d.id FROM document d WHERE (SELECT date FROM here) IS NOT NULL AND d.date = (SELECT date FROM "
      "here)"
      "   AND d.id > ?1 ORDER BY d.id LIMIT 1),"
      " (SELECT d.id FROM document d WHERE d.date > (SELECT date FROM here) ORDER BY d.date, d.id LIMIT 1),"
      " (SELECT d.id FROM document d WHERE d.date IS NULL AND d.id > coalesce((SELECT 0 FROM here WHERE date "
      "IS NOT"
      "   NULL), ?1) ORDER BY d.id LIMIT 1))",
      "i", document);
}

bool dm_store_facts(dm_store *store, dm_arena *arena, int64_t document, dm_document_facts *out) {
  bool found = false;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT d.words, d.format, (SELECT text FROM phrase WHERE id = d.model), "
                                "c.sha256 FROM document d JOIN content c ON c.id = d.content"
                                " WHERE d.id=?1",
                                "i", document);
  while (dm_db_next(store, q)) {
    uint8_t *digest = dm_alloc(arena, 32);
    if (sqlite3_column_bytes(q, 3) == 32) memcpy(digest, sqlite3_column_blob(q, 3), 32);
    *out = (dm_document_facts){sqlite3_column_int64(q, 0), sqlite3_column_int(q, 1), dm_db_copy(arena, q, 2),
                               digest};
    found = true;
  }
  return found;
}
