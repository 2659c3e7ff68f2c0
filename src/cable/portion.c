#include "cable/portion.h"

#include <string.h>

enum { LONGEST = 64 };

/* What a mark may begin with, and what may follow. */
static const char *const levels[] = {"U", "C",   "S",      "TS",           "SBU",          "FOUO",   "LOU",
                                     "R", "OUO", "UNCLAS", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", NULL};
static const char *const caveats[] = {
    "NF",    "NOFORN", "FOUO",   "SBU",    "LES",     "NATO",       "NU",  "NC",   "NS", "OC",
    "ORCON", "PR",     "PROPIN", "SI",     "TK",      "HCS",        "G",   "FGI",  "RD", "FRD",
    "EXDIS", "NODIS",  "LIMDIS", "STADIS", "REL",     "RELEASABLE", "TO",  "PII",  "P",  "MR",
    "X",     "N",      "F",      "NOFOR",  "NORFORN", "NFORN",      "NSI", "DSEN", NULL};

static bool in(const char *const *list, const char *word, uint32_t size) {
  for (; *list; list++)
    if (strlen(*list) == size && !memcmp(*list, word, size)) return true;
  return false;
}

static bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

uint32_t dm_portion_mark(const char *text, uint32_t size, bool strict) {
  char mark[LONGEST];
  uint32_t end = 0, words = 0;
  if (!size || (text[0] != '(' && text[0] != '[')) return 0;
  for (end = 1; end < size && end < LONGEST && text[end] != ')' && text[end] != ']' && text[end] != '(';
       end++) {
    char c = text[end];
    if (c >= 'a' && c <= 'z') {
      if (strict) return 0;
      c = (char)(c - ('a' - 'A'));
    }
    mark[end] = c;
  }
  if (end >= size || end == LONGEST || (text[end] != ')' && text[end] != ']')) return 0;
  bool releasable = false; /* behind REL any country may stand */
  for (uint32_t at = 1; at < end;) {
    if (!is_letter(mark[at])) {
      if (!strchr(" /-,\n\r\t.", mark[at])) return 0;
      at++;
      continue;
    }
    uint32_t from = at;
    while (at < end && is_letter(mark[at])) at++;
    const char *const *list = words++ ? caveats : levels;
    if (!in(list, mark + from, at - from) && !releasable) return 0;
    releasable |= at - from >= 3 && !memcmp(mark + from, "REL", 3);
  }
  return words ? end + 1 : 0;
}
