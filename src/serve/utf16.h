/* Between bytes of UTF-8, in which the archive counts, and UTF-16 units, in which the API does. */
#ifndef DM_SERVE_UTF16_H
#define DM_SERVE_UTF16_H

#include <stdbool.h>

#include "write/units.h"

uint32_t dm_utf16_units(const char *text, size_t bytes); /* of the first so many bytes */
uint32_t dm_utf16_at(dm_units *units, uint32_t byte);    /* moves, then answers */

/* The byte at which so many units end; false beyond the text or inside a character. */
bool dm_utf16_byte(const char *text, size_t size, uint64_t units, uint32_t *byte);

#endif
