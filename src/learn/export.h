/* Network -> model file. */
#ifndef DM_LEARN_EXPORT_H
#define DM_LEARN_EXPORT_H

#include "base/buffer.h"
#include "learn/net.h"

/* Names on the way into a model: a gazetteer and what its lists are called. */
typedef struct {
  dm_gazetteer gazetteer;               /* lists 0: none */
  const char *list_names[DM_LISTS_MAX]; /* [gazetteer.lists] */
} dm_known_names;

/* Builds the container of the averaged parameters. types[config.types]; vectors is a container with word
 * vectors, made by dm_vectors_import or a model (NULL if config.vector is 0); near_capitals as in dm_model. */
void dm_export(const dm_net *net, const char *const *types, const dm_container *vectors,
               const dm_known_names *known, uint32_t near_capitals, dm_buffer *out);

/* The other way: takes the parameters of a model of the same shape, for training on. The output layer and
 * transitions are taken only where `types` says that the entity types are the same. */
void dm_import(dm_net *net, const dm_model *model, int types);

/* How far a training is. */
typedef struct {
  uint32_t epochs; /* finished */
  uint32_t since;  /* of them behind the best one */
  double best;     /* mean dev F1 of that */
} dm_progress_made;

/* All that training needs to go on where it stopped (not the text): parameters, moments, means, step. */
void dm_checkpoint(const dm_net *net, const dm_progress_made *made, dm_buffer *out);
dm_status dm_checkpoint_load(dm_net *net, const dm_container *checkpoint, dm_progress_made *made,
                             dm_error *error);

/* Writes bytes to path by way of a temporary file beside it, so that no reader sees half of it. */
dm_status dm_write_file(const char *path, const void *bytes, size_t size, dm_error *error);

#endif
