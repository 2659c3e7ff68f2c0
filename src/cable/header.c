/* Where the header is: what each unit opens with, and how far header units reach. */
#include <string.h>
#include <strings.h>

#include "cable/zones.h"

void dm_zone_tokens(dm_document *doc, uint32_t first, uint32_t end, dm_zone zone) {
  for (uint32_t i = first; i < end; i++)
    if (doc->tokens[i].zone != DM_ZONE_FURNITURE) doc->tokens[i].zone = (uint8_t)zone;
}

/* The first characters of a unit without blanks, in capitals: "S e c r e t  berlin" -> "SECRETBERLIN". */
enum { SQUEEZED = 48 };
typedef struct {
  char text[SQUEEZED + 1];
  bool lower; /* some letter was small */
} squeezed;

static squeezed squeeze(const dm_document *doc, const dm_unit *unit) {
  squeezed s = {0};
  dm_span span = dm_unit_span(doc, unit);
  uint32_t count = 0;
  for (uint32_t at = span.begin; at < span.end && count < SQUEEZED; at++) {
    char c = doc->text[at];
    if (c == '\n') break;
    if (c == ' ' || c == '\t') continue;
    if (c >= 'a' && c <= 'z') s.lower = true, c = (char)(c - ('a' - 'A'));
    s.text[count++] = c;
  }
  return s;
}

static bool starts(const char *text, const char *with) {
  return *text == *with && !strncmp(text, with, strlen(with)); /* most differ in their first letter */
}

typedef struct {
  const char *start;
  uint8_t field;
  bool capitals; /* only if no letter is small */
} field_rule;

static const field_rule rules[] = {
    {"E.O.1", DM_HEAD_ORDER, false},
    {"E.O.:1", DM_HEAD_ORDER, false},
    {"EO1", DM_HEAD_ORDER, false},
    {"EO:1", DM_HEAD_ORDER, false},
    {"E.O1", DM_HEAD_ORDER, false},
    {"EXECUTIVEORDER1", DM_HEAD_ORDER, false},
    {"TAGS:", DM_HEAD_TAGS, false},
    {"TAGS", DM_HEAD_TAGS, true},
    {"SUBJECT:", DM_HEAD_SUBJECT, false},
    {"SUBJ:", DM_HEAD_SUBJECT, false},
    {"SUBJECT", DM_HEAD_SUBJECT, true},
    {"REF:", DM_HEAD_REFERENCE, false},
    {"REFS:", DM_HEAD_REFERENCE, false},
    {"REF(S):", DM_HEAD_REFERENCE, false},
    {"REFTEL", DM_HEAD_REFERENCE, true},
    {"REFERENCE", DM_HEAD_REFERENCE, true},
    {"REF", DM_HEAD_REFERENCE, true},
    {"CLASSIFIEDBY", DM_HEAD_CLASSIFIED_BY, false},
    {"CLASSIFIED:", DM_HEAD_CLASSIFIED_BY, false},
    {"DERIVEDFROM:", DM_HEAD_CLASSIFIED_BY, false},
    {"DECLASSIFYON:", DM_HEAD_CLASSIFIED_BY, false},
    {"SIPDIS", DM_HEAD_CAPTION, false},
    {"NOFORN", DM_HEAD_CAPTION, false},
    {"NODIS", DM_HEAD_CAPTION, true},
    {"EXDIS", DM_HEAD_CAPTION, true},
    {"LIMDIS", DM_HEAD_CAPTION, true},
    {"STADIS", DM_HEAD_CAPTION, true},
    {"SENSITIVE", DM_HEAD_CAPTION, true},
    {"VZCZC", DM_HEAD_TRANSMISSION, true},
    {"ZCZC", DM_HEAD_TRANSMISSION, true},
    {"DERU", DM_HEAD_TRANSMISSION, true},
    {"ZNY", DM_HEAD_TRANSMISSION, true},
    {"ZNR", DM_HEAD_TRANSMISSION, true},
    {"FMAM", DM_HEAD_TRANSMISSION, true},
    {"FMUS", DM_HEAD_TRANSMISSION, true},
    {"FMSEC", DM_HEAD_TRANSMISSION, true},
    {"TORU", DM_HEAD_TRANSMISSION, true},
    {"TOSECSTATE", DM_HEAD_TRANSMISSION, true},
    {"INFORU", DM_HEAD_TRANSMISSION, true},
    {"UNCLAS", DM_HEAD_CLASSIFICATION, false},
    {"UUNCLAS", DM_HEAD_CLASSIFICATION, false},
    {"CONFIDENTIAL", DM_HEAD_CLASSIFICATION, false},
    {"CCONFIDENTIAL", DM_HEAD_CLASSIFICATION, false},
    {"SECRET", DM_HEAD_CLASSIFICATION, false},
    {"SSECRET", DM_HEAD_CLASSIFICATION, false},
    {"ONFIDENTIAL", DM_HEAD_CLASSIFICATION, true}, /* the first letter got lost */
    {"NCLAS", DM_HEAD_CLASSIFICATION, true},
    {"ECRET", DM_HEAD_CLASSIFICATION, true},
    {"TOPSECRET", DM_HEAD_CLASSIFICATION, false},
    {"LIMITEDOFFICIALUSE", DM_HEAD_CLASSIFICATION, false},
};

/* "P 020549Z APR 09", "OO RUEHWEB" */
static bool is_transmission(const char *s) {
  if (strchr("OPRZ", s[0]) && s[0] && strspn(s + 1, "0123456789") == 6 && s[7] == 'Z') return true;
  return s[0] && s[0] == s[1] && strchr("OPRZ", s[0]) && s[2] == 'R' && strchr("UH", s[3]) && s[3];
}

/* "unclas port vale 000012": six digits at the end of a short line. */
static bool ends_with_serial(const dm_document *doc, const dm_unit *unit) {
  uint32_t last = unit->end - 1;
  return unit->end - unit->first < 12 && dm_token_size(doc, last) == 6 && dm_token_number(doc, last, 999999);
}

/* A field that is known by its capitals alone, in a message that lost them: "tags prel, pter". */
static bool is_lower_tags(const dm_document *doc, const dm_unit *unit) {
  if (!dm_token_is(doc, unit->first, "tags") || unit->end - unit->first < 2) return false;
  for (uint32_t t = unit->first + 1; t < unit->end; t++)
    if (dm_token_size(doc, t) > 5) return false;
  return true;
}

dm_head_kind dm_unit_field(const dm_document *doc, const dm_unit *unit) {
  if (unit->furniture || unit->first == unit->end) return DM_HEAD_NONE;
  squeezed s = squeeze(doc, unit);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    if (!starts(s.text, rules[i].start) || (rules[i].capitals && s.lower)) continue;
    /* A sentence may begin with "Secret" or "Confidential"; a classification line ends with a serial. */
    if (rules[i].field == DM_HEAD_CLASSIFICATION && s.lower &&
        doc->text[doc->tokens[unit->first].span.begin + 1] != ' ' && !ends_with_serial(doc, unit))
      continue;
    return (dm_head_kind)rules[i].field;
  }
  if (s.lower && is_lower_tags(doc, unit)) return DM_HEAD_TAGS;
  return is_transmission(s.text) ? DM_HEAD_TRANSMISSION : DM_HEAD_NONE;
}

/* "¶1." "1." with no more before it in the unit. */
static bool opens_first_paragraph(const dm_document *doc, const dm_unit *unit) {
  uint32_t at = unit->first;
  bool mark = dm_token_is(doc, at, "\xC2\xB6");
  at += mark;
  return dm_token_number(doc, at, 99) && (mark || dm_token_is(doc, at + 1, "."));
}

/* Prose: a sentence of some length with small letters and a full stop. */
static bool is_prose(const dm_document *doc, const dm_unit *unit) {
  uint32_t count = unit->end - unit->first, lower = 0;
  if (count < 12) return false;
  for (uint32_t i = unit->first; i < unit->end && i < unit->first + 40; i++)
    lower += dm_token_has_lower(doc, i);
  return lower * 2 > (count < 40 ? count : 40);
}

static bool is_heading(const dm_unit *unit) {
  return unit->underlined;
}

/* Whether one of the fields that every header has is still to come, close by and ahead of paragraph 1. */
static bool field_ahead(const dm_document *doc, const dm_unit_list *units, size_t from) {
  for (size_t i = from; i < units->count && i < from + 12; i++) {
    const dm_unit *unit = &units->items[i];
    if (unit->furniture || unit->first == unit->end) continue;
    dm_head_kind field = dm_unit_field(doc, unit);
    if (field == DM_HEAD_ORDER || field == DM_HEAD_TAGS || field == DM_HEAD_SUBJECT) return true;
    if (opens_first_paragraph(doc, unit)) return false;
  }
  return false;
}

/* A heading between the last field and paragraph 1, "Summary" and the like, belongs to the body. */
static size_t step_back(const dm_document *doc, const dm_unit_list *units, size_t last, size_t body) {
  for (size_t i = last + 1; i < body && i < units->count; i++) {
    const dm_unit *unit = &units->items[i];
    if (unit->furniture || unit->first == unit->end || !unit->blank_before || unit->end - unit->first > 8)
      continue;
    if (dm_token_is(doc, unit->first, "\xC2\xB6") || dm_token_is(doc, unit->end - 1, ".")) continue;
    bool title =
        dm_token_is_nocase(doc, unit->first, "summary") || dm_token_is_nocase(doc, unit->first, "introduction");
    if (title) return i;
  }
  return body;
}

enum { LONGEST_HEADER = 400 }; /* units; INFO lists run to a hundred lines */

dm_header_extent dm_find_header(const dm_document *doc, const dm_unit_list *units) {
  dm_header_extent extent = {0};
  uint32_t seen = 0; /* bit set of field kinds */
  bool classified = false;
  size_t i, last = 0;
  for (i = 0; i < units->count && i < LONGEST_HEADER; i++) {
    const dm_unit *unit = &units->items[i];
    if (unit->furniture) continue;
    dm_head_kind field = dm_unit_field(doc, unit);
    if (field == DM_HEAD_CLASSIFICATION && !classified) extent.message = i, classified = true;
    if (field != DM_HEAD_NONE) {
      seen |= 1u << field;
      last = i;
      continue;
    }
    if (opens_first_paragraph(doc, unit)) break;
    bool message = seen & ~(1u << DM_HEAD_TRANSMISSION);
    if (message && (is_heading(unit) || is_prose(doc, unit)) && !field_ahead(doc, units, i + 1)) break;
    if (i > last + 40 && !(seen & 1u << DM_HEAD_TRANSMISSION)) break;
  }
  i = step_back(doc, units, last, i);
  uint32_t kinds = 0;
  for (uint32_t bit = 1; bit <= DM_HEAD_CLASSIFIED_BY; bit++) kinds += seen >> bit & 1;
  extent.cable = kinds >= 2;
  extent.body = extent.cable ? i : 0;
  if (!classified) extent.message = 0;
  return extent;
}
