/* JSON, as much as writers need. */
#ifndef DM_WRITE_JSON_H
#define DM_WRITE_JSON_H

#include <stdint.h>

#include "base/buffer.h"

/* A string in quotes. Malformed UTF-8 (a path may hold it) becomes U+FFFD. Besides what JSON demands, the
 * characters at which some readers end a line (U+0085, U+2028, U+2029) are escaped, so that one document
 * stays one line for all of them. */
void dm_json_string(dm_buffer *out, const char *text, size_t size);
void dm_json_cstring(dm_buffer *out, const char *text);

/* "name": */
void dm_json_key(dm_buffer *out, const char *name);

/* A count or an offset in decimal. */
void dm_json_number(dm_buffer *out, uint64_t number);

/* A probability with four decimals. */
void dm_json_probability(dm_buffer *out, double value);

#endif
