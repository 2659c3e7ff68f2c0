/* Network -> model file. */
#ifndef DM_LEARN_EXPORT_H
#define DM_LEARN_EXPORT_H

#include "base/buffer.h"
#include "learn/lists.h"
#include "learn/net.h"

/* Builds the container of the averaged parameters. names[config.types]; vectors is the container that
 * dm_vectors_import made (NULL if config.vector is 0). */
void dm_export(const dm_net *net, const char *const *names, const dm_container *vectors, const dm_lists *lists,
               dm_buffer *out);

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
