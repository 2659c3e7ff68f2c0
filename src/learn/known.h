/* What a training starts from beside its text: a model to train on from, word vectors, name lists. */
#ifndef DM_LEARN_KNOWN_H
#define DM_LEARN_KNOWN_H

#include "learn/export.h"
#include "learn/lists.h"
#include "learn/train.h"

typedef struct {
  dm_model *base; /* NULL: none */
  dm_lists lists;
  dm_known_names names;      /* of lists, or of base */
  dm_container *vector_file; /* NULL: none */
  dm_vectors vectors;
} dm_known;

/* Loads into *known (zeroed) and settles the network's sizes: those asked for, or those of the base. */
dm_status dm_known_load(dm_known *known, const dm_training *how, dm_config *config, dm_error *error);
void dm_known_free(dm_known *known);

#endif
