/* Word vectors for the model, out of a fastText model. */
#ifndef DM_LEARN_VECTORS_H
#define DM_LEARN_VECTORS_H

#include "base/buffer.h"
#include "dragoman.h"
#include "tag/container.h"

/* Reads a fastText .bin (skipgram or cbow with subwords of 3 to 5 characters), keeps its `words` commonest
 * words and the `grams` character n-grams that occur in most of its words, in 8 bits a number, and builds the
 * container that training takes: sections vectors.size, word.*, gram.*. */
dm_status dm_vectors_import(const char *path, uint32_t words, uint32_t grams, dm_buffer *out, dm_error *error);

/* rows of floats -> bytes and scales, rounding to nearest. */
void dm_quantise(const float *values, uint32_t rows, uint32_t size, int8_t *bytes, float *scales);

/* Open-addressing slots for `rows` hashes; *count slots, to be freed. */
uint32_t *dm_index_build(const uint64_t *hashes, uint32_t rows, uint32_t *count);

dm_section dm_section_of(const char *name, const void *bytes, size_t size);

#endif
