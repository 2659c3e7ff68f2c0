/* Lists of names as one automaton over tokens.
 *
 * A state is the hash of the folded tokens read so far (folded: lower case, no diacritics), kept in an
 * open-addressing table. A state says which lists have an entry that ends there and whether some entry
 * goes on. Matching takes at each position the longest entry of each list. */
#ifndef DM_TAG_GAZETTEER_H
#define DM_TAG_GAZETTEER_H

#include <stddef.h>
#include <stdint.h>

#include "tag/form.h"

enum { DM_LISTS_MAX = 24, DM_ENTRY_TOKENS = 12 };

typedef struct {
  uint32_t check; /* high half of the state's hash; 0 and lists 0: empty */
  uint32_t lists; /* bit i: an entry of list i ends here; DM_GOES_ON: a longer entry exists */
} dm_gazetteer_slot;

#define DM_GOES_ON 0x80000000u

typedef struct {
  const dm_gazetteer_slot *slots; /* [mask + 1] */
  uint32_t mask;                  /* table size - 1, a power of two less one */
  uint32_t lists;                 /* how many there are; bits beyond them say nothing */
} dm_gazetteer;

uint64_t dm_gazetteer_fold(const dm_form *form);             /* hash of the folded form */
uint64_t dm_gazetteer_next(uint64_t state, uint64_t folded); /* start state: 0 */
uint32_t dm_gazetteer_look(const dm_gazetteer *gazetteer,
                           uint64_t state); /* lists | DM_GOES_ON, 0 if no such state */

/* Calls found(user, list, first, last) (inclusive token indices) for the longest entry of each list at each
 * position where `capital` is set; an entry inside a longer one of the same list is left out.
 * folded[n], capital[n]. */
void dm_gazetteer_match(const dm_gazetteer *gazetteer, const uint64_t *folded, const uint8_t *capital, size_t n,
                        void (*found)(void *user, uint32_t list, size_t first, size_t last), void *user);

/* Building: entries as folded token hashes, any order, any number of times. */
typedef struct dm_gazetteer_builder dm_gazetteer_builder;
dm_gazetteer_builder *dm_gazetteer_builder_new(void);
void dm_gazetteer_builder_free(dm_gazetteer_builder *builder);
void dm_gazetteer_add(dm_gazetteer_builder *builder, uint32_t list, const uint64_t *folded, size_t n);
const dm_gazetteer_slot *dm_gazetteer_slots(const dm_gazetteer_builder *builder, size_t *count);

#endif
