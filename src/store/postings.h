/* Which documents hold a phrase, and how often: the full text functions that the index of words is asked with.
 */
#ifndef DM_STORE_POSTINGS_H
#define DM_STORE_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

typedef struct {
  int64_t document;
  uint32_t count;
} dm_posting;

/* In ascending order of documents. */
typedef struct {
  dm_posting *items; /* [count], to be freed */
  size_t count, room;
} dm_postings;

/* Adds to the count of the last document, or appends one that comes after it. */
void dm_postings_add(dm_postings *list, int64_t document, uint32_t count);

/* Teaches a connection the full text functions
 *   dm_times(words)       how often what was asked for stands in the row;
 *   dm_postings(words, p) appends to the dm_postings p (a pointer of DM_POSTINGS_POINTER) every row that holds
 *                         the first phrase asked for, whatever the row is: NULL. One call does what a query
 *                         with dm_times does row by row, in half the time.
 * SQLITE_OK or an error. */
#define DM_POSTINGS_POINTER "dm_postings"
int dm_postings_functions(sqlite3 *db);

#endif
