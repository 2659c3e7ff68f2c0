/* Region allocator: many small allocations, freed at once. Also the growable array built on it. */
#ifndef DM_BASE_ARENA_H
#define DM_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct dm_arena dm_arena;

dm_arena *dm_arena_new(void); /* NULL when out of memory */
void dm_arena_free(dm_arena *arena);

/* Zeroed memory aligned for any type. Never returns NULL: running out of memory ends the process
 * through dm_out_of_memory, as no caller could go on in a useful way. */
void *dm_alloc(dm_arena *arena, size_t size);
char *dm_strndup(dm_arena *arena, const char *text, size_t size); /* NUL-terminated copy */
char *dm_strdup(dm_arena *arena, const char *text);
char *dm_printf(dm_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
size_t dm_arena_size(const dm_arena *arena); /* bytes held */

/* Makes room for one more item in an array of `count` items of `item` bytes that lives in `arena`:
 *     doc->tokens = dm_grow(arena, doc->tokens, doc->token_count, &doc->token_room, sizeof *doc->tokens);
 *     doc->tokens[doc->token_count++] = token;
 * Capacity doubles. `items` must come from dm_grow, or *room be 0; what lies beyond count is not zeroed. Small
 * old blocks stay in the arena until it is freed, large ones are resized in place. */
void *dm_grow(dm_arena *arena, void *items, size_t count, size_t *room, size_t item);

/* malloc, realloc and calloc that do not return NULL. The caller frees. */
void *dm_xmalloc(size_t size);
void *dm_xrealloc(void *old, size_t size);
void *dm_xcalloc(size_t count, size_t size);
_Noreturn void dm_out_of_memory(size_t size);

#endif
