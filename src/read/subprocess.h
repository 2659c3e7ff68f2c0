/* Running another program as a filter, on a leash. */
#ifndef DM_READ_SUBPROCESS_H
#define DM_READ_SUBPROCESS_H

#include "base/buffer.h"
#include "dragoman.h"

typedef struct {
  uint32_t seconds; /* of the clock, and of CPU time */
  size_t memory;    /* bytes of address space */
  size_t output;    /* bytes */
} dm_subprocess_limits;

/* Runs argv[0] (found in PATH) with bytes[size] as its standard input and appends its standard output to `out`.
 * It is killed where it passes a limit (DM_ERR_LIMIT). Another exit status than 0 is DM_ERR_FORMAT, with the
 * first line it wrote to standard error; a program that is not there is DM_ERR_IO. */
dm_status dm_subprocess(const char *const *argv, const char *bytes, size_t size,
                        const dm_subprocess_limits *limits, dm_buffer *out, dm_error *error);

#endif
