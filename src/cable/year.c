/* The year of a message that states none, from what it says of other dates. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cable/fields.h"

static bool is_any(const dm_document *doc, uint32_t token, const char *const *words) {
  for (; *words; words++)
    if (dm_token_is_nocase(doc, token, *words)) return true;
  return false;
}

static int month_of(const dm_document *doc, uint32_t token) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  for (int i = 0; i < 12; i++)
    if (dm_token_is(doc, token, months[i])) return i + 1;
  return 0;
}

/* "December 21, 2004", "September 2004" at the token, as "2004-12-21"; false if there is none. */
static bool date_at(const dm_document *doc, uint32_t token, uint32_t end, char date[16]) {
  int month = month_of(doc, token);
  if (!month) return false;
  uint32_t day = token + 1 < end ? dm_token_number(doc, token + 1, 31) : 0;
  uint32_t next = token + 1 + (day > 0);
  if (day && next < end && dm_token_is(doc, next, ",")) next++;
  uint32_t year = next < end ? dm_token_number(doc, next, 2100) : 0;
  if (year < 1900) return false;
  snprintf(date, 16, "%04u-%02d-%02u", year % 10000, month, (day ? day : 1) % 100);
  return true;
}

/* Whether the sentence tells of what was, up to the token: a verb in the past and no word of what is to come.
 */
static bool is_past(const dm_document *doc, const dm_sentence *sentence, uint32_t token) {
  static const char *const verbs[] = {"was",  "were", "had",  "began", "took",   "met",  "held", "left",
                                      "sent", "won",  "lost", "came",  "became", "went", "made", NULL};
  static const char *const ahead[] = {
      "will",   "would",    "shall",     "should",  "may",      "might",   "could", "until", "by",
      "before", "to",       "for",       "next",    "is",       "are",     "that",  "if",    "due",
      "plans",  "expected", "scheduled", "planned", "proposed", "through", NULL};
  bool past = false;
  for (uint32_t t = sentence->first; t < token; t++) {
    const char *text = dm_token_bytes(doc, t);
    uint32_t size = dm_token_size(doc, t);
    if (is_any(doc, t, ahead)) return false;
    past |= is_any(doc, t, verbs) || (size > 4 && dm_is_lower(*text) && !memcmp(text + size - 2, "ed", 2));
  }
  return past;
}

/* The latest date of an event that the message tells of as past; "" if there is none. */
static void latest_event(const dm_document *doc, char latest[16]) {
  latest[0] = 0;
  for (size_t i = 0; i < doc->sentence_count; i++) {
    const dm_sentence *sentence = &doc->sentences[i];
    for (uint32_t t = sentence->first; t < sentence->end; t++) {
      char date[16];
      if (*dm_token_bytes(doc, t) < 'A' || *dm_token_bytes(doc, t) > 'S') continue;
      if (date_at(doc, t, sentence->end, date) && strcmp(date, latest) > 0 && is_past(doc, sentence, t))
        memcpy(latest, date, sizeof date);
    }
  }
}

int dm_conclude_year(const dm_document *doc, const dm_cable_fields *fields, const char **note) {
  const char *declassify = fields->declassify.normal;
  *note = "year unknown";
  if (!declassify || strlen(declassify) != 10 || !dm_is_digit(declassify[3])) return 0;
  int year = atoi(declassify) - 10;
  if (year < 1950 || year > 2030) return 0;
  char day[16], latest[16];
  snprintf(day, sizeof day, "%04d%s", year, declassify + 4);
  latest_event(doc, latest);
  bool later = strcmp(latest, day) > 0;
  *note = later ? "year concluded from the declassification date and from an event that was later than ten "
                  "years before"
                : "year concluded from the declassification date";
  return later && atoi(latest) <= year + 1 ? year + 1 : year;
}
