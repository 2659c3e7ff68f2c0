#include "read/stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "read/parse.h"

enum { FIRST_WINDOW = 1024 * 1024, PIECE = 256 * 1024, BLANK_LIMIT = 1024 * 1024 };

dm_stream dm_stream_open(size_t (*read)(void *user, char *to, size_t room, dm_error *error), void *user,
                         uint64_t size_hint) {
  return (dm_stream){.read = read, .user = user, .size_hint = size_hint, .line = 1};
}

void dm_stream_close(dm_stream *stream) {
  free(stream->bytes);
  stream->bytes = NULL;
}

const char *dm_stream_window(const dm_stream *stream) {
  return stream->bytes + stream->at;
}

/* Moves the window to the front of its block; if it fills the block, to one twice as large. */
static void make_room(dm_stream *s) {
  if (s->at) {
    memmove(s->bytes, s->bytes + s->at, s->end - s->at);
    s->end -= s->at;
    s->at = 0;
  } else {
    s->room = s->room ? s->room * 2 : FIRST_WINDOW;
    s->bytes = dm_xrealloc(s->bytes, s->room);
  }
}

size_t dm_stream_fill(dm_stream *s, size_t wanted) {
  if (!s->bytes) make_room(s);
  while (s->end - s->at < wanted && !s->ended) {
    if (s->end == s->room) make_room(s);
    size_t got = s->read(s->user, s->bytes + s->end, s->room - s->end, &s->error);
    s->end += got;
    if (!got) s->ended = true;
  }
  return s->end - s->at;
}

void dm_stream_skip(dm_stream *s, size_t size) {
  for (size_t i = s->at; i < s->at + size; i++) s->line += s->bytes[i] == '\n';
  s->at += size;
  s->offset += size;
}

static dm_input *new_input(const dm_stream *s, char *path, dm_format format) {
  dm_input *input = dm_xcalloc(1, sizeof *input);
  *input = (dm_input){.path = path, .format = format, .offset = s->offset, .line = s->line};
  return input;
}

dm_input *dm_stream_take(dm_stream *s, size_t size, char *path, dm_format format) {
  dm_input *input = new_input(s, path, format);
  input->bytes = dm_xmalloc(size);
  input->size = size;
  memcpy(input->bytes, dm_stream_window(s), size);
  dm_stream_skip(s, size);
  return input;
}

static bool all_blank(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (bytes[i] && !strchr(" \t\r\n\f\v", bytes[i])) return false;
  return size > 0;
}

/* Reads on into input->bytes. What begins with a megabyte of blanks is damage, not worth the memory. */
static void read_rest(dm_stream *s, dm_input *input, size_t room) {
  bool looked = false;
  while (!s->ended) {
    if (input->size == room) input->bytes = dm_xrealloc(input->bytes, room *= 2);
    size_t piece = room - input->size < PIECE ? room - input->size : PIECE;
    size_t got = s->read(s->user, input->bytes + input->size, piece, &s->error);
    input->size += got;
    if (!got)
      s->ended = true;
    else if (input->size > DM_INPUT_LIMIT)
      s->ended = dm_fail(&s->error, DM_ERR_LIMIT, "larger than 1 GiB");
    else if (!looked && input->size >= BLANK_LIMIT) {
      looked = true;
      if (all_blank(input->bytes, input->size))
        s->ended = dm_fail(&s->error, DM_ERR_FORMAT, "nothing but blanks for a megabyte");
    }
  }
}

dm_input *dm_stream_take_all(dm_stream *s, char *path, dm_format format) {
  dm_input *input = new_input(s, path, format);
  size_t ready = s->end - s->at, room = ready + 1;
  if (s->size_hint > DM_INPUT_LIMIT) dm_fail(&s->error, DM_ERR_LIMIT, "larger than 1 GiB");
  if (!s->error.status && !s->ended) {
    if (s->size_hint > s->offset) room = (size_t)(s->size_hint - s->offset) + 1;
    if (room <= ready) room = ready + PIECE;
  }
  input->bytes = dm_xmalloc(room);
  memcpy(input->bytes, s->bytes ? dm_stream_window(s) : "", ready);
  input->size = ready;
  if (!s->error.status) read_rest(s, input, room);
  if (!s->error.status) return input;
  dm_input_free(input);
  return NULL;
}
