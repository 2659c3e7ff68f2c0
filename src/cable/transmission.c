/* The lines ahead of the message: start of transmission, routing, station, prosign, date-time group, and the
 * addressees. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cable/fields.h"
#include "cable/tables.h"

static const char *const months[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                     "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

static int month_of(const char *text) {
  for (int i = 0; i < 12; i++)
    if (dm_upper(text[0]) == months[i][0] && dm_upper(text[1]) == months[i][1] &&
        dm_upper(text[2]) == months[i][2])
      return i + 1;
  return 0;
}

static int day_of_year(int year, int month, int day) {
  static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return before[month - 1] + day + (leap && month > 2);
}

static const char *precedence_name(char prosign) {
  return prosign == 'Z' ? "FLASH" : prosign == 'O' ? "IMMEDIATE" : prosign == 'P' ? "PRIORITY" : "ROUTINE";
}

/* "P 020549Z APR 09", "O R 242145Z MAR 2009", also without the prosign. */
static bool parse_date_time_group(dm_cable_fields *fields, const dm_field_text *text) {
  uint32_t at = 0;
  while (at + 1 < text->size && strchr("OPRZ", text->s[at]) && text->s[at + 1] == ' ') at += 2;
  int day, hour, minute, used = 0;
  if (sscanf(text->s + at, "%2d%2d%2dZ%n", &day, &hour, &minute, &used) != 3 || used != 7) return false;
  uint32_t name = dm_skip_blanks(text, at + 7);
  int month = name + 3 <= text->size ? month_of(text->s + name) : 0;
  uint32_t years = dm_skip_blanks(text, name + 3);
  if (!month || years >= text->size || !dm_is_digit(text->s[years])) return false;
  int year = atoi(text->s + years);
  if (year < 100) year += year < 60 ? 2000 : 1900;
  if (at && !fields->precedence.value) {
    fields->precedence = dm_value_of(text, 0, 1);
    dm_normalise(text->doc, &fields->precedence, "%s", precedence_name(text->s[0]));
  }
  uint32_t end = years;
  while (end < text->size && dm_is_digit(text->s[end])) end++;
  fields->date = dm_value_of(text, at, end);
  if (day < 1 || day > 31 || hour > 23 || minute > 59)
    dm_doubt(&fields->date, "no such date");
  else
    dm_normalise(text->doc, &fields->date, "%04d-%02d-%02dT%02d:%02dZ", year, month, day, hour, minute);
  return true;
}

/* "DE RUEHAM #0813/01 0920549" */
static void parse_station(dm_cable_fields *fields, const dm_field_text *text) {
  uint32_t begin = dm_skip_blanks(text, 2), end = begin;
  while (end < text->size && text->s[end] != ' ') end++;
  fields->station = dm_value_of(text, begin, text->size);
  dm_normalise(text->doc, &fields->station, "%.*s", (int)(end - begin), text->s + begin);
}

/* The day of the year in the station line must be the date's. */
static void compare_dates(dm_cable_fields *fields) {
  if (!fields->station.value || !fields->date.normal) return;
  const char *last = strrchr(fields->station.value, ' ');
  int year, month, day;
  if (!last || strlen(last) != 8 || sscanf(fields->date.normal, "%d-%d-%d", &year, &month, &day) != 3) return;
  int of_year = atoi(last + 1) / 10000;
  int apart = abs(of_year - day_of_year(year, month, day));
  if (apart <= 1 || apart >= 364) return; /* transmitted around midnight */
  fields->date.status = DM_FIELD_CONTRADICTED;
  fields->date.note = "the station line has another day of the year";
}

/* ---- addressees ---------------------------------------------------------------------------------------- */

/* "AMEMBASSY TEL AVIV" -> "Embassy Tel Aviv"; NULL where the name is no post. */
static const char *post_name(dm_document *doc, const char *name, const char **country) {
  static const struct {
    const char *prefix, *kind;
  } kinds[] = {{"AMEMBASSY ", "Embassy"},  {"AMEMB ", "Embassy"},     {"AMCONSUL ", "Consulate"},
               {"AMCONGEN ", "Consulate"}, {"USMISSION ", "Mission"}, {"USINT ", "US Interests Section"}};
  char *key = dm_station_key(doc->arena, name, (uint32_t)strlen(name));
  if (!strncmp(key, "SECSTATE", 8)) key = dm_strdup(doc->arena, "SECSTATE");
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t size = strlen(kinds[i].prefix);
    if (strncmp(name, kinds[i].prefix, size) != 0) continue;
    char *place = dm_strdup(doc->arena, name + size);
    for (char *c = place; *c; c++)
      if (c > place && dm_is_alpha(c[-1]) && dm_is_upper(*c)) *c = (char)(*c + ('a' - 'A'));
    const dm_post_row *row = dm_find_post(key + size - 1, strlen(key + size - 1));
    if (row) *country = row->country;
    if (!strcmp(place, "Usnato") || !strcmp(place, "Usosce") || !strcmp(place, "Usun"))
      for (char *c = place; *c; c++) *c = dm_upper(*c);
    return dm_printf(doc->arena, "%s %s", kinds[i].kind, place);
  }
  const dm_post_row *row = dm_find_post(key, strlen(key));
  if (!row) return NULL;
  *country = row->country;
  return *row->kind ? dm_printf(doc->arena, "%s %s", row->kind, row->place) : row->place;
}

/* Cuts the last word of s[begin .. *end) off if `test` likes it. */
static const char *cut_last(const dm_field_text *text, uint32_t begin, uint32_t *end,
                            bool (*test)(const char *)) {
  uint32_t at = *end;
  while (at > begin && text->s[at - 1] != ' ') at--;
  if (at == begin) return NULL;
  char *word = dm_strndup(text->doc->arena, text->s + at, *end - at);
  if (!test(word)) return NULL;
  *end = at;
  while (*end > begin && text->s[*end - 1] == ' ') --*end;
  return word;
}

static bool is_precedence(const char *word) {
  static const char *const words[] = {"ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strcmp(word, words[i])) return true;
  return false;
}

static bool is_sequence(const char *word) {
  return strspn(word, "0123456789-") == strlen(word);
}

static dm_cable_address parse_address(const dm_field_text *text, uint32_t begin) {
  dm_cable_address address = {0};
  uint32_t end = text->size;
  begin = dm_skip_blanks(text, begin);
  while (end > begin && text->s[end - 1] == ' ') end--;
  address.sequence = cut_last(text, begin, &end, is_sequence);
  address.precedence = cut_last(text, begin, &end, is_precedence);
  uint32_t slash = begin;
  while (slash < end && (dm_is_upper(text->s[slash]) || dm_is_digit(text->s[slash]))) slash++;
  uint32_t name = slash;
  while (name < end && (text->s[name] == ' ' || text->s[name] == '/')) name++;
  bool routed = slash - begin >= 5 && memchr(text->s + slash, '/', name - slash) && text->s[begin] == 'R';
  if (routed) address.route = dm_strndup(text->doc->arena, text->s + begin, slash - begin);
  address.name = dm_value_of(text, routed ? name : begin, end);
  if (!address.name.value && address.route) {
    const dm_route_row *row = dm_find_route(address.route, strlen(address.route));
    address.name = row ? dm_concluded(text->doc, row->name, "from the routing indicator") : address.name;
  } else if (address.name.value) {
    address.name.normal = post_name(text->doc, address.name.value, &address.country);
  }
  return address;
}

static void add_address(dm_document *doc, dm_cable_address **list, size_t *count, size_t *room,
                        dm_cable_address a) {
  if (!a.name.value && !a.route) return;
  *list = dm_grow(doc->arena, *list, *count, room, sizeof **list);
  (*list)[(*count)++] = a;
}

void dm_parse_transmission(dm_cable_fields *fields, const dm_field_text *text, dm_address_list *open) {
  dm_document *doc = text->doc;
  uint32_t begin = 0;
  if (dm_text_starts(text, 0, "FM ")) {
    *open = DM_LIST_NONE;
    if (!fields->origin.value) fields->origin = parse_address(text, 3).name;
    return;
  }
  if (dm_text_starts(text, 0, "TO ")) *open = DM_LIST_TO, begin = 3;
  if (dm_text_starts(text, 0, "INFO ")) *open = DM_LIST_INFO, begin = 5;
  if (*open == DM_LIST_TO) {
    add_address(doc, &fields->to, &fields->to_count, &fields->to_room, parse_address(text, begin));
    return;
  }
  if (*open == DM_LIST_INFO) {
    add_address(doc, &fields->info, &fields->info_count, &fields->info_room, parse_address(text, begin));
    return;
  }
  if (dm_text_starts(text, 0, "VZCZC") || dm_text_starts(text, 0, "ZCZC"))
    fields->transmission = dm_value_of(text, 0, text->size);
  else if (dm_text_starts(text, 0, "DE R"))
    parse_station(fields, text);
  else if (dm_text_starts(text, 0, "ZNY") || dm_text_starts(text, 0, "ZNR"))
    fields->prosign = dm_value_of(text, 0, text->size);
  else
    parse_date_time_group(fields, text);
}

bool dm_parse_site_date(dm_cable_fields *fields, const dm_field_text *text) {
  char weekday[12], name[12];
  int day, year, hour, minute;
  if (sscanf(text->s, "%11[A-Za-z], %2d %11[A-Za-z] %4d, %2d:%2d", weekday, &day, name, &year, &hour,
             &minute) != 6)
    return false;
  int month = strlen(name) > 2 ? month_of(name) : 0;
  if (!month || day < 1 || day > 31) return false;
  if (fields->date.value) return true;
  fields->date = dm_value_of(text, 0, text->size);
  dm_normalise(text->doc, &fields->date, "%04d-%02d-%02dT%02d:%02dZ", year, month, day, hour, minute);
  return true;
}

void dm_finish_origin(dm_document *doc, dm_cable_fields *fields) {
  compare_dates(fields);
  if (fields->origin.value) {
    fields->origin.normal = post_name(doc, fields->origin.value, &fields->country);
    return;
  }
  if (!fields->number.value) return;
  size_t size = strlen(fields->number.value);
  while (size && (dm_is_digit(fields->number.value[size - 1]) || fields->number.value[size - 1] == ' ')) size--;
  char *key = dm_station_key(doc->arena, fields->number.value, (uint32_t)size);
  const dm_post_row *row = dm_find_post(key, strlen(key));
  if (!row) return;
  const char *name = *row->kind ? dm_printf(doc->arena, "%s %s", row->kind, row->place) : row->place;
  fields->origin = dm_concluded(doc, name, "from the message number");
  fields->country = row->country;
}
