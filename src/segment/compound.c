/* Words joined by hyphens and slashes. A name joined to something that is not part of it must stand in
 * a token of its own (anti-|Ahmadinejad, Soviet-|supported, DRC|-|Rwanda), as a tagger can join tokens but
 * not split one; a compound that is one name or no name at all stays whole (al-Asad, U.S.-Syrian,
 * Jean-Louis, long-term, S/CT, F-16). Each rule below looks at the two parts beside one separator. */
#include <string.h>
#include <strings.h>

#include "segment/chars.h"
#include "segment/stages.h"
#include "segment/words.h"

typedef enum { PART_LOWER, PART_CAPITAL, PART_ACRONYM, PART_OTHER } part_kind;

typedef struct {
  const char *text;
  uint32_t size;
  part_kind kind;
  bool place, people;
} part;

static bool in(dm_word_list list, const part *p) {
  return dm_word_in(list, p->text, p->size);
}

static bool is_one_of(const part *p, const char *const *words) {
  for (; *words; words++)
    if (strlen(*words) == p->size && !strncasecmp(*words, p->text, p->size)) return true;
  return false;
}

static bool ends_with(const part *p, const char *end) {
  uint32_t size = (uint32_t)strlen(end);
  return p->size > size && !strncasecmp(p->text + p->size - size, end, size);
}

static part part_of(const char *text, uint32_t size) {
  uint32_t upper = 0, lower = 0, other = 0, length;
  bool first_upper = false;
  for (uint32_t at = 0; at < size; at += length) {
    dm_char_class c = dm_char_at(text, size, at, &length);
    if (at == 0) first_upper = c == DM_CHAR_UPPER;
    upper += c == DM_CHAR_UPPER;
    lower += c == DM_CHAR_LOWER;
    other += c == DM_CHAR_DIGIT;
  }
  uint32_t bare = size && text[size - 1] == '.' ? size - 1 : size; /* U.S. is listed without the last stop */
  part p = {.text = text, .size = bare};
  p.kind = other || !(upper + lower) ? PART_OTHER
           : !first_upper            ? PART_LOWER
           : lower                   ? PART_CAPITAL
                                     : PART_ACRONYM;
  p.place = in(DM_WORD_PLACE, &p);
  p.people = in(DM_WORD_PEOPLE, &p);
  return p;
}

static const char *const months[] = {"january", "february",  "march",   "april",    "may",      "june", "july",
                                     "august",  "september", "october", "november", "december", NULL};
static const char *const north_south[] = {"north", "south", NULL};
static const char *const east_west[] = {"east", "west", NULL};
/* Prefixes that are no part of a name even where they are capitalised. */
static const char *const outer_prefixes[] = {"anti", "pro", "pre", "post", "trans", NULL};
static const char *const either_or[] = {"or", NULL};
static const char *const parties[] = {"d", "i", "r", NULL};

static bool is_compass(const part *p) {
  return is_one_of(p, north_south) || is_one_of(p, east_west);
}

/* anti-Ahmadinejad, then-President; al-Asad and mid-May stay whole. */
static bool cut_behind_prefix(const part *a, const part *b, bool capitals) {
  if (a->kind == PART_LOWER) return !in(DM_WORD_PARTICLE, a) && !is_one_of(b, months);
  if (is_one_of(a, outer_prefixes)) return !capitals || b->place || b->people || b->size > 4;
  return in(DM_WORD_PREFIX, a) && (b->place || b->people) && capitals;
}

/* Soviet-supported, Tehran-based, Cuba-like; En-lai and President-elect stay whole. */
static bool cut_before_suffix(const part *a, const part *b, bool capitals) {
  if (is_compass(a) || ends_with(a, "ly")) return false;
  bool suffix =
      in(DM_WORD_SUFFIX, b) || (b->size > 2 && ends_with(b, "ed")) || (b->size > 6 && ends_with(b, "ing"));
  bool named = a->place || a->people;
  if (capitals) return suffix && named;
  return suffix || (named && b->size > 2);
}

static bool cut_between_names(const part *a, const part *b, bool capitals) {
  if (is_compass(a) && is_compass(b)) return is_one_of(a, north_south) == is_one_of(b, north_south);
  if (is_compass(a)) return false;
  if (b->people) return a->place && !a->people;
  if (b->place) return a->place || a->people || (a->kind == PART_ACRONYM && !capitals);
  if (a->place) return true;
  if (a->size == 1 && b->size == 2 && b->kind == PART_ACRONYM) return is_one_of(a, parties) && !capitals;
  if (capitals || a->size < 2 || b->size < 2) return false;
  return a->kind == PART_ACRONYM || b->kind == PART_ACRONYM;
}

static bool cut_hyphen(const part *a, const part *b, bool capitals) {
  if (a->kind == PART_OTHER || b->kind == PART_OTHER) return false;
  if (a->kind == PART_LOWER && b->kind == PART_LOWER) return false;
  if (in(DM_WORD_PARTICLE, a)) return false;
  if (a->kind == PART_LOWER) return cut_behind_prefix(a, b, capitals);
  if (b->kind == PART_LOWER) return !in(DM_WORD_PARTICLE, b) && cut_before_suffix(a, b, capitals);
  if (in(DM_WORD_PREFIX, a)) return cut_behind_prefix(a, b, capitals);
  return cut_between_names(a, b, capitals) || (capitals && cut_before_suffix(a, b, capitals));
}

/* State/Defense, Nigeria/Biafra; S/CT, NEA/ELA, and/or, Syrian/Lebanese stay whole. */
static bool cut_slash(const part *first, const part *a, const part *b) {
  if (a->kind == PART_OTHER || b->kind == PART_OTHER) return false;
  if (a->kind == PART_LOWER || b->kind == PART_LOWER) return false;
  if (a->size < 2 || b->size < 2 || in(DM_WORD_BUREAU, first)) return false;
  return !(a->people && b->people) && !is_one_of(b, either_or);
}

uint32_t dm_compound_cuts(const char *word, uint32_t size, bool capitals, uint32_t cuts[DM_COMPOUND_CUTS]) {
  enum { PARTS = DM_COMPOUND_CUTS + 1 };
  uint32_t begins[PARTS + 1], count = 0, found = 0;
  begins[count++] = 0;
  if (in(DM_WORD_PLACE, &(part){.text = word, .size = size})) return 0;
  for (uint32_t at = 0; at < size; at++) {
    if (word[at] != '-' && word[at] != '/') continue;
    if (count == PARTS) return 0; /* so many parts make a code or an address, not names */
    begins[count++] = at + 1;
  }
  begins[count] = size + 1;
  part first = part_of(word, begins[1] - 1), a = first;
  for (uint32_t i = 1; i < count; i++) {
    part b = part_of(word + begins[i], begins[i + 1] - 1 - begins[i]);
    bool cut = word[begins[i] - 1] == '-' ? cut_hyphen(&a, &b, capitals) : cut_slash(&first, &a, &b);
    if (cut) cuts[found++] = begins[i] - 1;
    a = b;
  }
  return found;
}
