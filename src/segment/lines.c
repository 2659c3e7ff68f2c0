/* Text -> lines, each with its kind. */
#include <string.h>
#include <strings.h>

#include "segment/chars.h"
#include "segment/stages.h"

/* A place in a line for the small matchers below; each moves `at` on and says whether it matched. */
typedef struct {
  const char *at, *end;
} cursor;

static uint32_t skip(cursor *c, dm_char_class wanted, dm_char_class also) {
  const char *from = c->at;
  while (c->at < c->end && (unsigned char)*c->at < 128 &&
         (dm_ascii_class[(unsigned char)*c->at] == wanted || dm_ascii_class[(unsigned char)*c->at] == also))
    c->at++;
  return (uint32_t)(c->at - from);
}

static uint32_t blanks(cursor *c) {
  return skip(c, DM_CHAR_BLANK, DM_CHAR_BLANK);
}
static uint32_t letters(cursor *c) {
  return skip(c, DM_CHAR_UPPER, DM_CHAR_LOWER);
}
static uint32_t digits(cursor *c) {
  return skip(c, DM_CHAR_DIGIT, DM_CHAR_DIGIT);
}

static bool word(cursor *c, const char *wanted) {
  size_t size = strlen(wanted);
  if ((size_t)(c->end - c->at) < size || strncasecmp(c->at, wanted, size) != 0) return false;
  c->at += size;
  return true;
}

/* "002 OF 004", "001.2 OF 003" */
static bool part_of_parts(cursor *c) {
  if (digits(c) < 2) return false;
  if (c->at < c->end && *c->at == '.') c->at++, digits(c);
  if (!blanks(c) || !word(c, "OF") || !blanks(c)) return false;
  return digits(c) >= 2;
}

/* AMMAN 00000813 001.2 OF 003; PAGE 02 BEIRUT 01234 01 OF 02 240916Z */
static bool is_page_line(const char *line, uint32_t size) {
  if (size > 100) return false;
  cursor c = {line, line + size};
  blanks(&c);
  bool page = word(&c, "PAGE ") && (blanks(&c), digits(&c) == 2);
  blanks(&c);
  uint32_t words = 0;
  while (letters(&c) && blanks(&c)) words++;
  if (!words || words > 5 || digits(&c) < (page ? 2u : 5u)) return false;
  blanks(&c);
  if (page) return true;
  if (!part_of_parts(&c)) return false;
  blanks(&c);
  return c.at == c.end;
}

/* "S E C R E T SECTION 02 OF 03 AMMAN 000813": the head of a later section. */
static bool is_section_head(const char *line, uint32_t size) {
  if (size > 120) return false;
  cursor c = {line, line + size};
  blanks(&c);
  const char *begin = c.at;
  while (c.at < c.end && !word(&c, "SECTION ")) {
    bool blank = *c.at == ' ';
    if (!blank && !letters(&c) && *c.at++ != '/') return false;
    blanks(&c);
  }
  if (c.at == c.end || c.at - begin < 12) return false; /* some classification stood before it */
  cursor number = c;
  blanks(&number);
  if (number.end - number.at > 2 && number.at[0] == '0' && number.at[1] == '1') return false;
  blanks(&c);
  return part_of_parts(&c);
}

static dm_line_kind kind_of(const char *line, uint32_t size) {
  uint32_t length, rules = 0, others = 0;
  for (uint32_t at = 0; at < size; at += length) {
    dm_char_class c = dm_char_at(line, size, at, &length);
    if (dm_is_blank(c)) continue;
    if (c == DM_CHAR_HYPHEN || c == DM_CHAR_RULE || c == DM_CHAR_DASH) {
      rules++;
      continue;
    }
    others = 1;
    break;
  }
  if (others) return is_page_line(line, size) ? DM_LINE_PAGE : DM_LINE_TEXT;
  if (!rules) return DM_LINE_BLANK;
  return rules > 2 ? DM_LINE_UNDERLINE : DM_LINE_TEXT;
}

static void add_line(dm_document *doc, uint32_t begin, uint32_t end) {
  doc->lines = dm_grow(doc->arena, doc->lines, doc->line_count, &doc->line_room, sizeof *doc->lines);
  doc->lines[doc->line_count++] =
      (dm_line){.span = {begin, end}, .kind = (uint8_t)kind_of(doc->text + begin, end - begin)};
}

/* Caption lines that a later section repeats under its head. */
static bool is_repeated(const dm_document *doc, const dm_line *line) {
  return dm_line_label(doc->text + line->span.begin, line->span.end - line->span.begin) != DM_LABEL_NONE;
}

/* A section join: the head of the later section and the header lines repeated below it. The first
 * line that is no header line ends it, and a blank one after that. */
static void mark_section_joins(dm_document *doc) {
  for (size_t i = 0; i < doc->line_count; i++) {
    dm_line *line = &doc->lines[i];
    if (line->kind != DM_LINE_TEXT ||
        !is_section_head(doc->text + line->span.begin, line->span.end - line->span.begin))
      continue;
    line->kind = DM_LINE_SECTION;
    bool inside = false; /* a header field that may run on */
    for (size_t j = i + 1; j < doc->line_count; j++) {
      dm_line *next = &doc->lines[j];
      if (next->kind == DM_LINE_BLANK) {
        inside = false;
        continue;
      }
      bool label = next->kind == DM_LINE_TEXT && is_repeated(doc, next);
      if (!label && !inside) break;
      inside = true;
      next->kind = DM_LINE_SECTION;
      i = j;
    }
  }
}

/* What the reader found to be page furniture is out of the flow, its blank lines too. */
static void mark_furniture(dm_document *doc) {
  for (size_t f = 0, i = 0; f < doc->furniture_count; f++) {
    const dm_span span = doc->furniture[f];
    while (i < doc->line_count && doc->lines[i].span.begin < span.begin) i++;
    for (; i < doc->line_count && doc->lines[i].span.end <= span.end; i++) doc->lines[i].kind = DM_LINE_PAGE;
  }
}

void dm_segment_lines(dm_document *doc) {
  const char *text = doc->text;
  uint32_t size = doc->text_size, begin = 0;
  for (uint32_t at = 0; at < size; at++) {
    if (text[at] != '\n' && text[at] != '\r') continue;
    add_line(doc, begin, at);
    if (text[at] == '\r' && at + 1 < size && text[at + 1] == '\n') at++;
    begin = at + 1;
  }
  if (begin < size) add_line(doc, begin, size);
  mark_furniture(doc);
  mark_section_joins(doc);
}
