/* Lists of participants, line by line: rows (person, office), what goes on in a further line, and the headings
 * that say whose people follow and of which organisation. */
#include <string.h>

#include "base/countries.h"
#include "cable/fields.h"

/* ---- words ----------------------------------------------------------------------------------------------- */

static bool in(const char *const *list, const char *word, size_t size) {
  for (; *list; list++)
    if (strlen(*list) == size && !memcmp(*list, word, size)) return true;
  return false;
}

static bool is_honorific(const char *word, uint32_t size) {
  static const char *const words[] = {"Mr",
                                      "Mrs",
                                      "Ms",
                                      "Dr",
                                      "Amb",
                                      "President",
                                      "Senator",
                                      "General",
                                      "Gen",
                                      "Colonel",
                                      "Col",
                                      "COL",
                                      "Lt",
                                      "LTC",
                                      "Major",
                                      "MG",
                                      "BG",
                                      "LTG",
                                      "Prime",
                                      "Under",
                                      "Foreign",
                                      "Prince",
                                      "Queen",
                                      "King",
                                      "Staff",
                                      "Chairman",
                                      "Congressman",
                                      "Codel",
                                      "Congresswoman",
                                      "Governor",
                                      "Admiral",
                                      "Speaker",
                                      "Brigadier",
                                      "Representative",
                                      NULL};
  while (size && word[size - 1] == '.') size--;
  return in(words, word, size);
}

/* Words that lead on to what stands in the next line. */
static bool leads_on(const char *word, uint32_t size) {
  static const char *const words[] = {"of", "the", "for", "and", "to", "in", "on", "at", "with", "&", NULL};
  return in(words, word, size) || (size && word[size - 1] == ',');
}

/* Small words within names: "Emmanuel de Romemont". */
static bool is_particle(const char *word, uint32_t size) {
  static const char *const words[] = {"de", "da",  "di",  "du",  "del", "der", "den", "van", "von", "al",
                                      "el", "bin", "ibn", "abu", "la",  "le",  "dos", "ben", NULL};
  return in(words, word, size);
}

/* A word that may be of a name: with a capital, also behind "al-". */
static bool is_name_word(const char *word, uint32_t size) {
  if (!size) return false;
  if (dm_is_upper(*word) || (*word & 0x80)) return true;
  bool article = size > 3 && word[2] == '-' && (!memcmp(word, "al", 2) || !memcmp(word, "el", 2));
  return article && dm_is_upper(dm_upper(word[3])) && (dm_is_upper(word[3]) || word[3] == '\'');
}

static uint32_t word_begin(const dm_field_text *text, uint32_t begin, uint32_t end) {
  while (end > begin && text->s[end - 1] != ' ') end--;
  return end;
}

static uint32_t count_words(const dm_field_text *text, uint32_t begin, uint32_t end) {
  uint32_t words = 0;
  for (uint32_t i = begin; i < end; i++) words += text->s[i] != ' ' && (i == begin || text->s[i - 1] == ' ');
  return words;
}

/* ---- a row ----------------------------------------------------------------------------------------------- */

static uint32_t behind_dash(const dm_field_text *text) {
  uint32_t at = 0;
  while (at < text->size && strchr("-*. ", text->s[at])) at++;
  return at;
}

/* Where the person ends in "Josef Velk, Minister", "Josef Velk -- Minister"; size if there is no such mark. */
static uint32_t find_mark(const dm_field_text *text, uint32_t begin) {
  static const char *const marks[] = {",", " -- ", " - ", NULL};
  for (const char *const *mark = marks; *mark; mark++) {
    const char *found = strstr(text->s + begin, *mark);
    if (found && found > text->s + begin) return (uint32_t)(found - text->s);
  }
  return text->size;
}

/* "Minister of Trade Josef Velk (by telephone)": the person is the last two or three words, without titles. */
static void split_behind_title(const dm_field_text *text, uint32_t begin, dm_cable_participant *row) {
  uint32_t end = text->size, words = 0;
  if (end > begin && text->s[end - 1] == ')')
    for (uint32_t i = end; i-- > begin;)
      if (text->s[i] == '(') {
        end = i;
        break;
      }
  while (end > begin && text->s[end - 1] == ' ') end--;
  uint32_t from = end;
  for (uint32_t at = end; at > begin && words < 3;) {
    uint32_t start = word_begin(text, begin, at), size = at - start;
    const char *word = text->s + start;
    bool particle = words > 0 && is_particle(word, size);
    if (!particle && (!is_name_word(word, size) || is_honorific(word, size) || dm_is_office_word(word, size)))
      break;
    words += !particle;
    if (!particle) from = start;
    at = start;
    while (at > begin && text->s[at - 1] == ' ') at--;
  }
  if (words < 2 && from > begin && !is_honorific(text->s + begin, word_begin(text, begin, from - 1) - begin) &&
      count_words(text, begin, from) != 1)
    return; /* one word behind others may be anything */
  if (!words) return;
  row->person = dm_value_of(text, from, end).value;
  if (from >= begin + 5 && (dm_text_starts(text, from - 5, " Mr. ") || dm_text_starts(text, from - 5, " Dr. ")))
    from -= 5;
  row->office = dm_value_of(text, begin, from).value;
}

static bool names_organization(const dm_field_text *text, uint32_t begin, uint32_t end) {
  static const char *const first[] = {"Department", "Ministry",   "Embassy",  "Presidency", "Bureau", "Agency",
                                      "Mission",    "DEPARTMENT", "MINISTRY", "EMBASSY",    "USAID",  NULL};
  static const char *const last[] = {"Ministry", "Department", "Council", "Agency",  "Committee", "Commission",
                                     "Office",   "Embassy",    "Bureau",  "Command", NULL};
  uint32_t word = begin, start = word_begin(text, begin, end);
  while (word < end && text->s[word] != ' ') word++;
  if (in(first, text->s + begin, word - begin)) return true;
  return in(last, text->s + start, end - start) && !dm_is_office_word(text->s + begin, word - begin);
}

/* The part of the office that is an organisation: "Political Counselor, Embassy of France". */
static const char *organization_within(const dm_field_text *text, uint32_t begin) {
  for (uint32_t at = begin; at < text->size;) {
    while (at < text->size && strchr(", ", text->s[at])) at++;
    uint32_t end = at;
    while (end < text->size && !strchr(",(", text->s[end])) end++;
    if (at > begin && names_organization(text, at, end)) return dm_value_of(text, at, end).value;
    while (end < text->size && text->s[end] != ',') end++;
    at = end;
  }
  return NULL;
}

static void split_row(const dm_field_text *text, dm_cable_participant *row) {
  uint32_t begin = behind_dash(text), mark = find_mark(text, begin);
  if (mark == text->size) {
    split_behind_title(text, begin, row);
    return;
  }
  uint32_t behind = mark;
  while (behind < text->size && strchr(", -", text->s[behind])) behind++;
  row->person = dm_value_of(text, begin, mark).value;
  row->office = dm_value_of(text, behind, text->size).value;
  const char *organization = organization_within(text, mark);
  if (organization) row->organization = organization;
}

/* ---- the list -------------------------------------------------------------------------------------------- */

typedef struct {
  dm_document *doc;
  dm_cable_fields *fields;
  const char *side, *country, *organization;
  uint32_t first, end; /* tokens of the open row; none if equal */
  uint32_t columns;    /* of its last line */
  bool dash;           /* it began with a dash; rows of such a list are told from headings by it */
  bool mark;           /* it has a comma behind the person */
} list;

static void close_row(list *l) {
  if (l->first == l->end) return;
  dm_document *doc = l->doc;
  dm_cable_fields *f = l->fields;
  dm_field_text text = dm_field_text_of(doc, l->first, l->end);
  f->participants =
      dm_grow(doc->arena, f->participants, f->participant_count, &f->participant_room, sizeof *f->participants);
  dm_cable_participant *row = &f->participants[f->participant_count++];
  dm_cable_value value = dm_value_of(&text, 0, text.size);
  *row = (dm_cable_participant){.span = value.span,
                                .value = value.value,
                                .side = l->side,
                                .country = l->country,
                                .organization = l->organization};
  split_row(&text, row);
  l->first = l->end = 0;
}

/* "U.S." -> "United States", "Syrian" -> "Syria"; NULL for what is no country. */
static const char *country_of(dm_document *doc, const char *name) {
  char *key = dm_alloc(doc->arena, strlen(name) + 1);
  size_t size = 0;
  bool people;
  for (; *name; name++)
    if (*name != '.' && *name != ':') key[size++] = dm_is_upper(*name) ? (char)(*name + ('a' - 'A')) : *name;
  while (size && key[size - 1] == ' ') key[--size] = 0;
  return dm_country_of(key, &people);
}

static void set_side(list *l, const char *side) { /* NULL: a new list, or none */
  l->side = side;
  l->country = side ? country_of(l->doc, side) : NULL;
  l->organization = NULL;
}

/* Does the line go on with the row that is open? */
static bool goes_on(const list *l, const dm_field_text *text, bool blank) {
  if (l->first == l->end || blank) return false;
  bool dash = strchr("-*", text->s[0]) != NULL;
  if (l->dash || dash) return l->dash && !dash;
  const char *last = l->doc->text + l->doc->tokens[l->end - 1].span.begin;
  uint32_t size = l->doc->tokens[l->end - 1].span.end - l->doc->tokens[l->end - 1].span.begin, word = 0;
  if (leads_on(last, size)) return true;
  while (word < text->size && text->s[word] != ' ' && text->s[word] != ',') word++;
  uint32_t mark = find_mark(text, 0), words = count_words(text, 0, mark);
  bool person = mark < text->size && words > 1 && words < 6 && !dm_is_office_word(text->s, word);
  if (person || is_honorific(text->s, word) || l->columns < 45) return false;
  if (dm_is_office_word(text->s, word)) return l->mark && words < 3;
  return words < (l->mark ? 7u : 4u);
}

/* "France:", "U.S.": whose people follow. */
static bool names_side(list *l, const dm_field_text *text, bool underlined) {
  bool colon = text->s[text->size - 1] == ':', capitals = l->dash;
  for (uint32_t i = 0; i < text->size; i++) capitals &= !dm_is_lower(text->s[i]);
  if (count_words(text, 0, text->size) > 4 || find_mark(text, 0) < text->size) return false;
  return colon || underlined || capitals || country_of(l->doc, text->s);
}

static void take_line(list *l, uint32_t first, uint32_t end, bool blank, bool underlined) {
  dm_field_text text = dm_field_text_of(l->doc, first, end);
  if (!text.size) return;
  if (goes_on(l, &text, blank)) {
    l->end = end;
    l->columns = text.size;
    l->mark |= find_mark(&text, 0) < text.size;
    return;
  }
  close_row(l);
  bool dash = strchr("-*", text.s[0]) != NULL;
  if (!dash && names_side(l, &text, underlined)) {
    set_side(l, dm_value_of(&text, 0, text.size - (text.s[text.size - 1] == ':')).value);
  } else if (!dash && find_mark(&text, 0) == text.size &&
             (l->dash || names_organization(&text, 0, text.size))) {
    l->organization = dm_value_of(&text, 0, text.size).value;
  } else {
    l->first = first;
    l->end = end;
    l->columns = text.size;
    l->dash = dash;
    l->mark = find_mark(&text, behind_dash(&text)) < text.size;
  }
}

static bool new_line_before(const dm_document *doc, uint32_t token) {
  uint32_t at = doc->tokens[token].span.begin;
  while (at > 0 && (doc->text[at - 1] == ' ' || doc->text[at - 1] == '\t')) at--;
  return at > 0 && doc->text[at - 1] == '\n';
}

static void take_unit(list *l, const dm_unit *unit) {
  uint32_t first = unit->first;
  for (uint32_t t = first + 1; t <= unit->end; t++) {
    if (t < unit->end && !new_line_before(l->doc, t)) continue;
    take_line(l, first, t, unit->blank_before && first == unit->first, unit->underlined);
    first = t;
  }
}

/* What the unit ahead of a list says of its people: "U.S. participants:" -> "U.S.", "15. (U) FRANCE" ->
 * "FRANCE"; NULL if nothing. */
static const char *side_of(dm_document *doc, const dm_unit *unit) {
  static const char *const words[] = {"participants", "participant", "attendees", "delegation"};
  static const char *const no_side[] = {"meeting", "list", "key", "other", "full", "the"};
  uint32_t first = unit->first;
  while (first < unit->end &&
         (doc->tokens[first].zone == DM_ZONE_MARK || doc->tokens[first].zone == DM_ZONE_FURNITURE))
    first++;
  for (size_t k = 0; k < sizeof no_side / sizeof *no_side; k++)
    if (dm_token_is_nocase(doc, first, no_side[k])) return NULL;
  for (uint32_t i = first; i < unit->end && i < first + 6; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      if (dm_token_is_nocase(doc, i, words[k])) {
        uint32_t begin = doc->tokens[first].span.begin;
        return i > first ? dm_strndup(doc->arena, doc->text + begin, doc->tokens[i - 1].span.end - begin)
                         : NULL;
      }
  if (first == unit->end || unit->end - first > 4) return NULL;
  dm_field_text text = dm_field_text_of(doc, first, unit->end);
  return country_of(doc, text.s) ? text.s : NULL;
}

void dm_parse_participants(dm_document *doc, const dm_unit_list *units, dm_cable_fields *fields, size_t body) {
  list l = {.doc = doc, .fields = fields};
  for (size_t i = body; i < units->count; i++) {
    const dm_unit *unit = &units->items[i];
    if (unit->furniture || unit->first == unit->end) continue;
    if (doc->tokens[unit->first].zone == DM_ZONE_PARTICIPANTS) {
      take_unit(&l, unit);
      continue;
    }
    close_row(&l);
    set_side(&l, side_of(doc, unit));
    l.dash = false;
  }
  close_row(&l);
}
