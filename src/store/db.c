#include "store/db.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "store/phrase.h"
#include "store/recent.h"
#include "store/session.h"

static void note(struct dm_store *store) {
  if (store->failed) return;
  dm_db_fail(store, sqlite3_errmsg(store->db));
}

void dm_db_fail(struct dm_store *store, const char *message) {
  store->failed = true;
  snprintf(store->message, sizeof store->message, "%s", message);
}

void dm_db_look_at_limit(struct dm_store *store) {
  if (store->limit && !store->failed && dm_store_past_limit(store->limit))
    dm_db_fail(store, sqlite3_errstr(SQLITE_INTERRUPT));
}

uint32_t dm_db_hash(const char *text) {
  uint32_t h = 2166136261u;
  for (; *text; text++) h = (h ^ (uint8_t)*text) * 16777619u;
  return h;
}

static sqlite3_stmt *prepare(struct dm_store *store, const char *sql) {
  if (store->failed) return NULL;
  uint32_t at = dm_db_hash(sql) % DM_DB_CACHE;
  for (int probes = 0; probes < DM_DB_CACHE; probes++, at = (at + 1) % DM_DB_CACHE) {
    dm_db_cached *slot = &store->cache[at];
    if (slot->sql && strcmp(slot->sql, sql) != 0) continue;
    if (!slot->sql) {
      if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->statement, NULL) !=
          SQLITE_OK) {
        note(store);
        return NULL;
      }
      slot->sql = sqlite3_sql(slot->statement);
    }
    sqlite3_reset(slot->statement);
    return slot->statement;
  }
  dm_db_fail(store, "too many kinds of statements");
  return NULL;
}

static void bind(struct dm_store *store, sqlite3_stmt *statement, const char *format, va_list arguments) {
  int rc = SQLITE_OK;
  for (int i = 1; *format && rc == SQLITE_OK; format++, i++) {
    const char *text;
    void *pointer;
    switch (*format) {
    case 'i': rc = sqlite3_bind_int64(statement, i, va_arg(arguments, int64_t)); break;
    case 'd': rc = sqlite3_bind_double(statement, i, va_arg(arguments, double)); break;
    case 's': rc = sqlite3_bind_text(statement, i, va_arg(arguments, const char *), -1, SQLITE_STATIC); break;
    case 't':
      text = va_arg(arguments, const char *);
      rc = sqlite3_bind_text64(statement, i, text, va_arg(arguments, size_t), SQLITE_STATIC, SQLITE_UTF8);
      break;
    case 'b':
      text = va_arg(arguments, const char *);
      rc = sqlite3_bind_blob64(statement, i, text, va_arg(arguments, size_t), SQLITE_STATIC);
      break;
    case 'p':
      pointer = va_arg(arguments, void *);
      rc = sqlite3_bind_pointer(statement, i, pointer, va_arg(arguments, const char *), NULL);
      break;
    default: rc = sqlite3_bind_null(statement, i);
    }
  }
  if (rc != SQLITE_OK) note(store);
}

bool dm_db_next(struct dm_store *store, sqlite3_stmt *statement) {
  if (!statement || store->failed) return false;
  int rc = sqlite3_step(statement);
  if (rc == SQLITE_ROW) return true;
  if (rc != SQLITE_DONE) note(store);
  sqlite3_reset(statement);
  return false;
}

void dm_db_do(struct dm_store *store, const char *sql, const char *format, ...) {
  sqlite3_stmt *statement = prepare(store, sql);
  if (!statement) return;
  va_list arguments;
  va_start(arguments, format);
  bind(store, statement, format, arguments);
  va_end(arguments);
  while (dm_db_next(store, statement)) {
  }
}

sqlite3_stmt *dm_db_query(struct dm_store *store, const char *sql, const char *format, ...) {
  sqlite3_stmt *statement = prepare(store, sql);
  if (!statement) return NULL;
  va_list arguments;
  va_start(arguments, format);
  bind(store, statement, format, arguments);
  va_end(arguments);
  return statement;
}

int64_t dm_db_int(struct dm_store *store, int64_t missing, const char *sql, const char *format, ...) {
  sqlite3_stmt *statement = prepare(store, sql);
  if (!statement) return missing;
  va_list arguments;
  va_start(arguments, format);
  bind(store, statement, format, arguments);
  va_end(arguments);
  int64_t value = missing;
  if (dm_db_next(store, statement)) {
    if (sqlite3_column_type(statement, 0) != SQLITE_NULL) value = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
  }
  return value;
}

const char *dm_db_text(sqlite3_stmt *statement, int column) {
  const unsigned char *text = sqlite3_column_text(statement, column);
  return text ? (const char *)text : "";
}

char *dm_db_copy(dm_arena *arena, sqlite3_stmt *statement, int column) {
  const char *text = dm_db_text(statement, column);
  return dm_strndup(arena, text, (size_t)sqlite3_column_bytes(statement, column));
}

char *dm_db_copy_or_null(dm_arena *arena, sqlite3_stmt *statement, int column) {
  return sqlite3_column_type(statement, column) == SQLITE_NULL ? NULL : dm_db_copy(arena, statement, column);
}

void dm_db_begin(struct dm_store *store) {
  if (store->group && !sqlite3_get_autocommit(store->db)) return;
  store->held = 0;
  clock_gettime(CLOCK_MONOTONIC, &store->begun);
  dm_db_do(store, "BEGIN IMMEDIATE", "");
  int64_t others = dm_db_int(store, 0, "PRAGMA data_version", "");
  if (others != store->recent_others) dm_recent_forget_all(store);
  store->recent_others = others;
}

void dm_db_rollback(struct dm_store *store) {
  if (sqlite3_get_autocommit(store->db)) return;
  sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  dm_phrases_forget(store);
  dm_recent_forget_all(store);
}

static const double LONGEST = 0.5; /* seconds that a transaction stays open for more documents */

dm_status dm_db_flush(struct dm_store *store, dm_error *error) {
  if (!sqlite3_get_autocommit(store->db)) dm_db_do(store, "COMMIT", "");
  if (store->failed) dm_db_rollback(store);
  return dm_db_status(store, error);
}

dm_status dm_db_commit(struct dm_store *store, dm_error *error) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double open = (double)(now.tv_sec - store->begun.tv_sec) + (double)(now.tv_nsec - store->begun.tv_nsec) / 1e9;
  if (!store->failed && ++store->held < store->group && open < LONGEST) return DM_OK;
  return dm_db_flush(store, error);
}

dm_status dm_db_status(struct dm_store *store, dm_error *error) {
  if (!store->failed) return DM_OK;
  store->failed = false;
  return dm_fail(error, DM_ERR_IO, "archive: %s", store->message);
}
