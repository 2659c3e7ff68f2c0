#include "store/phrase.h"

#include <stdlib.h>
#include <string.h>

static dm_phrase_slot *slot_of(struct dm_store *store, const char *text) {
  return &store->phrases[dm_db_hash(text) % DM_PHRASES];
}

int64_t dm_phrase_known(struct dm_store *store, const char *text) {
  if (!text) return 0;
  const dm_phrase_slot *slot = slot_of(store, text);
  if (slot->text && !strcmp(slot->text, text)) return slot->id;
  return dm_db_int(store, 0, "SELECT id FROM phrase WHERE text=?1", "s", text);
}

int64_t dm_phrase(struct dm_store *store, const char *text) {
  if (!text) return 0;
  dm_phrase_slot *slot = slot_of(store, text);
  if (slot->text && !strcmp(slot->text, text)) return slot->id;
  int64_t id = dm_phrase_known(store, text);
  if (!id) {
    dm_db_do(store, "INSERT INTO phrase(text) VALUES(?1)", "s", text);
    id = sqlite3_last_insert_rowid(store->db);
  }
  if (store->failed) return 0;
  free(slot->text);
  slot->text = strdup(text);
  slot->id = id;
  return id;
}

void dm_phrases_forget(struct dm_store *store) {
  for (size_t i = 0; i < DM_PHRASES; i++) {
    free(store->phrases[i].text);
    store->phrases[i].text = NULL;
  }
}
