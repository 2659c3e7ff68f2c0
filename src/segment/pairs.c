/* Two names joined by a hyphen: "the Rusk-Dobrynin talks". Nothing about the word itself tells it from a double
 * name
 * ("Heathcoat-Amory"), but the document does: there, Rusk and Dobrynin also stand alone. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "segment/chars.h"
#include "segment/stages.h"
#include "segment/words.h"

enum { SHORTEST = 3 }; /* bytes of a part: Il-Sung and En-lai are one name */

/* Hash of a word without regard to ASCII case (FNV-1a); 0 is kept for empty slots. */
static uint32_t word_hash(const char *word, uint32_t size) {
  uint32_t h = 2166136261u;
  for (uint32_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)word[i];
    h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
  }
  return h | 1;
}

/* Whether word[0 .. size) is a capital and more letters, and nothing else. */
static bool is_capitalised(const char *word, uint32_t size) {
  uint32_t length;
  if (size < SHORTEST || dm_char_at(word, size, 0, &length) != DM_CHAR_UPPER) return false;
  for (uint32_t at = length; at < size; at += length)
    if (!dm_is_letter(dm_char_at(word, size, at, &length))) return false;
  return true;
}

/* Where the hyphen of a pair is, 0 if the token is none. */
static uint32_t pair_hyphen(const dm_document *doc, const dm_token *token) {
  const char *word = doc->text + token->span.begin;
  const uint32_t size = token->span.end - token->span.begin;
  const char *hyphen = memchr(word, '-', size);
  if (!hyphen) return 0;
  const uint32_t at = (uint32_t)(hyphen - word);
  if (!is_capitalised(word, at) || !is_capitalised(hyphen + 1, size - at - 1)) return 0;
  return dm_word_in(DM_WORD_PARTICLE, word, at) || dm_word_in(DM_WORD_PREFIX, word, at) ||
                 dm_word_in(DM_WORD_PEOPLE, word, at) || dm_word_in(DM_WORD_PEOPLE, hyphen + 1, size - at - 1)
             ? 0
             : at;
}

/* The words that stand alone, as an open-addressing set of hashes. */
typedef struct {
  uint32_t *slots, mask;
} word_set;

static uint32_t *find(const word_set *set, uint32_t hash) {
  uint32_t at = hash & set->mask;
  while (set->slots[at] && set->slots[at] != hash) at = (at + 1) & set->mask;
  return &set->slots[at];
}

static word_set words_alone(const dm_document *doc) {
  word_set set = {.mask = 1023};
  while (set.mask < 2 * doc->token_count) set.mask = set.mask * 2 + 1;
  set.slots = dm_xcalloc((size_t)set.mask + 1, sizeof *set.slots);
  for (size_t t = 0; t < doc->token_count; t++) {
    dm_span span = doc->tokens[t].span;
    if (!is_capitalised(doc->text + span.begin, span.end - span.begin)) continue;
    uint32_t hash = word_hash(doc->text + span.begin, span.end - span.begin);
    *find(&set, hash) = hash;
  }
  return set;
}

static bool both_alone(const word_set *set, const char *word, uint32_t hyphen, uint32_t size) {
  return *find(set, word_hash(word, hyphen)) && *find(set, word_hash(word + hyphen + 1, size - hyphen - 1));
}

/* Makes three tokens of each pair whose words stand alone too. */
static void cut(dm_document *doc, const word_set *set, size_t pairs) {
  const size_t count = doc->token_count, room = count + 2 * pairs;
  dm_token *tokens = dm_alloc(doc->arena, room * sizeof *tokens);
  size_t made = 0;
  for (size_t t = 0; t < count; t++) {
    dm_token token = doc->tokens[t];
    const uint32_t hyphen = pair_hyphen(doc, &token), begin = token.span.begin, end = token.span.end;
    if (!hyphen || !both_alone(set, doc->text + begin, hyphen, end - begin)) {
      tokens[made++] = token;
      continue;
    }
    const uint32_t ends[] = {begin + hyphen, begin + hyphen + 1, end};
    for (uint32_t part = 0, from = begin; part < 3; from = ends[part++]) {
      tokens[made] = token;
      tokens[made].span = (dm_span){from, ends[part]};
      if (part) tokens[made].flags |= DM_TOKEN_GLUED;
      made++;
    }
  }
  doc->tokens = tokens;
  doc->token_count = made;
  doc->token_room = room;
}

void dm_segment_pairs(dm_document *doc) {
  size_t pairs = 0;
  for (size_t t = 0; t < doc->token_count; t++) pairs += pair_hyphen(doc, &doc->tokens[t]) > 0;
  if (!pairs) return;
  word_set set = words_alone(doc);
  cut(doc, &set, pairs);
  free(set.slots);
}
