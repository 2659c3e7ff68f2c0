/* Documents into an archive: files are found by one thread, read and tagged by several, and written by one
 * at a time in the order of the files, each document in a transaction of its own. */
#ifndef DM_CLI_INDEXER_H
#define DM_CLI_INDEXER_H

#include <stdbool.h>

#include "dragoman.h"
#include "store/store.h"
#include "tag/tag.h"

typedef struct {
  const char *archive;      /* path of the archive */
  const char *const *paths; /* [path_count] */
  size_t path_count;
  dm_format format; /* of every file; DM_FORMAT_UNKNOWN: sniffed */
  size_t threads;
  const dm_model *model;  /* NULL: names that the sources mark are taken */
  const char *model_name; /* that tells one model from another */
} dm_indexing;

/* Returns the exit status. Interrupt and termination signals stop it after the documents at work. */
int dm_index_run(const dm_indexing *indexing);

#endif
