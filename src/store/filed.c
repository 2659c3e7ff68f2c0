#include "store/filed.h"

#include "store/recent.h"

void dm_filed_read(struct dm_store *store, int64_t document, dm_arena *arena, dm_filed *out) {
  *out = (dm_filed){.id = document, .text = "", .origin = "", .collection = ""};
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT b.text, d.date, d.origin, d.collection, d.entities FROM document d"
                                " JOIN body b ON b.document = d.id WHERE d.id=?1",
                                "i", document);
  while (dm_db_next(store, q)) {
    out->text = dm_db_copy(arena, q, 0);
    out->size = (size_t)sqlite3_column_bytes(q, 0);
    out->date = dm_db_copy_or_null(arena, q, 1);
    out->origin = dm_db_copy(arena, q, 2);
    out->collection = dm_db_copy(arena, q, 3);
    const void *crowd = sqlite3_column_blob(q, 4);
    dm_crowd_read(arena, crowd, (size_t)sqlite3_column_bytes(q, 4), &out->crowd);
  }
}

const char *dm_filed_text(struct dm_store *store, int64_t document, dm_arena *arena, size_t *size) {
  const char *text = "";
  *size = 0;
  sqlite3_stmt *q = dm_db_query(store, "SELECT text FROM body WHERE document=?1", "i", document);
  while (dm_db_next(store, q)) {
    text = dm_db_copy(arena, q, 0);
    *size = (size_t)sqlite3_column_bytes(q, 0);
  }
  return text;
}

void dm_filed_write_crowd(struct dm_store *store, const dm_filed *doc, dm_arena *arena) {
  size_t size;
  const void *bytes = dm_crowd_pack(arena, &doc->crowd, &size);
  dm_recent_forget(store, doc->id);
  dm_db_do(store, "UPDATE document SET entities=?2 WHERE id=?1", "ib", doc->id, (const char *)bytes, size);
}
