/* The forward pass, top to bottom:
 *
 *   x  = [vector(form) | vector(other case) | lower | affixes | trigrams | shape | case]   per type  [X]
 *   u  = relu(x Wi + bi)                                                                   per type  [H]
 *   p  = u Wf                       one row of T taps x H, cached: the first convolution   per type  [T][H]
 *   h0 = relu(bf + sum over taps of p(neighbour) + flags(neighbour))                       per token [H]
 *   h += relu(conv(h))              for each layer, 3 taps, its dilation                   per token [H]
 *   h += mean(h over the token's memory group) Wm       ahead of layer `memory`
 *   emissions = h Wo + bo                                                                  per token [R]
 *
 * What depends on the form alone is computed once per type and kept (Chen & Manning 2014 precompute the
 * first layer in the same way), so a token costs a few additions plus the later layers. */
#ifndef DM_TAG_ENCODER_H
#define DM_TAG_ENCODER_H

#include "tag/batch.h"
#include "tag/kernel.h"

typedef struct dm_encoder dm_encoder;

dm_encoder *dm_encoder_new(const dm_model *model, const dm_kernel *kernel);
void dm_encoder_free(dm_encoder *encoder);

/* The encoder's type table; indices stay good until dm_encoder_trim. */
const dm_type_table *dm_encoder_types(const dm_encoder *encoder);
uint32_t dm_encoder_type(dm_encoder *encoder, const char *token, size_t size);

/* Where more than `most` types are cached, forgets those that were not met again since the last time. Between
 * batches only. */
void dm_encoder_trim(dm_encoder *encoder, uint32_t most);

/* Emissions of the batch's tokens, [tokens][R]; good until the next call. The batch is grouped already. */
const float *dm_encode(dm_encoder *encoder, const dm_batch *batch);

#endif
