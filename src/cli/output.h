/* Where results go: standard output, one after the other, or a folder, a file for each document. */
#ifndef DM_CLI_OUTPUT_H
#define DM_CLI_OUTPUT_H

#include <stdbool.h>

#include "base/buffer.h"

/* What one input gave, in pieces: the content of one file each. */
typedef struct {
  size_t begin;          /* of bytes; a piece ends where the next one begins */
  char *stem;            /* of the file's name; NULL: that of the piece before */
  const char *extension; /* without the dot */
} dm_piece;

typedef struct {
  dm_buffer bytes;
  dm_piece *items; /* [count] */
  size_t count, room;
} dm_pieces;

/* Begins a piece and returns where its bytes go. The stem is copied. */
dm_buffer *dm_pieces_add(dm_pieces *pieces, const char *stem, const char *extension);
void dm_pieces_cut(dm_pieces *pieces, size_t count); /* drops all pieces from `count` on */
void dm_pieces_free(dm_pieces *pieces);

typedef struct {
  const char *folder;  /* NULL: standard output */
  const char *between; /* stands between two pieces on standard output */
  bool written;        /* a piece has been */
} dm_output;

/* Makes the folder if it is not there; one that is must be empty. False, with a message, if that fails. */
bool dm_output_open(const dm_output *output);

/* False, with a message unless the reader of standard output has just gone away, if it cannot be written.
 * In a folder, a stem that is taken gets a number: cable.ann, cable-2.ann. */
bool dm_output_pieces(dm_output *output, const dm_pieces *pieces);
bool dm_output_bytes(const char *bytes, size_t size); /* to standard output, at once */

#endif
