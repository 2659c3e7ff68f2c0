/* Answers to a query, one after the other, without a cap. */
#ifndef DM_STORE_SEARCH_H
#define DM_STORE_SEARCH_H

#include "store/query.h"
#include "store/store.h"

typedef enum { DM_SORT_RELEVANCE, DM_SORT_NEWEST, DM_SORT_OLDEST } dm_sort;

typedef struct dm_search dm_search;

typedef struct {
  int64_t document;
  const char *reference, *path, *date, *origin, *subject, *collection; /* "" if unknown */
  int class;                                                           /* 0..5, -1 unknown */
  double score;         /* 0 where nothing in the query has a weight */
  const char *snippet;  /* part of the text that shows most of what was asked for, on one line */
  const dm_span *marks; /* [mark_count] of snippet, in order */
  size_t mark_count;
} dm_hit;

/* Evaluates the query (which must outlive the search). Without words or names, relevance means newest. */
dm_search *dm_search_open(dm_store *store, const dm_query *query, dm_sort sort, dm_error *error);

/* The same, going on behind the answer of an earlier search for the same query in the same order whose cursor
 * this is. DM_ERR_ARGUMENT if it is no cursor. */
dm_search *dm_search_resume(dm_store *store, const dm_query *query, dm_sort sort, const char *cursor,
                            dm_error *error);

size_t dm_search_count(const dm_search *search);
dm_sort dm_search_order(const dm_search *search);

/* Does another answer follow? It is lost: to be asked last. */
bool dm_search_more(dm_search *search);

/* Where the last answer stands: hexadecimal digits, letters and dots. */
enum { DM_CURSOR_ROOM = 64 };
void dm_search_cursor(const dm_search *search, char out[DM_CURSOR_ROOM]);

/* The next answer, valid until the one after; false at the end or after an error. */
bool dm_search_next(dm_search *search, dm_hit *hit);
dm_status dm_search_close(dm_search *search, dm_error *error); /* says whether all went well */

/* Counts over all answers: name is "class", "from", "year", "tag", "person", "place", "org" or "misc"; values
 * come most frequent first, at most `limit` each. entity is 0 but for names. */
dm_status dm_search_facets(dm_search *search, size_t limit,
                           void (*value)(void *user, const char *name, const char *value, int64_t entity,
                                         uint64_t documents),
                           void *user, dm_error *error);

#endif
