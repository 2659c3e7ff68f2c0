#include "learn/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static dm_parts lay_out(const dm_config *c, uint32_t K, uint32_t R) {
  const size_t H = c->width, TH = c->taps * H;
  dm_parts p;
  size_t at = 0;
#define PART(NAME, SIZE) (p.NAME = at, at += (SIZE))
  PART(input_weight, dm_config_input(c) * H);
  PART(input_bias, H);
  PART(first_weight, H * TH);
  PART(first_bias, H);
  PART(flags, dm_config_flags(c) * TH);
  for (uint32_t i = 0; i < c->layers; i++) {
    PART(layer_weight[i], DM_CONV_TAPS * H * H);
    PART(layer_bias[i], H);
  }
  PART(memory, H * H);
  PART(output_weight, H * R);
  PART(output_bias, R);
  PART(transitions, (size_t)K * R);
  PART(start, R);
  PART(end, R);
  PART(count, 0);
#undef PART
  return p;
}

static void fill(float *x, size_t n, float bound, dm_random *random) {
  for (size_t i = 0; i < n; i++) x[i] = (2 * dm_random_unit(random) - 1) * bound;
}

static void new_table(dm_embedding *t, uint32_t rows, uint32_t size, dm_random *random) {
  size_t n = (size_t)rows * size;
  *t = (dm_embedding){.rows = rows, .size = size};
  t->values = dm_xcalloc(n, sizeof(float));
  t->gradient = dm_xcalloc(n, sizeof(float));
  t->first = dm_xcalloc(n, sizeof(float));
  t->second = dm_xcalloc(n, sizeof(float));
  t->average = dm_xcalloc(n, sizeof(float));
  t->touched = dm_xcalloc(rows, sizeof(uint32_t));
  t->is_touched = dm_xcalloc(rows, 1);
  fill(t->values, n, 0.25f, random);
  memcpy(t->average, t->values, n * sizeof(float));
}

/* Uniform with variance 2 / fan-in (He et al. 2015), as relu follows. */
static void init_weights(dm_net *net, dm_random *random) {
  const dm_config *c = &net->config;
  const size_t H = c->width, TH = c->taps * H, X = dm_config_input(c);
  float *w = net->dense;
  fill(w + net->at.input_weight, X * H, sqrtf(6.0f / (float)X), random);
  fill(w + net->at.first_weight, H * TH, sqrtf(6.0f / (float)TH), random);
  fill(w + net->at.flags, dm_config_flags(c) * TH, 0.05f, random);
  for (uint32_t i = 0; i < c->layers; i++)
    fill(w + net->at.layer_weight[i], DM_CONV_TAPS * H * H, sqrtf(3.0f / (float)(DM_CONV_TAPS * H)), random);
  fill(w + net->at.memory, H * H, 0.3f * sqrtf(3.0f / (float)H), random);
  for (size_t i = 0; i < H; i++) /* columns beyond K stay zero */
    fill(w + net->at.output_weight + i * net->rows, net->labels, sqrtf(3.0f / (float)H), random);
}

/* Gives forbidden transitions a score whose potential is 0; it never gets a gradient. */
static void forbid(dm_net *net) {
  const uint32_t K = net->labels, R = net->rows;
  float *transitions = net->dense + net->at.transitions;
  for (uint32_t i = 0; i < K; i++)
    for (uint32_t j = 0; j < R; j++)
      if (j >= K || !dm_crf_allowed(i, j)) transitions[i * R + j] = -1e4f;
  for (uint32_t j = 0; j < R; j++) {
    if (j >= K || !dm_crf_may_start(j)) net->dense[net->at.start + j] = -1e4f;
    if (j >= K || !dm_crf_may_end(j)) net->dense[net->at.end + j] = -1e4f;
  }
}

void dm_net_new(dm_net *net, const dm_config *c, const dm_vectors *vectors, uint64_t seed) {
  dm_random random = dm_random_seed(seed);
  *net = (dm_net){.config = *c, .vectors = vectors, .labels = 1 + 4 * c->types};
  net->rows = dm_label_rows(net->labels);
  net->at = lay_out(c, net->labels, net->rows);
  net->dense = dm_xcalloc(net->at.count, sizeof(float));
  net->first = dm_xcalloc(net->at.count, sizeof(float));
  net->second = dm_xcalloc(net->at.count, sizeof(float));
  net->average = dm_xcalloc(net->at.count, sizeof(float));
  net->turned = dm_xcalloc(net->at.count, sizeof(float));
  net->potentials = dm_xcalloc((size_t)net->labels * net->rows, sizeof(float));
  net->potentials_turned = dm_xcalloc((size_t)net->labels * net->rows, sizeof(float));
  new_table(&net->tables[0], c->lower_rows, c->lower_size, &random);
  new_table(&net->tables[1], c->affix_rows, c->affix_size, &random);
  new_table(&net->tables[2], c->trigram_rows, c->trigram_size, &random);
  new_table(&net->tables[3], c->shape_rows, c->shape_size, &random);
  new_table(&net->tables[4], DM_CASES, c->cased_size, &random);
  init_weights(net, &random);
  forbid(net);
  memcpy(net->average, net->dense, net->at.count * sizeof(float));
  dm_net_turn(net);
}

void dm_net_free(dm_net *net) {
  for (int i = 0; i < DM_TABLES; i++) {
    dm_embedding *t = &net->tables[i];
    free(t->values);
    free(t->gradient);
    free(t->first);
    free(t->second);
    free(t->average);
    free(t->touched);
    free(t->is_touched);
  }
  free(net->dense);
  free(net->first);
  free(net->second);
  free(net->average);
  free(net->turned);
  free(net->potentials);
  free(net->potentials_turned);
  *net = (dm_net){0};
}

void dm_transpose(const float *from, size_t rows, size_t columns, float *to) {
  enum { TILE = 16 };
  for (size_t i = 0; i < rows; i += TILE)
    for (size_t j = 0; j < columns; j += TILE)
      for (size_t a = i; a < i + TILE && a < rows; a++)
        for (size_t b = j; b < j + TILE && b < columns; b++) to[b * rows + a] = from[a * columns + b];
}

void dm_net_turn(dm_net *net) {
  const dm_config *c = &net->config;
  const dm_parts *at = &net->at;
  const size_t H = c->width, X = dm_config_input(c), TH = c->taps * H;
  dm_transpose(net->dense + at->input_weight, X, H, net->turned + at->input_weight);
  dm_transpose(net->dense + at->first_weight, H, TH, net->turned + at->first_weight);
  dm_transpose(net->dense + at->memory, H, H, net->turned + at->memory);
  dm_transpose(net->dense + at->output_weight, H, net->rows, net->turned + at->output_weight);
  for (uint32_t i = 0; i < c->layers; i++)
    for (size_t k = 0; k < DM_CONV_TAPS; k++)
      dm_transpose(net->dense + at->layer_weight[i] + k * H * H, H, H,
                   net->turned + at->layer_weight[i] + k * H * H);
  for (size_t i = 0; i < (size_t)net->labels * net->rows; i++)
    net->potentials[i] = expf(net->dense[at->transitions + i]);
  dm_crf_turn(net->labels, net->rows, net->potentials, net->potentials_turned);
}

/* ---- Adam ------------------------------------------------------------------------------ */

typedef struct {
  float rate, first, second, floor, keep; /* keep: share of the running mean that stays */
} step;

static void adam(size_t n, const step *s, const float *gradient, float *value, float *first, float *second) {
  const float b1 = 0.9f, b2 = 0.98f;
  for (size_t i = 0; i < n; i++) {
    float g = gradient[i];
    first[i] = b1 * first[i] + (1 - b1) * g;
    second[i] = b2 * second[i] + (1 - b2) * g * g;
    value[i] -= s->rate * (first[i] * s->first) / (sqrtf(second[i] * s->second) + s->floor);
  }
}

static void average(size_t n, float keep, const float *value, float *mean) {
  for (size_t i = 0; i < n; i++) mean[i] += (1 - keep) * (value[i] - mean[i]);
}

void dm_net_step(dm_net *net, const float *gradient, float rate) {
  double t = (double)++net->steps;
  double keep = (1 + t) / (10 + t);
  step s = {.rate = rate,
            .first = (float)(1 / (1 - pow(0.9, t))),
            .second = (float)(1 / (1 - pow(0.98, t))),
            .floor = 1e-8f,
            .keep = (float)(keep < 0.998 ? keep : 0.998)};
  adam(net->at.count, &s, gradient, net->dense, net->first, net->second);
  forbid(net);
  average(net->at.count, s.keep, net->dense, net->average);
  for (int i = 0; i < DM_TABLES; i++) {
    dm_embedding *table = &net->tables[i];
    for (uint32_t j = 0; j < table->touched_count; j++) {
      size_t row = (size_t)table->touched[j] * table->size;
      adam(table->size, &s, table->gradient + row, table->values + row, table->first + row,
           table->second + row);
      memset(table->gradient + row, 0, table->size * sizeof(float));
      table->is_touched[table->touched[j]] = 0;
    }
    table->touched_count = 0;
    average((size_t)table->rows * table->size, s.keep, table->values, table->average);
  }
  dm_net_turn(net);
}
