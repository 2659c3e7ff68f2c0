/* Entity precision, recall and F1 by exact span and type: the CoNLL measure. */
#ifndef DM_LEARN_SCORE_H
#define DM_LEARN_SCORE_H

#include <stdio.h>

#include "dragoman.h"

enum { DM_SCORED_TYPES = 31 };

typedef struct {
  char names[DM_SCORED_TYPES][32]; /* in order of first use; the last is for all that do not fit */
  uint32_t types;
  uint64_t right[DM_SCORED_TYPES], told[DM_SCORED_TYPES], gold[DM_SCORED_TYPES];
  uint64_t confused[DM_SCORED_TYPES + 1][DM_SCORED_TYPES + 1]; /* [gold or none][told or none], same span */
} dm_score;

/* Adds the document's mentions against its givens. */
void dm_score_add(dm_score *score, const dm_document *doc);
double dm_score_f1(const dm_score *score); /* of all types, 0..1 */
void dm_score_print(const dm_score *score, FILE *out);
void dm_score_confusion(const dm_score *score, FILE *out);

#endif
