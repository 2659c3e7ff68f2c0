/* The network of tag/encoder.h in trainable form, with its gradient.
 *
 * All dense parameters lie in one array, in the order of dm_net_parts; embedding tables are apart, because
 * a step touches few of their rows. Word vectors are taken as given and not trained. */
#ifndef DM_LEARN_NET_H
#define DM_LEARN_NET_H

#include "learn/random.h"
#include "tag/batch.h"
#include "tag/kernel.h"

enum { DM_TABLES = 5 }; /* lower, affix, trigram, shape, cased */

typedef struct {
  float *values, *gradient, *first, *second, *average; /* [rows][size]: value, gradient, Adam's moments, mean */
  uint32_t rows, size;
  uint32_t *touched; /* rows with a gradient in this step, in order of first touch */
  uint8_t *is_touched;
  uint32_t touched_count;
} dm_embedding;

/* Offsets of the dense parameters. */
typedef struct {
  size_t input_weight, input_bias, first_weight, first_bias, flags, layer_weight[DM_LAYERS_MAX],
      layer_bias[DM_LAYERS_MAX], memory, output_weight, output_bias, transitions, start, end, count;
} dm_parts;

typedef struct {
  dm_config config;
  uint32_t labels, rows; /* K, R */
  const dm_vectors *vectors;
  dm_parts at;
  float *dense, *first, *second, *average; /* [at.count] */
  float *turned;     /* [at.count] weights transposed, for the backward pass; see dm_net_turn */
  float *potentials; /* [K][R] exp(transitions) */
  float *potentials_turned;
  dm_embedding tables[DM_TABLES];
  uint64_t steps;
} dm_net;

/* Rates of dropout. */
typedef struct {
  float input, word, identity, gazetteer, hidden, layer;
} dm_dropout;

void dm_net_new(dm_net *net, const dm_config *config, const dm_vectors *vectors, uint64_t seed);
void dm_net_free(dm_net *net);

/* from[rows][columns] -> to[columns][rows], a tile at a time so that both stay in the cache. */
void dm_transpose(const float *from, size_t rows, size_t columns, float *to);

/* Brings `turned` and `potentials` up to date after the parameters changed. */
void dm_net_turn(dm_net *net);

/* One part of a step: its sentences, and all that the passes need to keep. */
typedef struct dm_shard dm_shard;

dm_shard *dm_shard_new(const dm_net *net, const dm_kernel *kernel);
void dm_shard_free(dm_shard *shard);

/* The shard's batch, to be filled by the caller together with one label and one weight a token:
 * label < K is that label, with labels in `untold` allowed where it is 0; DM_ANY_LABEL allows all. */
enum { DM_ANY_LABEL = 255 };
dm_batch *dm_shard_batch(dm_shard *shard);
void dm_shard_clear(dm_shard *shard, uint64_t seed);
void dm_shard_labels(dm_shard *shard, uint32_t first, uint32_t count, const uint8_t *labels,
                     const uint64_t untold[2], float weight);

/* Rows of each type, shared by all shards: [types]. */
void dm_shard_run(dm_shard *shard, const dm_form_rows *rows_of_type, const dm_dropout *dropout);

/* Mean loss per token of the last run (nats), and adding its gradient into the net's step. */
double dm_shard_loss(const dm_shard *shard);
const float *dm_shard_gradient(const dm_shard *shard); /* [at.count] */
void dm_shard_scatter(const dm_shard *shard, const dm_form_rows *rows_of_type, dm_net *net);

/* One step of Adam (Kingma & Ba 2015) over the summed gradient of the shards and the touched rows, then the
 * running mean of all parameters, which is what is shipped. */
void dm_net_step(dm_net *net, const float *gradient, float rate);

#endif
