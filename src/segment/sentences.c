/* Tokens -> sentences. A hard line end always separates; inside a stretch of lines joined by wraps, a
 * sentence ends behind terminal punctuation where what follows looks like a beginning. */
#include <string.h>
#include <strings.h>

#include "segment/chars.h"
#include "segment/stages.h"
#include "segment/words.h"

enum { LONG_SENTENCE = 200, LONGEST_SENTENCE = 400 };

typedef struct {
  dm_document *doc;
  size_t first;    /* token that the open sentence begins with */
  size_t last;     /* last token that is not furniture, SIZE_MAX before the first */
  bool lower_text; /* the text has no capitals to begin sentences with */
  bool in_header;  /* before the first paragraph mark: header labels may stand inside a line */
} splitter;

static const char *bytes(const splitter *s, size_t token) {
  return s->doc->text + s->doc->tokens[token].span.begin;
}
static uint32_t size_of(const splitter *s, size_t token) {
  return s->doc->tokens[token].span.end - s->doc->tokens[token].span.begin;
}
static bool is_byte(const splitter *s, size_t token, char c) {
  return size_of(s, token) == 1 && *bytes(s, token) == c;
}
static bool is(const splitter *s, size_t token, const char *text) {
  return token < s->doc->token_count && strlen(text) == size_of(s, token) &&
         !memcmp(bytes(s, token), text, strlen(text));
}
static bool glued(const splitter *s, size_t token) {
  return s->doc->tokens[token].flags & DM_TOKEN_GLUED;
}
static dm_char_class first_class(const splitter *s, size_t token) {
  uint32_t length;
  return dm_char_at(bytes(s, token), size_of(s, token), 0, &length);
}

/* ---- pieces no longer than a sentence may be -------------------------------------------------- */

static void push(splitter *s, size_t first, size_t end) {
  dm_document *doc = s->doc;
  doc->sentences =
      dm_grow(doc->arena, doc->sentences, doc->sentence_count, &doc->sentence_room, sizeof *doc->sentences);
  doc->sentences[doc->sentence_count++] =
      (dm_sentence){.first = (uint32_t)first, .end = (uint32_t)end, .paragraph = DM_NONE};
}

/* Behind which token a sentence that is too long is best cut. */
static size_t best_cut(const splitter *s, size_t first, size_t end) {
  for (size_t i = first + LONG_SENTENCE; i > first + LONG_SENTENCE / 2; i--)
    if (is_byte(s, i - 1, ';')) return i;
  for (size_t i = first + LONG_SENTENCE; i > first + LONG_SENTENCE / 2; i--)
    if (is_byte(s, i - 1, ',')) return i;
  size_t most = end - first > LONGEST_SENTENCE ? first + LONGEST_SENTENCE : end;
  for (size_t i = first + LONG_SENTENCE; i < most; i++)
    if (is_byte(s, i, ';') || is_byte(s, i, ',')) return i + 1;
  return most;
}

static void close_sentence(splitter *s, size_t end) {
  while (end - s->first > LONG_SENTENCE) {
    size_t cut = best_cut(s, s->first, end);
    push(s, s->first, cut);
    s->first = cut;
  }
  if (end > s->first) push(s, s->first, end);
  s->first = end;
}

/* ---- dates that a line end has cut ------------------------------------------------------------ */

bool dm_is_month(const char *word, uint32_t size) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  for (size_t i = 0; i < sizeof months / sizeof *months; i++)
    if (strlen(months[i]) == size && !strncasecmp(months[i], word, size)) return true;
  return false;
}

bool dm_is_year(const char *word, uint32_t size) {
  if (size < 4 || (memcmp(word, "19", 2) && memcmp(word, "20", 2))) return false;
  return word[2] >= '0' && word[2] <= '9' && word[3] >= '0' && word[3] <= '9' &&
         (size == 4 || word[4] < '0' || word[4] > '9');
}

/* The site puts a paragraph mark before any number at the begin of a line: "until May ¶22.", "in ¶2006.". */
static bool is_false_mark(const splitter *s, size_t last, size_t token) {
  if (token + 1 >= s->doc->token_count) return false;
  return dm_is_year(bytes(s, token + 1), size_of(s, token + 1)) ||
         dm_is_month(bytes(s, last), size_of(s, last));
}

/* ---- the verdict between two tokens ----------------------------------------------------------- */

typedef enum { NOT_TERMINAL, WEAK, ABBREVIATED, STRONG } terminal;

/* Terminal punctuation at a token: "." "?" "!" strong, "..." weak, "U.S." and "Inc." abbreviated. */
static terminal terminal_at(const splitter *s, size_t token) {
  const char *text = bytes(s, token);
  uint32_t size = size_of(s, token);
  if (text[size - 1] == '?' || text[size - 1] == '!') return STRONG;
  if (size == 3 && !memcmp(text, "\xE2\x80\xA6", 3)) return WEAK;
  if (text[size - 1] != '.') return NOT_TERMINAL;
  if (size == 1) return STRONG;
  if (text[0] == '.') return WEAK;
  return ABBREVIATED;
}

/* A closing bracket or quote right behind what it closes; "8" where damage made it of a quote. */
static bool is_closer(const splitter *s, size_t token) {
  if (!glued(s, token)) return false;
  dm_char_class c = first_class(s, token);
  return c == DM_CHAR_CLOSE || c == DM_CHAR_APOSTROPHE || is_byte(s, token, '8');
}

/* "¶ 1 ." or "1 ." or "A." at the begin of a sentence numbers it. */
static bool is_number_only(const splitter *s, size_t stop) {
  size_t first = s->first;
  if (is(s, first, "\xC2\xB6")) first++;
  if (stop == first) return size_of(s, stop) == 2 && dm_is_letter(first_class(s, stop)); /* "B." */
  if (stop != first + 1 || size_of(s, first) > 3) return false;
  return first_class(s, first) == DM_CHAR_DIGIT ||
         (size_of(s, first) == 1 && dm_is_letter(first_class(s, first)));
}

/* al-Asad, el-Baradei: a sentence may begin with them although they begin with a small letter. */
static bool is_name_with_particle(const splitter *s, size_t token) {
  const char *text = bytes(s, token),
             *hyphen = memchr(text, '-', size_of(s, token) < 8 ? size_of(s, token) : 8);
  if (!hyphen || (uint32_t)(hyphen - text) + 1 == size_of(s, token)) return false;
  return dm_word_in(DM_WORD_PARTICLE, text, (uint32_t)(hyphen - text)) && hyphen[1] >= 'A' && hyphen[1] <= 'Z';
}

static bool begins_sentence(const splitter *s, size_t token) {
  switch (first_class(s, token)) {
  case DM_CHAR_UPPER:
  case DM_CHAR_DIGIT:
  case DM_CHAR_OPEN:
  case DM_CHAR_CURRENCY:
  case DM_CHAR_MARK: return true;
  case DM_CHAR_LOWER: return s->lower_text || is_name_with_particle(s, token);
  case DM_CHAR_CLOSE: return *bytes(s, token) == '"' && !glued(s, token);
  case DM_CHAR_APOSTROPHE:
  case DM_CHAR_PERIOD: return !glued(s, token);
  case DM_CHAR_HYPHEN:
  case DM_CHAR_DASH: return size_of(s, token) > 1 && !glued(s, token);
  case DM_CHAR_JOINER: return *bytes(s, token) == '&' && !glued(s, token);
  case DM_CHAR_RULE: return !glued(s, token);
  default: return false;
  }
}

/* A run of dashes, stars or the like that rules a line off, here inside a line. */
static bool is_rule(const splitter *s, size_t token) {
  dm_char_class c = first_class(s, token);
  return (c == DM_CHAR_HYPHEN || c == DM_CHAR_RULE) && size_of(s, token) > 3;
}

/* "Friday, 27 August 2004, 08:08" ahead of the message, as one site prints it: is `token` the time? */
static bool ends_site_date(const splitter *s, size_t token) {
  static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};
  if (!s->in_header || token != s->first + 6 || size_of(s, token) != 5 || bytes(s, token)[2] != ':')
    return false;
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (is(s, s->first, days[i])) return true;
  return false;
}

/* Header fields that stand in one line: "... 02/24/2020 TAGS PTER SUBJECT: ..." */
static bool opens_field(const splitter *s, size_t token) {
  static const char *const with_colon[] = {"SUBJECT", "REF", "REFS", "REFTEL"};
  size_t next = token + 1;
  if (!s->in_header || next >= s->doc->token_count || first_class(s, token) != DM_CHAR_UPPER) return false;
  if (is(s, token, "TAGS") || is(s, token, "SIPDIS")) return true;
  if ((is(s, token, "Classified") || is(s, token, "CLASSIFIED")) && (is(s, next, "By") || is(s, next, "BY")))
    return true;
  if (is(s, token, "EO") || is(s, token, "E.O.")) return first_class(s, next) == DM_CHAR_DIGIT;
  for (size_t i = 0; i < sizeof with_colon / sizeof *with_colon; i++)
    if (is(s, token, with_colon[i])) return is_byte(s, next, ':');
  return false;
}

/* "2. (C/NF) He left." behind a full stop or a bracket: a paragraph that lost its line end. */
static bool opens_paragraph(const splitter *s, size_t last, size_t token) {
  if (token + 4 >= s->doc->token_count || size_of(s, token) > 2 || first_class(s, token) != DM_CHAR_DIGIT)
    return false;
  if (!is_byte(s, token + 1, '.') || !is_byte(s, token + 2, '(')) return false;
  const char *level = bytes(s, token + 3);
  if (!strchr("UCST", *level) || first_class(s, token + 3) != DM_CHAR_UPPER) return false;
  for (uint32_t i = 0; i < size_of(s, token + 3); i++)
    if ((level[i] < 'A' || level[i] > 'Z') && level[i] != '/') return false;
  return is_byte(s, token + 4, ')') && (is_byte(s, last, '.') || first_class(s, last) == DM_CHAR_CLOSE);
}

/* Whether a sentence ends between the tokens `last` and `token` of one stretch of joined lines. */
static bool ends_between(const splitter *s, size_t last, size_t token) {
  if (first_class(s, token) == DM_CHAR_MARK && is_false_mark(s, last, token)) return false;
  if (first_class(s, token) == DM_CHAR_MARK || opens_field(s, token) || opens_paragraph(s, last, token))
    return true;
  if (is_rule(s, token) || is_rule(s, last) || ends_site_date(s, last)) return true;
  if (is_closer(s, token)) return false;
  size_t stop = last;
  while (stop > s->first && last - stop < 4 && is_closer(s, stop)) stop--;
  terminal t = terminal_at(s, stop);
  if (t == NOT_TERMINAL || is_number_only(s, stop)) return false;
  if (!begins_sentence(s, token)) return false;
  if (t == ABBREVIATED && stop == last)
    return dm_word_in(DM_WORD_STARTER, bytes(s, token), size_of(s, token)) &&
           first_class(s, token) == DM_CHAR_UPPER;
  return t != WEAK || !glued(s, token);
}

/* ---- the walk ---------------------------------------------------------------------------------- */

/* Whether most sentences seem to begin in lower case: the text came through without its capitals. */
static bool lacks_capitals(const splitter *s) {
  size_t lower = 0, upper = 0, count = s->doc->token_count;
  for (size_t i = 1; i < count; i++) {
    if (!is_byte(s, i - 1, '.') || glued(s, i)) continue;
    dm_char_class c = first_class(s, i);
    lower += c == DM_CHAR_LOWER;
    upper += c == DM_CHAR_UPPER;
  }
  return lower > 3 * upper;
}

static bool is_furniture(const dm_line *line) {
  return line->kind == DM_LINE_PAGE || line->kind == DM_LINE_SECTION || line->kind == DM_LINE_UNDERLINE;
}

/* Furniture: inside a sentence that goes on behind it, it is skipped, otherwise it stands alone. */
static size_t pass_furniture(splitter *s, const dm_line *line, size_t token, bool joined) {
  dm_document *doc = s->doc;
  if (!joined) close_sentence(s, token);
  for (; token < doc->token_count && doc->tokens[token].span.begin < line->span.end; token++) {
    doc->tokens[token].zone = DM_ZONE_FURNITURE;
    if (joined) doc->tokens[token].flags |= DM_TOKEN_SKIPPED;
  }
  if (!joined) close_sentence(s, token);
  return token;
}

/* ---- page lines that lost their line ends -------------------------------------------------------- */

static bool all_digits(const splitter *s, size_t token, uint32_t size) {
  if (size_of(s, token) != size) return false;
  for (uint32_t i = 0; i < size; i++)
    if (bytes(s, token)[i] < '0' || bytes(s, token)[i] > '9') return false;
  return true;
}

static bool is_capital_word(const splitter *s, size_t token) {
  for (uint32_t i = 0; i < size_of(s, token); i++)
    if (bytes(s, token)[i] < 'A' || bytes(s, token)[i] > 'Z') return false;
  return size_of(s, token) > 1;
}

static bool on_one_line(const splitter *s, size_t a, size_t b) {
  for (uint32_t i = s->doc->tokens[a].span.end; i < s->doc->tokens[b].span.begin; i++)
    if (s->doc->text[i] == '\n') return false;
  return true;
}

/* "... and price. ORLAND 00001276 004 OF 004 He ..." : flags the page line whose OF is at `token`. */
static void skip_page_line(splitter *s, size_t token) {
  dm_token *tokens = s->doc->tokens;
  if (token < 3 || token + 1 >= s->doc->token_count || !is(s, token, "OF")) return;
  bool part = all_digits(s, token - 1, 3) || (size_of(s, token - 1) == 5 && bytes(s, token - 1)[3] == '.');
  if (!part || !all_digits(s, token + 1, 3) || !all_digits(s, token - 2, 8)) return;
  size_t first = token - 2;
  while (first > 0 && token - first < 5 && is_capital_word(s, first - 1) && on_one_line(s, first - 1, first))
    first--;
  for (size_t i = first; i <= token + 1; i++) {
    tokens[i].zone = DM_ZONE_FURNITURE;
    tokens[i].flags |= DM_TOKEN_SKIPPED;
  }
}

void dm_segment_sentences(dm_document *doc) {
  splitter s = {.doc = doc, .last = SIZE_MAX, .in_header = true};
  s.lower_text = lacks_capitals(&s);
  for (size_t i = 0; i < doc->token_count; i++)
    if (*bytes(&s, i) == 'O') skip_page_line(&s, i);
  size_t token = 0;
  bool joined = false; /* the text before goes on in this line */
  for (size_t i = 0; i < doc->line_count; i++) {
    const dm_line *line = &doc->lines[i];
    if (line->kind == DM_LINE_BLANK) continue;
    if (is_furniture(line)) {
      if (line->kind == DM_LINE_UNDERLINE) joined = false;
      token = pass_furniture(&s, line, token, joined);
      continue;
    }
    if (!joined) close_sentence(&s, token), s.last = SIZE_MAX;
    for (; token < doc->token_count && doc->tokens[token].span.begin < line->span.end; token++) {
      if (first_class(&s, token) == DM_CHAR_MARK && s.in_header && token > 0)
        s.in_header = !is(&s, token + 1, "1");
      if (is_rule(&s, token)) doc->tokens[token].zone = DM_ZONE_FURNITURE;
      if (doc->tokens[token].flags & DM_TOKEN_SKIPPED) continue;
      if (s.last != SIZE_MAX && ends_between(&s, s.last, token)) close_sentence(&s, token);
      s.last = token;
    }
    joined = line->soft;
  }
  close_sentence(&s, token);
}
