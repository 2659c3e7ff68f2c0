#include "segment/wordend.h"

#include <string.h>
#include <strings.h>

#include "segment/chars.h"
#include "segment/words.h"

/* State of one scan: text[segment .. at) is what stands since the last full stop, hyphen or slash. */
typedef struct {
  dm_text_view view;
  uint32_t begin, segment, at;
  uint32_t stops;       /* single letters with a full stop so far: U.S. has two */
  dm_char_class before; /* class of the character before at */
  bool upper, joined;
} scan;

/* Class of the character at `at`, DM_CHAR_BLANK behind the end. */
static dm_char_class class_at(dm_text_view view, uint32_t at, uint32_t *next) {
  uint32_t length = 1;
  dm_char_class c = at < view.size ? dm_char_at(view.text, view.size, at, &length) : DM_CHAR_BLANK;
  if (next) *next = at + length;
  return c;
}

uint32_t dm_possessive_at(dm_text_view view, uint32_t at) {
  uint32_t s, end;
  dm_char_class c = class_at(view, at, &s);
  if ((c != DM_CHAR_APOSTROPHE && c != DM_CHAR_COMMA) || s >= view.size) return 0;
  if (view.text[s] != 's' && (view.text[s] != 'S' || c == DM_CHAR_COMMA)) return 0;
  end = s + 1;
  dm_char_class behind = class_at(view, end, NULL);
  return dm_is_alnum(behind) || behind == DM_CHAR_APOSTROPHE ? 0 : end - at;
}

uint32_t dm_url_end(dm_text_view view, uint32_t begin) {
  static const char *const starts[] = {"http://", "https://", "www.", "ftp://", "mailto:"};
  bool found = false;
  if (view.size - begin < 6 || !strchr("hHwWfFmM", view.text[begin])) return 0;
  for (size_t i = 0; i < sizeof starts / sizeof *starts && !found; i++) {
    size_t size = strlen(starts[i]);
    found = view.size - begin > size && !strncasecmp(view.text + begin, starts[i], size);
  }
  if (!found) return 0;
  uint32_t end = begin, next;
  for (uint32_t at = begin; at < view.size; at = next) {
    dm_char_class c = class_at(view, at, &next);
    if (dm_is_blank(c) || c == DM_CHAR_CLOSE || c == DM_CHAR_OPEN || c == DM_CHAR_MARK ||
        view.text[at] == '<' || view.text[at] == '>')
      break;
    /* Punctuation at the end belongs to the sentence. */
    if (dm_is_alnum(c) || strchr("/_-=&#%~+@$", view.text[at])) end = next;
  }
  return end;
}

/* A full stop at s->at with a letter or digit behind it. True: the word goes on. */
static bool stop_inside(scan *s, dm_char_class behind, uint32_t next, bool *take) {
  uint32_t size = s->at - s->segment, after_next;
  const char *segment = s->view.text + s->segment;
  if (s->before == DM_CHAR_DIGIT || behind == DM_CHAR_DIGIT) {
    if (s->before == behind) return true;                           /* 1.4, 12.30 */
    if (s->before == DM_CHAR_DIGIT) return false;                   /* 1.The */
    *take = dm_word_in(DM_WORD_ABBREVIATION_NUMBER, segment, size); /* No.5 */
    return !*take && (size == 1 || (size == 2 && *segment < 'a'));  /* L.292, v.2; not "it.2. (C)" */
  }
  class_at(s->view, next, &after_next);
  dm_char_class second = class_at(s->view, after_next, NULL);
  if (size == 1) { /* U.S.A, but J.Smith and U.S.Government fall apart */
    uint32_t third_at;
    class_at(s->view, after_next, &third_at);
    bool word =
        behind == DM_CHAR_UPPER && dm_is_letter(second) && dm_is_letter(class_at(s->view, third_at, NULL));
    *take = word && s->before == DM_CHAR_UPPER;
    return !*take;
  }
  if (dm_word_in(DM_WORD_ABBREVIATION, segment, size)) return *take = true, false; /* Lt.Gen */
  return !(behind == DM_CHAR_UPPER && dm_is_letter(second)); /* Damascus.The; Ph.D and state.gov hold */
}

/* The next character that is not blank, at most one line end away. */
static uint32_t behind_blanks(dm_text_view view, uint32_t at) {
  bool line_end = false;
  for (; at < view.whole && (view.text[at] == ' ' || view.text[at] == '\n'); at++) {
    if (view.text[at] == '\n' && line_end) return view.whole;
    line_end |= view.text[at] == '\n';
  }
  return at;
}

/* A full stop with no letter or digit behind it, at s->at: is it the word's own? */
static bool stop_at_end(const scan *s, dm_char_class behind, uint32_t next) {
  uint32_t size = s->at - s->segment;
  const char *segment = s->view.text + s->segment, *word = s->view.text + s->begin;
  if (behind == DM_CHAR_PERIOD || !dm_is_letter(s->before)) return false;
  if (s->stops && size == 1) return true;                           /* U.S. */
  if (s->segment > s->begin && s->view.text[s->segment - 1] == '.') /* Ph.D., but not example.gov. */
    return dm_word_in(DM_WORD_ABBREVIATION_LAST, word, s->at - s->begin);
  uint32_t at = behind_blanks(s->view, next);
  dm_char_class follower = class_at((dm_text_view){s->view.text, s->view.whole, s->view.whole}, at, NULL);
  if (size == 1 && s->before == DM_CHAR_UPPER)
    return follower == DM_CHAR_UPPER && !(s->segment > s->begin && s->joined); /* J. Smith; not "Plan-B. The" */
  if (dm_word_in(DM_WORD_ABBREVIATION_NUMBER, segment, size))
    return follower == DM_CHAR_DIGIT || (at < s->view.whole && s->view.text[at] == '#');
  return dm_word_in(DM_WORD_ABBREVIATION, segment, size) ||
         dm_word_in(DM_WORD_ABBREVIATION_LAST, segment, size);
}

/* "don,t", "we,re": an apostrophe that damage turned into a comma. */
static bool is_broken_contraction(const scan *s, uint32_t next) {
  static const char *const ends[] = {"t", "re", "ve", "ll"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    uint32_t size = (uint32_t)strlen(ends[i]);
    if (s->view.size - next < size || memcmp(s->view.text + next, ends[i], size) != 0) continue;
    if (!dm_is_alnum(class_at(s->view, next + size, NULL))) return s->at - s->segment > 1;
  }
  return false;
}

static bool is_thousands(dm_text_view view, uint32_t next) {
  uint32_t digits = 0;
  while (digits < 4 && class_at(view, next + digits, NULL) == DM_CHAR_DIGIT) digits++;
  return digits == 3;
}

/* A character of class c at s->at that is neither letter nor digit: is it inside the word? `next` is the
 * place behind it. *take: it is, and the word ends behind it. */
static bool goes_on(scan *s, dm_char_class c, uint32_t next, bool *take) {
  dm_char_class behind = class_at(s->view, next, NULL);
  switch (c) {
  case DM_CHAR_PERIOD:
    if (dm_is_alnum(s->before) && dm_is_alnum(behind)) return stop_inside(s, behind, next, take);
    if (!stop_at_end(s, behind, next)) return false;
    /* U.S.-Syrian goes on behind the full stop. */
    if ((behind == DM_CHAR_HYPHEN || behind == DM_CHAR_SLASH) && dm_is_alnum(class_at(s->view, next + 1, NULL)))
      return true;
    return *take = true, false;
  case DM_CHAR_HYPHEN: return dm_is_alnum(behind);
  case DM_CHAR_SLASH: /* S/CT, and S//NF as portion marks have it */
    if (behind == DM_CHAR_SLASH && s->before == DM_CHAR_UPPER &&
        class_at(s->view, next + 1, NULL) == DM_CHAR_UPPER)
      return true;
    return dm_is_alnum(behind);
  case DM_CHAR_APOSTROPHE:
    return dm_is_letter(behind) && s->before != DM_CHAR_APOSTROPHE && !dm_possessive_at(s->view, s->at);
  case DM_CHAR_COMMA:
    if (s->before == DM_CHAR_DIGIT) return behind == DM_CHAR_DIGIT && is_thousands(s->view, next);
    return s->before == DM_CHAR_LOWER && is_broken_contraction(s, next);
  case DM_CHAR_COLON:
  case DM_CHAR_DASH: return s->before == DM_CHAR_DIGIT && behind == DM_CHAR_DIGIT;
  case DM_CHAR_JOINER: {
    char sign = s->view.text[s->at];
    if (sign == '&') return s->before == DM_CHAR_UPPER && behind == DM_CHAR_UPPER; /* AT&T */
    return sign == '@' && dm_is_alnum(s->before) && dm_is_alnum(behind);
  }
  case DM_CHAR_RULE: return s->view.text[s->at] == '_' && dm_is_alnum(behind);
  case DM_CHAR_CURRENCY: /* US$ */ *take = s->before == DM_CHAR_UPPER && s->at - s->begin <= 3; return false;
  default: return false;
  }
}

dm_word_end dm_find_word_end(dm_text_view view, uint32_t begin) {
  scan s = {.view = view, .begin = begin, .segment = begin, .at = begin, .before = DM_CHAR_BLANK};
  uint32_t next;
  class_at(view, begin, &next);
  for (;;) {
    dm_char_class c = class_at(view, s.at, &next);
    if (dm_is_alnum(c) || s.at == begin) {
      s.upper |= c == DM_CHAR_UPPER;
    } else {
      bool take = false;
      if (dm_is_blank(c)) break;
      if (!goes_on(&s, c, next, &take)) {
        if (take) s.at = next;
        break;
      }
      if (c == DM_CHAR_PERIOD && s.at - s.segment == 1) s.stops++;
      if (c == DM_CHAR_HYPHEN || c == DM_CHAR_SLASH) s.joined = true, s.stops = 0;
      if (c == DM_CHAR_PERIOD || c == DM_CHAR_HYPHEN || c == DM_CHAR_SLASH) s.segment = next;
    }
    s.before = c;
    s.at = next;
  }
  return (dm_word_end){.end = s.at, .compound = s.joined && s.upper};
}
