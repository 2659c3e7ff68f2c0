/* Filling in dm_error. Library code never prints and never exits; it says what went wrong here. */
#ifndef DM_BASE_ERROR_H
#define DM_BASE_ERROR_H

#include "dragoman.h"

/* Sets status and message (printf-like), leaves path, byte and line alone; returns status.
 * error may be NULL. */
dm_status dm_fail(dm_error *error, dm_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Names the place in an error set before or after. */
void dm_fail_at(dm_error *error, const char *path, uint64_t byte, uint64_t line);

#endif
