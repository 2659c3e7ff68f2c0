/* Lines -> tokens. A line is cut at blanks, then from left to right into words and single signs. */
#include <string.h>

#include "segment/chars.h"
#include "segment/stages.h"
#include "segment/wordend.h"
#include "segment/words.h"

/* No token is longer: what is longer is no word, and the stages behind may count on it. */
enum { LONGEST_TOKEN = 1024 };

typedef struct {
  dm_document *doc;
  dm_text_view view; /* the text up to the end of the line */
  uint32_t line;     /* begin of the line */
  uint32_t last;     /* end of the token before */
  int8_t capitals;   /* whether the line has no lower-case letter: -1 not looked at yet */
  bool ampersand;    /* "&" stood for an opening quote: a closing one may look like 8 */
  bool q_quotes;     /* Q stands for quotes and apostrophes in this document */
} splitter;

static void push(splitter *s, uint32_t begin, uint32_t end) {
  dm_document *doc = s->doc;
  doc->tokens = dm_grow(doc->arena, doc->tokens, doc->token_count, &doc->token_room, sizeof *doc->tokens);
  doc->tokens[doc->token_count++] =
      (dm_token){.span = {begin, end}, .flags = begin == s->last && begin > 0 ? DM_TOKEN_GLUED : 0};
  s->last = end;
}

static void add(splitter *s, uint32_t begin, uint32_t end) {
  while (end - begin > LONGEST_TOKEN) {
    uint32_t cut = begin + LONGEST_TOKEN;
    while (cut > begin + 1 && ((unsigned char)s->view.text[cut] & 0xC0) == 0x80) cut--;
    push(s, begin, cut);
    begin = cut;
  }
  if (end > begin) push(s, begin, end);
}

/* Behind text[begin], all that is the same byte. */
static uint32_t run_end(const splitter *s, uint32_t begin, uint32_t length) {
  uint32_t at = begin + length;
  while (s->view.size - at >= length && !memcmp(s->view.text + at, s->view.text + begin, length)) at += length;
  return at;
}

static bool in_capitals(splitter *s) {
  if (s->capitals < 0) {
    uint32_t length;
    s->capitals = 1;
    for (uint32_t at = s->line; at < s->view.size && s->capitals; at += length)
      s->capitals = dm_char_at(s->view.text, s->view.size, at, &length) != DM_CHAR_LOWER;
  }
  return s->capitals;
}

/* "&doctrine8": the 8 is what damage made of a closing quote. */
static bool ends_in_quote_8(const splitter *s, uint32_t begin, uint32_t end) {
  if (!s->ampersand || end - begin < 3 || s->view.text[end - 1] != '8') return false;
  uint32_t length;
  for (uint32_t at = begin; at + 1 < end; at += length)
    if (dm_char_at(s->view.text, s->view.size, at, &length) == DM_CHAR_DIGIT) return false;
  return true;
}

static dm_char_class class_at(const splitter *s, uint32_t at) {
  uint32_t length;
  return at < s->view.size ? dm_char_at(s->view.text, s->view.size, at, &length) : DM_CHAR_BLANK;
}

/* "mid-", "al-" before a blank keep their hyphen, "Syria-" does not. */
static uint32_t with_open_hyphen(const splitter *s, uint32_t begin, uint32_t end, bool upper) {
  if (end >= s->view.size || s->view.text[end] != '-' || class_at(s, end + 1) > DM_CHAR_LINE_END) return end;
  return !upper || dm_word_in(DM_WORD_PARTICLE, s->view.text + begin, end - begin) ? end + 1 : end;
}

static void add_compound(splitter *s, uint32_t begin, uint32_t end) {
  uint32_t cuts[DM_COMPOUND_CUTS], from = begin;
  uint32_t count = dm_compound_cuts(s->view.text + begin, end - begin, in_capitals(s), cuts);
  for (uint32_t i = 0; i < count; i++) {
    add(s, from, begin + cuts[i]);
    add(s, begin + cuts[i], begin + cuts[i] + 1);
    from = begin + cuts[i] + 1;
  }
  add(s, from, end);
}

static uint32_t split_word(splitter *s, uint32_t begin) {
  uint32_t url = dm_url_end(s->view, begin);
  if (url) return add(s, begin, url), url;
  dm_word_end word = dm_find_word_end(s->view, begin);
  uint32_t end = word.end;
  if (s->q_quotes && dm_begins_with_q_quote(s->view.text + begin, end - begin))
    return add(s, begin, begin + 1), begin + 1;
  uint32_t q_quote = s->q_quotes ? dm_q_quote_end(s->view.text + begin, end - begin) : 0;
  end -= q_quote;
  if (ends_in_quote_8(s, begin, end)) {
    add(s, begin, end - 1);
    add(s, end - 1, end);
    s->ampersand = false;
    return end;
  }
  if (word.compound && end - begin <= LONGEST_TOKEN) {
    add_compound(s, begin, end);
  } else {
    end = with_open_hyphen(s, begin, end, class_at(s, begin) == DM_CHAR_UPPER);
    add(s, begin, end);
  }
  uint32_t possessive = q_quote ? q_quote : dm_possessive_at(s->view, end);
  if (possessive) add(s, end, end + possessive);
  return end + possessive;
}

/* The token that begins with the sign of class c and `length` bytes at `at`: returns its end. */
static uint32_t split_sign(splitter *s, dm_char_class c, uint32_t at, uint32_t length) {
  bool open = !s->doc->token_count || at == s->line || s->last != at; /* a blank before it */
  dm_char_class behind = class_at(s, at + length);
  uint32_t end = at + length;
  switch (c) {
  case DM_CHAR_PERIOD:
  case DM_CHAR_HYPHEN:
    if (behind == DM_CHAR_DIGIT && open) return split_word(s, at); /* .5, -40 */
    end = run_end(s, at, length);
    break;
  case DM_CHAR_APOSTROPHE:
    if (dm_possessive_at(s->view, at) && !open)
      end = at + dm_possessive_at(s->view, at);
    else if (behind == DM_CHAR_DIGIT && open) /* '90s */
      return split_word(s, at);
    else if (s->view.size - end >= length && !memcmp(s->view.text + at, s->view.text + end, length))
      end += length; /* '' for a double quote */
    break;
  case DM_CHAR_COMMA:
    if (!open) end = at + (dm_possessive_at(s->view, at) ? dm_possessive_at(s->view, at) : length);
    break;
  case DM_CHAR_JOINER:
    if (s->view.text[at] == '&') s->ampersand |= dm_is_letter(behind) && open;
    if ((s->view.text[at] == '#' || s->view.text[at] == '+') && behind == DM_CHAR_DIGIT && open)
      return split_word(s, at);
    end = run_end(s, at, length);
    break;
  case DM_CHAR_SLASH:
  case DM_CHAR_DASH:
  case DM_CHAR_RULE:
  case DM_CHAR_OTHER: end = run_end(s, at, length); break;
  default: break;
  }
  add(s, at, end);
  return end;
}

static void split_line(splitter *s, const dm_line *line) {
  for (uint32_t at = line->span.begin; at < line->span.end;) {
    uint32_t length;
    dm_char_class c = dm_char_at(s->view.text, s->view.size, at, &length);
    if (dm_is_blank(c))
      at += length;
    else if (dm_is_alnum(c))
      at = split_word(s, at);
    else
      at = split_sign(s, c, at, length);
  }
}

/* An underline is cut at its blanks only. */
static void split_underline(splitter *s, const dm_line *line) {
  uint32_t length, begin = line->span.begin;
  for (uint32_t at = begin; at < line->span.end; at += length) {
    if (!dm_is_blank(dm_char_at(s->view.text, s->view.size, at, &length))) continue;
    add(s, begin, at);
    begin = at + length;
  }
  add(s, begin, line->span.end);
}

/* The line before ended in a hyphen inside a word ("al-" / "Asad"): the next token is its other half. */
static bool wraps_word(const splitter *s, const dm_line *before, size_t count) {
  if (!before || !before->soft || before->kind != DM_LINE_TEXT) return false;
  const dm_token *tokens = s->doc->tokens;
  while (count && tokens[count - 1].span.end > before->span.end) count--; /* a page line came between */
  uint32_t end = count ? tokens[count - 1].span.end : 0;
  const char *text = s->view.text;
  if (end < 2 || text[end - 1] != '-') return false;
  unsigned char c = (unsigned char)text[end - 2];
  return c >= 128 || dm_is_alnum((dm_char_class)dm_ascii_class[c]) || c == '.';
}

void dm_segment_tokens(dm_document *doc) {
  splitter s = {.doc = doc, .view = {doc->text, 0, doc->text_size}};
  s.q_quotes = dm_quotes_are_q(doc->text, doc->text_size);
  const dm_line *before = NULL;
  for (size_t i = 0; i < doc->line_count; i++) {
    const dm_line *line = &doc->lines[i];
    if (line->kind == DM_LINE_BLANK) {
      s.ampersand = false;
      continue;
    }
    s.view.size = line->span.end;
    s.line = line->span.begin;
    s.capitals = -1;
    size_t first = doc->token_count;
    bool half_word = wraps_word(&s, before, first);
    if (line->kind == DM_LINE_UNDERLINE)
      split_underline(&s, line);
    else
      split_line(&s, line);
    if (line->kind == DM_LINE_PAGE) continue;
    if (first < doc->token_count && half_word) doc->tokens[first].flags |= DM_TOKEN_GLUED;
    before = line;
  }
}
