#ifndef DM_CLI_EXPORT_CORRECTIONS_H
#define DM_CLI_EXPORT_CORRECTIONS_H

#include <stdbool.h>

#include "store/store.h"

/* To standard output: the log (one JSON object a line), or the sentences in which people corrected names as
 * CoNLL, one token and its tag in IOB2 a line. Returns the exit status. */
int dm_export_corrections(dm_store *store, bool log);

#endif
