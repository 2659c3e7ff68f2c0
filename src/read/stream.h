/* Bytes that arrive in pieces: a file, standard input, a member of an archive. A window over them grows
 * as far as the format at hand has to look, so that a dump of any size is read in little memory. */
#ifndef DM_READ_STREAM_H
#define DM_READ_STREAM_H

#include <stdbool.h>

#include "read/read.h"

typedef struct {
  /* Puts up to `room` bytes at `to`; 0 at the end, or with error->status set if it failed. */
  size_t (*read)(void *user, char *to, size_t room, dm_error *error);
  void *user;
  uint64_t size_hint; /* of all of it, 0 if unknown */

  char *bytes; /* the window is bytes[at..end) */
  size_t at, end, room;
  uint64_t offset, line; /* of bytes[at]; line is 1-based */
  bool ended;            /* nothing comes after bytes[end - 1] */
  dm_error error;        /* why it ended early, status DM_OK if it did not */
} dm_stream;

dm_stream dm_stream_open(size_t (*read)(void *user, char *to, size_t room, dm_error *error), void *user,
                         uint64_t size_hint);
void dm_stream_close(dm_stream *stream);

/* Makes the window at least `wanted` bytes long, or as long as the rest is. Returns its length. */
size_t dm_stream_fill(dm_stream *stream, size_t wanted);
const char *dm_stream_window(const dm_stream *stream);

/* Moves the window's start forward. */
void dm_stream_skip(dm_stream *stream, size_t size);

/* An input of the window's first `size` bytes, which are skipped. */
dm_input *dm_stream_take(dm_stream *stream, size_t size, char *path, dm_format format);

/* An input of all that is left; NULL with stream->error set. `path` is owned by the result, or freed. */
dm_input *dm_stream_take_all(dm_stream *stream, char *path, dm_format format);

#endif
