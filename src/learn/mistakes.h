/* What a model gets wrong, and how far its confidence can be believed. */
#ifndef DM_LEARN_MISTAKES_H
#define DM_LEARN_MISTAKES_H

#include <stdio.h>

#include "dragoman.h"

typedef struct {
  char *text; /* "gold TYPE name -> told TYPE name", '-' for nothing */
  uint64_t count;
} dm_mistake;

typedef struct {
  dm_mistake *items;
  size_t count, room;
} dm_mistakes;

void dm_mistakes_add(dm_mistakes *mistakes, const dm_document *doc);
void dm_mistakes_print(dm_mistakes *mistakes, size_t most, FILE *out); /* the most frequent first */
void dm_mistakes_free(dm_mistakes *mistakes);

enum { DM_BINS = 10 };

/* Mentions by confidence, ten bins of equal width. */
typedef struct {
  uint64_t told[DM_BINS], right[DM_BINS];
  double confidence[DM_BINS]; /* sums */
} dm_calibration;

void dm_calibration_add(dm_calibration *calibration, const dm_document *doc);

/* Expected calibration error (Naeini et al. 2015): mean distance of confidence and share right, by mentions. */
double dm_calibration_error(const dm_calibration *calibration);
void dm_calibration_print(const dm_calibration *calibration, FILE *out);

#endif
