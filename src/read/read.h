/* bytes -> document. Two steps, so that files are found in order by one thread and parsed by many:
 * dm_walk finds inputs (files, members of archives, rows of dumps) and hands out their bytes;
 * dm_read turns one input into one or more documents. Each format is one file in this folder. */
#ifndef DM_READ_READ_H
#define DM_READ_READ_H

#include <stdio.h>

#include "dragoman.h"

/* One thing to parse. Owned by whoever holds it; dm_input_free gives it back. */
typedef struct {
  char *path;  /* as found; members: "archive.zip!folder/member.html"; rows: "cables.csv:ROW" */
  char *bytes; /* [size] */
  size_t size;
  dm_format format; /* DM_FORMAT_UNKNOWN: dm_read sniffs the content */
  uint64_t offset;  /* of bytes[0] in its file, for messages and source offsets */
  uint64_t line;    /* of bytes[0] in its file, 1-based */
} dm_input;

void dm_input_free(dm_input *input); /* also frees the struct */

/* What the walk hands over. Return DM_OK to go on, anything else stops the walk with that status. */
typedef struct {
  void *user;
  dm_status (*input)(void *user, dm_input *input); /* takes ownership */
  dm_status (*failure)(void *user,
                       const dm_error *error); /* one file that could not be read; the walk goes on */
} dm_walk_sink;

/* Visits paths in the order given; folders recursively, entries sorted by name (bytes), hidden ones
 * left out, each folder once however links loop; "-" is standard input. `format` names the format of
 * every file, DM_FORMAT_UNKNOWN sniffs each. */
dm_status dm_walk(const char *const *paths, size_t count, dm_format format, const dm_walk_sink *sink);

/* Parses one input. Each document goes to `sink` (which takes ownership) in order; a status other
 * than DM_OK from it stops. Returns the first error; documents already handed out stay good. */
dm_status dm_read(const dm_input *input, dm_status (*sink)(void *user, dm_document *doc), void *user,
                  dm_error *error);

/* The format that the bytes look like; never DM_FORMAT_UNKNOWN (text is the last resort). */
dm_format dm_sniff(const char *bytes, size_t size);

const char *dm_format_name(dm_format format);    /* "html", "text", ... */
dm_format dm_format_from_name(const char *name); /* DM_FORMAT_UNKNOWN if there is none */

/* A text document from UTF-8 in memory (bytes that are not UTF-8 are read as Windows-1252). */
dm_document *dm_document_from_text(const char *path, const char *text, size_t size);

#endif
