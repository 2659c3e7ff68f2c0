/* What many rows say alike (types, reasons, titles, names of fields and models) is kept once, in `phrase`. */
#ifndef DM_STORE_PHRASE_H
#define DM_STORE_PHRASE_H

#include "store/db.h"

/* Numbers that the schema gives out itself; statements over partial indexes name them. */
enum { DM_PHRASE_TAG = 5, DM_PHRASE_TO = 6 };

/* The number of a phrase, given out if need be; 0 for NULL. Inside a transaction. */
int64_t dm_phrase(struct dm_store *store, const char *text);

/* The number of a phrase if it has one, else 0. */
int64_t dm_phrase_known(struct dm_store *store, const char *text);

/* Forgets what was remembered of numbers: after a rollback they may mean something else. */
void dm_phrases_forget(struct dm_store *store);

#endif
