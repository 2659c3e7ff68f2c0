#include "learn/shard.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

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

void dm_shard_run(dm_shard *s, const dm_form_rows *rows_of_type, const dm_dropout *dropout) {
  memset(s->gradient, 0, s->net->at.count * sizeof(float));
  s->loss = 0;
  s->total_weight = 0;
  s->type_count = 0;
  if (!s->batch.tokens) return;
  find_types(s);
  reserve(s);
  dm_shard_forward(s, rows_of_type, dropout);
  dm_shard_losses(s);
  dm_shard_backward(s);
}
