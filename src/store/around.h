/* What stands around a document: messages it refers to, messages that refer to it, its neighbours in time. */
#ifndef DM_STORE_AROUND_H
#define DM_STORE_AROUND_H

#include "store/store.h"

typedef struct {
  const char *reference, *date, *subject; /* date and subject "" where the archive does not hold it */
  int64_t document;                       /* 0 where the archive does not hold it */
} dm_cited;

/* Arrays live in `arena`. */
size_t dm_store_cites(dm_store *store, dm_arena *arena, int64_t document, dm_cited **out);
size_t dm_store_cited_by(dm_store *store, dm_arena *arena, int64_t document, dm_cited **out);

/* Before and after it by date, then by number; undated ones come last. 0 at the ends. */
int64_t dm_store_document_before(dm_store *store, int64_t document);
int64_t dm_store_document_after(dm_store *store, int64_t document);

typedef struct {
  int64_t words;
  int format; /* dm_format */
  const char *model;
  const uint8_t *sha256; /* [32], of the input */
} dm_document_facts;

bool dm_store_facts(dm_store *store, dm_arena *arena, int64_t document, dm_document_facts *out);

#endif
