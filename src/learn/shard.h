/* One part of a training step, as its passes see it: shard.c makes room and runs them in turn, shard_forward.c
 * computes what tag/encoder.c does with dropout and with everything kept, shard_loss.c compares with the
 * labels, shard_backward.c goes back in the opposite order. */
#ifndef DM_LEARN_SHARD_H
#define DM_LEARN_SHARD_H

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

/* Calls `visit` for every table row of a form with its place in x and its factor. */
typedef void dm_visit_row(void *user, int table, uint32_t row, uint32_t at, float factor);
void dm_visit_rows(const dm_config *config, const dm_form_rows *rows, dm_visit_row *visit, void *user);

/* The taps of the first layer: calls body with token t, its neighbour n and the tap k. */
#define FOR_TAPS(b, taps, t, n, k)                                                                             \
  for (uint32_t s_ = 0; s_ < (b)->sentences; s_++)                                                             \
    for (uint32_t from_ = (b)->sentence_at[s_], end_ = (b)->sentence_at[s_ + 1], t = from_; t < end_; t++)     \
      for (uint32_t k = 0, n; n = t + k - (taps) / 2, k < (taps); k++)                                         \
        if (t + k >= from_ + (taps) / 2 && n < end_)

static inline int dm_flag_dropped(const dm_shard *s, uint32_t token, uint32_t flag) {
  return s->no_gazetteer[token] && flag < s->net->config.lists * DM_GAZ_PARTS;
}

/* Emissions of the batch: s->scores. */
void dm_shard_forward(dm_shard *s, const dm_form_rows *rows_of_type, const dm_dropout *dropout);

/* Loss and its gradient by emissions (s->dscores) and transitions. */
void dm_shard_losses(dm_shard *s);

/* Gradient of everything else: dense parameters in s->gradient, the forms' input in s->dx. */
void dm_shard_backward(dm_shard *s);

#endif
