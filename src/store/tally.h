/* Counting by a pair of numbers. */
#ifndef DM_STORE_TALLY_H
#define DM_STORE_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
  int64_t a, b;
  uint64_t count;
} dm_tallied;

typedef struct {
  dm_arena *arena;
  dm_tallied *items; /* [room], a power of two, open addressing; count 0: free */
  size_t count, room;
} dm_tally;

void dm_tally_add(dm_tally *tally, int64_t a, int64_t b, uint64_t by);
uint64_t dm_tally_of(const dm_tally *tally, int64_t a, int64_t b);

/* Puts the items to the front, most frequent first, and returns how many there are. Nothing can be looked up
 * after. */
size_t dm_tally_sort(dm_tally *tally);

#endif
