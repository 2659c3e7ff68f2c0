/* JSON objects and arrays, member by member: commas are put where they belong. */
#ifndef DM_SERVE_PUT_H
#define DM_SERVE_PUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

typedef struct {
  dm_buffer *out;
  bool comma; /* something stands before in the object or array that is open */
} dm_put;

/* name is NULL for an item of an array and for the outermost value. */
void dm_put_open(dm_put *put, const char *name, char bracket);
void dm_put_close(dm_put *put, char bracket);
void dm_put_text(dm_put *put, const char *name, const char *text); /* NULL: "" */
void dm_put_sized(dm_put *put, const char *name, const char *text, size_t size);
void dm_put_text_or_null(dm_put *put, const char *name, const char *text);
void dm_put_int(dm_put *put, const char *name, int64_t value);
void dm_put_int_or_null(dm_put *put, const char *name, int64_t value); /* 0: null */
void dm_put_real(dm_put *put, const char *name, double value);         /* four decimals */
void dm_put_flag(dm_put *put, const char *name, bool value);
void dm_put_null(dm_put *put, const char *name);

#endif
