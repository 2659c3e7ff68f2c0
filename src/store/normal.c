#include "store/normal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const month_names[12] = {"jan", "feb", "mar", "apr", "may", "jun",
                                            "jul", "aug", "sep", "oct", "nov", "dec"};

/* Lowest first: a level's number is its place. */
static const char *const class_names[DM_CLASS_COUNT] = {"unclassified", "sensitive", "restricted",
                                                        "confidential", "secret",    "top secret"};

/* How levels are written, longest prefix first where one begins another. */
static const struct {
  const char *prefix;
  int level;
} classes[] = {
    {"unclassified//for official use only", 1},
    {"unclassified/for official use only", 1},
    {"unclassified//fouo", 1},
    {"sensitive but unclassified", 1},
    {"limited official use", 1},
    {"for official use only", 1},
    {"official use only", 1},
    {"unclassified", 0},
    {"unclas", 0},
    {"sensitive", 1},
    {"sbu", 1},
    {"fouo", 1},
    {"lou", 1},
    {"restricted", 2},
    {"confidential", 3},
    {"top secret", 5},
    {"topsecret", 5},
    {"ts", 5},
    {"secret", 4},
    {"u", 0},
    {"c", 3},
    {"s", 4},
};

/* Words before the name of a post. */
static const char *const post_words[] = {"AMEMBASSY", "EMBASSY", "AMCONSUL",   "CONSULATE", "AMCONGEN",
                                         "GENERAL",   "CONSUL",  "USINT",      "USLO",      "USDEL",
                                         "USMISSION", "MISSION", "AMLEGATION", "LEGATION",  "USOFFICE",
                                         "OF",        "THE",     "IN",         "AT"};

static int month(const char *text) {
  for (int i = 0; i < 12; i++)
    if (!strncasecmp(text, month_names[i], 3)) return i + 1;
  return 0;
}

static bool put_date(char out[16], int y, int m, int d) {
  if (y < 1000 || y > 2999 || m < 0 || m > 12 || d < 0 || d > 31) return false;
  if (!m)
    snprintf(out, 16, "%04d", y);
  else if (!d)
    snprintf(out, 16, "%04d-%02d", y, m);
  else
    snprintf(out, 16, "%04d-%02d-%02d", y, m, d);
  return true;
}

bool dm_normal_date(const char *text, char out[16]) {
  int a = 0, b = 0, c = 0;
  char word[16];
  while (isspace((unsigned char)*text)) text++;
  if (sscanf(text, "%4d-%2d-%2d", &a, &b, &c) == 3 && a > 999) return put_date(out, a, b, c);
  if (sscanf(text, "%2d/%2d/%4d", &a, &b, &c) == 3) return put_date(out, c, a, b);
  if (sscanf(text, "%15[A-Za-z] %2d, %4d", word, &b, &c) == 3 && month(word))
    return put_date(out, c, month(word), b);
  if (sscanf(text, "%2d %15[A-Za-z] %4d", &a, word, &c) == 3 && month(word))
    return put_date(out, c, month(word), a);
  if (sscanf(text, "%15[A-Za-z] %4d", word, &c) == 2 && month(word)) return put_date(out, c, month(word), 0);
  a = b = 0;
  int n = 0;
  if (sscanf(text, "%4d-%2d%n", &a, &b, &n) == 2 && !isdigit((unsigned char)text[n]) && a > 999)
    return put_date(out, a, b, 0);
  if (sscanf(text, "%4d%n", &a, &n) == 1 && n == 4 && !isalnum((unsigned char)text[n]))
    return put_date(out, a, 0, 0);
  return false;
}

int dm_normal_class(const char *text) {
  while (isspace((unsigned char)*text)) text++;
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    size_t n = strlen(classes[i].prefix);
    if (!strncasecmp(text, classes[i].prefix, n) && !isalpha((unsigned char)text[n])) return classes[i].level;
  }
  return -1;
}

const char *dm_class_name(int level) {
  return level >= 0 && level < DM_CLASS_COUNT ? class_names[level] : "";
}

static bool is_post_word(const char *word, size_t size) {
  for (size_t i = 0; i < sizeof post_words / sizeof *post_words; i++)
    if (strlen(post_words[i]) == size && !strncasecmp(word, post_words[i], size)) return true;
  return false;
}

void dm_normal_post(const char *text, size_t size, char *out, size_t room) {
  size_t n = 0, at = 0;
  while (at < size) {
    while (at < size && isspace((unsigned char)text[at])) at++;
    size_t begin = at;
    while (at < size && !isspace((unsigned char)text[at])) at++;
    if (at == begin || (!n && is_post_word(text + begin, at - begin))) continue;
    if (n && n + 1 < room) out[n++] = ' ';
    for (size_t i = begin; i < at && n + 1 < room; i++) out[n++] = (char)toupper((unsigned char)text[i]);
  }
  out[n] = 0;
}

bool dm_normal_mark(const char *text, size_t size, char *out, size_t room) {
  size_t n = 0;
  bool gap = false;
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if (!isalnum(c) && c < 0x80) {
      gap = true;
      continue;
    }
    if (gap && n && n + 1 < room) out[n++] = '/';
    gap = false;
    if (n + 1 < room) out[n++] = (char)toupper(c);
  }
  out[n] = 0;
  return n > 0;
}

void dm_normal_reference(const char *text, size_t size, char *out, size_t room) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if (isspace(c)) continue;
    bool after_letter = n && isalpha((unsigned char)out[n - 1]);
    if (c == '0' && after_letter) { /* the zeros that fill a serial number up */
      size_t j = i;
      while (j < size && (text[j] == '0' || isspace((unsigned char)text[j]))) j++;
      if (j < size && isdigit((unsigned char)text[j])) {
        i = j - 1;
        continue;
      }
    }
    if (n + 1 < room) out[n++] = (char)toupper(c);
  }
  out[n] = 0;
}
