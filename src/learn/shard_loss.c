#include <math.h>
#include <string.h>

#include "learn/shard.h"

/* Adds sign * weight * (expected counts) of the lattice to the gradients of emissions and transitions. */
static void count_lattice(dm_shard *s, const dm_crf *crf, size_t row, uint32_t n, float weight) {
  const uint32_t K = crf->labels, R = crf->rows;
  const dm_lattice *l = &s->lattice;
  float *transitions = s->gradient + s->net->at.transitions;
  for (uint32_t t = 0; t < n; t++) {
    const float *alpha = l->alpha + t * R, *beta = l->beta + t * R;
    float *d = s->dscores + (row + t) * R, ahead[DM_LABELS_MAX];
    for (uint32_t j = 0; j < K; j++) d[j] += weight * alpha[j] * beta[j];
    if (!t) continue;
    for (uint32_t j = 0; j < R; j++) ahead[j] = weight * l->weight[t * R + j] * beta[j] * l->scale[t];
    for (uint32_t i = 0; i < K; i++) {
      float a = l->alpha[(t - 1) * R + i];
      if (a > 0)
        for (uint32_t j = 0; j < R; j++) transitions[i * R + j] += a * crf->potentials[i * R + j] * ahead[j];
    }
  }
  for (uint32_t j = 0; j < K; j++) {
    s->gradient[s->net->at.start + j] += weight * l->alpha[j] * l->beta[j];
    s->gradient[s->net->at.end + j] += weight * l->alpha[(n - 1) * R + j] * l->beta[(n - 1) * R + j];
  }
}

/* Loss of a partly labelled sentence: log Z over all labellings minus log Z over the allowed ones. */
void dm_shard_losses(dm_shard *s) {
  const dm_net *net = s->net;
  const dm_batch *b = &s->batch;
  const dm_crf crf = {.labels = net->labels,
                      .rows = net->rows,
                      .transitions = net->dense + net->at.transitions,
                      .potentials = net->potentials,
                      .turned = net->potentials_turned,
                      .kernel = s->kernel,
                      .start = net->dense + net->at.start,
                      .end = net->dense + net->at.end};
  s->loss = 0;
  s->total_weight = 0;
  memset(s->dscores, 0, (size_t)b->rows * net->rows * sizeof(float));
  for (uint32_t i = 0; i < b->sentences; i++) {
    uint32_t first = b->sentence_at[i], n = b->sentence_at[i + 1] - first;
    size_t row = b->row[first];
    const float *emissions = s->scores + row * net->rows;
    float weight = s->weight[first];
    dm_lattice_reserve(&s->lattice, n, net->rows);
    double gold = dm_crf_sums(&crf, &s->lattice, emissions, n, (const uint64_t(*)[2])(s->allowed + first));
    if (gold == -INFINITY) continue; /* labels that BIOES cannot spell: nothing to learn */
    count_lattice(s, &crf, row, n, -weight);
    double all = dm_crf_sums(&crf, &s->lattice, emissions, n, NULL);
    count_lattice(s, &crf, row, n, weight);
    s->loss += (double)weight * (all - gold);
    s->total_weight += weight * (float)n;
  }
}
