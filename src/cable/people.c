/* Rows of lists of participants: person, office, and the side that the list's heading names. */
#include <string.h>

#include "cable/fields.h"

/* "U.S. participants:" -> "U.S."; NULL where nothing stands before the word. */
static const char *side_of(dm_document *doc, const dm_unit *unit) {
  static const char *const words[] = {"participants", "participant", "attendees", "delegation"};
  uint32_t first = unit->first;
  while (first < unit->end &&
         (doc->tokens[first].zone == DM_ZONE_MARK || doc->tokens[first].zone == DM_ZONE_FURNITURE))
    first++;
  for (uint32_t i = first; i < unit->end && i < first + 6; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      if (dm_token_is_nocase(doc, i, words[k])) {
        uint32_t begin = doc->tokens[first].span.begin;
        return i > first ? dm_strndup(doc->arena, doc->text + begin, doc->tokens[i - 1].span.end - begin)
                         : NULL;
      }
  return NULL;
}

static bool is_honorific(const char *word, uint32_t size) {
  static const char *const words[] = {
      "Mr",      "Mrs",       "Ms",      "Dr",       "Amb",      "Ambassador",  "Minister",
      "General", "Gen",       "Col",     "Colonel",  "Lt",       "President",   "Secretary",
      "Prime",   "Deputy",    "Vice",    "Director", "Senator",  "Congressman", "Representative",
      "Under",   "Assistant", "Foreign", "Chief",    "Chairman", "CDA",         "DCM",
      "The",     "Counselor", "Governor"};
  while (size && word[size - 1] == '.') size--;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == size && !memcmp(words[i], word, size)) return true;
  return false;
}

/* "Josef Velk, Minister of Trade" or "Minister of Trade Josef Velk": where the row has a comma, the person is
 * ahead of it; else the person is the last two or three capitalised words. */
static void split_row(const dm_field_text *text, dm_cable_participant *row) {
  uint32_t begin = 0, end = text->size;
  while (begin < end && strchr("-*. ", text->s[begin])) begin++;
  char *comma = memchr(text->s + begin, ',', end - begin);
  if (!comma) comma = strstr(text->s + begin, " -- ");
  if (!comma) comma = strstr(text->s + begin, " - ");
  uint32_t first_end = begin;
  while (first_end < end && text->s[first_end] != ' ') first_end++;
  if (comma && comma > text->s + begin) {
    uint32_t cut = (uint32_t)(comma - text->s), behind = cut;
    while (behind < end && strchr(", -", text->s[behind])) behind++;
    row->person = dm_value_of(text, begin, cut).value;
    row->office = dm_value_of(text, behind, end).value;
    return;
  }
  uint32_t from = end, words = 0;
  for (uint32_t at = end; at > begin && words < 3;) {
    uint32_t start = at;
    while (start > begin && text->s[start - 1] != ' ') start--;
    if (!dm_is_upper(text->s[start]) || is_honorific(text->s + start, at - start)) break;
    words++;
    from = start;
    at = start;
    while (at > begin && text->s[at - 1] == ' ') at--;
  }
  if (words < 2 && from > begin) return; /* one word may be anything */
  row->person = dm_value_of(text, from, end).value;
  row->office = dm_value_of(text, begin, from).value;
}

static bool in_zone(const dm_document *doc, const dm_unit *unit) {
  return unit->end > unit->first && doc->tokens[unit->first].zone == DM_ZONE_PARTICIPANTS;
}

/* "United States:" inside a list: whose people follow. */
static bool names_side(const dm_document *doc, const dm_unit *unit) {
  return unit->end - unit->first <= 4 && (unit->underlined || dm_token_is(doc, unit->end - 1, ":"));
}

static const char *side_name(const dm_field_text *text) {
  uint32_t end = text->size;
  while (end && strchr(" :", text->s[end - 1])) end--;
  return dm_value_of(text, 0, end).value;
}

void dm_parse_participants(dm_document *doc, const dm_unit_list *units, dm_cable_fields *fields, size_t body) {
  const char *side = NULL;
  for (size_t i = body; i < units->count; i++) {
    const dm_unit *unit = &units->items[i];
    if (unit->furniture || unit->first == unit->end) continue;
    if (!in_zone(doc, unit)) {
      side = side_of(doc, unit);
      continue;
    }
    dm_field_text text = dm_field_text_of(doc, unit->first, unit->end);
    if (names_side(doc, unit)) {
      side = side_name(&text);
      continue;
    }
    fields->participants = dm_grow(doc->arena, fields->participants, fields->participant_count,
                                   &fields->participant_room, sizeof *fields->participants);
    dm_cable_participant *row = &fields->participants[fields->participant_count++];
    *row = (dm_cable_participant){
        .span = dm_unit_span(doc, unit), .value = dm_value_of(&text, 0, text.size).value, .side = side};
    split_row(&text, row);
  }
}
