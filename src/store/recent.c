#include "store/recent.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 32768, LONGEST = 1024 }; /* documents; bytes of one that is kept */

/* By number of the document, the latest one stays. */
struct dm_recent_slot {
  int64_t document; /* 0: free */
  char *bytes;      /* origin, 0, collection, 0, crowd */
  size_t size;
};

static void release(struct dm_recent_slot *slot) {
  free(slot->bytes);
  *slot = (struct dm_recent_slot){0};
}

static bool read_slot(struct dm_store *store, int64_t document, struct dm_recent_slot *slot) {
  release(slot);
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT origin, collection, entities FROM document WHERE id=?1", "i", document);
  if (!dm_db_next(store, q)) return false;
  size_t size = 0, sizes[3];
  for (int i = 0; i < 3; i++) {
    sqlite3_column_blob(q, i);
    size += sizes[i] = (size_t)sqlite3_column_bytes(q, i) + (i < 2);
  }
  *slot = (struct dm_recent_slot){document, dm_xcalloc(1, size + 1), size};
  char *at = slot->bytes;
  for (int i = 0; i < 3; at += sizes[i++]) {
    const void *value = sqlite3_column_blob(q, i);
    if (value) memcpy(at, value, (size_t)sqlite3_column_bytes(q, i));
  }
  sqlite3_reset(q);
  return true;
}

bool dm_recent_get(struct dm_store *store, int64_t document, dm_recent *out) {
  if (!store->recent) store->recent = dm_xcalloc(SLOTS + 1, sizeof *store->recent);
  struct dm_recent_slot *slot = &store->recent[document % SLOTS];
  if (slot->document != document || slot->size > LONGEST) {
    /* What is long does not stay: it has the slot behind the others, until the next one. */
    slot = &store->recent[SLOTS];
    if (!read_slot(store, document, slot)) return false;
    if (slot->size <= LONGEST) {
      struct dm_recent_slot *kept = &store->recent[document % SLOTS];
      release(kept);
      *kept = *slot;
      *slot = (struct dm_recent_slot){0};
      slot = kept;
    }
  }
  out->origin = slot->bytes;
  out->collection = out->origin + strlen(out->origin) + 1;
  out->crowd = (const uint8_t *)out->collection + strlen(out->collection) + 1;
  out->crowd_size = slot->size - (size_t)((const char *)out->crowd - slot->bytes);
  return true;
}

void dm_recent_forget(struct dm_store *store, int64_t document) {
  if (store->recent && store->recent[document % SLOTS].document == document)
    release(&store->recent[document % SLOTS]);
}

void dm_recent_forget_all(struct dm_store *store) {
  for (size_t i = 0; store->recent && i <= SLOTS; i++) release(&store->recent[i]);
  free(store->recent);
  store->recent = NULL;
}
