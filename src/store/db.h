/* The store's own way to SQLite: cached statements, bound by a format, with one error that sticks. After a
 * failure every call is a no-op until dm_db_status or dm_db_commit reports it, so that code in between
 * needs no checks of its own. */
#ifndef DM_STORE_DB_H
#define DM_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <time.h>

#include "base/arena.h"
#include "base/entity.h"
#include "dragoman.h"

typedef struct {
  const char *sql; /* a literal: compared by content, kept by address */
  sqlite3_stmt *statement;
} dm_db_cached;

typedef struct {
  char *text; /* NULL: free */
  int64_t id;
} dm_phrase_slot;

enum { DM_DB_CACHE = 256, DM_PHRASES = 2048 };

struct dm_store {
  sqlite3 *db;
  const dm_resolver *resolver;
  dm_db_cached cache[DM_DB_CACHE];    /* open addressing by hash of sql */
  dm_phrase_slot phrases[DM_PHRASES]; /* by hash of text, the latest one stays (phrase.h) */
  const struct dm_store_limit *limit; /* session.h; NULL: none */
  bool failed;
  char message[256];
  int64_t run;
  char *model;
  unsigned group, held;      /* documents a transaction (0: one), and in the open one */
  struct timespec begun;     /* the open transaction */
  struct dm_column *columns; /* [column_count] (columns.h); NULL until they are read */
  size_t column_count;
  int64_t columns_others, columns_own; /* the state of the file they are of */
  bool columns_kept;
  struct dm_recent_slot *recent; /* recent.h; NULL until it is needed */
  int64_t recent_others;         /* the state of the file it is of */
};

/* Fails with "interrupted" where the store is past its limit: between statements, as SQLite itself looks at it
 * only inside of long ones. */
void dm_db_look_at_limit(struct dm_store *store);

/* Binds by format: i int64_t, d double, s text or NULL, t text and its size (const char *, size_t),
 * b blob and its size, p a pointer and SQLite's name for its kind, n NULL. Steps through all rows of a
 * statement that returns none. */
void dm_db_do(struct dm_store *store, const char *sql, const char *format, ...);

/* A statement to step with dm_db_next until that is false; stop early with sqlite3_reset. The same sql must
 * not be in use twice at a time. NULL after a failure, which dm_db_next accepts. */
sqlite3_stmt *dm_db_query(struct dm_store *store, const char *sql, const char *format, ...);
bool dm_db_next(struct dm_store *store, sqlite3_stmt *statement);

/* The first column of the first row; `missing` if there is none. */
int64_t dm_db_int(struct dm_store *store, int64_t missing, const char *sql, const char *format, ...);

const char *dm_db_text(sqlite3_stmt *statement, int column);                    /* "" for NULL */
char *dm_db_copy(dm_arena *arena, sqlite3_stmt *statement, int column);         /* "" for NULL */
char *dm_db_copy_or_null(dm_arena *arena, sqlite3_stmt *statement, int column); /* NULL for NULL */

/* Takes the write lock; commits, or rolls back after a failure. With a group the transaction stays open behind
 * a commit until the group is full or half a second old, and dm_db_begin goes on in it. */
void dm_db_begin(struct dm_store *store);
dm_status dm_db_commit(struct dm_store *store, dm_error *error);
dm_status dm_db_flush(struct dm_store *store, dm_error *error); /* commits what is open */
void dm_db_rollback(struct dm_store *store);
dm_status dm_db_status(struct dm_store *store, dm_error *error); /* reports and clears */
void dm_db_fail(struct dm_store *store, const char *message);
uint32_t dm_db_hash(const char *text);

#endif
