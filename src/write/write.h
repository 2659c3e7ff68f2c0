/* document -> bytes in a format. Each format is one file in this folder and appends one whole document to
 * `out`; what stands before the first and after the last document of a file comes from begin and end.
 * Output of several threads may be put together in any order: a writer keeps no state. */
#ifndef DM_WRITE_WRITE_H
#define DM_WRITE_WRITE_H

#include "base/buffer.h"
#include "dragoman.h"

/* Source bytes [begin, end) that make up a name, or more of the name before if `joined`. */
typedef struct {
  uint64_t begin, end;
  const char *type; /* of the document; must outlive the mark */
  bool joined;
} dm_mark;

typedef struct {
  dm_mark *items; /* [count] */
  size_t count, room;
} dm_marks;

void dm_marks_free(dm_marks *marks); /* leaves an empty, usable list */

/* Most formats are written document by document; then `document` is there. A format that puts names back
 * into the source is written source by source: `mark` collects the names of each of its documents, and
 * `rewrite` writes the whole. */
typedef struct {
  const char *name;              /* as on the command line */
  const char *help;              /* one line */
  const char *extension;         /* of a file in this format */
  const char *between;           /* stands between two documents of one file */
  void (*begin)(dm_buffer *out); /* what a file begins and ends with; NULL if there is nothing to write */
  void (*end)(dm_buffer *out);
  void (*document)(const dm_document *doc, dm_buffer *out);
  void (*text)(const dm_document *doc, dm_buffer *out); /* a .txt that belongs beside the file; may be NULL */

  dm_format source_format; /* the one that can be rewritten; DM_FORMAT_UNKNOWN if `document` is there */
  void (*mark)(const dm_document *doc, dm_marks *marks);
  void (*rewrite)(const dm_marks *marks, const char *source, size_t size, dm_buffer *out);
} dm_writer;

const dm_writer *dm_writer_find(const char *name); /* NULL if there is none */
const dm_writer *const *dm_writers(size_t *count); /* all, for --help */

#endif
