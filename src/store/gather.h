/* What a query finds, gathered inside of SQLite: a call for all rows instead of a step for each, which takes
 * most of the time where there are many. */
#ifndef DM_STORE_GATHER_H
#define DM_STORE_GATHER_H

#include <stdint.h>

#include <sqlite3.h>

/* How often each document has what was asked for. */
typedef struct {
  uint32_t *times; /* [highest + 1] */
  int64_t highest;
  const struct dm_store_limit *limit; /* session.h; NULL: none */
  unsigned rows;                      /* counted so far */
} dm_counts;

static inline void dm_counts_add(dm_counts *counts, int64_t document, int64_t times) {
  if (document <= counts->highest) counts->times[document] += (uint32_t)times;
}

/* The kinds of pointers (sqlite3_bind_pointer) that the functions take. */
#define DM_COUNTS_POINTER "dm_counts"
#define DM_SET_POINTER "dm_set"

/* Teaches a connection
 *   dm_times(words)      full text: how often what was asked for stands in the row;
 *   dm_count(words, p)   full text: adds to the dm_counts p, for every row of the index, how often the first
 *                        phrase asked for stands in it, whatever row it is called on; NULL. Interrupted where
 *                        it is past the limit;
 *   dm_collect(id, p)    aggregate: adds the ids of all rows to the dm_set p; NULL.
 * SQLITE_OK or an error. */
int dm_gather_functions(sqlite3 *db);

#endif
