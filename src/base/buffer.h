/* A growable byte string, the target of every writer. */
#ifndef DM_BASE_BUFFER_H
#define DM_BASE_BUFFER_H

#include <stddef.h>

typedef struct {
  char *bytes; /* [size], not NUL-terminated; NULL while empty */
  size_t size, room;
} dm_buffer;

void dm_buffer_add(dm_buffer *buffer, const void *bytes, size_t size);
void dm_buffer_puts(dm_buffer *buffer, const char *text);
void dm_buffer_putc(dm_buffer *buffer, char c);
void dm_buffer_printf(dm_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void dm_buffer_clear(dm_buffer *buffer); /* keeps the memory */
void dm_buffer_free(dm_buffer *buffer);  /* leaves an empty, usable buffer */

#endif
