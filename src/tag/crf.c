#include "tag/crf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int opens(uint32_t label) { /* O, B and S may follow anything that is closed */
  return !label || (label - 1) % 4 == DM_B || (label - 1) % 4 == DM_S;
}

static int closes(uint32_t label) {
  return !label || (label - 1) % 4 == DM_E || (label - 1) % 4 == DM_S;
}

int dm_crf_may_start(uint32_t label) {
  return opens(label);
}
int dm_crf_may_end(uint32_t label) {
  return closes(label);
}

int dm_crf_allowed(uint32_t from, uint32_t to) {
  if (closes(from)) return opens(to);
  return !opens(to) && (from - 1) / 4 == (to - 1) / 4;
}

void dm_lattice_reserve(dm_lattice *lattice, size_t room, uint32_t rows) {
  if (room <= lattice->room) return;
  dm_lattice_free(lattice);
  lattice->alpha = dm_xmalloc(room * rows * sizeof(float));
  lattice->beta = dm_xmalloc(room * rows * sizeof(float));
  lattice->weight = dm_xmalloc(room * rows * sizeof(float));
  lattice->scale = dm_xmalloc(room * sizeof(float));
  lattice->back = dm_xmalloc(room * rows);
  lattice->room = room;
}

void dm_lattice_free(dm_lattice *lattice) {
  free(lattice->alpha);
  free(lattice->beta);
  free(lattice->weight);
  free(lattice->scale);
  free(lattice->back);
  *lattice = (dm_lattice){0};
}

void dm_crf_turn(uint32_t labels, uint32_t rows, const float *potentials, float *turned) {
  for (uint32_t j = 0; j < labels; j++)
    for (uint32_t i = 0; i < rows; i++) turned[j * rows + i] = i < labels ? potentials[i * rows + j] : 0;
}

void dm_crf_viterbi(const dm_crf *crf, dm_lattice *lattice, const float *emissions, size_t n, uint8_t *best) {
  const uint32_t K = crf->labels, R = crf->rows;
  float score[DM_LABELS_MAX], next[DM_LABELS_MAX];
  if (!n) return;
  for (uint32_t j = 0; j < R; j++) score[j] = j < K ? crf->start[j] + emissions[j] : -INFINITY;
  for (size_t t = 1; t < n; t++) {
    crf->kernel->best_step(K, R, score, crf->transitions, next, lattice->back + t * R);
    for (uint32_t j = 0; j < R; j++) score[j] = j < K ? next[j] + emissions[t * R + j] : -INFINITY;
  }
  uint32_t last = 0;
  for (uint32_t j = 0; j < K; j++)
    if (score[j] + crf->end[j] > score[last] + crf->end[last]) last = j;
  for (size_t t = n; t-- > 0;) {
    best[t] = (uint8_t)last;
    if (t) last = lattice->back[t * R + last];
  }
}

/* weight[t] = exp(emission - largest) where allowed, else 0; returns the largest. No allowed label weighs less
 * than the floor, so that the sums of a sentence never vanish, however sure the emissions are. */
static float weigh(const dm_crf *crf, const float *emission, const uint64_t *allowed, float *weight) {
  const float floor = -60;
  float largest = -INFINITY;
  for (uint32_t j = 0; j < crf->labels; j++) {
    int in = !allowed || (allowed[j / 64] >> j % 64 & 1);
    weight[j] = in ? emission[j] : -INFINITY;
    if (weight[j] > largest) largest = weight[j];
  }
  if (largest == -INFINITY) largest = 0;
  for (uint32_t j = 0; j < crf->labels; j++) {
    float under = weight[j] - largest;
    weight[j] = weight[j] == -INFINITY ? 0 : expf(under > floor ? under : floor);
  }
  for (uint32_t j = crf->labels; j < crf->rows; j++) weight[j] = 0;
  return largest;
}

/* Scales x to sum 1; returns the factor, 0 if there was nothing. */
static float normalise(uint32_t rows, float *x) {
  float sum = 0;
  for (uint32_t j = 0; j < rows; j++) sum += x[j];
  float factor = sum > 0 ? 1 / sum : 0;
  for (uint32_t j = 0; j < rows; j++) x[j] *= factor;
  return factor;
}

static double forward(const dm_crf *crf, dm_lattice *lattice, const float *emissions, size_t n,
                      const uint64_t (*allowed)[2]) {
  const uint32_t K = crf->labels, R = crf->rows;
  double log_z = 0;
  for (size_t t = 0; t < n; t++) {
    float *alpha = lattice->alpha + t * R, *weight = lattice->weight + t * R;
    log_z += weigh(crf, emissions + t * R, allowed ? allowed[t] : NULL, weight);
    if (t) {
      const float *before = alpha - R;
      crf->kernel->sum_step(K, R, before, crf->potentials, alpha);
      for (uint32_t j = 0; j < R; j++) alpha[j] *= weight[j];
    } else {
      for (uint32_t j = 0; j < R; j++) alpha[j] = j < K ? expf(crf->start[j]) * weight[j] : 0;
    }
    lattice->scale[t] = normalise(R, alpha);
    if (lattice->scale[t] <= 0) return -INFINITY;
    log_z -= log((double)lattice->scale[t]);
  }
  return log_z;
}

double dm_crf_sums(const dm_crf *crf, dm_lattice *lattice, const float *emissions, size_t n,
                   const uint64_t (*allowed)[2]) {
  const uint32_t K = crf->labels, R = crf->rows;
  if (!n) return 0;
  double log_z = forward(crf, lattice, emissions, n, allowed);
  if (log_z == -INFINITY) return log_z;

  float last = 0, *beta = lattice->beta + (n - 1) * R, *alpha = lattice->alpha + (n - 1) * R;
  for (uint32_t j = 0; j < R; j++) {
    beta[j] = j < K ? expf(crf->end[j]) : 0;
    last += alpha[j] * beta[j];
  }
  if (!(last > 0)) return -INFINITY;
  for (uint32_t j = 0; j < R; j++) beta[j] /= last;
  for (size_t t = n - 1; t-- > 0;) {
    float ahead[DM_LABELS_MAX];
    const float *weight = lattice->weight + (t + 1) * R, *after = lattice->beta + (t + 1) * R;
    beta = lattice->beta + t * R;
    for (uint32_t j = 0; j < R; j++) ahead[j] = weight[j] * after[j] * lattice->scale[t + 1];
    crf->kernel->sum_step(K, R, ahead, crf->turned, beta);
  }
  return log_z + log((double)last);
}

float dm_crf_span(const dm_crf *crf, const dm_lattice *lattice, size_t first, size_t last, uint32_t type) {
  const uint32_t R = crf->rows;
  uint32_t label = dm_label(type, first == last ? DM_S : DM_B);
  float p = lattice->alpha[first * R + label];
  for (size_t t = first + 1; t <= last; t++) {
    uint32_t next = dm_label(type, t == last ? DM_E : DM_I);
    p *= crf->potentials[label * R + next] * lattice->weight[t * R + next] * lattice->scale[t];
    label = next;
  }
  p *= lattice->beta[last * R + label];
  return p > 0 ? p < 1 ? p : 1 : 0;
}
