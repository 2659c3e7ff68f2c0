#ifndef DM_STORE_TIMES_H
#define DM_STORE_TIMES_H

#include <sqlite3.h>

/* Teaches a connection the full text function dm_times(words): how often what was asked for stands in the row.
 * SQLITE_OK or an error. */
int dm_times_function(sqlite3 *db);

#endif
