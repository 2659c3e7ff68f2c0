/* Entities by name or number, with all that were merged with them. */
#ifndef DM_STORE_ENTITIES_H
#define DM_STORE_ENTITIES_H

#include "store/db.h"

typedef struct {
  int64_t *ids;
  size_t count, room;
} dm_entity_ids;

/* Adds the entity, the one it was merged into and all others merged into that. */
void dm_entities_numbered(struct dm_store *store, dm_arena *arena, int64_t id, dm_entity_ids *out);

/* Adds all entities of the type (NULL: any) that go by the name, under any alias or spelling. With prefix:
 * whose folded name begins so. */
void dm_entities_named(struct dm_store *store, dm_arena *arena, const char *type, const char *name, bool prefix,
                       dm_entity_ids *out);

/* Which entities were merged into which: few, so that all are held at once. */
typedef struct {
  struct dm_merge {
    int64_t entity, root;
  } * items; /* [count], by entity */
  size_t count, room;
} dm_merges;

void dm_merges_read(struct dm_store *store, dm_arena *arena, dm_merges *out);
int64_t dm_merges_root(const dm_merges *merges, int64_t entity);

/* The entities of a document in the place of what `out` held, merged ones as one, each once. */
void dm_entities_in(struct dm_store *store, dm_arena *arena, const dm_merges *merges, int64_t document,
                    dm_entity_ids *out);

#endif
