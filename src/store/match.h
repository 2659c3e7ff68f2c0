/* Which documents a query means, and how well each fits. */
#ifndef DM_STORE_MATCH_H
#define DM_STORE_MATCH_H

#include "store/columns.h"
#include "store/db.h"
#include "store/query.h"
#include "store/set.h"

/* What of a query can be shown in a text. */
typedef struct {
  const dm_query **words; /* [word_count] WORDS, not under a NOT */
  size_t word_count, word_room;
  int64_t *entities; /* [entity_count], sorted, not under a NOT */
  size_t entity_count, entity_room;
} dm_shown;

typedef struct {
  dm_set set;
  float *scores; /* [highest + 1]; 0 where nothing in the query has a weight */
  int64_t highest, documents;
  const dm_column *columns; /* [highest + 1]; NULL where the store keeps none */
  bool weighted;            /* something in the query has a weight */
  dm_shown shown;
} dm_match;

/* Everything in `arena`. Failures stick to the store. */
void dm_match_query(struct dm_store *store, dm_arena *arena, const dm_query *query, dm_match *out);

#endif
