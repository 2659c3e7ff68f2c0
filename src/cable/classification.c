/* The classification line and what follows from it: classification with caveats, section, message number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cable/fields.h"
#include "cable/tables.h"

static const struct {
  const char *letters, *normal;
} levels[] = {
    {"TOPSECRET", "TOP SECRET"},      {"SECRET", "SECRET"},
    {"CONFIDENTIAL", "CONFIDENTIAL"}, {"UNCLASSIFIED", "UNCLASSIFIED"},
    {"UNCLAS", "UNCLASSIFIED"},       {"LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE"},
    {"RESTRICTED", "RESTRICTED"},
};

/* End of `letters` at the begin of the text, set apart by blanks or not ("S E C R E T"), a letter perhaps
 * doubled ("SS E C R E T"); 0 if they do not stand there. */
static uint32_t spaced_word(const dm_field_text *text, const char *letters) {
  uint32_t at = 0;
  for (const char *c = letters; *c; at++) {
    if (at >= text->size) return 0;
    char seen = dm_upper(text->s[at]);
    if (seen == ' ' && c > letters) continue;
    if (c > letters && seen == c[-1] && seen != *c) continue;
    if (seen != *c++) return 0;
  }
  return at < text->size && dm_is_alpha(text->s[at]) ? 0 : at;
}

/* "SECTION 01 OF 03" at or behind `from`: its end, or from. */
static uint32_t parse_section(dm_cable_fields *fields, const dm_field_text *text, uint32_t from) {
  uint32_t begin = dm_text_find(text, from, "SECTION");
  if (begin == text->size) return from;
  int part = 0, parts = 0, used = 0;
  if (sscanf(text->s + begin + 7, " %3d %*[Oo]%*[Ff] %3d%n", &part, &parts, &used) != 2 || !used) return from;
  uint32_t end = begin + 7 + (uint32_t)used;
  fields->section = dm_value_of(text, begin, end);
  dm_normalise(text->doc, &fields->section, "%d/%d", part, parts);
  if (part < 1 || part > parts) dm_doubt(&fields->section, "no such section");
  return end;
}

static bool is_caveat_char(char c) {
  return c == '/' || c == '-' || c == ' ' || c == ':';
}

static uint32_t skip_caveats(const dm_field_text *text, uint32_t at) {
  static const char *const caveats[] = {
      "NOFORN", "NF",    "FOR OFFICIAL USE ONLY", "FOUO", "SBU", "EXDIS", "NODIS", "SENSITIVE", "ORCON",
      "LIMDIS", "STADIS"};
  for (;;) {
    while (at < text->size && is_caveat_char(text->s[at])) at++;
    size_t i = 0, count = sizeof caveats / sizeof *caveats;
    while (i < count &&
           !(dm_text_starts(text, at, caveats[i]) && !dm_is_alpha(text->s[at + strlen(caveats[i])])))
      i++;
    if (i == count) return at;
    at += (uint32_t)strlen(caveats[i]);
  }
}

/* "AMMAN 000813": letters and blanks, then three to seven digits. */
static dm_cable_value parse_number(const dm_field_text *text, uint32_t from) {
  uint32_t begin = skip_caveats(text, from), at = begin;
  while (at < text->size && (dm_is_alpha(text->s[at]) || strchr(" .'-", text->s[at]))) at++;
  uint32_t digits = at;
  while (digits < text->size && dm_is_digit(text->s[digits])) digits++;
  if (at - begin < 2 || digits - at < 3 || digits - at > 8) return (dm_cable_value){0};
  return dm_value_of(text, begin, digits);
}

bool dm_parse_classification(dm_cable_fields *fields, const dm_field_text *text) {
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    uint32_t end = spaced_word(text, levels[i].letters);
    bool cut = !end && text->size > 1 && text->s[1] == ' '; /* "O N F I D E N T I A L": a letter got lost */
    if (cut) end = spaced_word(text, levels[i].letters + 1);
    if (!end) continue;
    fields->classification = dm_value_of(text, 0, end);
    dm_normalise(text->doc, &fields->classification, "%s", levels[i].normal);
    if (cut) dm_doubt(&fields->classification, "first letter missing");
    uint32_t caveats = skip_caveats(text, end);
    if (caveats > end) {
      dm_cable_value whole = dm_value_of(text, 0, caveats);
      fields->classification.value = whole.value;
      fields->classification.span = whole.span;
    }
    fields->number = parse_number(text, parse_section(fields, text, caveats));
    return true;
  }
  return false;
}

/* ---- what captions add ------------------------------------------------------------------------------- */

static bool has_word(const char *text, const char *word) {
  for (const char *at = text; text && (at = strstr(at, word)); at++) {
    bool open = at == text || !dm_is_alpha(at[-1]);
    if (open && !dm_is_alpha(at[strlen(word)])) return true;
  }
  return false;
}

static bool has_caveat(const dm_document *doc, const dm_cable_fields *fields, const char *word) {
  char *line = dm_strdup(doc->arena, fields->classification.value);
  for (char *c = line; *c; c++) *c = dm_upper(*c);
  if (has_word(line, word)) return true;
  for (size_t i = 0; i < fields->caption_count; i++)
    if (has_word(fields->captions[i].normal, word)) return true;
  return false;
}

void dm_finish_classification(dm_document *doc, dm_cable_fields *fields) {
  dm_cable_value *c = &fields->classification;
  if (c->status == DM_FIELD_MISSING) return;
  bool open = !strcmp(c->normal, "UNCLASSIFIED");
  bool noforn = has_caveat(doc, fields, "NOFORN") || has_caveat(doc, fields, "NF");
  bool sensitive = has_caveat(doc, fields, "SENSITIVE") || has_caveat(doc, fields, "SBU") ||
                   has_caveat(doc, fields, "FOUO") || has_caveat(doc, fields, "FOR OFFICIAL USE ONLY");
  if (open && sensitive) dm_normalise(doc, c, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
  if (!open && noforn) dm_normalise(doc, c, "%s//NOFORN", c->normal);
}

/* ---- the message number ------------------------------------------------------------------------------ */

typedef struct {
  char *station; /* key; "" if unknown */
  unsigned long serial;
} number_parts;

/* "AMMAN 000813" */
static number_parts parts_of(dm_document *doc, const char *value) {
  number_parts parts = {.station = dm_strdup(doc->arena, "")};
  if (!value) return parts;
  size_t size = strlen(value), digits = size;
  while (digits && dm_is_digit(value[digits - 1])) digits--;
  parts.station = dm_station_key(doc->arena, value, (uint32_t)digits);
  parts.serial = strtoul(value + digits, NULL, 10);
  return parts;
}

/* "BAGHDAD 00000290 001 OF 002": the number that page lines repeat. */
static dm_cable_value number_of_page_lines(dm_document *doc) {
  for (size_t i = 0; i < doc->line_count; i++) {
    if (doc->lines[i].kind != DM_LINE_PAGE) continue;
    dm_span span = doc->lines[i].span;
    uint32_t at = span.begin;
    while (at < span.end && !dm_is_alpha(doc->text[at])) at++;
    uint32_t begin = at;
    while (at < span.end && (dm_is_alpha(doc->text[at]) || doc->text[at] == ' ')) at++;
    uint32_t digits = at;
    while (at < span.end && dm_is_digit(doc->text[at])) at++;
    if (digits < begin + 3 || at - digits < 5) continue; /* a banner, or PAGE 02 */
    return (dm_cable_value){.value = dm_strndup(doc->arena, doc->text + begin, at - begin),
                            .span = {begin, at},
                            .status = DM_FIELD_STATED};
  }
  return (dm_cable_value){0};
}

/* The serial of "DE RUEHAM #0813/01 0920549", its last four digits; 0 if there is none. */
static unsigned long serial_of_station_line(const dm_cable_fields *fields) {
  const char *hash = fields->station.value ? strchr(fields->station.value, '#') : NULL;
  return hash ? strtoul(hash + 1, NULL, 10) : 0;
}

/* The station's key as FM names the post: "AMEMBASSY TEL AVIV" -> "TELAVIV". */
static const char *origin_station(dm_document *doc, const dm_cable_fields *fields) {
  static const char *const prefixes[] = {"AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION",
                                         "USINT",     "AMEMB",    "IRAN"};
  if (!fields->origin.value) return NULL;
  char *key = dm_station_key(doc->arena, fields->origin.value, (uint32_t)strlen(fields->origin.value));
  if (!strncmp(key, "SECSTATE", 8)) return "STATE";
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if (!strncmp(key, prefixes[i], strlen(prefixes[i]))) return key + strlen(prefixes[i]);
  return key;
}

static bool ends_with(const char *text, const char *end) {
  size_t size = strlen(text), less = strlen(end);
  return size >= less && !strcmp(text + size - less, end);
}

void dm_finish_number(dm_document *doc, dm_cable_fields *fields) {
  dm_cable_value *number = &fields->number;
  if (!number->value) *number = number_of_page_lines(doc);
  number_parts parts = parts_of(doc, number->value);
  unsigned long serial = serial_of_station_line(fields);
  const char *origin = origin_station(doc, fields);
  if (!*parts.station && origin && serial) {
    *number = dm_concluded(doc, "", "from the transmission header");
    parts = (number_parts){dm_strdup(doc->arena, origin), serial};
  }
  if (!*parts.station) return;
  if (!strcmp(parts.station, "SECSTATE")) parts.station = dm_strdup(doc->arena, "STATE");
  bool foreign =
      origin && dm_find_post(parts.station, strlen(parts.station)) && !ends_with(origin, parts.station);
  if (foreign) {
    number->status = DM_FIELD_CONTRADICTED;
    number->note = "the transmission header names another post";
    if (serial && serial != parts.serial % 10000) parts = (number_parts){dm_strdup(doc->arena, origin), serial};
  }
  int year = fields->date.normal ? atoi(fields->date.normal) : 0;
  if (year && !fields->date.value) dm_doubt(number, "year from the carrier");
  if (!year) {
    const char *note;
    year = dm_conclude_year(doc, fields, &note);
    dm_doubt(number, note);
  }
  if (year)
    dm_normalise(doc, number, "%02d%s%lu", year % 100, parts.station, parts.serial);
  else
    dm_normalise(doc, number, "%s%lu", parts.station, parts.serial);
}
