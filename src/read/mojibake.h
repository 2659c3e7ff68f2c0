/* UTF-8 that was once taken for Windows-1252 or Latin-1 (or, in typographic punctuation, for Mac Roman) and
 * encoded again: "â€™" (or "‚Äô") for an apostrophe. */
#ifndef DM_READ_MOJIBAKE_H
#define DM_READ_MOJIBAKE_H

#include <stddef.h>
#include <stdint.h>

/* If bytes[at..) (at < size) start such a sequence that stands for a character of western text - Latin letters
 * with accents, typographic punctuation, the euro and trade mark signs - its length and the character; else 0.
 */
uint32_t dm_mojibake(const char *bytes, size_t size, size_t at, uint32_t *code);

#endif
