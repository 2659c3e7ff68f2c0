#include <stdlib.h>
#include <string.h>

#include "learn/shard.h"

/* Dropout factors: 0 with probability rate, else 1 / (1 - rate). */
static void drop(dm_random *random, size_t n, float rate, float *keep) {
  const float kept = 1 / (1 - rate);
  const uint32_t bound = (uint32_t)(rate * 65536.0f);
  for (size_t i = 0; i < n; i += 4) {
    uint64_t bits = dm_random_next(random);
    for (size_t j = i; j < n && j < i + 4; j++, bits >>= 16) keep[j] = (bits & 0xFFFF) < bound ? 0 : kept;
  }
}

static void add_vector(const dm_table *table, uint32_t row, float factor, float *out) {
  const int8_t *bytes = table->bytes + (size_t)row * table->size;
  factor *= table->scale[row];
  for (uint32_t i = 0; i < table->size; i++) out[i] += factor * bytes[i];
}

void dm_visit_rows(const dm_config *c, const dm_form_rows *r, dm_visit_row *visit, void *user) {
  uint32_t at = 2 * c->vector;
  visit(user, 0, r->lower, at, 1);
  at += c->lower_size;
  for (int i = 0; i < DM_AFFIXES; i++, at += c->affix_size) visit(user, 1, r->affix[i], at, 1);
  for (uint32_t i = 0; i < r->trigrams; i++) visit(user, 2, r->trigram[i], at, 1.0f / (float)r->trigrams);
  at += c->trigram_size;
  visit(user, 3, r->shape, at, 1);
  visit(user, 4, r->cased, at + c->shape_size, 1);
}

typedef struct {
  const dm_net *net;
  float *x;
} gather;

static void gather_row(void *user, int table, uint32_t row, uint32_t at, float factor) {
  gather *g = user;
  const dm_embedding *t = &g->net->tables[table];
  const float *values = t->values + (size_t)row * t->size;
  for (uint32_t i = 0; i < t->size; i++) g->x[at + i] += factor * values[i];
}

static void input(dm_shard *s, const dm_form_rows *rows_of_type, const dm_dropout *dropout) {
  const dm_config *c = &s->net->config;
  const dm_vectors *v = s->net->vectors;
  const uint32_t X = dm_config_input(c), D = c->vector;
  memset(s->x, 0, (size_t)s->type_count * X * sizeof(float));
  drop(&s->random, (size_t)s->type_count * X, dropout->input, s->x_keep);
  for (uint32_t i = 0; i < s->type_count; i++) {
    const dm_form_rows *r = &rows_of_type[s->types[i]];
    float *x = s->x + (size_t)i * X, *keep = s->x_keep + (size_t)i * X;
    if (D) {
      if (r->word[0] != DM_NONE) add_vector(&v->word, r->word[0], 1, x);
      for (uint32_t g = 0; g < r->grams; g++) add_vector(&v->gram, r->gram[g], 1.0f / (float)r->grams, x);
      if (r->word[1] != DM_NONE) add_vector(&v->word, r->word[1], 1, x + D);
    }
    dm_visit_rows(c, r, gather_row, &(gather){s->net, x});
    if (dm_random_unit(&s->random) < dropout->word) memset(keep, 0, 2 * D * sizeof(float));
    if (dm_random_unit(&s->random) < dropout->identity) memset(keep + 2 * D, 0, c->lower_size * sizeof(float));
    for (uint32_t j = 0; j < X; j++) x[j] *= keep[j];
  }
}

static void forward_types(dm_shard *s, const dm_dropout *dropout) {
  const dm_config *c = &s->net->config;
  const float *w = s->net->dense;
  const size_t n = s->type_count, H = c->width, X = dm_config_input(c), TH = c->taps * H;
  for (size_t i = 0; i < n; i++) memcpy(s->u + i * H, w + s->net->at.input_bias, H * sizeof(float));
  s->kernel->gemm(n, H, X, s->x, X, w + s->net->at.input_weight, H, s->u, H);
  drop(&s->random, n * H, dropout->hidden, s->u_keep);
  for (size_t i = 0; i < n * H; i++) {
    if (s->u[i] <= 0) s->u_keep[i] = 0;
    s->u[i] *= s->u_keep[i];
  }
  memset(s->p, 0, n * TH * sizeof(float));
  s->kernel->gemm(n, TH, H, s->u, H, w + s->net->at.first_weight, TH, s->p, TH);
}

static void forward_first(dm_shard *s, const dm_dropout *dropout) {
  const dm_batch *b = &s->batch;
  const dm_config *c = &s->net->config;
  const size_t H = c->width, TH = c->taps * H;
  const float *flags = s->net->dense + s->net->at.flags;
  memset(s->h[0], 0, b->rows * H * sizeof(float));
  for (uint32_t i = 0; i < b->sentences; i++) {
    uint8_t no = dm_random_unit(&s->random) < dropout->gazetteer;
    memset(s->no_gazetteer + b->sentence_at[i], no, b->sentence_at[i + 1] - b->sentence_at[i]);
  }
  for (uint32_t t = 0; t < b->tokens; t++)
    memcpy(s->h[0] + b->row[t] * H, s->net->dense + s->net->at.first_bias, H * sizeof(float));
  FOR_TAPS(b, c->taps, t, n, k) {
    float *h = s->h[0] + b->row[t] * H;
    s->kernel->add(H, s->p + s->local[n] * TH + k * H, h);
    for (uint32_t i = b->flag_at[n]; i < b->flag_at[n + 1]; i++)
      if (!dm_flag_dropped(s, n, b->flag[i])) s->kernel->add(H, flags + b->flag[i] * TH + k * H, h);
  }
  drop(&s->random, b->rows * H, dropout->hidden, s->h_keep);
  for (size_t i = 0; i < b->rows * H; i++) {
    if (s->h[0][i] <= 0) s->h_keep[i] = 0;
    s->h[0][i] *= s->h_keep[i];
  }
}

static void forward_memory(dm_shard *s, float *h) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width;
  memset(s->pooled, 0, b->groups * H * sizeof(float));
  memset(s->recalled, 0, b->groups * H * sizeof(float));
  memset(s->members, 0, b->groups * sizeof(uint32_t));
  for (uint32_t t = 0; t < b->tokens; t++)
    if (b->group[t] != DM_NONE) {
      s->kernel->add(H, h + b->row[t] * H, s->pooled + b->group[t] * H);
      s->members[b->group[t]]++;
    }
  s->kernel->gemm(b->groups, H, H, s->pooled, H, s->net->dense + s->net->at.memory, H, s->recalled, H);
  for (uint32_t t = 0; t < b->tokens; t++)
    if (b->group[t] != DM_NONE)
      s->kernel->axpy(H, 1.0f / (float)s->members[b->group[t]], s->recalled + b->group[t] * H,
                      h + b->row[t] * H);
}

static void forward_layer(dm_shard *s, uint32_t l, const dm_dropout *dropout) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width, d = s->net->config.dilation[l], from = b->pad,
               n = b->rows - 2 * b->pad;
  float *c = s->c[l];
  for (size_t i = 0; i < b->rows; i++)
    memcpy(c + i * H, s->net->dense + s->net->at.layer_bias[l], H * sizeof(float));
  for (size_t k = 0; k < DM_CONV_TAPS; k++)
    s->kernel->gemm(n, H, H, s->h[l] + (from + k * d - d) * H, H,
                    s->net->dense + s->net->at.layer_weight[l] + k * H * H, H, c + from * H, H);
  drop(&s->random, b->rows * H, dropout->layer, s->c_keep[l]);
  memcpy(s->h[l + 1], s->h[l], b->rows * H * sizeof(float));
  for (uint32_t t = 0; t < b->tokens; t++)
    for (size_t i = b->row[t] * H; i < (b->row[t] + 1) * H; i++) {
      if (c[i] <= 0) s->c_keep[l][i] = 0;
      s->h[l + 1][i] += c[i] * s->c_keep[l][i];
    }
}

static void forward_output(dm_shard *s, const dm_dropout *dropout) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width, R = s->net->rows;
  const float *h = s->h[s->net->config.layers];
  drop(&s->random, b->rows * H, dropout->hidden, s->out_keep);
  for (size_t i = 0; i < b->rows * H; i++) s->out[i] = h[i] * s->out_keep[i];
  for (size_t i = 0; i < b->rows; i++)
    memcpy(s->scores + i * R, s->net->dense + s->net->at.output_bias, R * sizeof(float));
  s->kernel->gemm(b->rows, R, H, s->out, H, s->net->dense + s->net->at.output_weight, R, s->scores, R);
}

void dm_shard_forward(dm_shard *s, const dm_form_rows *rows_of_type, const dm_dropout *dropout) {
  const uint32_t layers = s->net->config.layers, memory = s->net->config.memory;
  input(s, rows_of_type, dropout);
  forward_types(s, dropout);
  forward_first(s, dropout);
  for (uint32_t l = 0; l <= layers; l++) {
    if (memory == l && s->batch.groups) forward_memory(s, s->h[l]);
    if (l < layers) forward_layer(s, l, dropout);
  }
  forward_output(s, dropout);
}
