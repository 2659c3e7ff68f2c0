/* Many documents through the stages: files are found by one thread, read and worked on by several, and
 * what they give is written in the order of the files. What is held in memory depends
 * on the number of threads and the size of single files, not on how many there are. */
#ifndef DM_CLI_BATCH_H
#define DM_CLI_BATCH_H

#include "cli/output.h"
#include "dragoman.h"
#include "read/read.h"

typedef struct {
  void *user;
  void *(*worker_begin)(void *user); /* a thread's own state; may be NULL */
  void (*worker_end)(void *user, void *state);
  /* Adds what the document gives; on anything but DM_OK the rest of its input is left. */
  dm_status (*document)(void *user, void *state, dm_document *doc, dm_pieces *out, dm_error *error);
  /* After the last document of an input, of which all was read if `whole`; may be NULL. */
  void (*input)(void *user, void *state, const dm_input *input, bool whole, dm_pieces *out);
  const char *done; /* "annotated" */

  const char *const *paths; /* [path_count] */
  size_t path_count;
  dm_format format; /* of every file; DM_FORMAT_UNKNOWN: sniffed */
  size_t threads;
  dm_output output;
} dm_batch;

/* Runs it all, tells standard error what failed, and returns the exit status (command.h). */
int dm_batch_run(const dm_batch *batch);

#endif
