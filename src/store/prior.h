/* What an earlier state of a document said of its names. A person who corrected an entity meant this entity:
 * when the document is tagged anew or its file has changed, names that belonged to a corrected entity stay
 * with it, so that the corrections meet what they were made for. */
#ifndef DM_STORE_PRIOR_H
#define DM_STORE_PRIOR_H

#include "store/write.h"

typedef struct {
  dm_span span;
  const char *type, *words;
  int64_t entity;
} dm_prior;

typedef struct {
  dm_prior *items;
  size_t count, room;
} dm_priors;

/* Names of the document that belong to entities which corrections speak of, before any correction. */
void dm_store_read_priors(struct dm_store *store, int64_t document, dm_arena *arena, dm_priors *out);

/* Gives the document's new mentions these entities: at the same place with the same words, else where the
 * words meant only one entity. */
void dm_store_use_priors(const dm_priors *priors, const dm_filed *doc, dm_kept_mentions *mentions,
                         dm_arena *arena);

#endif
