#include "learn/known.h"

#include <string.h>

#include "base/error.h"

static dm_status load_lists(dm_known *k, const char *path, dm_error *error) {
  size_t slots;
  if (path) {
    if (dm_lists_read(&k->lists, path, error)) return error->status;
    if (!k->lists.count) return DM_OK;
    k->names.gazetteer.slots = dm_gazetteer_slots(k->lists.builder, &slots);
    k->names.gazetteer.mask = (uint32_t)slots - 1;
    k->names.gazetteer.lists = k->lists.count;
    for (uint32_t i = 0; i < k->lists.count; i++) k->names.list_names[i] = k->lists.names[i];
  } else if (k->base) {
    k->names.gazetteer = k->base->gazetteer;
    memcpy(k->names.list_names, k->base->list_names, sizeof k->base->list_names);
  }
  return DM_OK;
}

/* Vectors lie in a file of their own or in a model; *size becomes their length, 0 if there are none. */
static dm_status load_vectors(dm_known *k, const char *path, uint32_t *size, dm_error *error) {
  *size = 0;
  if (!path) return DM_OK;
  if (!(k->vector_file = dm_container_open(path, error))) return error->status;
  size_t bytes;
  const uint32_t *own = dm_container_section(k->vector_file, "vectors.size", &bytes);
  if (own && bytes == sizeof *own) {
    *size = *own;
  } else {
    const dm_config *config = dm_container_need(k->vector_file, "config", sizeof *config, error);
    if (!config) return DM_ERR_MODEL;
    *size = config->vector;
  }
  return dm_vectors_from(k->vector_file, *size, &k->vectors, error);
}

dm_status dm_known_load(dm_known *k, const dm_training *how, dm_config *config, dm_error *error) {
  if (how->from && !(k->base = dm_model_open(how->from, error))) return error->status;
  const dm_config *base = k->base ? &k->base->config : NULL;
  const char *vectors = how->vectors ? how->vectors : base && base->vector ? how->from : NULL;
  uint32_t vector;
  if (load_lists(k, how->gazetteer, error) || load_vectors(k, vectors, &vector, error)) return error->status;
  *config = base ? *base : how->config;
  config->types = how->config.types;
  config->lists = k->names.gazetteer.lists;
  config->vector = vector;
  if (how->config.temperature > 0)
    config->temperature = how->config.temperature;
  else if (!base)
    config->temperature = 1;
  if (base && (base->lists != config->lists || base->vector != vector))
    return dm_fail(error, DM_ERR_ARGUMENT, "the model to train on from has other vectors or name lists");
  if (dm_config_check(config, NULL))
    return dm_fail(error, DM_ERR_ARGUMENT, "a size of the network is out of range");
  return DM_OK;
}

void dm_known_free(dm_known *k) {
  dm_lists_free(&k->lists);
  dm_container_close(k->vector_file);
  dm_model_close(k->base);
  *k = (dm_known){0};
}
