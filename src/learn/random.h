/* Small deterministic random numbers (xorshift64*, Vigna 2016). */
#ifndef DM_LEARN_RANDOM_H
#define DM_LEARN_RANDOM_H

#include <stdint.h>

typedef struct {
  uint64_t state; /* never 0 */
} dm_random;

static inline dm_random dm_random_seed(uint64_t seed) {
  return (dm_random){(seed + 1) * 0x9E3779B97F4A7C15u | 1};
}

static inline uint64_t dm_random_next(dm_random *r) {
  r->state ^= r->state >> 12;
  r->state ^= r->state << 25;
  r->state ^= r->state >> 27;
  return r->state * 0x2545F4914F6CDD1Du;
}

/* Uniform in [0, 1). */
static inline float dm_random_unit(dm_random *r) {
  return (float)(dm_random_next(r) >> 40) * (1.0f / 16777216.0f);
}

static inline uint32_t dm_random_below(dm_random *r, uint32_t bound) {
  return (uint32_t)((dm_random_next(r) >> 32) * bound >> 32);
}

#endif
