/* A document of the archive and what is needed to decide whom its names mean. */
#ifndef DM_STORE_FILED_H
#define DM_STORE_FILED_H

#include "store/db.h"
#include "store/pack.h"

typedef struct {
  int64_t id;
  const char *text; /* [size] */
  size_t size;
  const char *date; /* NULL if unknown */
  const char *origin, *collection;
  dm_crowd crowd; /* who appears in it */
} dm_filed;

void dm_filed_read(struct dm_store *store, int64_t document, dm_arena *arena, dm_filed *out);

/* The text alone; "" if there is no such document. */
const char *dm_filed_text(struct dm_store *store, int64_t document, dm_arena *arena, size_t *size);

/* Keeps the crowd with the document. */
void dm_filed_write_crowd(struct dm_store *store, const dm_filed *doc, dm_arena *arena);

#endif
