/* Linear-chain conditional random field over BIOES labels: label 0 is O, and type t has the four labels
 * 1 + 4t + {B, I, E, S}. Scores are log-potentials; transitions that BIOES forbids score -infinity. */
#ifndef DM_TAG_CRF_H
#define DM_TAG_CRF_H

#include <stddef.h>
#include <stdint.h>

#include "tag/kernel.h"

enum { DM_B = 0, DM_I = 1, DM_E = 2, DM_S = 3 };

enum { DM_LABELS_MAX = 128 }; /* 31 types */

#define DM_NEVER (-1e4f) /* emission of a label that a token cannot have */

/* labels, rounded up to whole vectors: row length of every matrix below */
static inline uint32_t dm_label_rows(uint32_t labels) {
  return (labels + 7) / 8 * 8;
}

static inline uint32_t dm_label(uint32_t type, uint32_t part) {
  return 1 + 4 * type + part;
}

typedef struct {
  uint32_t labels, rows;    /* K, K rounded up */
  const float *transitions; /* [labels][rows] score of i before j */
  const float *potentials;  /* [labels][rows] exp of it; 0 beyond labels */
  const float *turned;      /* [labels][rows] potentials transposed: before j from i */
  const float *start, *end; /* [rows] scores at the ends of a sentence */
  const dm_kernel *kernel;
} dm_crf;

/* potentials[labels][rows] -> turned[labels][rows]. */
void dm_crf_turn(uint32_t labels, uint32_t rows, const float *potentials, float *turned);

int dm_crf_allowed(uint32_t from, uint32_t to); /* by BIOES */
int dm_crf_may_start(uint32_t label);
int dm_crf_may_end(uint32_t label);

/* Memory for sentences of up to `room` tokens. */
typedef struct {
  size_t room;
  float *alpha, *beta, *weight; /* [room][rows]: scaled forward, backward, exp(emission - largest) */
  float *scale;                 /* [room] */
  uint8_t *back;                /* [room][rows] */
} dm_lattice;

void dm_lattice_reserve(dm_lattice *lattice, size_t room, uint32_t rows);
void dm_lattice_free(dm_lattice *lattice);

/* Highest-scoring labelling: emissions[n][rows] -> best[n]. */
void dm_crf_viterbi(const dm_crf *crf, dm_lattice *lattice, const float *emissions, size_t n, uint8_t *best);

/* Forward and backward sums (Rabiner 1989, section V.A: scaled). allowed: [n] sets of labels as bits that the
 * sum is over, two words each (label l is bit l % 64 of word l / 64), NULL for all. Returns log Z, or
 * -INFINITY where no labelling is allowed. After it, the marginal of label l at t is
 * alpha[t][l] * beta[t][l], and of the pair (i, j) at t-1, t:
 * alpha[t-1][i] * potentials[i][j] * weight[t][j] * beta[t][j] * scale[t]. */
double dm_crf_sums(const dm_crf *crf, dm_lattice *lattice, const float *emissions, size_t n,
                   const uint64_t (*allowed)[2]);

/* Probability that exactly the tokens first..last (inclusive) form one mention of `type`; after dm_crf_sums. */
float dm_crf_span(const dm_crf *crf, const dm_lattice *lattice, size_t first, size_t last, uint32_t type);

#endif
