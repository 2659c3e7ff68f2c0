/* Two names joined by a hyphen: "the Rusk-Dobrynin talks". Nothing about the word itself tells it from a double
 * name ("Heathcoat-Amory"), but the document does: there, Rusk and Dobrynin also stand alone. */
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

/* The parts of pairs, as an open-addressing set of hashes, and which of them stand alone. */
typedef struct {
  uint32_t *slots, mask;
  bool *alone; /* [mask + 1] */
} part_set;

static uint32_t find(const part_set *set, uint32_t hash) {
  uint32_t at = hash & set->mask;
  while (set->slots[at] && set->slots[at] != hash) at = (at + 1) & set->mask;
  return at;
}

static void add(part_set *set, const char *word, uint32_t size) {
  const uint32_t hash = word_hash(word, size);
  set->slots[find(set, hash)] = hash;
}

static bool is_alone(const part_set *set, const char *word, uint32_t size) {
  return set->alone[find(set, word_hash(word, size))];
}

static part_set parts_of_pairs(const dm_document *doc, size_t pairs) {
  part_set set = {.mask = 63};
  while (set.mask < 4 * pairs) set.mask = set.mask * 2 + 1;
  set.slots = dm_xcalloc((size_t)set.mask + 1, sizeof *set.slots);
  set.alone = dm_xcalloc((size_t)set.mask + 1, sizeof *set.alone);
  for (size_t t = 0; t < doc->token_count; t++) {
    const uint32_t hyphen = pair_hyphen(doc, &doc->tokens[t]);
    const dm_span span = doc->tokens[t].span;
    if (!hyphen) continue;
    add(&set, doc->text + span.begin, hyphen);
    add(&set, doc->text + span.begin + hyphen + 1, span.end - span.begin - hyphen - 1);
  }
  for (size_t t = 0; t < doc->token_count; t++) {
    const char *word = doc->text + doc->tokens[t].span.begin;
    const uint32_t size = doc->tokens[t].span.end - doc->tokens[t].span.begin;
    if (!is_capitalised(word, size)) continue;
    const uint32_t at = find(&set, word_hash(word, size));
    set.alone[at] = set.slots[at] != 0;
  }
  return set;
}

/* Where the hyphen is if both parts stand alone, else 0. */
static uint32_t hyphen_to_cut(const dm_document *doc, const part_set *set, const dm_token *token) {
  const uint32_t hyphen = pair_hyphen(doc, token);
  const char *word = doc->text + token->span.begin, *second = word + hyphen + 1;
  const uint32_t size = token->span.end - token->span.begin;
  return hyphen && is_alone(set, word, hyphen) && is_alone(set, second, size - hyphen - 1) ? hyphen : 0;
}

/* Makes three tokens of each such pair, from the last token back so that none is overwritten. */
static void cut(dm_document *doc, const part_set *set) {
  size_t from = doc->token_count, more = 0;
  for (size_t t = 0; t < from; t++) more += hyphen_to_cut(doc, set, &doc->tokens[t]) ? 2 : 0;
  for (size_t i = 0; i < more; i++)
    doc->tokens = dm_grow(doc->arena, doc->tokens, from + i, &doc->token_room, sizeof *doc->tokens);
  doc->token_count = from + more;
  for (size_t to = doc->token_count; to > from;) {
    const dm_token token = doc->tokens[--from];
    const uint32_t hyphen = hyphen_to_cut(doc, set, &token), begin = token.span.begin;
    const uint32_t edges[] = {begin, begin + hyphen, begin + hyphen + 1, token.span.end};
    if (!hyphen) {
      doc->tokens[--to] = token;
      continue;
    }
    for (uint32_t part = 3; part-- > 0;) {
      doc->tokens[--to] = token;
      doc->tokens[to].span = (dm_span){edges[part], edges[part + 1]};
      if (part) doc->tokens[to].flags |= DM_TOKEN_GLUED;
    }
  }
}

void dm_segment_pairs(dm_document *doc) {
  size_t pairs = 0;
  for (size_t t = 0; t < doc->token_count; t++) pairs += pair_hyphen(doc, &doc->tokens[t]) > 0;
  if (!pairs) return;
  part_set set = parts_of_pairs(doc, pairs);
  cut(doc, &set);
  free(set.slots);
  free(set.alone);
}
