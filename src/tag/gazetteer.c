#include "tag/gazetteer.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/utf8.h"

uint64_t dm_gazetteer_fold(const dm_form *form) {
  char folded[DM_FORM_MAX * 4];
  size_t size = 0;
  for (uint32_t at = 0, code; at < form->size;) {
    at += dm_utf8_decode(form->bytes, form->size, at, &code);
    if (code < 0x80) {
      folded[size++] = (char)(code >= 'A' && code <= 'Z' ? code + 32 : code);
      continue;
    }
    utf8proc_int32_t parts[8];
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)code, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &last);
    for (utf8proc_ssize_t i = 0; i < n && i < 8 && size + 4 < sizeof folded; i++)
      size += dm_utf8_encode((uint32_t)parts[i], folded + size);
  }
  return dm_hash(folded, size);
}

uint64_t dm_gazetteer_next(uint64_t state, uint64_t folded) {
  uint64_t x = (state ^ folded) * 0x9E3779B97F4A7C15u; /* Fibonacci hashing, then a xor-shift */
  x ^= x >> 29;
  return (x + state) | 1; /* never the start state */
}

static uint32_t check_of(uint64_t state) {
  uint32_t check = (uint32_t)(state >> 32);
  return check ? check : 1;
}

/* Index of the state's slot or of the empty one where it would go; a full table ends the search too. */
static size_t find(const dm_gazetteer_slot *slots, uint32_t mask, uint64_t state) {
  uint32_t check = check_of(state);
  size_t at = (uint32_t)state >> 1 & mask;
  for (size_t probes = 0; slots[at].check && slots[at].check != check && probes < mask; probes++)
    at = (at + 1) & mask;
  return at;
}

uint32_t dm_gazetteer_look(const dm_gazetteer *gazetteer, uint64_t state) {
  if (!gazetteer->slots) return 0;
  const dm_gazetteer_slot *slot = &gazetteer->slots[find(gazetteer->slots, gazetteer->mask, state)];
  return slot->check == check_of(state) ? slot->lists : 0;
}

void dm_gazetteer_match(const dm_gazetteer *gazetteer, const uint64_t *folded, const uint8_t *capital, size_t n,
                        void (*found)(void *user, uint32_t list, size_t first, size_t last), void *user) {
  size_t covered[DM_LISTS_MAX] = {0}; /* first token not inside a match of this list */
  const uint32_t known = (1u << gazetteer->lists) - 1;
  for (size_t i = 0; i < n; i++) {
    size_t longest[DM_LISTS_MAX] = {0}; /* token behind the match */
    uint32_t any = 0;
    uint64_t state = 0;
    if (!capital[i]) continue;
    for (size_t j = i; j < n && j < i + DM_ENTRY_TOKENS; j++) {
      state = dm_gazetteer_next(state, folded[j]);
      uint32_t lists = dm_gazetteer_look(gazetteer, state);
      for (uint32_t left = lists & known; left; left &= left - 1) longest[__builtin_ctz(left)] = j + 1;
      any |= lists & known;
      if (!(lists & DM_GOES_ON)) break;
    }
    for (; any; any &= any - 1) {
      uint32_t list = (uint32_t)__builtin_ctz(any);
      if (longest[list] <= covered[list]) continue;
      covered[list] = longest[list];
      found(user, list, i, longest[list] - 1);
    }
  }
}

struct dm_gazetteer_builder {
  dm_gazetteer_slot *slots;
  uint64_t *states; /* [size] the states behind the slots, for growing */
  size_t size, used;
};

dm_gazetteer_builder *dm_gazetteer_builder_new(void) {
  dm_gazetteer_builder *b = dm_xcalloc(1, sizeof *b);
  b->size = 1024;
  b->slots = dm_xcalloc(b->size, sizeof *b->slots);
  b->states = dm_xcalloc(b->size, sizeof *b->states);
  return b;
}

void dm_gazetteer_builder_free(dm_gazetteer_builder *b) {
  if (!b) return;
  free(b->slots);
  free(b->states);
  free(b);
}

static void put(dm_gazetteer_builder *b, uint64_t state, uint32_t lists) {
  size_t at = find(b->slots, (uint32_t)b->size - 1, state);
  if (!b->slots[at].check) {
    b->slots[at].check = check_of(state);
    b->states[at] = state;
    b->used++;
  }
  b->slots[at].lists |= lists;
}

/* Doubles the table when it is half full, so that probes stay short. */
static void make_room(dm_gazetteer_builder *b) {
  if (b->used * 2 < b->size) return;
  dm_gazetteer_builder old = *b;
  b->size *= 2;
  b->used = 0;
  b->slots = dm_xcalloc(b->size, sizeof *b->slots);
  b->states = dm_xcalloc(b->size, sizeof *b->states);
  for (size_t i = 0; i < old.size; i++)
    if (old.slots[i].check) put(b, old.states[i], old.slots[i].lists);
  free(old.slots);
  free(old.states);
}

void dm_gazetteer_add(dm_gazetteer_builder *b, uint32_t list, const uint64_t *folded, size_t n) {
  uint64_t state = 0;
  if (!n || n > DM_ENTRY_TOKENS || list >= DM_LISTS_MAX) return;
  for (size_t i = 0; i < n; i++) {
    make_room(b);
    state = dm_gazetteer_next(state, folded[i]);
    put(b, state, i + 1 < n ? DM_GOES_ON : 1u << list);
  }
}

const dm_gazetteer_slot *dm_gazetteer_slots(const dm_gazetteer_builder *b, size_t *count) {
  *count = b->size;
  return b->slots;
}
