#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "learn/shard.h"

static void sum_rows(size_t rows, size_t columns, const float *x, float *sum) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) sum[j] += x[i * columns + j];
}

static void backward_output(dm_shard *s) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width, R = s->net->rows;
  dm_transpose(s->out, b->rows, H, s->turned);
  s->kernel->gemm(H, R, b->rows, s->turned, b->rows, s->dscores, R, s->gradient + s->net->at.output_weight, R);
  sum_rows(b->rows, R, s->dscores, s->gradient + s->net->at.output_bias);
  memset(s->dh, 0, b->rows * H * sizeof(float));
  s->kernel->gemm(b->rows, H, R, s->dscores, R, s->net->turned + s->net->at.output_weight, H, s->dh, H);
  for (size_t i = 0; i < b->rows * H; i++) s->dh[i] *= s->out_keep[i];
}

static void backward_memory(dm_shard *s) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width;
  memset(s->recalled, 0, b->groups * H * sizeof(float)); /* now the gradient of `recalled` */
  for (uint32_t t = 0; t < b->tokens; t++)
    if (b->group[t] != DM_NONE)
      s->kernel->axpy(H, 1.0f / (float)s->members[b->group[t]], s->dh + b->row[t] * H,
                      s->recalled + b->group[t] * H);
  float *turned = dm_xmalloc(b->groups * H * sizeof(float));
  dm_transpose(s->pooled, b->groups, H, turned);
  s->kernel->gemm(H, H, b->groups, turned, b->groups, s->recalled, H, s->gradient + s->net->at.memory, H);
  free(turned);
  memset(s->pooled, 0, b->groups * H * sizeof(float)); /* now the gradient of `pooled` */
  s->kernel->gemm(b->groups, H, H, s->recalled, H, s->net->turned + s->net->at.memory, H, s->pooled, H);
  for (uint32_t t = 0; t < b->tokens; t++)
    if (b->group[t] != DM_NONE) s->kernel->add(H, s->pooled + b->group[t] * H, s->dh + b->row[t] * H);
}

static void backward_layer(dm_shard *s, uint32_t l) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width, d = s->net->config.dilation[l], from = b->pad,
               n = b->rows - 2 * b->pad;
  memset(s->dc, 0, b->rows * H * sizeof(float));
  for (uint32_t t = 0; t < b->tokens; t++)
    for (size_t i = b->row[t] * H; i < (b->row[t] + 1) * H; i++) s->dc[i] = s->dh[i] * s->c_keep[l][i];
  sum_rows(b->rows, H, s->dc, s->gradient + s->net->at.layer_bias[l]);
  dm_transpose(s->h[l], b->rows, H, s->turned);
  for (size_t k = 0; k < DM_CONV_TAPS; k++) {
    s->kernel->gemm(H, H, n, s->turned + from + k * d - d, b->rows, s->dc + from * H, H,
                    s->gradient + s->net->at.layer_weight[l] + k * H * H, H);
    s->kernel->gemm(n, H, H, s->dc + from * H, H, s->net->turned + s->net->at.layer_weight[l] + k * H * H, H,
                    s->dh + (from + k * d - d) * H, H);
  }
}

static void backward_first(dm_shard *s) {
  const dm_batch *b = &s->batch;
  const dm_config *c = &s->net->config;
  const size_t H = c->width, TH = c->taps * H;
  float *flags = s->gradient + s->net->at.flags;
  for (size_t i = 0; i < b->rows * H; i++) s->dh[i] *= s->h_keep[i];
  memset(s->dp, 0, s->type_count * TH * sizeof(float));
  FOR_TAPS(b, c->taps, t, n, k) {
    const float *d = s->dh + b->row[t] * H;
    s->kernel->add(H, d, s->dp + s->local[n] * TH + k * H);
    for (uint32_t i = b->flag_at[n]; i < b->flag_at[n + 1]; i++)
      if (!dm_flag_dropped(s, n, b->flag[i])) s->kernel->add(H, d, flags + b->flag[i] * TH + k * H);
  }
  for (uint32_t t = 0; t < b->tokens; t++)
    s->kernel->add(H, s->dh + b->row[t] * H, s->gradient + s->net->at.first_bias);
}

static void backward_types(dm_shard *s) {
  const dm_config *c = &s->net->config;
  const dm_parts *at = &s->net->at;
  const size_t n = s->type_count, H = c->width, X = dm_config_input(c), TH = c->taps * H;
  float *turned = dm_xmalloc(n * (X > H ? X : H) * sizeof(float));
  dm_transpose(s->u, n, H, turned);
  s->kernel->gemm(H, TH, n, turned, n, s->dp, TH, s->gradient + at->first_weight, TH);
  memset(s->du, 0, n * H * sizeof(float));
  s->kernel->gemm(n, H, TH, s->dp, TH, s->net->turned + at->first_weight, H, s->du, H);
  for (size_t i = 0; i < n * H; i++) s->du[i] *= s->u_keep[i];
  sum_rows(n, H, s->du, s->gradient + at->input_bias);
  dm_transpose(s->x, n, X, turned);
  s->kernel->gemm(X, H, n, turned, n, s->du, H, s->gradient + at->input_weight, H);
  memset(s->dx, 0, n * X * sizeof(float));
  s->kernel->gemm(n, X, H, s->du, H, s->net->turned + at->input_weight, X, s->dx, X);
  for (size_t i = 0; i < n * X; i++) s->dx[i] *= s->x_keep[i];
  free(turned);
}

void dm_shard_backward(dm_shard *s) {
  const uint32_t layers = s->net->config.layers, memory = s->net->config.memory;
  backward_output(s);
  for (uint32_t l = layers + 1; l-- > 0;) {
    if (l < layers) backward_layer(s, l);
    if (memory == l && s->batch.groups) backward_memory(s);
  }
  backward_first(s);
  backward_types(s);
}

typedef struct {
  dm_net *net;
  const float *dx;
} scatter;

static void scatter_row(void *user, int table, uint32_t row, uint32_t at, float factor) {
  scatter *g = user;
  dm_embedding *t = &g->net->tables[table];
  if (!t->is_touched[row]) {
    t->is_touched[row] = 1;
    t->touched[t->touched_count++] = row;
  }
  float *gradient = t->gradient + (size_t)row * t->size;
  for (uint32_t i = 0; i < t->size; i++) gradient[i] += factor * g->dx[at + i];
}

void dm_shard_scatter(const dm_shard *s, const dm_form_rows *rows_of_type, dm_net *net) {
  const uint32_t X = dm_config_input(&net->config);
  for (uint32_t i = 0; i < s->type_count; i++)
    dm_visit_rows(&net->config, &rows_of_type[s->types[i]], scatter_row,
                  &(scatter){net, s->dx + (size_t)i * X});
}
