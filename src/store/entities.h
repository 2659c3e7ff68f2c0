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

#endif
