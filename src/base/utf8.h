/* UTF-8, just what the stages need. Case and class of characters come from utf8proc. */
#ifndef DM_BASE_UTF8_H
#define DM_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Decodes the code point at text[at]; returns its length (1..4). A malformed byte gives U+FFFD and
 * length 1. at < size. */
uint32_t dm_utf8_decode(const char *text, size_t size, size_t at, uint32_t *code);

/* Writes code (U+FFFD if it is no scalar value) to out[4]; returns the length. */
uint32_t dm_utf8_encode(uint32_t code, char *out);

/* Offset of the first malformed byte, or size if all of it is valid. */
size_t dm_utf8_valid(const char *text, size_t size);

#endif
