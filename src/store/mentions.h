/* The mentions of a document as the store keeps them, all at once: they are read, changed and written as a
 * whole. */
#ifndef DM_STORE_MENTIONS_H
#define DM_STORE_MENTIONS_H

#include "base/document.h"
#include "store/db.h"

typedef struct {
  dm_span span;
  const char *type;
  const char *given; /* identity that the source states, NULL if none */
  double confidence;
  int64_t entity;     /* 0: none */
  double score;       /* that it belongs to the entity's other mentions of the document; below 0: not decided */
  const char *reason; /* NULL where it is the fullest of them */
  bool rejected;      /* by a person */
  const char *was; /* what the tagger had said (apply.c); NULL: nobody corrected it, "": a person marked it */
} dm_kept_mention;

typedef struct {
  dm_kept_mention *items; /* [count], by place */
  size_t count, room;
} dm_kept_mentions;

/* At most this many a document, so that document << 24 | position is a row. */
enum { DM_MENTIONS = 1 << 24 };

void dm_mentions_tagged(const dm_document *doc, dm_arena *arena, dm_kept_mentions *out);
void dm_mentions_read(struct dm_store *store, int64_t document, dm_arena *arena, dm_kept_mentions *out);

void dm_mentions_sort(dm_kept_mentions *list); /* by place */

/* Puts them in the place of what the archive had of the document; `fresh`: it had nothing. Sorts. */
void dm_mentions_write(struct dm_store *store, int64_t document, dm_kept_mentions *list, bool fresh);
void dm_mentions_delete(struct dm_store *store, int64_t document);

#endif
