/* How far a batch is: a line on the terminal while it runs, and what failed at its end. */
#ifndef DM_CLI_PROGRESS_H
#define DM_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "dragoman.h"

enum { DM_FAILURES_LISTED = 20 };

typedef struct {
  size_t inputs, documents, failures;
  struct timespec begun, shown;
  bool visible;                     /* standard error is a terminal, and standard output is not the same */
  char *failed[DM_FAILURES_LISTED]; /* paths of the first failures */
} dm_progress;

void dm_progress_begin(dm_progress *progress);
void dm_progress_input(dm_progress *progress, size_t documents);        /* one more input is done */
void dm_progress_failure(dm_progress *progress, const dm_error *error); /* ... and this went wrong with it */

/* The last word: on a terminal always, elsewhere if something failed or nothing was found. `done` says
 * what was done to the documents, "annotated". */
void dm_progress_end(dm_progress *progress, const char *done);

#endif
