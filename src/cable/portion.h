/* Portion marks: (C), (S/NF), (S//REL TO USA, FVEY), (SBU). */
#ifndef DM_CABLE_PORTION_H
#define DM_CABLE_PORTION_H

#include <stdbool.h>

#include "base/document.h"

/* Length in bytes, brackets included, of the portion mark that text[0 .. size) begins with; 0 if it
 * begins with none. `strict`: only in capitals, for places where a letter in brackets may be a list item. */
uint32_t dm_portion_mark(const char *text, uint32_t size, bool strict);

#endif
