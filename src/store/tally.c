#include "store/tally.h"

#include <stdlib.h>

static dm_tallied *slot(const dm_tally *t, int64_t a, int64_t b) {
  uint64_t h = ((uint64_t)a * UINT64_C(0x9E3779B97F4A7C15)) ^ ((uint64_t)b * UINT64_C(0xC2B2AE3D27D4EB4F));
  for (size_t at = (h ^ h >> 29) & (t->room - 1);; at = (at + 1) & (t->room - 1))
    if (!t->items[at].count || (t->items[at].a == a && t->items[at].b == b)) return &t->items[at];
}

void dm_tally_add(dm_tally *t, int64_t a, int64_t b, uint64_t by) {
  if (2 * t->count >= t->room) {
    dm_tally bigger = {t->arena, NULL, t->count, t->room ? 2 * t->room : 1024};
    bigger.items = dm_alloc(t->arena, bigger.room * sizeof *bigger.items);
    for (size_t i = 0; i < t->room; i++)
      if (t->items[i].count) *slot(&bigger, t->items[i].a, t->items[i].b) = t->items[i];
    *t = bigger;
  }
  dm_tallied *item = slot(t, a, b);
  t->count += !item->count;
  *item = (dm_tallied){a, b, item->count + by};
}

uint64_t dm_tally_of(const dm_tally *t, int64_t a, int64_t b) {
  return t->room ? slot(t, a, b)->count : 0;
}

static int by_count(const void *a, const void *b) {
  const dm_tallied *p = a, *q = b;
  if (p->count != q->count) return p->count < q->count ? 1 : -1;
  if (p->a != q->a) return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

size_t dm_tally_sort(dm_tally *t) {
  size_t n = 0;
  for (size_t i = 0; i < t->room; i++)
    if (t->items[i].count) t->items[n++] = t->items[i];
  if (n) qsort(t->items, n, sizeof *t->items, by_count);
  return n;
}
