/* "REF: A. STATE 25892  B. 08 AMMAN 3329 (NOTAL)": references, each made a message number where it is one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cable/fields.h"
#include "cable/tables.h"

/* A word or a number of the line, and whether it follows its neighbour with blanks only between. */
typedef struct {
  uint32_t begin, end;
  bool number, joined;
} piece;

typedef struct {
  dm_cable_fields *fields;
  const dm_field_text *text;
  const char *upper; /* the line in capitals */
  piece *pieces;
  uint32_t count;
  uint32_t used;     /* pieces that a reference has taken */
  uint32_t lettered; /* pieces up to here have been searched for item letters */
  char letter;
  const char *station; /* of the last reference */
  int year;
} reader;

static void cut_pieces(reader *r) {
  const dm_field_text *text = r->text;
  r->pieces = dm_alloc(text->doc->arena, (text->size + 1) * sizeof *r->pieces);
  for (uint32_t at = 0; at < text->size;) {
    uint32_t begin = at;
    bool number = dm_is_digit(r->upper[at]);
    while (at < text->size && (number ? dm_is_digit(r->upper[at]) : dm_is_alpha(r->upper[at]))) at++;
    if (at == begin) {
      at++;
      continue;
    }
    bool joined = r->count > 0;
    for (uint32_t i = joined ? r->pieces[r->count - 1].end : 0; i < begin; i++) joined &= r->upper[i] == ' ';
    r->pieces[r->count++] = (piece){begin, at, number, joined};
  }
}

static bool is_word(const reader *r, uint32_t i, const char *word) {
  const piece *p = &r->pieces[i];
  return i < r->count && p->end - p->begin == strlen(word) &&
         !memcmp(r->upper + p->begin, word, p->end - p->begin);
}

static const char *key_of(const reader *r, uint32_t from, uint32_t end) {
  return dm_station_key(r->text->doc->arena, r->upper + r->pieces[from].begin,
                        r->pieces[end - 1].end - r->pieces[from].begin);
}

/* Words that stand before numbers which are no message numbers. */
static bool is_no_station(const reader *r, uint32_t i) {
  static const char *const no_station[] = {
      "OF",         "IIR",      "PARA",     "NO",      "AND",      "SECTION", "SUBJ", "DTD",    "DATED",
      "MAY",        "ON",       "FROM",     "SMEC",    "TD",       "POINTS",  "REF",  "EO",     "UNSCR",
      "RESOLUTION", "NIE",      "DAILY",    "MARCH",   "APRIL",    "JUNE",    "JULY", "AUGUST", "SEPTEMBER",
      "OCTOBER",    "NOVEMBER", "DECEMBER", "JANUARY", "FEBRUARY", "JAN",     "FEB",  "MAR",    "APR",
      "JUN",        "JUL",      "AUG",      "SEP",     "OCT",      "NOV",     "DEC"};
  for (size_t k = 0; k < sizeof no_station / sizeof *no_station; k++)
    if (is_word(r, i, no_station[k])) return true;
  return false;
}

/* First of the words right before pieces[number] that name a station: the longest known name, else
 * up to four unknown words. `number` if there is none. */
static uint32_t station_before(const reader *r, uint32_t number, bool *known) {
  *known = true;
  for (uint32_t words = 4; words > 0; words--) {
    if (number < words + r->used) continue;
    uint32_t first = number - words;
    bool run = true;
    for (uint32_t i = first; i < number; i++)
      run &= !r->pieces[i].number && (i == first || r->pieces[i].joined);
    if (!run || !r->pieces[number].joined) continue;
    const char *key = key_of(r, first, number);
    if (dm_find_post(key, strlen(key))) return first;
  }
  *known = false;
  uint32_t first = number;
  while (first > r->used && number - first < 4 && r->pieces[first].joined && !r->pieces[first - 1].number) {
    if (is_no_station(r, first - 1)) break;
    first--;
  }
  if (first < number && r->pieces[first].end - r->pieces[first].begin == 1) first++; /* an item's letter */
  uint32_t letters = 0;
  for (uint32_t i = first; i < number; i++) letters += r->pieces[i].end - r->pieces[i].begin;
  return letters < 4 || !r->pieces[number].joined ? number : first;
}

/* Year of two or four digits, 0 if the piece is none. */
static int year_of(const reader *r, uint32_t i) {
  const piece *p = &r->pieces[i];
  uint32_t size = p->end - p->begin;
  if (!p->number || (size != 2 && size != 4)) return 0;
  int year = atoi(r->upper + p->begin);
  if (size == 2) return year < 60 ? 2000 + year : 1900 + year;
  return year >= 1950 && year <= 2050 ? year : 0;
}

/* Item letters between pieces: "A.", "B)", "(C)": single letters followed by a stop or bracket. */
static void follow_letters(reader *r, uint32_t upto) {
  for (uint32_t i = r->lettered; i < upto; i++) {
    const piece *p = &r->pieces[i];
    if (p->number || p->end - p->begin != 1 || p->end >= r->text->size) continue;
    if (strchr(".):-", r->upper[p->end]) && r->upper[p->end]) r->letter = r->upper[p->begin];
  }
  if (upto > r->lettered) r->lettered = upto;
}

/* "(08)", "(NOTAL)", "AND PREVIOUS" behind a number: how many pieces they take. */
static uint32_t take_suffixes(reader *r, uint32_t i, dm_cable_reference *reference, int *year) {
  uint32_t taken = 0;
  for (; i < r->count; i++, taken++) {
    const piece *p = &r->pieces[i];
    if (is_word(r, i, "NOTAL")) {
      reference->notal = 1;
    } else if (is_word(r, i, "PREVIOUS")) {
      reference->previous = 1;
    } else if (is_word(r, i, "AND") && i + 1 < r->count && is_word(r, i + 1, "PREVIOUS")) {
      continue;
    } else if (p->begin > 0 && r->upper[p->begin - 1] == '(' && r->upper[p->end] == ')' && year_of(r, i)) {
      *year = year_of(r, i);
    } else {
      break;
    }
  }
  return taken;
}

static dm_cable_reference *add_reference(reader *r, uint32_t first, uint32_t last) {
  dm_cable_fields *f = r->fields;
  dm_document *doc = r->text->doc;
  f->references =
      dm_grow(doc->arena, f->references, f->reference_count, &f->reference_room, sizeof *f->references);
  dm_cable_reference *reference = &f->references[f->reference_count++];
  *reference = (dm_cable_reference){
      .letter = r->letter, .message = dm_value_of(r->text, r->pieces[first].begin, r->pieces[last].end)};
  return reference;
}

/* The number at pieces[i] as a reference. Returns the next piece to look at. */
static uint32_t take_number(reader *r, uint32_t i) {
  const piece *number = &r->pieces[i];
  bool known;
  uint32_t size = number->end - number->begin, first = station_before(r, i, &known);
  bool listed = false;
  if (size > 8 || r->upper[number->end] == '/' || (number->begin > 0 && r->upper[number->begin - 1] == '/'))
    return i + 1;
  if (first == i) { /* "STATE 123, 456 AND 789" goes on with the station before */
    bool behind = i > 0 && i == r->used + (uint32_t)is_word(r, i - 1, "AND");
    bool own =
        i + 1 < r->count && !r->pieces[i + 1].number && r->pieces[i + 1].joined && !is_word(r, i + 1, "AND");
    if (!r->station || !behind || own || size < 2) return i + 1;
    listed = true;
  }
  follow_letters(r, first);
  uint32_t begin = first;
  int year = listed ? r->year : 0;
  if (!listed && first > r->used && r->pieces[first].joined && year_of(r, first - 1))
    year = year_of(r, --begin);
  dm_cable_reference *reference = add_reference(r, begin, i);
  if (!listed) r->station = key_of(r, first, i);
  uint32_t next = i + 1 + take_suffixes(r, i + 1, reference, &year);
  unsigned long serial = strtoul(r->upper + number->begin, NULL, 10);
  const char *station = strcmp(r->station, "SECSTATE") != 0 ? r->station : "STATE";
  /* The year, if it is not said, comes later: it is the message's own. */
  dm_normalise(r->text->doc, &reference->message, "%02d%s%lu", year ? year % 100 : 0, station, serial);
  if (!year) reference->message.normal += 2;
  if (!known && !listed) dm_doubt(&reference->message, "station not in the table");
  r->year = year;
  r->used = next;
  return next;
}

void dm_parse_references(dm_cable_fields *fields, const dm_field_text *text) {
  if (fields->reference_line.value) return;
  uint32_t at = 0;
  while (at < text->size && dm_is_alpha(text->s[at])) at++;
  if (dm_text_starts(text, at, "(S)")) at += 3;
  while (at < text->size && strchr(" :", text->s[at])) at++;
  fields->reference_line = dm_value_of(text, at, text->size);
  char *upper = dm_alloc(text->doc->arena, text->size + 1);
  for (uint32_t i = 0; i < text->size; i++) upper[i] = i < at ? ' ' : dm_upper(text->s[i]);
  reader r = {.fields = fields, .text = text, .upper = upper};
  cut_pieces(&r);
  for (uint32_t i = 0; i < r.count;) i = r.pieces[i].number ? take_number(&r, i) : i + 1;
}

/* A serial that the station cannot have reached this year by that day: the Department sends up to 2,000
 * messages a day, no post 200. */
static bool is_beyond(const char *station, unsigned long serial, const char *date) {
  unsigned long month, day;
  if (!date || sscanf(date, "%*u-%lu-%lu", &month, &day) != 2) return false;
  unsigned long days = 31 * (month - 1) + day;
  return serial > days * (strncmp(station, "STATE", 5) ? 200 : 2000);
}

void dm_finish_references(dm_document *doc, dm_cable_fields *fields) {
  const char *own = fields->number.normal;
  int year = fields->date.normal ? atoi(fields->date.normal) : 0;
  if (!year && own && dm_is_digit(own[0]) && dm_is_digit(own[1]))
    year = 1900 + atoi((char[]){own[0], own[1], 0});
  if (year && year < 1960) year += 100;
  for (size_t i = 0; i < fields->reference_count; i++) {
    dm_cable_value *message = &fields->references[i].message;
    if (!message->normal || dm_is_digit(message->normal[0])) continue;
    if (!year) {
      dm_doubt(message, "year unknown");
      continue;
    }
    int its_year = year;
    /* A serial that is still to come this year is one of the year before. */
    size_t station = strcspn(message->normal, "0123456789");
    if (is_beyond(message->normal, strtoul(message->normal + station, NULL, 10), fields->date.normal)) {
      its_year--;
      dm_doubt(message, "serial too high for the day: year before concluded");
    } else if (own && !strncmp(own + 2, message->normal, station) && dm_is_digit(own[2 + station]) &&
               strtoul(message->normal + station, NULL, 10) > strtoul(own + 2 + station, NULL, 10)) {
      its_year--;
      dm_doubt(message, "serial above the message's own: year before concluded");
    }
    dm_normalise(doc, message, "%02d%s", its_year % 100, message->normal);
  }
}
