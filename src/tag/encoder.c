#include "tag/encoder.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
  PENDING = 48,                                               /* new types are computed so many at a time */
  BLOCK = 48,                                                 /* rows of a layer */
  FIRST_ROWS = 1 + 9 * (1 + DM_LISTS_MAX * DM_GAZ_PARTS + 8), /* most taps, each with every flag */
};

struct dm_encoder {
  const dm_model *model;
  const dm_kernel *kernel;
  uint32_t input, width, taps; /* X, H, T */
  dm_type_table types;
  int16_t *taps_of;            /* [tap_room][T*H] p of each type, in DM_TAP_STEPS */
  uint32_t tap_room, computed; /* types below `computed` have their row */
  float *x, *u;                /* [PENDING][X], [H] */
  int16_t *x16, *u16;          /* [PENDING][X], [PENDING][H] */
  uint16_t *pairs;             /* [PENDING][the larger of X, H] of these */
  float *h;                    /* [row_room][H] */
  int16_t *h16;                /* [row_room][H] */
  dm_row16 *rows16;            /* [row_room] of it */
  uint16_t *row_pairs;         /* [row_room][H / 2] */
  int32_t *sums;               /* [BLOCK][H], rows of whole panels */
  float *side;                 /* [BLOCK][H] rows of a block */
  float *emissions;            /* [row_room][R] */
  size_t row_room;
  float *pooled, *recalled; /* [group_room][H] */
  uint32_t *members;        /* [group_room] */
  size_t group_room;
  uint8_t *depth; /* [row_room] layers that must be computed of a row, the first one included; 0: none */
  uint8_t *near;  /* [row_room] scratch of plan() */
};

dm_encoder *dm_encoder_new(const dm_model *model, const dm_kernel *kernel) {
  dm_encoder *e = dm_xcalloc(1, sizeof *e);
  e->model = model;
  e->kernel = kernel;
  e->input = dm_config_input(&model->config);
  e->width = model->config.width;
  e->taps = model->config.taps;
  e->x = dm_xcalloc((size_t)PENDING * e->input, sizeof(float));
  e->u = dm_xcalloc(e->width, sizeof(float));
  e->x16 = dm_xcalloc((size_t)PENDING * e->input, sizeof *e->x16);
  e->u16 = dm_xcalloc((size_t)PENDING * e->width, sizeof *e->u16);
  e->pairs = dm_xcalloc((size_t)PENDING * (e->input > e->width ? e->input : e->width) / 2, sizeof *e->pairs);
  e->sums = dm_xcalloc((size_t)BLOCK * dm_panels16(e->width), sizeof *e->sums);
  e->side = dm_xcalloc((size_t)BLOCK * e->width, sizeof *e->side);
  return e;
}

void dm_encoder_free(dm_encoder *e) {
  if (!e) return;
  dm_type_table_free(&e->types);
  free(e->taps_of);
  free(e->x);
  free(e->u);
  free(e->x16);
  free(e->u16);
  free(e->pairs);
  free(e->h);
  free(e->h16);
  free(e->rows16);
  free(e->row_pairs);
  free(e->sums);
  free(e->side);
  free(e->emissions);
  free(e->pooled);
  free(e->recalled);
  free(e->members);
  free(e->depth);
  free(e->near);
  free(e);
}

const dm_type_table *dm_encoder_types(const dm_encoder *e) {
  return &e->types;
}

/* ---- per type -------------------------------------------------------------------------- */

static void add_row(const dm_table *table, uint32_t row, float factor, float *out) {
  if (row >= table->rows) return;
  const int8_t *bytes = table->bytes + (size_t)row * table->size;
  float scale = table->scale[row] * factor;
  for (uint32_t i = 0; i < table->size; i++) out[i] += scale * bytes[i];
}

static void fill_input(const dm_model *m, const dm_form_rows *rows, float *x) {
  const dm_config *c = &m->config;
  if (c->vector) {
    add_row(&m->vectors.word, rows->word[0], 1, x);
    for (uint32_t i = 0; i < rows->grams; i++)
      add_row(&m->vectors.gram, rows->gram[i], 1.0f / (float)rows->grams, x);
    add_row(&m->vectors.word, rows->word[1], 1, x + c->vector);
    x += 2 * c->vector;
  }
  add_row(&m->lower, rows->lower, 1, x);
  x += c->lower_size;
  for (int i = 0; i < DM_AFFIXES; i++, x += c->affix_size) add_row(&m->affix, rows->affix[i], 1, x);
  for (uint32_t i = 0; i < rows->trigrams; i++)
    add_row(&m->trigram, rows->trigram[i], 1.0f / (float)rows->trigrams, x);
  x += c->trigram_size;
  add_row(&m->shape, rows->shape, 1, x);
  add_row(&m->cased, rows->cased, 1, x + c->shape_size);
}

/* x[n] / scale in 16 bits, in the memory given. */
static dm_row16 rounded(const dm_encoder *e, uint32_t n, float scale, const float *x, int16_t *values,
                        uint16_t *pairs) {
  e->kernel->round16(n, 1 / scale, x, values);
  return (dm_row16){values, pairs, e->kernel->pairs16(n, values, pairs)};
}

/* By which numbers up to `largest` are divided, to be summed up in so many products. */
static float scale_for(float largest, uint32_t products) {
  return largest > 0 ? largest / (float)dm_range16(products) : 1;
}

/* *row = x[n] rounded; returns the scale, which is the row's own: a type's row does not depend on those it is
 * computed with. */
static float round_row(const dm_encoder *e, uint32_t n, const float *x, int16_t *values, uint16_t *pairs,
                       dm_row16 *row) {
  const float scale = scale_for(e->kernel->largest(n, x), n);
  *row = rounded(e, n, scale, x, values, pairs);
  return scale;
}

/* e->sums[n] = the rows of k numbers times a matrix of H columns. */
static void multiply(dm_encoder *e, size_t n, uint32_t k, const dm_row16 *rows, const int16_t *weight) {
  const uint32_t width = dm_panels16(e->width);
  memset(e->sums, 0, n * width * sizeof *e->sums);
  e->kernel->gemm16(n, width, k, rows, weight, e->sums, width);
}

/* u of the pending types: rows, and the scale of each. */
static void compute_u(dm_encoder *e, size_t n, dm_row16 *rows, float *scale) {
  const dm_model *m = e->model;
  const uint32_t H = e->width, X = e->input;
  for (size_t i = 0; i < n; i++)
    scale[i] = round_row(e, X, e->x + i * X, e->x16 + i * X, e->pairs + i * X / 2, &rows[i]);
  multiply(e, n, X, rows, m->input16.weight);
  for (size_t i = 0; i < n; i++) {
    memset(e->u, 0, H * sizeof *e->u);
    e->kernel->add_relu(H, scale[i] * m->input16.scale, e->sums + i * dm_panels16(H), m->input_bias, e->u);
    scale[i] = round_row(e, H, e->u, e->u16 + i * H, e->pairs + i * H / 2, &rows[i]);
  }
}

/* Computes the tap rows of the pending types. */
static void flush(dm_encoder *e) {
  const dm_matrix16 *first = &e->model->first16;
  const uint32_t n = e->types.count - e->computed, H = e->width, TH = e->taps * H;
  dm_row16 rows[PENDING];
  float scale[PENDING];
  if (!n) return;
  if (e->types.count > e->tap_room) {
    e->tap_room = e->types.count + e->types.count / 2 + PENDING;
    e->taps_of = dm_xrealloc(e->taps_of, (size_t)e->tap_room * TH * sizeof *e->taps_of);
  }
  int16_t *p = e->taps_of + (size_t)e->computed * TH;
  compute_u(e, n, rows, scale);
  for (uint32_t k = 0; k < e->taps; k++) {
    multiply(e, n, H, rows, first->weight + k * first->size);
    for (uint32_t i = 0; i < n; i++)
      e->kernel->narrow16(H, scale[i] * first->scale * DM_TAP_STEPS, e->sums + (size_t)i * dm_panels16(H),
                          p + (size_t)i * TH + k * H);
  }
  memset(e->x, 0, (size_t)n * e->input * sizeof(float));
  e->computed = e->types.count;
}

uint32_t dm_encoder_type(dm_encoder *e, const char *token, size_t size) {
  dm_form form;
  int added;
  dm_form_of(token, size, &form);
  uint32_t type = dm_type_of(&e->types, &form, &added);
  if (added) {
    dm_form_rows rows;
    dm_form_rows_of(&e->model->config, &e->model->vectors, &form, &rows);
    fill_input(e->model, &rows, e->x + (size_t)(type - e->computed) * e->input);
    if (e->types.count - e->computed == PENDING) flush(e);
  }
  return type;
}

void dm_encoder_trim(dm_encoder *e, uint32_t most) {
  if (e->types.count <= most) return;
  flush(e);
  const size_t TH = (size_t)e->taps * e->width;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < e->types.count; i++) {
    if (!e->types.types[i].again) continue;
    e->types.types[kept] = e->types.types[i];
    memmove(e->taps_of + kept++ * TH, e->taps_of + i * TH, TH * sizeof *e->taps_of);
  }
  dm_type_table_keep(&e->types, kept);
  e->computed = kept;
}

/* ---- per token ------------------------------------------------------------------------- */

static void reserve(dm_encoder *e, const dm_batch *b) {
  const uint32_t R = e->model->crf.rows;
  if (b->rows > e->row_room) {
    e->row_room = b->rows + b->rows / 2;
    free(e->h);
    free(e->h16);
    free(e->rows16);
    free(e->row_pairs);
    free(e->emissions);
    free(e->depth);
    free(e->near);
    e->depth = dm_xmalloc(e->row_room);
    e->near = dm_xmalloc(e->row_room);
    e->h = dm_xmalloc(e->row_room * e->width * sizeof(float));
    e->h16 = dm_xmalloc(e->row_room * e->width * sizeof *e->h16);
    e->rows16 = dm_xmalloc(e->row_room * sizeof *e->rows16);
    e->row_pairs = dm_xmalloc(e->row_room * e->width / 2 * sizeof *e->row_pairs);
    e->emissions = dm_xmalloc(e->row_room * R * sizeof(float));
  }
  if (b->groups > e->group_room) {
    e->group_room = b->groups + b->groups / 2;
    free(e->pooled);
    free(e->recalled);
    free(e->members);
    e->pooled = dm_xmalloc(e->group_room * e->width * sizeof(float));
    e->recalled = dm_xmalloc(e->group_room * e->width * sizeof(float));
    e->members = dm_xmalloc(e->group_room * sizeof(uint32_t));
  }
}

/* Which layers are computed of which rows. A token that can be in no name (dm_model.near_capitals) is of
 * interest only to its neighbours, and less so the further off. */
static void plan(dm_encoder *e, const dm_batch *b) {
  const dm_config *c = &e->model->config;
  const uint8_t whole = (uint8_t)(c->layers + 1);
  memset(e->depth, 0, b->rows);
  memset(e->near, 1, b->tokens);
  if (e->model->near_capitals) dm_near_capitals(&e->types, b->type, b->sentence_at, b->sentences, e->near);
  for (uint32_t s = 0; s < b->sentences; s++) {
    const uint32_t first = b->sentence_at[s], count = b->sentence_at[s + 1] - first;
    for (uint32_t i = 0; i < count; i++) e->depth[b->row[first] + i] = e->near[first + i] ? whole : 0;
    for (uint32_t i = c->layers; i > 0; i--) { /* layer i - 1 reads the rows at its dilation's distance */
      const uint32_t d = c->dilation[i - 1];
      uint8_t *depth = e->depth + b->row[first];
      for (uint32_t k = 0; k < count; k++) {
        if (depth[k] <= i) continue;
        if (k >= d && depth[k - d] < i) depth[k - d] = (uint8_t)i;
        if (k + d < count && depth[k + d] < i) depth[k + d] = (uint8_t)i;
      }
    }
  }
}

/* Rows that add up to a token's first layer: bias, each neighbour's tap and each of its flags' taps. */
static size_t first_rows(const dm_encoder *e, const dm_batch *b, uint32_t token, uint32_t first, uint32_t end,
                         const int16_t **rows) {
  const uint32_t H = e->width, TH = e->taps * H, half = e->taps / 2;
  size_t count = 0;
  rows[count++] = e->model->first_bias16;
  for (uint32_t k = 0; k < e->taps; k++) {
    if (token + k < first + half || token + k >= end + half)
      continue; /* the neighbour is outside the sentence */
    uint32_t n = token + k - half;
    rows[count++] = e->taps_of + (size_t)b->type[n] * TH + k * H;
    for (uint32_t i = b->flag_at[n]; i < b->flag_at[n + 1] && count + 1 < FIRST_ROWS; i++)
      rows[count++] = e->model->flags16 + (size_t)b->flag[i] * TH + k * H;
  }
  return count;
}

static void first_layer(dm_encoder *e, const dm_batch *b) {
  const int16_t *rows[FIRST_ROWS];
  for (uint32_t s = 0; s < b->sentences; s++) {
    uint32_t first = b->sentence_at[s], end = b->sentence_at[s + 1];
    for (uint32_t t = first; t < end; t++) {
      if (!e->depth[b->row[t]]) continue;
      size_t count = first_rows(e, b, t, first, end, rows);
      e->kernel->sum_relu16(e->width, count, rows, 1.0f / DM_TAP_STEPS, e->h + (size_t)b->row[t] * e->width);
    }
  }
}

static void recall(dm_encoder *e, const dm_batch *b) {
  const uint32_t H = e->width;
  if (b->groups == 0) return; /* the arrays for them may not be there yet */
  memset(e->pooled, 0, (size_t)b->groups * H * sizeof(float));
  memset(e->recalled, 0, (size_t)b->groups * H * sizeof(float));
  memset(e->members, 0, b->groups * sizeof(uint32_t));
  for (uint32_t t = 0; t < b->tokens; t++)
    if (b->group[t] != DM_NONE) {
      e->kernel->add(H, e->h + (size_t)b->row[t] * H, e->pooled + (size_t)b->group[t] * H);
      e->members[b->group[t]]++;
    }
  e->kernel->gemm(b->groups, H, H, e->pooled, H, e->model->memory_weight, H, e->recalled, H);
  for (uint32_t t = 0; t < b->tokens; t++)
    if (b->group[t] != DM_NONE)
      e->kernel->axpy(H, 1.0f / (float)e->members[b->group[t]], e->recalled + (size_t)b->group[t] * H,
                      e->h + (size_t)b->row[t] * H);
}

/* In 16-bit whole numbers, for a block of rows at a time, so that sums stay in the first-level cache. */
static void layer_block(dm_encoder *e, uint32_t index, float scale, const uint32_t *rows, size_t n) {
  const uint32_t H = e->width, width = dm_panels16(H);
  const dm_matrix16 *l = &e->model->layer16[index];
  memset(e->sums, 0, n * width * sizeof *e->sums);
  for (size_t k = 0; k < DM_CONV_TAPS; k++) {
    dm_row16 taps[BLOCK];
    const ptrdiff_t shift = ((ptrdiff_t)k - 1) * (ptrdiff_t)e->model->config.dilation[index];
    for (size_t i = 0; i < n; i++) taps[i] = e->rows16[(ptrdiff_t)rows[i] + shift];
    e->kernel->gemm16(n, width, H, taps, l->weight + k * l->size, e->sums, width);
  }
  for (size_t i = 0; i < n; i++)
    e->kernel->add_relu(H, scale * l->scale, e->sums + i * width, e->model->layer_bias[index],
                        e->h + (size_t)rows[i] * H);
}

/* Rounds what the layer reads to 16 bits and returns the scale: rows that are computed so far. Where nothing
 * will be, zeros are put ahead of the first layer and stay. */
static float round_rows(dm_encoder *e, const dm_batch *b, uint32_t index) {
  const uint32_t H = e->width;
  float largest = 0;
  for (uint32_t row = 0; row < b->rows; row++) {
    if (e->depth[row] <= index) continue;
    const float own = e->kernel->largest(H, e->h + (size_t)row * H);
    if (own > largest) largest = own;
  }
  const float scale = scale_for(largest, DM_CONV_TAPS * H);
  for (uint32_t row = 0; row < b->rows; row++) {
    int16_t *values = e->h16 + (size_t)row * H;
    uint16_t *pairs = e->row_pairs + (size_t)row * H / 2;
    if (e->depth[row] > index) {
      e->rows16[row] = rounded(e, H, scale, e->h + (size_t)row * H, values, pairs);
    } else if (index == 0) {
      memset(values, 0, H * sizeof *values);
      e->rows16[row] = (dm_row16){values, pairs, 0};
    }
  }
  return scale;
}

static void layer(dm_encoder *e, const dm_batch *b, uint32_t index) {
  const float scale = round_rows(e, b, index);
  uint32_t rows[BLOCK];
  size_t n = 0;
  for (uint32_t row = 0; row < b->rows; row++) {
    if (e->depth[row] < index + 2) continue;
    rows[n++] = row;
    if (n == BLOCK) layer_block(e, index, scale, rows, n), n = 0;
  }
  if (n) layer_block(e, index, scale, rows, n);
}

/* Scores of the tokens of a block, whose rows are put side by side. */
static void emit_block(dm_encoder *e, const dm_batch *b, const uint32_t *tokens, size_t n) {
  const dm_model *m = e->model;
  const uint32_t H = e->width, R = m->crf.rows;
  float scores[BLOCK * DM_LABELS_MAX];
  for (size_t i = 0; i < n; i++) {
    memcpy(e->side + i * H, e->h + (size_t)b->row[tokens[i]] * H, H * sizeof(float));
    memcpy(scores + i * R, m->output_bias, R * sizeof(float));
  }
  e->kernel->gemm(n, R, H, e->side, H, m->output_weight, R, scores, R);
  for (size_t i = 0; i < n; i++)
    memcpy(e->emissions + (size_t)tokens[i] * R, scores + i * R, R * sizeof(float));
}

/* Emissions of tokens, label O alone for those that can be in no name. */
static void emit(dm_encoder *e, const dm_batch *b) {
  const uint32_t R = e->model->crf.rows, whole = e->model->config.layers + 1;
  uint32_t tokens[BLOCK];
  size_t n = 0;
  for (uint32_t t = 0; t < b->tokens; t++) {
    if (e->depth[b->row[t]] == whole) {
      tokens[n++] = t;
      if (n == BLOCK) emit_block(e, b, tokens, n), n = 0;
      continue;
    }
    float *own = e->emissions + (size_t)t * R;
    own[0] = 0;
    for (uint32_t j = 1; j < R; j++) own[j] = DM_NEVER;
  }
  if (n) emit_block(e, b, tokens, n);
}

const float *dm_encode(dm_encoder *e, const dm_batch *b) {
  const dm_model *m = e->model;
  flush(e);
  reserve(e, b);
  if (!b->tokens) return e->emissions;
  plan(e, b);
  first_layer(e, b);
  for (uint32_t i = 0; i <= m->config.layers; i++) {
    if (m->config.memory == i) recall(e, b);
    if (i < m->config.layers) layer(e, b, i);
  }
  emit(e, b);
  return e->emissions;
}
