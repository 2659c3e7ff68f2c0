/* Documents as a set of bits and as scores, for the evaluation of queries. */
#ifndef DM_STORE_SET_H
#define DM_STORE_SET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

typedef struct {
  uint64_t *bits; /* [words] */
  size_t words;
} dm_set;

static inline dm_set dm_set_new(dm_arena *arena, int64_t highest) {
  size_t words = (size_t)highest / 64 + 1;
  return (dm_set){dm_alloc(arena, words * sizeof(uint64_t)), words};
}

static inline void dm_set_add(dm_set *set, int64_t id) {
  if ((size_t)id / 64 < set->words) set->bits[id / 64] |= UINT64_C(1) << (id % 64);
}

static inline bool dm_set_has(const dm_set *set, int64_t id) {
  return (size_t)id / 64 < set->words && (set->bits[id / 64] >> (id % 64) & 1);
}

static inline void dm_set_and(dm_set *set, const dm_set *other) {
  for (size_t i = 0; i < set->words; i++) set->bits[i] &= other->bits[i];
}

static inline void dm_set_or(dm_set *set, const dm_set *other) {
  for (size_t i = 0; i < set->words; i++) set->bits[i] |= other->bits[i];
}

static inline void dm_set_minus(dm_set *set, const dm_set *other) {
  for (size_t i = 0; i < set->words; i++) set->bits[i] &= ~other->bits[i];
}

static inline size_t dm_set_count(const dm_set *set) {
  size_t count = 0;
  for (size_t i = 0; i < set->words; i++) count += (size_t)__builtin_popcountll(set->bits[i]);
  return count;
}

#endif
