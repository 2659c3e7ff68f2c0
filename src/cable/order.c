/* "E.O. 12958: DECL: 04/02/2029": the executive order, and when or on what event the message is to be
 * declassified. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cable/fields.h"

/* The orders on classification: Eisenhower, Nixon, Carter, Reagan, Clinton, Bush's amendment, Obama. */
static const char *const orders[] = {"10501", "11652", "12065", "12356", "12958", "13292", "13526"};

static bool is_order(const char *number) {
  for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
    if (!strcmp(orders[i], number)) return true;
  return false;
}

static bool is_date(int year, int month, int day) {
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool dm_parse_date(const char *s, char out[16]) {
  int a, b, c;
  char one, two;
  if (sscanf(s, "%4d%c%2d%c%4d", &a, &one, &b, &two, &c) != 5 || one != two || !strchr("/-.", one))
    return false;
  int year = a > 31 ? a : c, month = a > 31 ? b : a, day = a > 31 ? c : b;
  if (year < 100) year += year < 60 ? 2000 : 1900;
  if (month > 12 && day <= 12) { /* 13/04/2016: the day came first */
    int swap = month;
    month = day;
    day = swap;
  }
  if (!is_date(year, month, day)) return false;
  snprintf(out, 16, "%04d-%02d-%02d", year, month, day);
  return true;
}

/* Begin of what follows the order's number: behind colons, blanks and "DECL:". */
static uint32_t behind_label(const dm_field_text *text, uint32_t at) {
  static const char *const labels[] = {"DECLASSIFY ON", "DECLASSIFIED", "DECLAS", "DECL", "DECLASSIFY"};
  for (;;) {
    while (at < text->size && strchr(" :.,", text->s[at])) at++;
    size_t i = 0, count = sizeof labels / sizeof *labels;
    while (i < count && !(dm_text_starts(text, at, labels[i]) && !dm_is_alpha(text->s[at + strlen(labels[i])])))
      i++;
    if (i == count) return at;
    at += (uint32_t)strlen(labels[i]);
  }
}

static void parse_declassification(dm_cable_fields *fields, const dm_field_text *text, uint32_t at) {
  dm_cable_value *declassify = &fields->declassify;
  char date[16];
  *declassify = dm_value_of(text, at, text->size);
  if (!declassify->value) return;
  for (uint32_t i = at; i < text->size; i++) {
    if (!dm_is_digit(text->s[i]) || (i > at && text->s[i - 1] != ' ') || !dm_parse_date(text->s + i, date))
      continue;
    dm_normalise(text->doc, declassify, "%s", date);
    return;
  }
  if (dm_text_starts(text, at, "N/A") || dm_text_starts(text, at, "NA") || dm_text_starts(text, at, "NOT APPL"))
    dm_normalise(text->doc, declassify, "N/A");
  else
    declassify->normal = declassify->value; /* OADR, GDS, X1, or an event */
  if (dm_is_digit(text->s[at])) dm_doubt(declassify, "no such date");
}

void dm_parse_order(dm_cable_fields *fields, const dm_field_text *text) {
  if (fields->order.value) return;
  uint32_t at = 0;
  while (at < text->size && !dm_is_digit(text->s[at])) at++;
  uint32_t end = at;
  while (end < text->size && dm_is_digit(text->s[end])) end++;
  fields->order = dm_value_of(text, at, end);
  if (!fields->order.value) return;
  fields->order.normal = fields->order.value;
  if (!is_order(fields->order.value)) dm_doubt(&fields->order, "not an order on classification");
  parse_declassification(fields, text, behind_label(text, end));
}
