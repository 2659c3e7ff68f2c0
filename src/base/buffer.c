#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static char *room_for(dm_buffer *buffer, size_t size) {
  if (buffer->room - buffer->size < size) {
    size_t room = buffer->room ? buffer->room * 2 : 4096;
    while (room - buffer->size < size) room *= 2;
    buffer->bytes = dm_xrealloc(buffer->bytes, room);
    buffer->room = room;
  }
  return buffer->bytes + buffer->size;
}

void dm_buffer_add(dm_buffer *buffer, const void *bytes, size_t size) {
  if (!size) return;
  memcpy(room_for(buffer, size), bytes, size);
  buffer->size += size;
}

void dm_buffer_puts(dm_buffer *buffer, const char *text) {
  dm_buffer_add(buffer, text, strlen(text));
}

void dm_buffer_putc(dm_buffer *buffer, char c) {
  *room_for(buffer, 1) = c;
  buffer->size++;
}

void dm_buffer_printf(dm_buffer *buffer, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int size = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *at = room_for(buffer, (size_t)size + 1);
  va_start(args, format);
  vsnprintf(at, (size_t)size + 1, format, args);
  va_end(args);
  buffer->size += (size_t)size;
}

void dm_buffer_clear(dm_buffer *buffer) {
  buffer->size = 0;
}

void dm_buffer_free(dm_buffer *buffer) {
  free(buffer->bytes);
  *buffer = (dm_buffer){0};
}
