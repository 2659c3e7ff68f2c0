#include "cable/tables.h"

#include <string.h>

/* Every row begins with its key, a const char *. */
static const void *find(const void *rows, size_t count, size_t row_size, const char *key, size_t size) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const char *const *row = (const void *)((const char *)rows + middle * row_size);
    int order = strncmp(*row, key, size);
    if (!order && (*row)[size]) order = 1; /* the row's key goes on */
    if (!order) return row;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

const dm_tag_row *dm_find_tag(const char *code, size_t size) {
  return find(dm_tag_rows, dm_tag_row_count, sizeof *dm_tag_rows, code, size);
}

const dm_post_row *dm_find_post(const char *station, size_t size) {
  return find(dm_post_rows, dm_post_row_count, sizeof *dm_post_rows, station, size);
}

const dm_route_row *dm_find_route(const char *route, size_t size) {
  return find(dm_route_rows, dm_route_row_count, sizeof *dm_route_rows, route, size);
}
