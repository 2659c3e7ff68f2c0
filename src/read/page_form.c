#include "read/page_form.h"

#include <string.h>

typedef struct {
  const char *at, *end; /* without blanks at either side */
} line;

enum { LONGEST_STAMP = 200 }; /* characters of a stamp's line */

typedef enum { BLANK, BANNER, STAMP, PAGE, END_MARK, START_MARK, OTHER } line_class;

/* Lines that repeat the classification at the top and the foot of every page. */
static const char *const BANNERS[] = {
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
    "UNCLASSIFIED",
    "LIMITED OFFICIAL USE",
    "LIMITED OFF USE",
    "C O N F I D E N T I A L",
    "S E C R E T",
    "T O P  S E C R E T",
    "U N C L A S S I F I E D",
    "SS E C R E T",
    "CC O N F I D E N T I A L",
    "UU N C L A S S",
    "LL I M I T E D",
    "NOT FOR RELEASE",
};

/* Phrases that only reviewers stamp on a page. */
static const char *const STAMPS[] = {
    "Declassified/Released US Department of State",
    "EO Systematic Review",
    "Declassified/Released",
};

/* Reviewers whose names stand above or before the stamp (NARA Access to Archival Databases). */
static const char *const REVIEWERS[] = {"Margaret P. Grafeld", "Sheryl P. Walter"};

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\n';
}
static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static line take_line(const char *bytes, size_t size, size_t from, size_t *next) {
  const char *newline = memchr(bytes + from, '\n', size - from);
  line l = {bytes + from, newline ? newline : bytes + size};
  *next = newline ? (size_t)(newline - bytes) + 1 : size;
  while (l.at < l.end && is_blank(*l.at)) l.at++;
  while (l.end > l.at && is_blank(l.end[-1])) l.end--;
  return l;
}

static bool starts(line l, const char *text) {
  size_t size = strlen(text);
  return (size_t)(l.end - l.at) >= size && !memcmp(l.at, text, size);
}

static bool equals(line l, const char *text) {
  return starts(l, text) && (size_t)(l.end - l.at) == strlen(text);
}

static bool contains(line l, const char *text) {
  if (l.end - l.at > LONGEST_STAMP) return false;
  for (; l.at < l.end; l.at++)
    if (starts(l, text)) return true;
  return false;
}

/* "PAGE 02        STATE  012345  012345Z": *page is its number, *serial the message's digits. */
static bool is_page_line(line l, int *page, line *serial) {
  if (!starts(l, "PAGE ")) return false;
  for (l.at += 5; l.at < l.end && is_blank(*l.at);) l.at++;
  if (l.end - l.at < 3 || !is_digit(l.at[0]) || !is_digit(l.at[1]) || !is_blank(l.at[2])) return false;
  *page = (l.at[0] - '0') * 10 + l.at[1] - '0';
  const char *post = l.at += 2;
  while (l.at < l.end && (is_blank(*l.at) || is_upper(*l.at) || *l.at == '.' || *l.at == '\'')) l.at++;
  serial->at = l.at;
  while (l.at < l.end && is_digit(*l.at)) l.at++;
  serial->end = l.at;
  return serial->at - post > 2 && serial->end - serial->at >= 4;
}

static line_class class_of(line l) {
  int page;
  line serial;
  if (l.at == l.end) return BLANK;
  if (is_page_line(l, &page, &serial)) return PAGE;
  if (equals(l, "NNNN") || equals(l, "NNN")) return END_MARK;
  if (starts(l, "VZCZC") || starts(l, "ZCZC")) return START_MARK;
  for (size_t i = 0; i < sizeof BANNERS / sizeof *BANNERS; i++)
    if (equals(l, BANNERS[i])) return BANNER;
  for (size_t i = 0; i < sizeof STAMPS / sizeof *STAMPS; i++)
    if (contains(l, STAMPS[i])) return STAMP;
  for (size_t i = 0; i < sizeof REVIEWERS / sizeof *REVIEWERS; i++)
    if (equals(l, REVIEWERS[i])) return STAMP;
  return OTHER;
}

bool dm_is_page_form(const char *bytes, size_t size) {
  int page;
  line serial;
  if (size > 4096) size = 4096;
  for (size_t at = 0, next; at < size; at = next) {
    line l = take_line(bytes, size, at, &next);
    if (is_page_line(l, &page, &serial)) return page == 1;
    line_class c = class_of(l);
    if (c != BLANK && c != BANNER && c != STAMP) return false;
  }
  return false;
}

static bool same(line a, line b) {
  return a.end - a.at == b.end - b.at && !memcmp(a.at, b.at, (size_t)(a.end - a.at));
}

size_t dm_next_message(const char *bytes, size_t size, size_t from) {
  bool content = false, ended = false;
  line known = {bytes, bytes}; /* serial of this message's first page */
  size_t lead = from;          /* where the banners and blanks before this line began */
  for (size_t at = from, next; at < size; at = next) {
    line l = take_line(bytes, size, at, &next), serial;
    line_class c = class_of(l);
    int page = 0;
    bool first_page = c == PAGE && is_page_line(l, &page, &serial) && page == 1;
    if (content && first_page && !same(serial, known)) return lead;
    if (content && c == START_MARK) return lead;
    if (ended && c != BLANK && c != STAMP && c != BANNER && c != END_MARK) return lead;
    if (first_page) known = serial;
    if (c == END_MARK && content) ended = true;
    if (c == OTHER || c == END_MARK || c == START_MARK || c == PAGE) {
      content = true;
      lead = next;
    }
  }
  return size;
}

static void add_furniture(dm_document *doc, uint32_t begin, uint32_t end) {
  doc->furniture =
      dm_grow(doc->arena, doc->furniture, doc->furniture_count, &doc->furniture_room, sizeof *doc->furniture);
  doc->furniture[doc->furniture_count++] = (dm_span){begin, end};
}

/* Does the sentence before text[end) run on? */
static bool runs_on(const dm_document *doc, uint32_t end) {
  while (end && is_blank(doc->text[end - 1])) end--;
  return end && !strchr(".:?!\"-", doc->text[end - 1]);
}

/* A stretch of banners, page lines and stamps with the blank lines among them. Where a sentence runs on over
 * the stretch, the blank lines around it belong to the page too. */
void dm_find_furniture(dm_document *doc) {
  uint32_t begin = 0, end = 0, blanks = 0;
  bool open = false, spaced = false;
  for (size_t at = 0, next; at < doc->text_size; at = next) {
    line_class c = class_of(take_line(doc->text, doc->text_size, at, &next));
    if (c == BLANK) {
      if (!open && !spaced) blanks = (uint32_t)at;
      spaced = true;
      continue;
    }
    bool page = c == BANNER || c == STAMP || c == PAGE;
    if (page && !open) {
      begin = spaced && runs_on(doc, (uint32_t)at) ? blanks : (uint32_t)at;
      open = true;
    }
    if (!page && open) {
      add_furniture(doc, begin, runs_on(doc, begin) ? (uint32_t)at : end);
      open = false;
    }
    if (page) end = (uint32_t)next;
    spaced = false;
  }
  if (open) add_furniture(doc, begin, end);
}
