/* Brings a database file to the schema of this program. */
#ifndef DM_STORE_SCHEMA_H
#define DM_STORE_SCHEMA_H

#include <sqlite3.h>

#include "dragoman.h"

/* Runs the migrations that are missing, each in one transaction. Read-only: refuses any other version. */
dm_status dm_schema_ready(sqlite3 *db, int writable, dm_error *error);
int dm_schema_version(void);

#endif
