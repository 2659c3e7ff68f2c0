/* The target of a request: "/api/search?q=border%20security" taken apart. */
#ifndef DM_SERVE_TARGET_H
#define DM_SERVE_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
  const char *name, *value; /* decoded, without NUL inside */
} dm_argument;

typedef struct {
  const char *path; /* decoded */
  dm_argument *arguments;
  size_t count, room; /* [count] */
} dm_target;

/* False where the target is not well-formed: a broken escape, a NUL, bytes that are no UTF-8, a path that does
 * not begin with a slash. */
bool dm_target_parse(dm_arena *arena, const char *raw, dm_target *out);

/* Adds the fields of application/x-www-form-urlencoded or of a query. */
bool dm_target_fields(dm_arena *arena, const char *raw, size_t size, dm_target *out);

/* Undoes %XX, and + if `plus`. NULL where it is not well-formed. */
char *dm_percent_decode(dm_arena *arena, const char *raw, size_t size, bool plus);

/* The last value of that name; "" if there is none. */
const char *dm_target_get(const dm_target *target, const char *name);
bool dm_target_has(const dm_target *target, const char *name);

/* A whole number from `low` to `high`; *out stays if there is none of that name. False if it is another. */
bool dm_target_number(const dm_target *target, const char *name, uint64_t low, uint64_t high, uint64_t *out);

#endif
