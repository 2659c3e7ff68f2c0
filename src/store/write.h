/* Parts of writing a document that more than one file of the store needs. All run inside a transaction and
 * report through the store's sticky error. */
#ifndef DM_STORE_WRITE_H
#define DM_STORE_WRITE_H

#include "store/filed.h"
#include "store/mentions.h"

/* Decides anew whom the document's mentions name, says so in them and in the document's crowd, and keeps the
 * entities' counts right. Mentions that already have an entity keep it. Reasons live in `arena`. */
void dm_store_link(struct dm_store *store, dm_filed *doc, dm_kept_mentions *mentions, dm_arena *arena);

/* Takes the document's appearances and mentions back out of the entities' counts. Entities that nothing
 * refers to any more stay until dm_store_sweep. */
void dm_store_unlink(struct dm_store *store, dm_filed *doc, const dm_kept_mentions *mentions);

/* Remembers the entities of a document for sweeping; then removes those of them that no document refers to,
 * be it by a corrected mention, and no correction. */
typedef struct {
  int64_t *ids;
  size_t count, room;
} dm_entity_list;
void dm_store_remember(const dm_filed *doc, dm_arena *arena, dm_entity_list *list);
void dm_store_sweep(struct dm_store *store, const dm_entity_list *list);

#endif
