#include "resolve/fold.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "resolve/titles.h"

/* Articles and filial words: they come and go from one spelling of a name to the next. */
static const char *const particles[] = {"al", "el", "ul", "bin", "ben", "ibn", "bint", "the", "ould"};

/* The article with its consonant assimilated; only in front of a hyphen ("ash-Sharif"). */
static const char *const assimilated[] = {"ad", "an", "ar", "as", "ash", "at", "az",
                                          "es", "ed", "er", "ud", "ur",  "us"};

static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv", "esq"};

bool dm_fold_in(const char *word, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(word, list[i])) return true;
  return false;
}

/* Letters that carry no mark to strip but have a plain spelling. */
static const char *plain(uint32_t code) {
  switch (code) {
  case 0xDF: return "ss";
  case 0xE6: return "ae";
  case 0xF8: return "o";
  case 0x142: return "l";
  case 0x111: return "d";
  case 0x131: return "i";
  case 0x153: return "oe";
  case 0xFE: return "th";
  case 0xF0: return "d";
  default: return NULL;
  }
}

static bool is_apostrophe(uint32_t code) {
  return code == '\'' || code == '`' || code == 0xB4 || code == 0x2BF || code == 0x2BE || code == 0x2BB ||
         code == 0x2BC || code == 0x2BD || code == 0x2018 || code == 0x2019 || code == 0x201B;
}

typedef struct {
  dm_folded *out;
  size_t letters;
  bool small;                 /* the last letter was one */
  bool apart;                 /* a dot ends a word: "J.F." is two initials, where "U.S." is one word */
  bool hyphen[DM_FOLD_WORDS]; /* a hyphen follows the word */
} folding;

static void end_word(folding *f, bool hyphen) {
  if (!f->letters) return;
  f->hyphen[f->out->count] = hyphen;
  f->out->words[f->out->count++][f->letters] = 0;
  f->letters = 0;
}

static void add_code(folding *f, uint32_t code) {
  char utf8[4];
  uint32_t n = dm_utf8_encode(code, utf8);
  if (f->out->count == DM_FOLD_WORDS || f->letters + n >= DM_FOLD_LETTERS) return;
  memcpy(f->out->words[f->out->count] + f->letters, utf8, n);
  f->letters += n;
}

static void add_letter(folding *f, uint32_t code) {
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n = utf8proc_decompose_char(
      (utf8proc_int32_t)code, parts, 8,
      UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
  for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
    const char *spelled = plain((uint32_t)parts[i]);
    if (!spelled) add_code(f, (uint32_t)parts[i]);
    for (; spelled && *spelled; spelled++) add_code(f, (uint32_t)*spelled);
  }
}

/* DeGaulle is de Gaulle. */
static bool after_particle(const folding *f) {
  return f->small && f->letters == 2 && !memcmp(f->out->words[f->out->count], "de", 2);
}

static void fold(const char *text, size_t size, folding *f) {
  f->out->count = 0;
  uint32_t code;
  bool dot = false;
  for (size_t at = 0; at < size;) {
    at += dm_utf8_decode(text, size, at, &code);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    bool letter = category <= UTF8PROC_CATEGORY_LO && category >= UTF8PROC_CATEGORY_LU;
    if (letter || category == UTF8PROC_CATEGORY_ND) {
      bool capital = category == UTF8PROC_CATEGORY_LU;
      if ((dot && (f->apart || f->letters > 3)) || (capital && after_particle(f))) end_word(f, false);
      f->small = !capital;
      add_letter(f, code);
      dot = false;
    } else if (code == '.') {
      dot = true;
    } else if (category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_LM && !is_apostrophe(code)) {
      dot = false;
      end_word(f, code == '-' || code == 0x2010 || code == 0x2011);
    }
    if (f->out->count == DM_FOLD_WORDS) return;
  }
  end_word(f, false);
}

void dm_fold(const char *text, size_t size, dm_folded *out) {
  folding f = {.out = out};
  out->surname = 0;
  out->listed = false;
  fold(text, size, &f);
}

/* "abdul"/"abdel"/"abdur" and so on in front of something -> length of the prefix, else 0. */
static size_t servant(const char *word) {
  static const char *const forms[] = {"abdoul", "abdul", "abdel", "abdal", "abdol", "abdur", "abdus", "abder"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (!strncmp(word, forms[i], strlen(forms[i]))) return strlen(forms[i]);
  return 0;
}

/* Writes "abd" + rest as one word. */
static void join_servant(char *out, const char *rest) {
  char copy[DM_FOLD_LETTERS];
  snprintf(copy, sizeof copy, "%s", rest);
  snprintf(out, DM_FOLD_LETTERS, "abd%.*s", DM_FOLD_LETTERS - 4, copy);
}

/* Copies the text without what stands in brackets; how much of out[room] it is, 0 where it does not fit. */
static size_t without_brackets(const char *text, size_t size, char *out, size_t room) {
  size_t n = 0;
  int depth = 0;
  if (size >= room) return 0;
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '(') depth++;
    if (!depth) out[n++] = text[i];
    if (text[i] == ')' && depth) depth--;
  }
  return n;
}

/* Adds the words of a part of a name: without titles in front (`titled`), articles, filial words and suffixes.
 */
static void add_part(const char *text, size_t size, bool titled, dm_folded *out) {
  dm_folded all;
  folding f = {.out = &all, .apart = true};
  fold(text, size, &f);
  size_t first = 0;
  while (titled && first + 1 < all.count && dm_title_of(all.words[first])) first++;
  for (size_t i = first; i < all.count && out->count < DM_FOLD_WORDS; i++) {
    const char *word = all.words[i];
    bool last = i + 1 == all.count;
    if (!last && DM_FOLD_IN(word, particles)) continue;
    if (!last && f.hyphen[i] && DM_FOLD_IN(word, assimilated)) continue;
    if ((i > first || out->count) && DM_FOLD_IN(word, suffixes)) continue;
    char *to = out->words[out->count++];
    size_t prefix = servant(word);
    if (!last && (!strcmp(word, "abd") || (prefix && !word[prefix]))) {
      while (i + 2 < all.count &&
             (DM_FOLD_IN(all.words[i + 1], particles) || DM_FOLD_IN(all.words[i + 1], assimilated)))
        i++;
      join_servant(to, all.words[++i]);
    } else if (prefix && word[prefix]) {
      join_servant(to, word + prefix);
    } else {
      memcpy(to, word, DM_FOLD_LETTERS);
    }
  }
}

/* Whether all words of the text are titles: "Lieutenant General". */
static bool only_titles(const char *text, size_t size) {
  dm_folded words;
  dm_fold(text, size, &words);
  for (size_t i = 0; i < words.count; i++)
    if (!dm_title_of(words.words[i]) && !DM_FOLD_IN(words.words[i], suffixes)) return false;
  return true;
}

/* "Oakes, R. Stephen, Jr. (USN)" as lists have it is R. Stephen Oakes. */
void dm_fold_person(const char *text, size_t size, dm_folded *out) {
  char bare[256];
  *out = (dm_folded){0};
  if (memchr(text, '(', size)) {
    size_t n = without_brackets(text, size, bare, sizeof bare);
    if (n) {
      text = bare;
      size = n;
    }
  }
  const char *comma = memchr(text, ',', size);
  size_t end = comma ? (size_t)(comma - text) : size;
  if (comma && !only_titles(comma + 1, size - end - 1)) {
    add_part(comma + 1, size - end - 1, true, out);
    out->surname = out->count;
    add_part(text, end, false, out);
    out->listed = out->surname < out->count;
    if (out->listed) return;
  }
  out->count = 0;
  add_part(text, end, true, out);
  out->surname = out->count ? out->count - 1 : 0;
}

void dm_fold_join(const dm_folded *folded, size_t first, size_t end, const char *glue, char *out, size_t room) {
  size_t n = 0;
  out[0] = 0;
  for (size_t i = first; i < end && n < room; i++)
    n += (size_t)snprintf(out + n, room - n, "%s%s", i > first ? glue : "", folded->words[i]);
}

bool dm_fold_equal(const dm_folded *a, const dm_folded *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (strcmp(a->words[i], b->words[i]) != 0) return false;
  return true;
}
