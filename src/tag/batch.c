#include "tag/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* ---- types ----------------------------------------------------------------------------- */

static void fill_slots(dm_type_table *t) {
  for (uint32_t i = 0; i < t->count; i++) {
    uint32_t at = (uint32_t)t->types[i].hash & t->slot_mask;
    while (t->slots[at]) at = (at + 1) & t->slot_mask;
    t->slots[at] = i + 1;
  }
}

static void widen(dm_type_table *t) {
  uint32_t size = t->slot_mask ? (t->slot_mask + 1) * 2 : 4096;
  free(t->slots);
  t->slots = dm_xcalloc(size, sizeof *t->slots);
  t->slot_mask = size - 1;
  fill_slots(t);
}

static int is_hyphen(const dm_form *form) {
  return (form->size == 1 && form->bytes[0] == '-') ||
         (form->size == 3 && !memcmp(form->bytes, "\xE2\x80", 2) && (unsigned char)form->bytes[2] >= 0x90 &&
          (unsigned char)form->bytes[2] <= 0x93); /* U+2010 to U+2013 */
}

static dm_type describe(const dm_form *form) {
  dm_form low;
  dm_form_lower(form, &low);
  return (dm_type){.hash = form->hash,
                   .lower = low.hash,
                   .folded = dm_gazetteer_fold(form),
                   .capital = (uint8_t)dm_form_capital(form),
                   .all_capitals = (uint8_t)dm_form_all_capitals(form),
                   .has_lower = (uint8_t)dm_form_has_lower(form),
                   .has_upper = form->hash != low.hash,
                   .digit = form->size && form->bytes[0] == '0',
                   .hyphen = is_hyphen(form)};
}

uint32_t dm_type_of(dm_type_table *t, const dm_form *form, int *added) {
  if (t->count * 2 >= t->slot_mask) widen(t);
  uint32_t at = (uint32_t)form->hash & t->slot_mask;
  for (; t->slots[at]; at = (at + 1) & t->slot_mask)
    if (t->types[t->slots[at] - 1].hash == form->hash) {
      t->types[t->slots[at] - 1].again = 1;
      *added = 0;
      return t->slots[at] - 1;
    }
  if (t->count == t->room) {
    t->room = t->room ? t->room * 2 : 2048;
    t->types = dm_xrealloc(t->types, t->room * sizeof *t->types);
  }
  t->types[t->count] = describe(form);
  t->slots[at] = ++t->count;
  *added = 1;
  return t->count - 1;
}

void dm_type_table_keep(dm_type_table *t, uint32_t count) {
  t->count = count;
  for (uint32_t i = 0; i < count; i++) t->types[i].again = 0;
  if (t->slots) memset(t->slots, 0, (t->slot_mask + 1) * sizeof *t->slots);
  fill_slots(t);
}

void dm_type_table_free(dm_type_table *t) {
  free(t->types);
  free(t->slots);
  *t = (dm_type_table){0};
}

/* ---- batch ----------------------------------------------------------------------------- */

void dm_batch_clear(dm_batch *b, const dm_config *config) {
  b->pad = 1;
  for (uint32_t i = 0; i < config->layers; i++)
    if (config->dilation[i] > b->pad) b->pad = config->dilation[i];
  b->tokens = b->flags = b->sentences = b->groups = 0;
  b->rows = b->pad;
}

void dm_batch_free(dm_batch *b) {
  free(b->type);
  free(b->row);
  free(b->group);
  free(b->flag_at);
  free(b->flag);
  free(b->sentence_at);
  free(b->group_key);
  free(b->group_id);
  *b = (dm_batch){0};
}

static void reserve(dm_batch *b, uint32_t count) {
  if (b->tokens + count + 1 > b->token_room) {
    b->token_room = (b->tokens + count + 1) * 2;
    b->type = dm_xrealloc(b->type, b->token_room * sizeof *b->type);
    b->row = dm_xrealloc(b->row, b->token_room * sizeof *b->row);
    b->group = dm_xrealloc(b->group, b->token_room * sizeof *b->group);
    b->flag_at = dm_xrealloc(b->flag_at, b->token_room * sizeof *b->flag_at);
  }
  if (b->sentences + 2 > b->sentence_room) {
    b->sentence_room = (b->sentences + 2) * 2;
    b->sentence_at = dm_xrealloc(b->sentence_at, b->sentence_room * sizeof *b->sentence_at);
  }
}

static void add_flag(dm_batch *b, uint32_t flag) {
  if (b->flags == b->flag_room) {
    b->flag_room = b->flag_room ? b->flag_room * 2 : 4096;
    b->flag = dm_xrealloc(b->flag, b->flag_room * sizeof *b->flag);
  }
  b->flag[b->flags++] = (uint16_t)flag;
}

/* Gazetteer matches as bits a token: parts of list i in bits 4i..4i+3 of 128. */
typedef struct {
  uint64_t (*bits)[2]; /* [count] */
} matches;

static void mark(void *user, uint32_t list, size_t first, size_t last) {
  matches *m = user;
  for (size_t t = first; t <= last; t++) {
    uint32_t part = first == last ? DM_S : t == first ? DM_B : t == last ? DM_E : DM_I;
    uint32_t bit = dm_flag_gazetteer(list, part);
    m->bits[t][bit / 64] |= (uint64_t)1 << bit % 64;
  }
}

enum { CAPITALS_RARE = 30 }; /* a text with fewer than one token in so many capitalised has lost its capitals */

enum { CHUNK = 512 }; /* gazetteer matching works on so many tokens at a time */

typedef struct {
  uint32_t capitals, lower;
} sentence_case;

static sentence_case case_of(const dm_type_table *types, const dm_batch_token *tokens, uint32_t count) {
  uint32_t all = 0, lower = 0, capital = 0;
  for (uint32_t i = 0; i < count; i++) {
    const dm_type *t = &types->types[tokens[i].type];
    all += t->all_capitals;
    lower += t->has_lower;
    capital += t->capital;
  }
  return (sentence_case){.capitals = all >= 2 && lower * 4 <= all, .lower = !capital && lower > 4};
}

static void add_tokens(dm_batch *b, const dm_config *config, const dm_gazetteer *gazetteer,
                       const dm_type_table *types, const dm_batch_token *tokens, uint32_t count,
                       sentence_case how, uint32_t convention) {
  uint64_t bits[CHUNK][2] = {{0}}, folded[CHUNK];
  uint8_t capital[CHUNK];
  for (uint32_t i = 0; i < count; i++) {
    folded[i] = types->types[tokens[i].type].folded;
    capital[i] = types->types[tokens[i].type].capital || how.lower;
  }
  if (gazetteer) dm_gazetteer_match(gazetteer, folded, capital, count, mark, &(matches){bits});
  for (uint32_t i = 0; i < count; i++) {
    b->flag_at[b->tokens] = b->flags;
    for (int half = 0; half < 2; half++)
      for (uint64_t left = bits[i][half]; left; left &= left - 1)
        add_flag(b, (uint32_t)(half * 64 + __builtin_ctzll(left)));
    if (tokens[i].zone != DM_ZONE_BODY) add_flag(b, dm_flag_zone(config, tokens[i].zone));
    if (how.capitals) add_flag(b, dm_flag_capitals(config));
    if (how.lower) add_flag(b, dm_flag_lower(config));
    if (i == 0) add_flag(b, dm_flag_first(config));
    if (i + 1 == count) add_flag(b, dm_flag_last(config));
    if (convention) add_flag(b, dm_flag_convention(config, convention));
    b->type[b->tokens] = tokens[i].type;
    b->row[b->tokens] = b->rows++;
    b->group[b->tokens] = DM_NONE;
    b->tokens++;
    b->flag_at[b->tokens] = b->flags;
  }
}

void dm_batch_sentence(dm_batch *b, const dm_config *config, const dm_gazetteer *gazetteer,
                       const dm_type_table *types, const dm_batch_token *tokens, uint32_t count,
                       uint32_t convention) {
  sentence_case how = case_of(types, tokens, count);
  for (uint32_t at = 0; at < count; at += CHUNK) { /* longer pieces than CHUNK become sentences of their own */
    uint32_t n = count - at < CHUNK ? count - at : CHUNK;
    reserve(b, n);
    b->sentence_at[b->sentences++] = b->tokens;
    add_tokens(b, config, gazetteer, types, tokens + at, n, how, convention);
    b->rows += b->pad;
    b->sentence_at[b->sentences] = b->tokens;
  }
}

/* Marks what may be in a name with the capital at i. */
static void near_capital(const dm_type_table *types, const uint32_t *type, uint32_t count, uint32_t i,
                         uint8_t *near) {
  const uint32_t from = i > DM_REACH ? i - DM_REACH : 0, end = i + DM_REACH < count ? i + DM_REACH + 1 : count;
  for (uint32_t k = from; k < end; k++) near[k] |= types->types[type[k]].digit;
  near[i] = 1;
  if (i > 0) near[i - 1] = 1; /* de Gaulle */
  if (i + 1 < count) near[i + 1] = 1;
  if (i > 1 && types->types[type[i - 1]].hyphen) near[i - 2] = 1;         /* al-Asad */
  if (i + 2 < count && types->types[type[i + 1]].hyphen) near[i + 2] = 1; /* Kai-shek */
}

static void near_in_sentence(const dm_type_table *types, const uint32_t *type, uint32_t count, uint8_t *near) {
  uint32_t last = DM_NONE; /* capital */
  memset(near, 0, count);
  for (uint32_t i = 0; i < count; i++) {
    if (!types->types[type[i]].has_upper) continue;
    near_capital(types, type, count, i, near);
    if (last != DM_NONE && i - last <= DM_REACH + 1) memset(near + last, 1, i - last);
    last = i;
  }
  if (last == DM_NONE) memset(near, 1, count);
}

void dm_near_capitals(const dm_type_table *types, const uint32_t *type, const uint32_t *sentence_at,
                      uint32_t sentences, uint8_t *near) {
  const uint32_t base = sentence_at[0], tokens = sentence_at[sentences] - base;
  uint32_t capitals = 0;
  for (uint32_t s = 0; s < sentences; s++) {
    const uint32_t first = sentence_at[s], count = sentence_at[s + 1] - first;
    near_in_sentence(types, type + first - base, count, near + first - base);
    for (uint32_t i = 1; i < count; i++) capitals += types->types[type[first - base + i]].has_upper;
  }
  if (capitals * CAPITALS_RARE < tokens) memset(near, 1, tokens);
}

/* Index of the group of `key` in an open-addressing table of this batch. */
static uint32_t group_of(dm_batch *b, uint64_t key) {
  uint32_t mask = b->group_slots - 1, at = (uint32_t)key & mask;
  while (b->group_id[at] != DM_NONE && b->group_key[at] != key) at = (at + 1) & mask;
  if (b->group_id[at] == DM_NONE) {
    b->group_key[at] = key;
    b->group_id[at] = b->groups++;
  }
  return b->group_id[at];
}

void dm_batch_group(dm_batch *b, const dm_type_table *types, uint32_t first) {
  uint32_t slots = 64;
  while (slots < (b->tokens - first) * 2) slots *= 2;
  if (slots > b->group_room) {
    b->group_room = slots;
    b->group_key = dm_xrealloc(b->group_key, slots * sizeof *b->group_key);
    b->group_id = dm_xrealloc(b->group_id, slots * sizeof *b->group_id);
  }
  b->group_slots = slots;
  memset(b->group_id, 0xFF, slots * sizeof *b->group_id);
  for (uint32_t i = first; i < b->tokens; i++) {
    const dm_type *t = &types->types[b->type[i]];
    if (t->capital) b->group[i] = group_of(b, t->lower);
  }
}
