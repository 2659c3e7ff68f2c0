/* The message behind the header: paragraphs with their marks, headings, lists of people, the signer. */
#include <string.h>

#include "cable/portion.h"
#include "cable/zones.h"

typedef struct {
  dm_document *doc;
  const dm_unit_list *units;
  bool cable;
  uint32_t number;   /* of the last numbered paragraph */
  bool participants; /* a list of people is open */
  bool bare_number;  /* the last unit was nothing but a number: the next one is its paragraph */
  bool portioned;    /* some paragraph has a portion mark: a number without one is rather of a date or list */
} state;

static dm_paragraph *open_paragraph(state *s, const dm_unit *unit) {
  dm_document *doc = s->doc;
  doc->paragraphs =
      dm_grow(doc->arena, doc->paragraphs, doc->paragraph_count, &doc->paragraph_room, sizeof *doc->paragraphs);
  dm_paragraph *p = &doc->paragraphs[doc->paragraph_count++];
  *p = (dm_paragraph){.span = dm_unit_span(doc, unit), .zone = DM_ZONE_BODY};
  p->mark = (dm_span){p->span.begin, p->span.begin};
  return p;
}

static void take_unit(state *s, const dm_unit *unit) {
  dm_document *doc = s->doc;
  dm_paragraph *p = &doc->paragraphs[doc->paragraph_count - 1];
  for (uint32_t i = unit->sentence; i < unit->sentence_end; i++)
    doc->sentences[i].paragraph = (uint32_t)(doc->paragraph_count - 1);
  if (!unit->furniture) p->span.end = doc->tokens[unit->end - 1].span.end;
}

/* The paragraph number that the unit opens with, 0 if none; *at: token behind it and its full stop. A
 * number without a paragraph mark counts where it goes on from the last one or has a portion mark. */
static uint32_t paragraph_number(const state *s, const dm_unit *unit, uint32_t *at) {
  const dm_document *doc = s->doc;
  uint32_t token = unit->first;
  bool mark = dm_token_is(doc, token, "\xC2\xB6");
  if (mark) token++;
  uint32_t number = token < unit->end ? dm_token_number(doc, token, 999) : 0;
  if (!number) return 0;
  token++;
  bool stop = dm_token_is(doc, token, ".") && token < unit->end;
  if (!stop && !mark) return 0;
  token += stop;
  *at = token;
  if (mark || unit->first == 0) return number;
  if (token >= unit->end) return number == s->number + 1 ? number : 0;
  dm_span rest = {doc->tokens[token].span.begin, dm_unit_span(doc, unit).end};
  if (dm_portion_mark(doc->text + rest.begin, rest.end - rest.begin, false)) return number;
  return number == s->number + 1 && (unit->blank_before || !s->portioned) ? number : 0;
}

/* Zone MARK for the number, which ends before token `at`, and the portion mark; the paragraph learns both. */
static void mark_paragraph(state *s, const dm_unit *unit, dm_paragraph *p, uint32_t at) {
  dm_document *doc = s->doc;
  if (at < unit->end) {
    uint32_t begin = doc->tokens[at].span.begin;
    uint32_t size =
        dm_portion_mark(doc->text + begin, doc->tokens[unit->end - 1].span.end - begin, p->number == 0);
    if (size) p->mark = (dm_span){begin, begin + size};
    s->portioned |= size && p->number;
    while (at < unit->end && doc->tokens[at].span.begin < begin + size) at++;
  }
  dm_zone_tokens(doc, unit->first, at, DM_ZONE_MARK);
}

/* ---- headings ----------------------------------------------------------------------------------- */

enum { LONGEST_HEADING = 24, LONGEST_HEADING_BYTES = 160 };

static bool is_word(const dm_document *doc, uint32_t token) {
  return dm_token_has_lower(doc, token) || dm_token_has_upper(doc, token);
}

/* Most words of four letters and more begin with a capital. */
static bool is_title_case(const dm_document *doc, const dm_unit *unit) {
  uint32_t small = 0, capital = 0;
  for (uint32_t i = unit->first; i < unit->end; i++) {
    if (dm_token_size(doc, i) < 4 || !is_word(doc, i)) continue;
    char c = *dm_token_bytes(doc, i);
    small += c >= 'a' && c <= 'z';
    capital += c >= 'A' && c <= 'Z';
  }
  return capital > 0 && capital > 4 * small;
}

static bool is_heading(const dm_document *doc, const dm_unit *unit) {
  uint32_t count = unit->end - unit->first, words = 0;
  bool lower = false;
  if (!count || count > LONGEST_HEADING || unit->inside) return false;
  dm_span span = dm_unit_span(doc, unit);
  if (span.end - span.begin > LONGEST_HEADING_BYTES) return false;
  char first = doc->text[span.begin], last = doc->text[span.end - 1];
  if (strchr("-*(.,", first)) return false;
  if (unit->underlined) return true;
  if (strchr(".,;?!\"", last)) return false;
  for (uint32_t i = unit->first; i < unit->end; i++) {
    words += is_word(doc, i) && dm_token_size(doc, i) > 1;
    lower |= dm_token_has_lower(doc, i);
  }
  if (!words) return false;
  if (!lower) return true;
  return count <= 16 && is_title_case(doc, unit) && (unit->blank_before || !unit->blank_after);
}

/* ---- lists of people ------------------------------------------------------------------------------ */

/* A unit that announces a list of people: "U.S. participants:", "PARTICIPANTS". */
static bool announces_participants(const dm_document *doc, const dm_unit *unit) {
  static const char *const words[] = {"participants", "participant", "attendees",
                                      "attending",    "present",     "delegation"};
  uint32_t count = unit->end - unit->first;
  if (count > 24) return false;
  bool colon = dm_token_is(doc, unit->end - 1, ":"), found = false;
  for (uint32_t i = unit->first; i < unit->end && !found; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words && !found; k++)
      found = dm_token_is_nocase(doc, i, words[k]) && (k < 3 || colon);
  if (!found) return false;
  return colon || count <= 3 || !dm_token_is(doc, unit->end - 1, ".");
}

/* A row of such a list: short, and no sentence. */
static bool is_row(const dm_document *doc, const dm_unit *unit) {
  uint32_t count = unit->end - unit->first;
  if (dm_token_is(doc, unit->first, "NNNN")) return false;
  static const char *const dashes[] = {"--", "-", "*"};
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (dm_token_is(doc, unit->first, dashes[i])) return count <= 30;
  if (count > 30 || !is_word(doc, unit->first)) return false;
  return !dm_token_is(doc, unit->end - 1, ".") || count <= 8;
}

/* "U.S. participants: Amb. Velk Mr. Orsk" in one stretch: the token behind the colon, 0 if it is none. */
static uint32_t inline_participants(const dm_document *doc, const dm_unit *unit, uint32_t at) {
  if (unit->end - at > 160) return 0;
  for (uint32_t i = at; i + 2 < unit->end && i < at + 8; i++)
    if (dm_token_is_nocase(doc, i, "participants") && dm_token_is(doc, i + 1, ":")) return i + 2;
  return 0;
}

/* ---- all of it -------------------------------------------------------------------------------------- */

static void body_unit(state *s, const dm_unit *unit) {
  dm_document *doc = s->doc;
  uint32_t at = unit->first, number = paragraph_number(s, unit, &at);
  bool title = unit->first == 0 && !s->cable; /* "12. Memorandum of Conversation" */
  bool heading = (!number || title) && !s->participants && is_heading(doc, unit);
  bool announces = announces_participants(doc, unit);
  announces |= s->participants && number && unit->end - at <= 4; /* "15. (U) U.S." below such a heading */
  bool row = s->participants && !number && !announces && !unit->underlined && is_row(doc, unit);
  bool goes_on = s->bare_number;
  s->bare_number = number && at == unit->end;
  if (number || heading || !doc->paragraph_count || (!s->cable && !row && !goes_on) ||
      doc->paragraphs[doc->paragraph_count - 1].zone == DM_ZONE_HEADING ||
      (!s->number && unit->blank_before && !row)) {
    dm_paragraph *p = open_paragraph(s, unit);
    p->number = number;
    mark_paragraph(s, unit, p, at);
    if (heading) p->zone = DM_ZONE_HEADING;
    if (row) p->zone = DM_ZONE_PARTICIPANTS;
    if (number) s->number = number;
  } else if (goes_on) { /* "9." and "(U) He left." on two lines */
    mark_paragraph(s, unit, &doc->paragraphs[doc->paragraph_count - 1], unit->first);
  }
  take_unit(s, unit);
  s->participants = announces || row;
  uint32_t people = row ? 0 : inline_participants(doc, unit, at);
  if (people) dm_zone_tokens(doc, people, unit->end, DM_ZONE_PARTICIPANTS);
  if (!heading && !row) return;
  for (uint32_t i = at; i < unit->end; i++)
    if (doc->tokens[i].zone == DM_ZONE_BODY)
      doc->tokens[i].zone = (uint8_t)(row ? DM_ZONE_PARTICIPANTS : DM_ZONE_HEADING);
}

/* A paragraph that is nothing but the signer. */
static void zone_last_paragraph(dm_document *doc) {
  for (size_t i = doc->sentence_count; i-- > 0 && i + 8 > doc->sentence_count;) {
    const dm_sentence *sentence = &doc->sentences[i];
    if (sentence->paragraph == DM_NONE || doc->tokens[sentence->first].zone != DM_ZONE_SIGNATURE) continue;
    dm_paragraph *p = &doc->paragraphs[sentence->paragraph];
    if (p->span.begin == doc->tokens[sentence->first].span.begin) p->zone = DM_ZONE_SIGNATURE;
  }
}

void dm_find_body(dm_document *doc, const dm_unit_list *units, const dm_header_extent *extent) {
  state s = {.doc = doc, .units = units, .cable = extent->cable};
  for (size_t i = extent->body; i < units->count; i++) {
    const dm_unit *unit = &units->items[i];
    if (!unit->furniture && unit->end > unit->first)
      body_unit(&s, unit);
    else if (doc->paragraph_count)
      take_unit(&s, unit);
  }
  if (s.cable) dm_find_signature(doc, units, extent->body);
  zone_last_paragraph(doc);
}
