/* document -> bytes in a format. Each format is one file in this folder and appends one whole document to
 * `out`; what stands before the first and after the last document of a file comes from begin and end.
 * Output of several threads may be put together in any order: a writer keeps no state. */
#ifndef DM_WRITE_WRITE_H
#define DM_WRITE_WRITE_H

#include "base/buffer.h"
#include "dragoman.h"

typedef struct {
  const char *name;              /* as on the command line */
  const char *help;              /* one line */
  const char *between;           /* stands between two documents, "" if nothing does */
  void (*begin)(dm_buffer *out); /* NULL if there is nothing to write */
  void (*document)(const dm_document *doc, dm_buffer *out);
  void (*end)(dm_buffer *out);
} dm_writer;

const dm_writer *dm_writer_find(const char *name); /* NULL if there is none */
const dm_writer *const *dm_writers(size_t *count); /* all, for --help */

#endif
