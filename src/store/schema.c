/* The archive's tables, as migrations: entry n brings version n to n + 1. docs/archive-schema.md explains
 * every table. An entry that has been released is never changed; a new one is added below it. */
#include "store/schema.h"

#include "base/error.h"

static const char *const version_1[] = {
    /* documents */
    "CREATE TABLE run(id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, program TEXT "
    "NOT NULL,"
    "  model TEXT NOT NULL, added INTEGER NOT NULL DEFAULT 0, replaced INTEGER NOT NULL "
    "DEFAULT 0,"
    "  skipped INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE content(id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, path TEXT NOT "
    "NULL,"
    "  model TEXT NOT NULL, complete INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE source(path TEXT PRIMARY KEY, content INTEGER NOT NULL REFERENCES "
    "content(id),"
    "  run INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX content_unfinished ON content(path) WHERE NOT complete;"
    "CREATE INDEX source_content ON source(content);"
    "CREATE TABLE failure(path TEXT PRIMARY KEY, reason TEXT NOT NULL, byte INTEGER NOT NULL,"
    "  line INTEGER NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE document(id INTEGER PRIMARY KEY, content INTEGER NOT NULL REFERENCES "
    "content(id),"
    "  ordinal INTEGER NOT NULL, reference TEXT NOT NULL, path TEXT NOT NULL,"
    "  format INTEGER NOT NULL,"
    "  date TEXT, class INTEGER, origin TEXT NOT NULL, subject TEXT NOT NULL, collection TEXT "
    "NOT NULL,"
    "  words INTEGER NOT NULL, model TEXT NOT NULL, UNIQUE(content, ordinal));"
    "CREATE INDEX document_reference ON document(reference);"
    "CREATE INDEX document_date ON document(date);"
    "CREATE INDEX document_class ON document(class);"
    "CREATE INDEX document_origin ON document(origin);"
    "CREATE TABLE body(document INTEGER PRIMARY KEY REFERENCES document(id), text TEXT NOT "
    "NULL);"
    "CREATE TABLE field(document INTEGER NOT NULL REFERENCES document(id), name TEXT NOT NULL,"
    "  position INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY(document, name, position)) "
    "WITHOUT ROWID;"
    "CREATE INDEX field_value ON field(name, value);"
    "CREATE TABLE citation(document INTEGER NOT NULL REFERENCES document(id), target TEXT NOT "
    "NULL,"
    "  PRIMARY KEY(document, target)) WITHOUT ROWID;"
    "CREATE INDEX citation_target ON citation(target);"
    "CREATE TABLE paragraph(document INTEGER NOT NULL REFERENCES document(id), position "
    "INTEGER NOT NULL,"
    "  begin INTEGER NOT NULL, end INTEGER NOT NULL, number INTEGER NOT NULL, mark TEXT, zone "
    "INTEGER NOT NULL,"
    "  PRIMARY KEY(document, position)) WITHOUT ROWID;"
    "CREATE INDEX paragraph_mark ON paragraph(mark, document) WHERE mark IS NOT NULL;", /* entities
                                                                                         */
    "CREATE TABLE entity(id INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, label "
    "TEXT,"
    "  documents INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0, first TEXT, "
    "last TEXT,"
    "  merged INTEGER REFERENCES entity(id), pinned INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX entity_label ON entity(label COLLATE NOCASE) WHERE label IS NOT NULL;"
    "CREATE INDEX entity_merged ON entity(merged) WHERE merged IS NOT NULL;"
    "CREATE TABLE entity_key(key TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity(id),"
    "  PRIMARY KEY(key, entity)) WITHOUT ROWID;"
    "CREATE INDEX entity_key_entity ON entity_key(entity);"
    "CREATE TABLE alias(entity INTEGER NOT NULL REFERENCES entity(id), name TEXT NOT NULL,"
    "  count INTEGER NOT NULL, PRIMARY KEY(entity, name)) WITHOUT ROWID;"
    "CREATE TABLE appearance(entity INTEGER NOT NULL REFERENCES entity(id),"
    "  document INTEGER NOT NULL REFERENCES document(id), mentions INTEGER NOT NULL, score "
    "REAL NOT NULL,"
    "  reason TEXT NOT NULL, role TEXT, PRIMARY KEY(entity, document)) WITHOUT ROWID;"
    "CREATE INDEX appearance_document ON appearance(document, entity);"
    "CREATE TABLE mention(document INTEGER NOT NULL REFERENCES document(id), position INTEGER "
    "NOT NULL,"
    "  begin INTEGER NOT NULL, end INTEGER NOT NULL, type TEXT NOT NULL, paragraph INTEGER,"
    "  confidence REAL NOT NULL, given TEXT, entity INTEGER REFERENCES entity(id), score REAL, "
    "reason TEXT,"
    "  state INTEGER NOT NULL DEFAULT 0, was TEXT, PRIMARY KEY(document, position)) WITHOUT "
    "ROWID;", /* corrections
                 and
                 words */
    "CREATE TABLE correction(id INTEGER PRIMARY KEY, made TEXT NOT NULL, who TEXT NOT NULL, "
    "kind TEXT NOT NULL,"
    "  undoes INTEGER REFERENCES correction(id), sha256 BLOB, path TEXT, ordinal INTEGER, "
    "begin INTEGER,"
    "  end INTEGER, quote TEXT, new_begin INTEGER, new_end INTEGER, type TEXT, entity INTEGER, "
    "other INTEGER,"
    "  value TEXT);"
    "CREATE INDEX correction_content ON correction(sha256, ordinal) WHERE sha256 IS NOT NULL;"
    "CREATE INDEX correction_path ON correction(path, ordinal) WHERE path IS NOT NULL;"
    "CREATE INDEX correction_undoes ON correction(undoes) WHERE undoes IS NOT NULL;"
    "CREATE TRIGGER correction_kept BEFORE DELETE ON correction"
    "  BEGIN SELECT RAISE(ABORT, 'the log of corrections only grows'); END;"
    "CREATE TRIGGER correction_fixed BEFORE UPDATE ON correction"
    "  BEGIN SELECT RAISE(ABORT, 'the log of corrections only grows'); END;"
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,"
    "  tokenize='unicode61 remove_diacritics 2');",
    NULL};

/* Smaller: what repeats is kept once (phrase), texts are compressed, a document's full text is one row, and the
 * entities of a document are one value. X_row is what is stored of X; X itself is a view that reads as before.
 */
static const char *const version_2[] = {
    "CREATE TABLE phrase(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);"
    "INSERT INTO phrase VALUES(1, 'PER'), (2, 'LOC'), (3, 'ORG'), (4, 'MISC'), (5, 'tag'), (6, 'to');"
    "INSERT OR IGNORE INTO phrase(text) SELECT DISTINCT model FROM content UNION SELECT DISTINCT model FROM "
    "document"
    " UNION SELECT DISTINCT name FROM field UNION SELECT DISTINCT type FROM mention UNION SELECT DISTINCT "
    "reason"
    " FROM mention WHERE reason IS NOT NULL UNION SELECT DISTINCT reason FROM appearance UNION SELECT DISTINCT "
    "role"
    " FROM appearance WHERE role IS NOT NULL ORDER BY 1;",
    "CREATE TABLE body_row(document INTEGER PRIMARY KEY REFERENCES document(id), size INTEGER NOT NULL,"
    "  packed BLOB NOT NULL);"
    "INSERT INTO body_row SELECT document, length(CAST(text AS BLOB)), sqlar_compress(CAST(text AS BLOB)) FROM "
    "body"
    "  ORDER BY document;"
    "DROP TABLE body;"
    "CREATE VIEW body AS SELECT document, CAST(sqlar_uncompress(packed, size) AS TEXT) AS text FROM body_row;",
    "CREATE TABLE field_row(document INTEGER NOT NULL REFERENCES document(id), name INTEGER NOT NULL,"
    "  position INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY(document, name, position)) WITHOUT ROWID;"
    "INSERT INTO field_row SELECT document, (SELECT id FROM phrase WHERE text = name), position, value FROM "
    "field;"
    "CREATE INDEX field_tag ON field_row(value, document) WHERE name = 5;"
    "CREATE INDEX field_to ON field_row(value, document) WHERE name = 6;"
    "DROP TABLE field;"
    "CREATE VIEW field AS SELECT f.document, p.text AS name, f.position, f.value FROM field_row f"
    "  JOIN phrase p ON p.id = f.name;",
    "CREATE TABLE mention_row(id INTEGER PRIMARY KEY, begin INTEGER NOT NULL, size INTEGER NOT NULL,"
    "  type INTEGER NOT NULL, confidence INTEGER NOT NULL, entity INTEGER, score INTEGER, reason INTEGER);"
    "CREATE TABLE corrected(mention INTEGER PRIMARY KEY, rejected INTEGER NOT NULL, was TEXT NOT NULL);"
    "CREATE TABLE given(mention INTEGER PRIMARY KEY, identity TEXT NOT NULL);"
    "CREATE TEMP TABLE numbered AS SELECT document AS d, position AS p, document << 24 |"
    "  row_number() OVER (PARTITION BY document ORDER BY begin, end, state, position) - 1 AS id FROM mention;"
    "CREATE UNIQUE INDEX temp.numbered_by ON numbered(d, p);"
    "INSERT INTO mention_row SELECT n.id, begin, end - begin, (SELECT id FROM phrase WHERE text = type),"
    "  CAST(round(confidence * 1000) AS INTEGER), entity, CAST(round(score * 1000) AS INTEGER),"
    "  (SELECT id FROM phrase WHERE text = reason) FROM numbered n JOIN mention ON document = d AND position = "
    "p"
    "  ORDER BY 1;"
    "INSERT INTO corrected SELECT n.id, state, was FROM numbered n JOIN mention ON document = d AND position = "
    "p"
    "  WHERE was IS NOT NULL ORDER BY 1;"
    "INSERT INTO given SELECT n.id, m.given FROM numbered n JOIN mention m ON document = d AND position = p"
    "  WHERE m.given IS NOT NULL ORDER BY 1;"
    "DROP TABLE temp.numbered;"
    "DROP TABLE mention;"
    "CREATE VIEW mention AS SELECT m.id >> 24 AS document, m.id & 16777215 AS position, m.begin,"
    "  m.begin + m.size AS end, t.text AS type, m.confidence / 1000.0 AS confidence, g.identity AS given, "
    "m.entity,"
    "  m.score / 1000.0 AS score, r.text AS reason, coalesce(c.rejected, 0) AS state, c.was FROM mention_row m"
    "  JOIN phrase t ON t.id = m.type LEFT JOIN phrase r ON r.id = m.reason LEFT JOIN corrected c"
    "  ON c.mention = m.id LEFT JOIN given g ON g.mention = m.id;",
    "CREATE TABLE appearance_row(entity INTEGER NOT NULL REFERENCES entity(id),"
    "  document INTEGER NOT NULL REFERENCES document(id), mentions INTEGER NOT NULL, score INTEGER NOT NULL,"
    "  reason INTEGER NOT NULL, role INTEGER, PRIMARY KEY(entity, document)) WITHOUT ROWID;"
    "INSERT INTO appearance_row SELECT entity, document, mentions, CAST(round(score * 1000) AS INTEGER),"
    "  (SELECT id FROM phrase WHERE text = reason), (SELECT id FROM phrase WHERE text = role) FROM appearance;"
    "ALTER TABLE document ADD COLUMN entities BLOB;"
    "UPDATE document SET entities = (SELECT dm_crowd(entity, mentions) FROM (SELECT entity, mentions"
    "  FROM appearance WHERE document = document.id ORDER BY entity)), model = (SELECT id FROM phrase WHERE "
    "text = model);"
    "UPDATE content SET model = (SELECT id FROM phrase WHERE text = model), path = CASE WHEN complete THEN '' "
    "ELSE path"
    "  END;"
    "DROP TABLE appearance;"
    "CREATE VIEW appearance AS SELECT a.entity, a.document, a.mentions, a.score / 1000.0 AS score, r.text AS "
    "reason,"
    "  o.text AS role FROM appearance_row a JOIN phrase r ON r.id = a.reason LEFT JOIN phrase o ON o.id = "
    "a.role;",
    "DROP TABLE words;"
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,"
    "  tokenize='unicode61 remove_diacritics 2');"
    "INSERT INTO words(rowid, text) SELECT document, text FROM body;",
    NULL};

/* Words in subjects are looked for in all of them: in an index that holds nothing else. */
static const char *const version_3[] = {"CREATE INDEX document_subject ON document(subject);", NULL};

/* ... by word, as in texts. */
static const char *const version_4[] = {
    "CREATE VIRTUAL TABLE subject_words USING fts5(subject, content='', columnsize=0,"
    "  tokenize='unicode61 remove_diacritics 2');"
    "INSERT INTO subject_words(subject_words, rank) VALUES('automerge', 8);"
    "INSERT INTO subject_words(rowid, subject) SELECT id, subject FROM document WHERE subject <> '' ORDER BY "
    "id;"
    "INSERT INTO words(words, rank) VALUES('automerge', 8);" /* the index is written over less often */
    "DROP INDEX document_subject;",
    NULL};

static const char *const *const migrations[] = {version_1, version_2, version_3, version_4};

enum { LATEST = sizeof migrations / sizeof *migrations, APPLICATION = 0x44726167 /* "Drag" */ };

static int64_t pragma(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement = NULL;
  int64_t value = -1;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return value;
}

static dm_status run(sqlite3 *db, const char *sql, dm_error *error) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK) return DM_OK;
  return dm_fail(error, DM_ERR_IO, "archive: %s", sqlite3_errmsg(db));
}

/* One version up, wholly or not at all. */
static dm_status step(sqlite3 *db, int64_t version, dm_error *error) {
  char done[96];
  sqlite3_snprintf(sizeof done, done, "PRAGMA application_id=%d; PRAGMA user_version=%lld; COMMIT",
                   (int)APPLICATION, (long long)version + 1);
  dm_status status = DM_OK;
  for (const char *const *part = migrations[version]; *part && status == DM_OK; part++)
    status = run(db, *part, error);
  if (status == DM_OK) status = run(db, done, error);
  if (status != DM_OK) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return status;
}

dm_status dm_schema_ready(sqlite3 *db, int writable, dm_error *error) {
  for (;;) {
    int64_t version = pragma(db, "PRAGMA user_version");
    int64_t application = pragma(db, "PRAGMA application_id");
    if (version < 0) return dm_fail(error, DM_ERR_FORMAT, "not an archive: %s", sqlite3_errmsg(db));
    if (application != APPLICATION && (version || pragma(db, "SELECT count(*) FROM sqlite_master")))
      return dm_fail(error, DM_ERR_FORMAT, "a database, but not an archive of this program");
    if (version > LATEST)
      return dm_fail(error, DM_ERR_FORMAT, "archive of version %lld, this program knows up to %d",
                     (long long)version, (int)LATEST);
    if (version == LATEST) return DM_OK;
    if (!writable)
      return dm_fail(error, DM_ERR_FORMAT, "archive of version %lld; `dragoman index` brings it to %d",
                     (long long)version, (int)LATEST);
    /* Someone else may be doing the same: look again once the lock is ours. */
    dm_status status = run(db, "BEGIN IMMEDIATE", error);
    if (status != DM_OK) return status;
    if (pragma(db, "PRAGMA user_version") != version) {
      sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
      continue;
    }
    status = step(db, version, error);
    if (status != DM_OK) return status;
  }
}

int dm_schema_version(void) {
  return LATEST;
}
