#include "tag/agree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tag/form.h"

enum {
  LONGEST = 4, /* tokens of a name that is looked for where it is not marked */
  OFTEN = 2,   /* mentions of it that there must be */
};
static const float clear = 1.5f; /* times the confidence that another type has together: that one goes over */
static const float sure = 0.8f;  /* mean confidence of a name that is marked elsewhere too */

dm_token_role dm_token_role_of(const dm_token *token) {
  if (token->flags & DM_TOKEN_SKIPPED) return DM_TOKEN_HIDDEN;
  return token->zone == DM_ZONE_MARK || token->zone == DM_ZONE_FURNITURE ? DM_TOKEN_BARRED : DM_TOKEN_SHOWN;
}

/* A name: the same words in any case. */
typedef struct {
  uint64_t key; /* 0: empty slot */
  uint32_t marked, unmarked;
  float *sums; /* [types] confidence of its mentions */
} name;

typedef struct {
  dm_document *doc;
  name *names; /* [mask + 1], open addressing */
  uint32_t mask;
  name **of;      /* [mentions] the name of each */
  float *sums;    /* [mentions][types], handed out to names */
  size_t used;    /* names */
  uint8_t *taken; /* [tokens] 1: inside a mention */
} ledger;

/* Where a name stands unmarked. */
typedef struct {
  name *name;
  uint32_t first, end, paragraph; /* as in dm_mention */
} gap;

static uint64_t word_key(const dm_document *doc, uint32_t token, int *capital) {
  dm_form form, lower;
  dm_span span = doc->tokens[token].span;
  dm_form_of(doc->text + span.begin, span.end - span.begin, &form);
  dm_form_lower(&form, &lower);
  *capital = dm_form_capital(&form);
  return lower.hash;
}

static uint64_t join_key(uint64_t key, uint64_t word) {
  key = (key ^ word) * 0x9E3779B97F4A7C15u; /* Fibonacci hashing */
  return (key ^ key >> 29) | 1;
}

static name *find(const ledger *l, uint64_t key) {
  uint32_t at = (uint32_t)(key >> 32) & l->mask;
  while (l->names[at].key && l->names[at].key != key) at = (at + 1) & l->mask;
  return &l->names[at];
}

static uint64_t mention_key(const dm_document *doc, const dm_mention *m) {
  uint64_t key = 0;
  int capital;
  for (uint32_t t = m->first; t < m->end; t++)
    if (dm_token_role_of(&doc->tokens[t]) == DM_TOKEN_SHOWN) key = join_key(key, word_key(doc, t, &capital));
  return key ? key : 1; /* no word of it is shown; 0 is no name's key */
}

static uint16_t type_of(const ledger *l, const name *n) {
  size_t best = 0;
  for (size_t t = 1; t < l->doc->type_count; t++)
    if (n->sums[t] > n->sums[best]) best = t;
  return (uint16_t)best;
}

static float mean_of(const name *n, uint16_t type) {
  return n->sums[type] / (float)n->marked;
}

static void open_ledger(ledger *l, dm_document *doc) {
  uint32_t slots = 64;
  while (slots < doc->mention_count * 2) slots *= 2;
  *l = (ledger){.doc = doc, .mask = slots - 1};
  l->names = dm_xcalloc(slots, sizeof *l->names);
  l->of = dm_xcalloc(doc->mention_count, sizeof *l->of);
  l->sums = dm_xcalloc(doc->mention_count * doc->type_count, sizeof *l->sums);
  l->taken = dm_xcalloc(doc->token_count, 1);
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_mention *m = &doc->mentions[i];
    const uint64_t key = mention_key(doc, m);
    name *n = l->of[i] = find(l, key);
    if (!n->key) {
      n->key = key;
      n->sums = l->sums + l->used++ * doc->type_count;
    }
    n->marked++;
    n->sums[m->type] += m->confidence;
    memset(l->taken + m->first, 1, m->end - m->first);
  }
}

static void close_ledger(ledger *l) {
  free(l->names);
  free(l->of);
  free(l->sums);
  free(l->taken);
}

static void retype(const ledger *l) {
  for (size_t i = 0; i < l->doc->mention_count; i++) {
    dm_mention *m = &l->doc->mentions[i];
    const name *n = l->of[i];
    const uint16_t type = type_of(l, n);
    if (type == m->type || n->sums[type] <= clear * n->sums[m->type]) continue;
    m->type = type;
    m->confidence = mean_of(n, type);
  }
}

/* The longest known name that begins at `token` and is not marked; *end becomes the token behind it. */
static name *unmarked_at(const ledger *l, uint32_t token, uint32_t sentence_end, uint32_t *end) {
  uint64_t key = 0;
  name *longest = NULL;
  int capital;
  for (uint32_t t = token, words = 0; t < sentence_end && words < LONGEST; t++) {
    const dm_token_role role = dm_token_role_of(&l->doc->tokens[t]);
    if (role == DM_TOKEN_HIDDEN && words) continue;
    if (role != DM_TOKEN_SHOWN || l->taken[t]) break;
    key = join_key(key, word_key(l->doc, t, &capital));
    if (!words++ && !capital) break;
    name *n = find(l, key);
    if (!n->key) continue;
    longest = n;
    *end = t + 1;
  }
  return longest;
}

/* All gaps of the document, counted by name; to be freed. */
static gap *find_gaps(ledger *l, size_t *count) {
  gap *gaps = NULL;
  size_t room = 0;
  *count = 0;
  for (size_t s = 0; s < l->doc->sentence_count; s++) {
    const dm_sentence *sentence = &l->doc->sentences[s];
    for (uint32_t t = sentence->first, end; t < sentence->end; t++) {
      name *n = l->taken[t] ? NULL : unmarked_at(l, t, sentence->end, &end);
      if (!n) continue;
      if (*count == room) gaps = dm_xrealloc(gaps, (room = room ? room * 2 : 64) * sizeof *gaps);
      gaps[(*count)++] = (gap){n, t, end, sentence->paragraph};
      n->unmarked++;
      t = end - 1;
    }
  }
  return gaps;
}

static void fill(const ledger *l, const gap *g) {
  dm_document *doc = l->doc;
  const name *n = g->name;
  const uint16_t type = type_of(l, n);
  if (n->marked < OFTEN || n->marked < n->unmarked || mean_of(n, type) < sure) return;
  doc->mentions =
      dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof *doc->mentions);
  doc->mentions[doc->mention_count++] =
      (dm_mention){.span = {doc->tokens[g->first].span.begin, doc->tokens[g->end - 1].span.end},
                   .first = g->first,
                   .end = g->end,
                   .paragraph = g->paragraph,
                   .type = type,
                   .zone = doc->tokens[g->first].zone,
                   .confidence = mean_of(n, type)};
}

static int by_place(const void *a, const void *b) {
  const dm_mention *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

void dm_agree(dm_document *doc) {
  const size_t told = doc->mention_count;
  ledger l;
  if (!told) return;
  open_ledger(&l, doc);
  retype(&l);
  size_t count;
  gap *gaps = find_gaps(&l, &count);
  for (size_t i = 0; i < count; i++) fill(&l, &gaps[i]);
  free(gaps);
  if (doc->mention_count > told) qsort(doc->mentions, doc->mention_count, sizeof *doc->mentions, by_place);
  close_ledger(&l);
}
