/* Documents into the archive and out of it again. */
#include <string.h>

#include "base/error.h"
#include "store/apply.h"
#include "store/normal.h"
#include "store/pack.h"
#include "store/passage.h"
#include "store/phrase.h"
#include "store/prior.h"
#include "store/recent.h"
#include "store/store.h"
#include "store/write.h"

static const char *field_of(const dm_record *record, const char *name) {
  for (size_t i = 0; i < record->field_count; i++)
    if (!strcmp(record->fields[i].name, name)) return record->fields[i].value;
  return "";
}

/* Empties the tables of everything that belongs to the document but its own row. */
static void clear(dm_store *store, int64_t document, dm_entity_list *touched, dm_arena *arena) {
  dm_filed doc;
  dm_kept_mentions mentions = {0};
  dm_filed_read(store, document, arena, &doc);
  dm_mentions_read(store, document, arena, &mentions);
  dm_store_remember(&doc, arena, touched);
  dm_store_unlink(store, &doc, &mentions);
  for (size_t i = 0; i < doc.crowd.count; i++)
    dm_db_do(store, "DELETE FROM appearance_row WHERE entity=?1 AND document=?2", "ii",
             doc.crowd.members[i].entity, document);
  dm_mentions_delete(store, document);
  dm_db_do(store, "INSERT INTO words(words, rowid, text) VALUES('delete', ?1, ?2)", "it", document, doc.text,
           doc.size);
  dm_db_do(store,
           "INSERT INTO subject_words(subject_words, rowid, subject)"
           " SELECT 'delete', id, subject FROM document WHERE id=?1 AND subject <> ''",
           "i", document);
  dm_db_do(store, "DELETE FROM paragraph WHERE document=?1", "i", document);
  dm_db_do(store, "DELETE FROM citation WHERE document=?1", "i", document);
  dm_db_do(store, "DELETE FROM field_row WHERE document=?1", "i", document);
  dm_db_do(store, "DELETE FROM body_row WHERE document=?1", "i", document);
}

static void write_reference(dm_store *store, int64_t document, const char *list) {
  static const char separators[] = "|,;\n\t";
  while (*list) {
    size_t n = strcspn(list, separators);
    char target[128];
    dm_normal_reference(list, n, target, sizeof target);
    if (*target)
      dm_db_do(store, "INSERT OR IGNORE INTO citation(document, target) VALUES(?1, ?2)", "is", document,
               target);
    list += n + (list[n] != 0);
  }
}

static void write_fields(dm_store *store, int64_t document, const dm_record *record) {
  for (size_t i = 0; i < record->field_count; i++) {
    const dm_field *field = &record->fields[i];
    dm_db_do(store, "INSERT INTO field_row(document, name, position, value) VALUES(?1, ?2, ?3, ?4)", "iiis",
             document, dm_phrase(store, field->name), (int64_t)i, field->value);
    if (!strcmp(field->name, "references") || !strcmp(field->name, "reference"))
      write_reference(store, document, field->value);
  }
}

static void write_passages(dm_store *store, int64_t document, const dm_document *doc, dm_arena *arena) {
  dm_passage *passages;
  size_t count = dm_passages(doc, arena, &passages);
  for (size_t i = 0; i < count; i++) {
    const dm_passage *p = &passages[i];
    char mark[64];
    bool marked = dm_normal_mark(doc->text + p->mark.begin, p->mark.end - p->mark.begin, mark, sizeof mark);
    dm_db_do(store, "INSERT INTO paragraph VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", "iiiiisi", document, (int64_t)i,
             (int64_t)p->span.begin, (int64_t)p->span.end, (int64_t)p->number, marked ? mark : NULL,
             (int64_t)p->zone);
  }
}

static void write_text(dm_store *store, int64_t document, const dm_document *doc, dm_arena *arena) {
  size_t packed;
  const void *bytes = dm_pack_text(arena, doc->text, doc->text_size, &packed);
  dm_db_do(store, "INSERT INTO body_row(document, size, packed) VALUES(?1, ?2, ?3)", "iib", document,
           (int64_t)doc->text_size, (const char *)bytes, packed);
  dm_db_do(store, "INSERT INTO words(rowid, text) VALUES(?1, ?2)", "it", document, doc->text,
           (size_t)doc->text_size);
}

static void delete_row(dm_store *store, int64_t document) {
  dm_recent_forget(store, document);
  dm_db_do(store, "DELETE FROM document WHERE id=?1", "i", document);
}

static int64_t model_of(dm_store *store) {
  return dm_phrase(store, store->model);
}

/* Writes the document's row, over the one with this id if there was one. */
static void write_row(dm_store *store, int64_t content, int64_t id, const dm_record *record, dm_arena *arena,
                      dm_filed *filed) {
  const dm_document *doc = record->doc;
  char date[16], origin[96], reference[128];
  const char *when = field_of(record, "created");
  bool dated = dm_normal_date(*when ? when : field_of(record, "date"), date);
  int class = dm_normal_class(field_of(record, "classification"));
  const char *from = field_of(record, "origin");
  dm_normal_post(from, strlen(from), origin, sizeof origin);
  const char *name = field_of(record, "reference id");
  if (!*name) name = doc->id;
  dm_normal_reference(name, strlen(name), reference, sizeof reference);
  const char *subject = field_of(record, "subject");
  if (!*subject) subject = field_of(record, "title");
  if (id)
    delete_row(store, id);
  else
    id = dm_db_int(store, 0, "SELECT coalesce(max(id), 0) + 1 FROM document", "");
  dm_db_do(store,
           "INSERT INTO document(id, content, ordinal, reference, path, format, date, class, origin,"
           " subject, collection, words, model)"
           " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, -1), ?9, ?10, ?11, ?12, ?13)",
           "iiissisisssii", id, content, (int64_t)record->ordinal, reference, doc->path, (int64_t)doc->format,
           dated ? date : NULL, (int64_t) class, origin, subject, field_of(record, "volume"),
           (int64_t)doc->token_count, model_of(store));
  if (*subject) dm_db_do(store, "INSERT INTO subject_words(rowid, subject) VALUES(?1, ?2)", "is", id, subject);
  *filed = (dm_filed){.id = id,
                      .text = doc->text ? doc->text : "",
                      .size = doc->text_size,
                      .date = dated ? dm_strdup(arena, date) : NULL,
                      .origin = dm_strdup(arena, origin),
                      .collection = field_of(record, "volume")};
}

static int64_t content_of(dm_store *store, const uint8_t *sha256) {
  return dm_db_int(store, 0, "SELECT id FROM content WHERE sha256=?1", "b", (const char *)sha256, (size_t)32);
}

/* The row of these bytes, made if need be, marked as unfinished. */
static int64_t open_content(dm_store *store, const char *path, const uint8_t *sha256) {
  int64_t id = content_of(store, sha256);
  if (id) {
    dm_db_do(store, "UPDATE content SET complete=0, path=?2 WHERE id=?1", "is", id, path);
    return id;
  }
  dm_db_do(store, "INSERT INTO content(sha256, path, model) VALUES(?1, ?2, ?3)", "bsi", (const char *)sha256,
           (size_t)32, path, model_of(store));
  return sqlite3_last_insert_rowid(store->db);
}

/* Removes the documents of a content from ordinal `from` on. */
static void remove_documents(dm_store *store, int64_t content, int64_t from, dm_entity_list *touched,
                             dm_arena *arena) {
  int64_t id;
  while ((id = dm_db_int(store, 0,
                         "SELECT id FROM document WHERE content=?1 AND ordinal>=?2 ORDER BY ordinal LIMIT 1",
                         "ii", content, from)) != 0) {
    clear(store, id, touched, arena);
    delete_row(store, id);
  }
}

static void remove_content(dm_store *store, int64_t content, dm_entity_list *touched, dm_arena *arena) {
  remove_documents(store, content, 0, touched, arena);
  dm_db_do(store, "DELETE FROM content WHERE id=?1", "i", content);
}

/* From now on `path` holds `content`; what it held before goes unless another path still holds it. */
static void move_path(dm_store *store, const char *path, int64_t content, dm_entity_list *touched,
                      dm_arena *arena) {
  int64_t old = dm_db_int(store, 0, "SELECT content FROM source WHERE path=?1", "s", path);
  dm_db_do(store,
           "INSERT INTO source(path, content, run) VALUES(?1, ?2, ?3)"
           " ON CONFLICT DO UPDATE SET content = excluded.content, run = excluded.run",
           "sii", path, content, store->run);
  dm_db_do(store, "DELETE FROM failure WHERE path=?1", "s", path);
  if (old && old != content && !dm_db_int(store, 0, "SELECT 1 FROM source WHERE content=?1", "i", old))
    remove_content(store, old, touched, arena);
  int64_t cut; /* an earlier state of the file whose reading was cut short */
  while ((cut = dm_db_int(store, 0, "SELECT id FROM content WHERE NOT complete AND path=?1 AND id<>?2", "si",
                          path, content)) != 0)
    remove_content(store, cut, touched, arena);
}

static void complete(dm_store *store, const char *path, int64_t content, uint32_t count,
                     dm_entity_list *touched, dm_arena *arena) {
  remove_documents(store, content, count, touched, arena);
  dm_db_do(store, "UPDATE content SET complete=1, path='', model=?2 WHERE id=?1", "ii", content,
           model_of(store));
  move_path(store, path, content, touched, arena);
}

static bool is_fresh(dm_store *store, int64_t content, uint32_t ordinal) {
  return dm_db_int(store, 0, "SELECT 1 FROM document WHERE content=?1 AND ordinal=?2 AND model=?3", "iii",
                   content, (int64_t)ordinal, model_of(store)) != 0;
}

/* The document that stood at this path before its file changed; 0 if there was none. */
static int64_t earlier(dm_store *store, const dm_record *record) {
  return dm_db_int(store, 0,
                   "SELECT d.id FROM source s JOIN document d ON d.content = s.content AND d.ordinal=?2"
                   " WHERE s.path=?1",
                   "si", record->path, (int64_t)record->ordinal);
}

dm_status dm_store_add(dm_store *store, const dm_record *record, bool *replaced, dm_error *error) {
  dm_arena *arena = dm_arena_new();
  dm_entity_list touched = {0};
  dm_db_begin(store);
  int64_t content = open_content(store, record->path, record->sha256);
  *replaced = dm_db_int(store, 0, "SELECT 1 FROM source WHERE path=?1", "s", record->path) != 0;
  if (!is_fresh(store, content, record->ordinal)) {
    int64_t old = dm_db_int(store, 0, "SELECT id FROM document WHERE content=?1 AND ordinal=?2", "ii", content,
                            (int64_t)record->ordinal);
    dm_priors priors = {0};
    int64_t before = old ? old : earlier(store, record);
    if (before) dm_store_read_priors(store, before, arena, &priors);
    if (old) clear(store, old, &touched, arena);
    *replaced |= old != 0;
    dm_filed doc;
    dm_kept_mentions mentions = {0};
    write_row(store, content, old, record, arena, &doc);
    write_text(store, doc.id, record->doc, arena);
    write_fields(store, doc.id, record);
    write_passages(store, doc.id, record->doc, arena);
    dm_mentions_tagged(record->doc, arena, &mentions);
    dm_store_use_priors(&priors, &doc, &mentions, arena);
    dm_store_settle(store, &doc, &mentions, true, arena);
  }
  if (record->ordinal + 1 == record->count)
    complete(store, record->path, content, record->count, &touched, arena);
  dm_store_sweep(store, &touched);
  dm_arena_free(arena);
  return dm_db_commit(store, error);
}

dm_status dm_store_add_none(dm_store *store, const char *path, const uint8_t sha256[32], dm_error *error) {
  dm_arena *arena = dm_arena_new();
  dm_entity_list touched = {0};
  dm_db_begin(store);
  complete(store, path, open_content(store, path, sha256), 0, &touched, arena);
  dm_store_sweep(store, &touched);
  dm_arena_free(arena);
  return dm_db_commit(store, error);
}

dm_status dm_store_look(dm_store *store, const uint8_t sha256[32], dm_content_state *state, dm_error *error) {
  *state = DM_CONTENT_NEW;
  sqlite3_stmt *q = dm_db_query(store, "SELECT complete AND model=?2 FROM content WHERE sha256=?1", "bi",
                                (const char *)sha256, (size_t)32, dm_phrase_known(store, store->model));
  while (dm_db_next(store, q)) *state = sqlite3_column_int(q, 0) ? DM_CONTENT_KNOWN : DM_CONTENT_STALE;
  return dm_db_status(store, error);
}

dm_status dm_store_touch(dm_store *store, const char *path, const uint8_t sha256[32], dm_error *error) {
  dm_arena *arena = dm_arena_new();
  dm_entity_list touched = {0};
  dm_db_begin(store);
  move_path(store, path, content_of(store, sha256), &touched, arena);
  dm_store_sweep(store, &touched);
  dm_arena_free(arena);
  return dm_db_commit(store, error);
}

dm_status dm_store_add_failure(dm_store *store, const dm_error *what, dm_error *error) {
  dm_db_do(store, "INSERT OR REPLACE INTO failure(path, reason, byte, line, run) VALUES(?1, ?2, ?3, ?4, ?5)",
           "ssiii", what->path, what->message, (int64_t)what->byte, (int64_t)what->line, store->run);
  return dm_db_status(store, error);
}
