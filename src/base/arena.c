#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

typedef struct block {
  struct block *next;
  size_t used, size;
  alignas(max_align_t) unsigned char bytes[];
} block;

struct dm_arena {
  block *head;
  size_t total;
};

/* The one place where the library ends the process: there is no memory left to report with. */
_Noreturn void dm_out_of_memory(size_t size) {
  fprintf(stderr, "dragoman: out of memory (%zu bytes asked for)\n", size);
  abort();
}

void *dm_xmalloc(size_t size) {
  void *block_ = malloc(size ? size : 1);
  if (!block_) dm_out_of_memory(size);
  return block_;
}

void *dm_xrealloc(void *old, size_t size) {
  void *block_ = realloc(old, size ? size : 1);
  if (!block_) dm_out_of_memory(size);
  return block_;
}

void *dm_xcalloc(size_t count, size_t size) {
  void *block_ = calloc(count ? count : 1, size ? size : 1);
  if (!block_) dm_out_of_memory(size);
  return block_;
}

dm_arena *dm_arena_new(void) {
  return calloc(1, sizeof(dm_arena));
}

void dm_arena_free(dm_arena *arena) {
  if (!arena) return;
  for (block *b = arena->head, *next; b; b = next) {
    next = b->next;
    free(b);
  }
  free(arena);
}

static block *add_block(dm_arena *arena, size_t size) {
  size_t wanted = arena->total < FIRST_BLOCK ? FIRST_BLOCK : arena->total;
  if (wanted > LARGEST_BLOCK) wanted = LARGEST_BLOCK;
  if (wanted < size) wanted = size;
  block *b = dm_xmalloc(sizeof(block) + wanted);
  b->next = arena->head;
  b->used = 0;
  b->size = wanted;
  arena->head = b;
  arena->total += wanted;
  return b;
}

void *dm_alloc(dm_arena *arena, size_t size) {
  const size_t align = alignof(max_align_t);
  if (size > SIZE_MAX / 2) dm_out_of_memory(size);
  size = (size + align - 1) / align * align;
  block *b = arena->head;
  if (!b || b->size - b->used < size) b = add_block(arena, size);
  void *at = b->bytes + b->used;
  b->used += size;
  return memset(at, 0, size);
}

char *dm_strndup(dm_arena *arena, const char *text, size_t size) {
  char *copy = dm_alloc(arena, size + 1);
  if (size) memcpy(copy, text, size);
  return copy;
}

char *dm_strdup(dm_arena *arena, const char *text) {
  return dm_strndup(arena, text, strlen(text));
}

char *dm_printf(dm_arena *arena, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int size = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = dm_alloc(arena, (size_t)size + 1);
  va_start(args, format);
  vsnprintf(text, (size_t)size + 1, format, args);
  va_end(args);
  return text;
}

size_t dm_arena_size(const dm_arena *arena) {
  return arena->total;
}

void *dm_grow(dm_arena *arena, void *items, size_t count, size_t *room, size_t item) {
  if (count < *room) return items;
  size_t wanted = *room ? *room * 2 : 16;
  if (wanted > SIZE_MAX / 2 / item) dm_out_of_memory(SIZE_MAX);
  void *more = dm_alloc(arena, wanted * item);
  if (count) memcpy(more, items, count * item);
  *room = wanted;
  return more;
}
