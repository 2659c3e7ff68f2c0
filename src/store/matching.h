/* A query being matched: shared by match.c, which walks the tree, match_words.c and match_field.c, which do its
 * leaves. A leaf is one pass over one index and gives a set of documents. */
#ifndef DM_STORE_MATCHING_H
#define DM_STORE_MATCHING_H

#include "base/buffer.h"
#include "store/gather.h"
#include "store/match.h"

typedef struct {
  struct dm_store *store;
  dm_arena *arena;
  dm_match *match;
  dm_counts counts;     /* of the leaf at hand; all 0 between leaves */
  bool negated;         /* under a NOT: no weights, nothing to show */
  const dm_set *within; /* no other documents matter, NULL: any may */
} matching;

/* The documents that have been counted. What is not negated adds to their scores as BM25 does without regard to
 * length: idf * tf * 2.2 / (tf + 1.2). */
dm_set dm_settle(matching *m);

dm_set dm_match_words(matching *m, const dm_query *q); /* WORDS */
dm_set dm_match_near(matching *m, const dm_query *q);  /* NEAR */
dm_set dm_match_field(matching *m, const dm_query *q); /* FIELD */
dm_set dm_match_all(matching *m);

/* Appends the words to a full text query, as a phrase. */
void dm_put_quoted(dm_buffer *out, const dm_query *words);

static inline dm_set dm_no_documents(const matching *m) {
  return dm_set_new(m->arena, m->match->highest);
}

#endif
