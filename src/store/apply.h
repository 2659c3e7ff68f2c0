#ifndef DM_STORE_APPLY_H
#define DM_STORE_APPLY_H

#include "store/db.h"
#include "store/store.h"
#include "store/write.h"

bool dm_correction_stands(struct dm_store *store, int64_t id);
dm_correction_kind dm_correction_kind_of(const char *name); /* DM_CORRECT_COUNT if there is none */

/* Takes all corrections back out of a document's mentions. */
void dm_store_revert(dm_kept_mentions *mentions, dm_arena *arena);

/* Puts the document's standing corrections in, links the mentions, and keeps mentions and crowd with the
 * document; `fresh`: the archive had no mentions of it. */
void dm_store_settle(struct dm_store *store, dm_filed *doc, dm_kept_mentions *mentions, bool fresh,
                     dm_arena *arena);

/* Merges and names as the standing corrections say. */
void dm_store_settle_entities(struct dm_store *store);

#endif
