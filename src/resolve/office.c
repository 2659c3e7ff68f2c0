#include "resolve/office.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/countries.h"
#include "resolve/fold.h"

enum { BEFORE = 70, BEHIND = 90, HEADING = 200, PLACE_WORDS = 4 };

typedef char joined_words[DM_FOLD_WORDS * (DM_FOLD_LETTERS + 1)];

static bool is_office(const char *word) {
  static const char *const offices[] = {"ambassador", "amb", "minister", "charge", "envoy"};
  return DM_FOLD_IN(word, offices);
}

static bool is_ambassador(const char *word) {
  return !strcmp(word, "ambassador") || !strcmp(word, "amb");
}

/* The country under the name by which it has an embassy: "USSR" and "Soviet Union" -> "soviet union". */
static bool place_of(const char *name, dm_envoy_places *out) {
  if (dm_envoy_place(name, out)) return true;
  bool people;
  const char *country = dm_country_of(name, &people);
  if (!country || people) return false;
  dm_folded words;
  joined_words joined;
  dm_fold(country, strlen(country), &words);
  dm_fold_join(&words, 0, words.count, " ", joined, sizeof joined);
  return dm_envoy_place(joined, out);
}

/* The place that begins at words[at], as long as can be; how many words it is. */
static size_t place_at(const dm_folded *words, size_t at, dm_envoy_places *out) {
  joined_words joined;
  size_t article = at < words->count && !strcmp(words->words[at], "the");
  at += article;
  size_t n = words->count - at < PLACE_WORDS ? words->count - at : PLACE_WORDS;
  for (; n; n--) {
    dm_fold_join(words, at, at + n, " ", joined, sizeof joined);
    if (place_of(joined, out)) return n + article;
  }
  return 0;
}

/* Whether the words before words[end] name another country than the United States, or its people. */
static bool foreign_before(const dm_folded *words, size_t end) {
  for (size_t n = 1; n <= 2 && n <= end; n++) {
    joined_words joined;
    bool people;
    dm_fold_join(words, end - n, end, " ", joined, sizeof joined);
    size_t size = strlen(joined);
    const char *country = dm_country_of(joined, &people);
    if (!country && size > 1 && joined[size - 1] == 's') { /* Russia's */
      joined[size - 1] = 0;
      country = dm_country_of(joined, &people);
    }
    if (country) return strcmp(country, "United States") != 0;
  }
  return false;
}

/* The words between an office and where it is held, passed over: "Ambassador-designate to", "Chargé d'affaires
 * ad interim in". 0 if it is not said. */
static size_t place_behind(const dm_folded *words, size_t office) {
  static const char *const more[] = {"designate", "daffaires", "ad", "interim", "plenipotentiary"};
  static const char *const where[] = {"to", "in", "at"};
  size_t at = office + 1;
  while (at < words->count && DM_FOLD_IN(words->words[at], more)) at++;
  return at + 1 < words->count && DM_FOLD_IN(words->words[at], where) ? at + 1 : 0;
}

/* "... the British Ambassador", "... our Ambassador in Damascus": to the last word. */
static void read_before(const dm_folded *words, dm_office *out) {
  if (!words->count) return;
  size_t office = words->count - 1;
  while (office && !is_office(words->words[office])) office--;
  const char *word = words->words[office];
  if (!is_office(word)) return;
  if (office + 1 < words->count) {
    size_t at = place_behind(words, office);
    dm_envoy_places places = out->places;
    if (!at || at + place_at(words, at, &places) != words->count) return;
    out->places = places;
  }
  out->ambassador |= is_ambassador(word);
  out->foreign |= foreign_before(words, office);
}

/* ", then U.S. Ambassador to Syria until March 1957": from the first word. */
static void read_behind(const dm_folded *words, dm_office *out) {
  static const char *const small[] = {"the",    "a",    "our",    "us",  "american", "united",
                                      "states", "then", "former", "new", "current"};
  size_t office = 0;
  while (office < words->count && DM_FOLD_IN(words->words[office], small)) office++;
  for (size_t n = 1; n <= 2 && office + n < words->count; n++) /* "Saudi Arabian Ambassador" */
    if (is_office(words->words[office + n]) && foreign_before(words, office + n)) out->foreign = true;
  if (out->foreign || office == words->count || !is_office(words->words[office])) return;
  size_t at = place_behind(words, office);
  if (!at || !(at += place_at(words, at, &out->places))) return;
  for (; at < words->count && !out->year; at++)
    if (strlen(words->words[at]) == 4 && isdigit((unsigned char)*words->words[at]))
      out->year = (int)strtol(words->words[at], NULL, 10);
}

/* Where what stands right before a name begins: with the clause, of as many words as can be folded. */
static size_t clause_begin(const char *text, size_t end) {
  size_t at = end;
  for (int words = 0; at && end - at < BEFORE && words < DM_FOLD_WORDS - 1; at--) {
    char before = text[at - 1];
    if (before == ';' || before == ':' || (before == '\n' && text[at] == '\n')) break;
    words += !isalnum((unsigned char)before) && isalnum((unsigned char)text[at]);
  }
  return at;
}

/* Where what stands right behind a name ends: with the clause. */
static size_t clause_end(const char *text, size_t begin, size_t end) {
  for (size_t i = begin; i < end; i++) {
    bool stop = text[i] == '.' && i > begin && islower((unsigned char)text[i - 1]);
    if (stop || text[i] == ';' || text[i] == '\n') return i;
  }
  return end;
}

void dm_office_stated(const dm_names *names, dm_span span, dm_office *out) {
  dm_folded words;
  const char *text = names->text;
  size_t begin = clause_begin(text, span.begin);
  dm_fold(text + begin, span.begin - begin, &words);
  read_before(&words, out);
  size_t at = span.end;
  while (at < names->size && text[at] == ' ') at++;
  if (at == names->size || (text[at] != ',' && text[at] != '(')) return;
  size_t end = names->size - at < BEHIND ? names->size : at + BEHIND;
  dm_fold(text + at, clause_end(text, at, end) - at, &words);
  read_behind(&words, out);
}

/* Each place that the heading names behind `mark`; whether the document comes from one of them. */
static bool posts_behind(const char *heading, const char *mark, dm_envoy_places *out) {
  static const char from[] = "From the ";
  const size_t n = sizeof from - 1;
  bool sent = false;
  dm_folded words;
  for (const char *at = heading; (at = strstr(at, mark)) != NULL;) {
    bool origin = (size_t)(at - heading) >= n && !memcmp(at - n, from, n);
    at += strlen(mark);
    dm_fold(at, strlen(at), &words);
    sent |= place_at(&words, 0, out) && origin;
  }
  return sent;
}

bool dm_office_posts(const dm_names *names, dm_envoy_places *out) {
  out->count = 0;
  if (*names->origin) {
    dm_folded words;
    joined_words joined;
    dm_fold(names->origin, strlen(names->origin), &words);
    dm_fold_join(&words, 0, words.count, " ", joined, sizeof joined);
    return place_of(joined, out);
  }
  char heading[HEADING];
  size_t n = 0;
  for (; n + 1 < HEADING && n < names->size && names->text[n] != '\n'; n++) heading[n] = names->text[n];
  heading[n] = 0;
  bool embassy = posts_behind(heading, "Embassy in ", out);
  return posts_behind(heading, "Legation in ", out) || embassy;
}
