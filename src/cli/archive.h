/* What the commands about archives share. */
#ifndef DM_CLI_ARCHIVE_H
#define DM_CLI_ARCHIVE_H

#include <stdio.h>

#include "base/buffer.h"
#include "store/store.h"

/* Opens it with the program's resolver; NULL with a message on standard error. */
dm_store *dm_archive_open(const char *path, dm_store_mode mode);

/* Prints and empties the buffer. False once standard output cannot be written. */
bool dm_archive_print(dm_buffer *out);

/* The query on one line and a caret under byte `at`. */
void dm_report_caret(FILE *err, const char *query, size_t at);

#endif
