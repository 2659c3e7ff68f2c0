/* The body of a request as a flat JSON object. */
#ifndef DM_SERVE_BODY_H
#define DM_SERVE_BODY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
  const char *name, *text; /* text NULL: a number */
  uint64_t number;
} dm_object_member;

typedef struct {
  dm_object_member *members; /* [count] */
  size_t count, room;
} dm_object;

/* NULL if the bytes are an object of strings, whole numbers, true, false (1, 0) and null (left out), no name
 * twice, no NUL in a string; else what is wrong. */
const char *dm_object_read(dm_arena *arena, const char *bytes, size_t size, dm_object *out);

const char *dm_object_text(const dm_object *object, const char *name); /* "" if it is not there */
uint64_t dm_object_number(const dm_object *object, const char *name);  /* 0 if it is not there */

#endif
