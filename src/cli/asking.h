/* A query put to an archive, as several commands do. */
#ifndef DM_CLI_ASKING_H
#define DM_CLI_ASKING_H

#include "store/search.h"

typedef struct {
  dm_store *store;
  dm_arena *arena;
  dm_search *search;
} dm_asking;

/* DM_EXIT_OK, or another exit status with a message and nothing left open. A mistake in the query is shown
 * with a caret. */
int dm_ask(const char *archive, const char *query, dm_sort sort, dm_asking *asking);
int dm_asked(dm_asking *asking); /* closes it; the exit status */

/* A number of at least 1; false with a message. */
bool dm_parse_count(const char *option, const char *text, size_t *count);

/* The entity that a name or number means, of the type (NULL: any). 0 with a message if there is none; if
 * several go by the name, the most frequent, and the others are listed on standard error. */
int64_t dm_ask_entity(dm_store *store, dm_arena *arena, const char *type, const char *name);

#endif
