#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

/* From this size on, an allocation has a block of its own, which dm_grow can resize. */
enum { OWN_BLOCK = 256 * 1024 };

typedef struct block {
  struct block *next, *before;
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

/* A block of `size` bytes, not zeroed, at the head of the list, or second where the head still has room. */
static block *add_block(dm_arena *arena, size_t size, int keep_head) {
  block *b = dm_xmalloc(sizeof(block) + size);
  block *after = keep_head ? arena->head : NULL;
  b->used = 0;
  b->size = size;
  b->before = after;
  b->next = after ? after->next : arena->head;
  if (b->next) b->next->before = b;
  if (after)
    after->next = b;
  else
    arena->head = b;
  arena->total += size;
  return b;
}

static size_t round_up(size_t size) {
  const size_t align = alignof(max_align_t);
  if (size > SIZE_MAX / 2) dm_out_of_memory(size);
  return (size + align - 1) / align * align;
}

static void *take(dm_arena *arena, size_t size) {
  block *b = arena->head;
  if (size >= OWN_BLOCK) {
    b = add_block(arena, size, b != NULL);
  } else if (!b || b->size - b->used < size) {
    size_t wanted = arena->total < FIRST_BLOCK ? FIRST_BLOCK : arena->total;
    b = add_block(arena, wanted > LARGEST_BLOCK ? LARGEST_BLOCK : wanted < size ? size : wanted, 0);
  }
  void *at = b->bytes + b->used;
  b->used += size;
  return at;
}

void *dm_alloc(dm_arena *arena, size_t size) {
  size = round_up(size);
  return memset(take(arena, size), 0, size);
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

/* Resizes the block that holds nothing but `items`. */
static void *resize(dm_arena *arena, void *items, size_t size) {
  block *b = (block *)(void *)((unsigned char *)items - offsetof(block, bytes));
  arena->total += size - b->size;
  b = dm_xrealloc(b, sizeof(block) + size);
  b->used = b->size = size;
  if (b->next) b->next->before = b;
  if (b->before)
    b->before->next = b;
  else
    arena->head = b;
  return b->bytes;
}

void *dm_grow(dm_arena *arena, void *items, size_t count, size_t *room, size_t item) {
  if (count < *room) return items;
  size_t wanted = *room ? *room * 2 : 16, held = round_up(*room * item);
  if (wanted > SIZE_MAX / 2 / item) dm_out_of_memory(SIZE_MAX);
  void *more = *room && held >= OWN_BLOCK ? resize(arena, items, round_up(wanted * item))
                                          : take(arena, round_up(wanted * item));
  if (more != items && held < OWN_BLOCK && count) memcpy(more, items, count * item);
  *room = wanted;
  return more;
}
