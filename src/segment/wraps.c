/* Which line ends are wraps. Evidence, in this order: what the next line opens with (a paragraph number, a
 * header label, a list dash never continue anything), the header field that is open, and whether the next
 * line's first word would still have fitted into the document's usual width. */
#include <string.h>

#include "segment/chars.h"
#include "segment/stages.h"

enum { WIDEST = 110, NARROWEST = 40 }; /* columns of wrapped text */

typedef struct {
  dm_document *doc;
  uint32_t width;     /* columns at which the text is wrapped, 0 if it is not */
  bool double_spaced; /* a blank line after each line */
  bool lost_pages;    /* where a sentence goes on behind blank lines, a page line was taken out */
  size_t block;       /* next block of the document to begin */
} wrapper;

/* What a look at one line tells. */
typedef struct {
  uint32_t indent, columns, first_word; /* in characters; columns without blanks at the end */
  bool begins_lower, ends_sentence, ends_open, capitals, starts_item, starts_dash;
  bool ends_month, starts_day;   /* "... since May", "2. The others ..." */
  bool ends_number, starts_mark; /* "... left.2.", "(C) The others ..." */
  dm_label label;
} line_view;

static bool is_terminal(char c) {
  return c == '.' || c == '?' || c == '!' || c == ':';
}

/* "1. ", "12) ", "(a) ", "-- ", "* ": the line starts an item of its own. */
static bool starts_item(const char *s, uint32_t size) {
  uint32_t at = 0, length;
  if (!size) return false;
  dm_char_class c = dm_char_at(s, size, 0, &length);
  if (c == DM_CHAR_MARK) return !dm_is_year(s + length, size - length);
  if (s[0] == '*') return true;
  if (c == DM_CHAR_HYPHEN || c == DM_CHAR_DASH) {
    if (size > 1 && s[1] == '-') return true;
    return size > length && dm_is_blank(dm_char_at(s, size, length, &length));
  }
  bool bracket = s[0] == '(';
  at += bracket;
  uint32_t from = at;
  while (at < size && at - from < 3 && dm_ascii_class[s[at] & 127] == DM_CHAR_DIGIT) at++;
  if (at == from && at < size && dm_is_letter((dm_char_class)dm_ascii_class[s[at] & 127])) at++;
  if (at == from || at >= size) return false;
  if (bracket ? s[at] != ')' : (s[at] != '.' && s[at] != ')')) return false;
  return at + 1 == size || s[at + 1] == ' ' || s[at + 1] == '(';
}

/* "22.", also with the paragraph mark that the site puts before any number at the begin of a line. */
static bool starts_day(const char *s, uint32_t size) {
  uint32_t at = size > 1 && !memcmp(s, "\xC2\xB6", 2) ? 2 : 0, from = at;
  while (at < size && s[at] >= '0' && s[at] <= '9') at++;
  return at > from && at - from < 3 && at < size && s[at] == '.';
}

/* A paragraph's number at the end of a line, alone or glued to the sentence before. */
static bool ends_number(const char *s, uint32_t size) {
  if (!size || s[size - 1] != '.') return false;
  uint32_t at = size - 1, to = at;
  while (at > 0 && to - at < 3 && s[at - 1] >= '0' && s[at - 1] <= '9') at--;
  return at < to && (at == 0 || strchr(".?!\")", s[at - 1]) || (unsigned char)s[at - 1] == 0xB6);
}

static bool starts_mark(const char *s, uint32_t size) {
  uint32_t at = 1;
  if (!size || s[0] != '(') return false;
  while (at < size && ((s[at] >= 'A' && s[at] <= 'Z') || s[at] == '/')) at++;
  return at > 1 && at < size && s[at] == ')' && strchr("UCST", s[1]);
}

static bool ends_month(const char *s, uint32_t size) {
  uint32_t at = size;
  while (at > 0 && s[at - 1] > ' ') at--;
  return dm_is_month(s + at, size - at);
}

static line_view look(const dm_document *doc, const dm_line *line) {
  const char *s = doc->text + line->span.begin;
  uint32_t size = line->span.end - line->span.begin, length, column = 0, at = 0;
  line_view v = {.capitals = true};
  while (at < size && dm_is_blank(dm_char_at(s, size, at, &length))) at += length, column++;
  v.indent = column;
  v.label = dm_line_label(s + at, size - at);
  v.starts_item = starts_item(s + at, size - at);
  v.starts_dash = at < size && s[at] == '-';
  v.starts_day = starts_day(s + at, size - at);
  v.starts_mark = starts_mark(s + at, size - at);
  v.begins_lower = at < size && dm_char_at(s, size, at, &length) == DM_CHAR_LOWER;
  /* Lines far beyond any wrap are not measured to their end. */
  for (; at < size && column < 4 * WIDEST; at += length) {
    dm_char_class c = dm_char_at(s, size, at, &length);
    column++;
    if (dm_is_blank(c)) {
      if (!v.first_word) v.first_word = column - 1 - v.indent;
      continue;
    }
    v.columns = column;
    if (c == DM_CHAR_LOWER) v.capitals = false;
  }
  if (!v.first_word) v.first_word = v.columns - v.indent;
  for (at = size;
       at > 0 && dm_is_blank((dm_char_class)dm_ascii_class[s[at - 1] & 127]) && (s[at - 1] & 0x80) == 0;)
    at--;
  while (at > 3 && (strchr("\")]'", s[at - 1]) || !memcmp(s + at - 3, "\xE2\x80\x9D", 3)))
    at -= s[at - 1] & 0x80 ? 3 : 1;
  v.ends_month = ends_month(s, at);
  v.ends_number = ends_number(s, at);
  if (at) v.ends_sentence = is_terminal(s[at - 1]);
  if (at > 1) v.ends_open = s[at - 1] == ',' || (s[at - 1] == '-' && s[at - 2] != '-' && s[at - 2] != ' ');
  return v;
}

/* ---- the document's width ------------------------------------------------------------------- */

typedef struct {
  uint32_t columns[WIDEST + 1]; /* lines that are followed by another, by their length */
  uint32_t count;
} histogram;

/* The columns that one line in `share` reaches or passes. */
static uint32_t usual_width(const histogram *h, uint32_t share) {
  uint32_t seen = 0;
  for (uint32_t columns = WIDEST; columns >= NARROWEST; columns--) {
    seen += h->columns[columns];
    if (seen && seen * share >= h->count) return columns;
  }
  return 0;
}

typedef struct {
  histogram lengths, reaches; /* reaches: length plus the blank and word that did not fit */
  uint32_t direct, spaced, spaced_on;
  uint32_t going_on; /* of `lengths`: no end of a sentence, and the next line begins with a small letter */
} survey;

/* Pairs of text lines: one right below the other, or with one blank line between. */
static survey take_survey(const dm_document *doc, bool double_spaced, bool prose_only) {
  survey s = {0};
  const dm_line *before = NULL;
  line_view last = {0};
  uint32_t gap = 0;
  for (size_t i = 0; i < doc->line_count; i++) {
    const dm_line *line = &doc->lines[i];
    if (line->kind == DM_LINE_BLANK) {
      gap++;
      continue;
    }
    if (line->kind != DM_LINE_TEXT) {
      before = NULL;
      continue;
    }
    line_view view = look(doc, line);
    if (before && gap == 0) s.direct++;
    if (before && gap == 1) {
      s.spaced++;
      s.spaced_on +=
          view.begins_lower && !last.ends_sentence && last.columns > NARROWEST && last.columns <= WIDEST;
    }
    if (before && (gap == 0 || (gap == 1 && double_spaced)) && !view.starts_item && !view.label &&
        last.columns <= WIDEST && !(prose_only && last.capitals)) {
      uint32_t reach = last.columns + 1 + view.first_word;
      s.lengths.columns[last.columns]++;
      s.lengths.count++;
      s.going_on += view.begins_lower && !last.ends_sentence;
      s.reaches.columns[reach < WIDEST ? reach : WIDEST]++;
    }
    before = line;
    last = view;
    gap = 0;
  }
  return s;
}

/* The width, if at least two of five lines end because their next word would not have fitted. Redaction has
 * made lines longer than they were: where many go on in the next one, up to a sixth may be wider. */
static uint32_t width_of(const survey *s) {
  static const uint32_t shares[] = {25, 12, 8, 6};
  for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
    uint32_t width = usual_width(&s->lengths, shares[i]), full = 0;
    if (!width || (i > 0 && s->going_on * 3 < s->lengths.count)) return 0;
    for (uint32_t reach = width + 1; reach <= WIDEST; reach++) full += s->reaches.columns[reach];
    if (full * 5 >= s->lengths.count * 2) return width;
  }
  return 0;
}

static void measure(wrapper *w) {
  survey all = take_survey(w->doc, false, true);
  w->lost_pages = all.spaced_on * 4 <= all.spaced; /* else double-spaced, or without its capitals */
  if (all.spaced >= 8 && all.direct * 5 < all.spaced && all.spaced_on * 4 > all.spaced) {
    w->double_spaced = true;
    all = take_survey(w->doc, true, true);
  }
  if (all.lengths.count < 3) all = take_survey(w->doc, w->double_spaced, false);
  w->width = width_of(&all);
}

/* ---- the verdict on one line end ------------------------------------------------------------ */

typedef struct {
  dm_label field; /* header field that is open */
  uint32_t lines; /* it has so far */
} open_field;

/* A header field goes on over short lines, but not into the prose below it. */
static bool continues_field(const open_field *field, const line_view *a, const line_view *b) {
  if ((field->field != DM_LABEL_RUNNING && field->field != DM_LABEL_LETTERED) || field->lines > 8) return false;
  if (a->columns > WIDEST || b->columns > WIDEST) return false;
  if (a->capitals && !b->capitals) return false;
  return a->columns >= 20 || b->indent > a->indent;
}

/* A line of its own below the text, not its last line, which would have an end: "VELK", "SECHE NNNN". */
static bool is_lone_line(const line_view *b) {
  if (b->ends_sentence || b->begins_lower) return false;
  return b->indent + b->first_word >= b->columns || (b->capitals && b->columns < 25);
}

static bool is_wrap(const wrapper *w, const line_view *a, const line_view *b, const open_field *field) {
  if (b->label != DM_LABEL_NONE) return false;
  if ((a->ends_month && b->starts_day) || (a->ends_number && b->starts_mark)) return true;
  if (b->starts_item) return b->starts_dash && field->field == DM_LABEL_RUNNING && a->capitals && b->capitals;
  if (a->ends_open && a->columns > 2) return true;
  if (a->columns > WIDEST && !a->ends_sentence) return true; /* a paragraph in one line, broken in two */
  if (continues_field(field, a, b)) return true;
  if (!w->width || a->columns > w->width + 12 || is_lone_line(b)) return false;
  if (b->indent > a->indent + 1 && !a->starts_item) return false;
  if (a->capitals && !b->capitals && a->columns + 10 < w->width) return false;
  if (a->columns + 1 + b->first_word > w->width) return true;
  return b->begins_lower && !a->ends_sentence && a->columns * 2 > w->width;
}

/* Behind page lines, where one cannot see whether the line was full. */
static bool is_wrap_over_page(const wrapper *w, const line_view *a, const line_view *b,
                              const open_field *field) {
  if (a->ends_month && b->starts_day) return true;
  if (b->label != DM_LABEL_NONE || b->starts_item || a->ends_sentence) return false;
  return b->begins_lower || is_wrap(w, a, b, field);
}

/* A paragraph that stands in one line was broken in two by a blank line: it has no end, and what follows
 * has one. */
static bool is_broken_paragraph(const line_view *a, const line_view *b) {
  return a->columns > WIDEST && !a->ends_sentence && b->ends_sentence && !b->starts_item && !b->label;
}

/* A sentence that goes on behind the blank lines which a page line has left. */
static bool is_lost_page(const wrapper *w, const line_view *a, const line_view *b) {
  if (!w->lost_pages || !b->begins_lower || a->ends_sentence || a->capitals || b->starts_item || b->label)
    return false;
  return a->columns * 2 > w->width && w->width && a->columns <= w->width + 12;
}

static bool new_block_between(wrapper *w, uint32_t from, uint32_t to) {
  bool found = false;
  for (; w->block < w->doc->block_count && w->doc->blocks[w->block].span.begin <= to; w->block++)
    found |= w->doc->blocks[w->block].span.begin > from;
  return found;
}

void dm_segment_wraps(dm_document *doc) {
  wrapper w = {.doc = doc};
  measure(&w);
  dm_line *before = NULL;
  line_view last = {0};
  open_field field = {0};
  uint32_t gap = 0;
  bool page = false, message = false; /* message: one of its own fields was seen */
  bool deep = false;                  /* the line before was not the first of its block */
  bool addresses = false;             /* a list of addressees is open: one a line */
  for (size_t i = 0; i < doc->line_count; i++) {
    dm_line *line = &doc->lines[i];
    if (line->kind == DM_LINE_BLANK) {
      gap++;
      continue;
    }
    if (line->kind == DM_LINE_PAGE || line->kind == DM_LINE_SECTION) {
      page = true;
      continue;
    }
    line_view view = look(doc, line);
    if (view.label == DM_LABEL_ADDRESS && message) view.label = DM_LABEL_NONE;
    message |= view.label == DM_LABEL_RUNNING;
    addresses = view.label == DM_LABEL_ADDRESS || (addresses && !gap && !view.label);
    bool text = line->kind == DM_LINE_TEXT && before && before->kind == DM_LINE_TEXT;
    bool block = new_block_between(&w, before ? before->span.begin : 0, line->span.begin);
    if (text && !block) {
      bool heading = i + 1 < doc->line_count && doc->lines[i + 1].kind == DM_LINE_UNDERLINE;
      if (heading && (deep || field.field != DM_LABEL_NONE))
        before->soft = 0; /* an underlined heading right below a paragraph or a field */
      else if (page)
        before->soft = is_wrap_over_page(&w, &last, &view, &field);
      else if (addresses)
        before->soft = 0;
      else if (gap == 0 || (gap == 1 && w.double_spaced))
        before->soft = is_wrap(&w, &last, &view, &field);
      else if (gap <= 3)
        before->soft = (gap == 1 && is_broken_paragraph(&last, &view)) || is_lost_page(&w, &last, &view);
    }
    if (view.label != DM_LABEL_NONE || !before || !before->soft)
      field = (open_field){.field = view.label, .lines = 1};
    else
      field.lines++;
    deep = text && !gap;
    before = line;
    last = view;
    gap = 0;
    page = false;
  }
}
