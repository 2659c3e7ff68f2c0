/* Forward and backward passes of one part of a training step. The forward pass is tag/encoder.c with
 * dropout and with everything kept; the backward pass reads in the opposite order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "learn/net.h"

struct dm_shard {
  const dm_net *net;
  const dm_kernel *kernel;
  dm_batch batch;
  dm_random random;
  size_t token_room, row_room, type_room, group_room;
  uint64_t (*allowed)[2]; /* [tokens] */
  float *weight;          /* [tokens] */

  /* types of this batch */
  uint32_t *local; /* [tokens] index into types */
  uint32_t *types; /* [type_count] global type */
  uint32_t type_count;
  uint32_t *local_of; /* [local_size] global type -> local + 1 */
  size_t local_size;
  float *x, *u, *p;       /* [types][X], [H], [T*H] */
  float *du, *dp, *dx;    /* their gradients */
  float *x_keep, *u_keep; /* dropout factors; x: [types][X], u: [types][H] */

  /* tokens; matrices of [rows][H] */
  float *h[DM_LAYERS_MAX + 2]; /* h[i]: input of layer i; h[layers]: input of the output layer */
  float *h_keep;               /* factor of h[0]: 0 where relu or dropout closed it */
  float *c[DM_LAYERS_MAX], *c_keep[DM_LAYERS_MAX];
  float *dh, *dc, *turned;  /* [rows][H], [rows][H], [H][rows] */
  float *pooled, *recalled; /* [groups][H] */
  uint32_t *members;
  float *out_keep, *out;   /* dropout of the output layer's input, and that input */
  float *scores, *dscores; /* [rows][R] */
  uint8_t *no_gazetteer;   /* [tokens] */
  dm_lattice lattice;
  float *gradient; /* [at.count] */
  double loss;
  float total_weight;
};

dm_shard *dm_shard_new(const dm_net *net, const dm_kernel *kernel) {
  dm_shard *s = dm_xcalloc(1, sizeof *s);
  s->net = net;
  s->kernel = kernel;
  s->gradient = dm_xcalloc(net->at.count, sizeof(float));
  return s;
}

static void free_rows(dm_shard *s) {
  for (uint32_t i = 0; i <= s->net->config.layers; i++) free(s->h[i]);
  for (uint32_t i = 0; i < s->net->config.layers; i++) free(s->c[i]), free(s->c_keep[i]);
  free(s->h_keep);
  free(s->dh);
  free(s->dc);
  free(s->turned);
  free(s->out_keep);
  free(s->out);
  free(s->scores);
  free(s->dscores);
}

static void free_types(dm_shard *s) {
  free(s->x);
  free(s->u);
  free(s->p);
  free(s->dx);
  free(s->du);
  free(s->dp);
  free(s->x_keep);
  free(s->u_keep);
}

void dm_shard_free(dm_shard *s) {
  if (!s) return;
  free_rows(s);
  free_types(s);
  free(s->allowed);
  free(s->weight);
  free(s->local);
  free(s->types);
  free(s->local_of);
  free(s->no_gazetteer);
  free(s->pooled);
  free(s->recalled);
  free(s->members);
  free(s->gradient);
  dm_lattice_free(&s->lattice);
  dm_batch_free(&s->batch);
  free(s);
}

dm_batch *dm_shard_batch(dm_shard *s) {
  return &s->batch;
}
double dm_shard_loss(const dm_shard *s) {
  return s->total_weight > 0 ? s->loss / (double)s->total_weight : 0;
}
const float *dm_shard_gradient(const dm_shard *s) {
  return s->gradient;
}

void dm_shard_clear(dm_shard *s, uint64_t seed) {
  s->random = dm_random_seed(seed);
  dm_batch_clear(&s->batch, &s->net->config);
}

void dm_shard_labels(dm_shard *s, uint32_t first, uint32_t count, const uint8_t *labels,
                     const uint64_t untold[2], float weight) {
  if (first + count > s->token_room) {
    s->token_room = (first + count) * 2;
    s->allowed = dm_xrealloc(s->allowed, s->token_room * sizeof *s->allowed);
    s->weight = dm_xrealloc(s->weight, s->token_room * sizeof *s->weight);
    s->local = dm_xrealloc(s->local, s->token_room * sizeof *s->local);
    s->types = dm_xrealloc(s->types, s->token_room * sizeof *s->types);
    s->no_gazetteer = dm_xrealloc(s->no_gazetteer, s->token_room);
  }
  for (uint32_t i = 0; i < count; i++) {
    uint64_t *allowed = s->allowed[first + i];
    uint8_t label = labels[i];
    allowed[0] = label == DM_ANY_LABEL ? UINT64_MAX : label < 64 ? (uint64_t)1 << label : 0;
    allowed[1] = label == DM_ANY_LABEL ? UINT64_MAX : label >= 64 ? (uint64_t)1 << (label - 64) : 0;
    if (!label) allowed[0] |= untold[0], allowed[1] |= untold[1];
    s->weight[first + i] = weight;
  }
}

/* ---- room ------------------------------------------------------------------------------ */

static void find_types(dm_shard *s) {
  const dm_batch *b = &s->batch;
  s->type_count = 0;
  for (uint32_t t = 0; t < b->tokens; t++) {
    uint32_t type = b->type[t];
    if (type >= s->local_size) {
      size_t size = ((size_t)type + 1) * 2;
      s->local_of = dm_xrealloc(s->local_of, size * sizeof *s->local_of);
      memset(s->local_of + s->local_size, 0, (size - s->local_size) * sizeof *s->local_of);
      s->local_size = size;
    }
    if (!s->local_of[type]) {
      s->types[s->type_count] = type;
      s->local_of[type] = ++s->type_count;
    }
    s->local[t] = s->local_of[type] - 1;
  }
  for (uint32_t i = 0; i < s->type_count; i++) s->local_of[s->types[i]] = 0;
}

static float *room(size_t rows, size_t columns) {
  return dm_xcalloc(rows * columns, sizeof(float));
}

static void reserve(dm_shard *s) {
  const dm_config *c = &s->net->config;
  const size_t H = c->width, X = dm_config_input(c), TH = c->taps * H, R = s->net->rows;
  if (s->type_count > s->type_room) {
    size_t n = s->type_room = s->type_count + s->type_count / 4;
    free_types(s);
    s->x = room(n, X), s->dx = room(n, X), s->x_keep = room(n, X);
    s->u = room(n, H), s->du = room(n, H), s->u_keep = room(n, H);
    s->p = room(n, TH), s->dp = room(n, TH);
  }
  if (s->batch.rows > s->row_room) {
    size_t n = s->row_room = s->batch.rows + s->batch.rows / 4;
    free_rows(s);
    for (uint32_t i = 0; i <= c->layers; i++) s->h[i] = room(n, H);
    for (uint32_t i = 0; i < c->layers; i++) s->c[i] = room(n, H), s->c_keep[i] = room(n, H);
    s->h_keep = room(n, H), s->dh = room(n, H), s->dc = room(n, H), s->turned = room(n, H > X ? H : X);
    s->out_keep = room(n, H), s->out = room(n, H);
    s->scores = room(n, R), s->dscores = room(n, R);
  }
  if (s->batch.groups > s->group_room) {
    s->group_room = s->batch.groups * 2;
    free(s->pooled);
    free(s->recalled);
    free(s->members);
    s->pooled = room(s->group_room, H);
    s->recalled = room(s->group_room, H);
    s->members = dm_xcalloc(s->group_room, sizeof(uint32_t));
  }
}

/* ---- forward --------------------------------------------------------------------------- */

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

/* Calls `visit` for every table row of a form with its place in x and its factor. */
typedef void visit_row(void *user, int table, uint32_t row, uint32_t at, float factor);

static void visit_rows(const dm_config *c, const dm_form_rows *r, visit_row *visit, void *user) {
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
    visit_rows(c, r, gather_row, &(gather){s->net, x});
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

/* The taps of the first layer: calls body with token t, its neighbour n and the tap k. */
#define FOR_TAPS(b, taps, t, n, k)                                                                             \
  for (uint32_t s_ = 0; s_ < (b)->sentences; s_++)                                                             \
    for (uint32_t from_ = (b)->sentence_at[s_], end_ = (b)->sentence_at[s_ + 1], t = from_; t < end_; t++)     \
      for (uint32_t k = 0, n; n = t + k - (taps) / 2, k < (taps); k++)                                         \
        if (t + k >= from_ + (taps) / 2 && n < end_)

static int dropped_flag(const dm_shard *s, uint32_t token, uint32_t flag) {
  return s->no_gazetteer[token] && flag < s->net->config.lists * DM_GAZ_PARTS;
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
      if (!dropped_flag(s, n, b->flag[i])) s->kernel->add(H, flags + b->flag[i] * TH + k * H, h);
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

/* ---- loss ------------------------------------------------------------------------------ */

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
static void losses(dm_shard *s) {
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

/* ---- backward -------------------------------------------------------------------------- */

static void transpose(const float *from, size_t rows, size_t columns, float *to) {
  enum { TILE = 16 };
  for (size_t i = 0; i < rows; i += TILE)
    for (size_t j = 0; j < columns; j += TILE)
      for (size_t a = i; a < i + TILE && a < rows; a++)
        for (size_t b = j; b < j + TILE && b < columns; b++) to[b * rows + a] = from[a * columns + b];
}

static void sum_rows(size_t rows, size_t columns, const float *x, float *sum) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) sum[j] += x[i * columns + j];
}

static void backward_output(dm_shard *s) {
  const dm_batch *b = &s->batch;
  const size_t H = s->net->config.width, R = s->net->rows;
  transpose(s->out, b->rows, H, s->turned);
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
  transpose(s->pooled, b->groups, H, turned);
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
  transpose(s->h[l], b->rows, H, s->turned);
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
      if (!dropped_flag(s, n, b->flag[i])) s->kernel->add(H, d, flags + b->flag[i] * TH + k * H);
  }
  for (uint32_t t = 0; t < b->tokens; t++)
    s->kernel->add(H, s->dh + b->row[t] * H, s->gradient + s->net->at.first_bias);
}

static void backward_types(dm_shard *s) {
  const dm_config *c = &s->net->config;
  const dm_parts *at = &s->net->at;
  const size_t n = s->type_count, H = c->width, X = dm_config_input(c), TH = c->taps * H;
  float *turned = dm_xmalloc(n * (X > H ? X : H) * sizeof(float));
  transpose(s->u, n, H, turned);
  s->kernel->gemm(H, TH, n, turned, n, s->dp, TH, s->gradient + at->first_weight, TH);
  memset(s->du, 0, n * H * sizeof(float));
  s->kernel->gemm(n, H, TH, s->dp, TH, s->net->turned + at->first_weight, H, s->du, H);
  for (size_t i = 0; i < n * H; i++) s->du[i] *= s->u_keep[i];
  sum_rows(n, H, s->du, s->gradient + at->input_bias);
  transpose(s->x, n, X, turned);
  s->kernel->gemm(X, H, n, turned, n, s->du, H, s->gradient + at->input_weight, H);
  memset(s->dx, 0, n * X * sizeof(float));
  s->kernel->gemm(n, X, H, s->du, H, s->net->turned + at->input_weight, X, s->dx, X);
  for (size_t i = 0; i < n * X; i++) s->dx[i] *= s->x_keep[i];
  free(turned);
}

void dm_shard_run(dm_shard *s, const dm_form_rows *rows_of_type, const dm_dropout *dropout) {
  const uint32_t layers = s->net->config.layers, memory = s->net->config.memory;
  memset(s->gradient, 0, s->net->at.count * sizeof(float));
  s->loss = 0;
  s->total_weight = 0;
  s->type_count = 0;
  if (!s->batch.tokens) return;
  find_types(s);
  reserve(s);
  input(s, rows_of_type, dropout);
  forward_types(s, dropout);
  forward_first(s, dropout);
  for (uint32_t l = 0; l <= layers; l++) {
    if (memory == l && s->batch.groups) forward_memory(s, s->h[l]);
    if (l < layers) forward_layer(s, l, dropout);
  }
  forward_output(s, dropout);
  losses(s);
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
    visit_rows(&net->config, &rows_of_type[s->types[i]], scatter_row, &(scatter){net, s->dx + (size_t)i * X});
}
