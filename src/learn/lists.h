/* Gazetteer source: lines of list<TAB>entry, UTF-8. */
#ifndef DM_LEARN_LISTS_H
#define DM_LEARN_LISTS_H

#include "dragoman.h"
#include "tag/gazetteer.h"

typedef struct {
  char *names[DM_LISTS_MAX]; /* in order of first use */
  uint32_t count;
  dm_gazetteer_builder *builder;
  uint64_t entries;
} dm_lists;

/* Reads a file into `lists` (zeroed, or loaded before). Entries are tokenised as text is. */
dm_status dm_lists_read(dm_lists *lists, const char *path, dm_error *error);
void dm_lists_free(dm_lists *lists);

#endif
