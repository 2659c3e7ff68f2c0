/* A word becomes a string of phones, one character each; two words are compared by the cost of turning one
 * string into the other, where what transliterations confuse is cheap. */
#include "resolve/sound.h"

#include <string.h>

/* Longest first within a letter. Phones: S sh, C ch, Z zh, J j, x kh, E ai/ei, O au, others as written. */
static const struct {
  const char *from, *to;
} spellings[] = {
    {"shch", "SC"}, {"tsch", "C"}, {"dzh", "J"}, {"sch", "S"}, {"tch", "C"}, {"tz", "ts"}, {"sh", "S"},
    {"zh", "Z"},    {"kh", "x"},   {"gh", "g"},  {"ch", "C"},  {"th", "t"},  {"dh", "d"},  {"ph", "f"},
    {"ck", "k"},    {"dj", "J"},   {"ou", "u"},  {"oo", "u"},  {"ee", "i"},  {"ei", "E"},  {"ai", "E"},
    {"ay", "E"},    {"ey", "E"},   {"ae", "E"},  {"au", "O"},  {"aw", "O"},  {"ow", "O"},  {"iy", "i"},
    {"yi", "i"},    {"ij", "i"},   {"q", "k"},   {"j", "J"},   {"x", "ks"},
};

static bool is_vowel(char c) {
  return c && strchr("aeiouEO", c) != NULL;
}

static char letter(const char *word, size_t at) {
  char c = word[at], next = word[at + 1];
  if (c == 'c') return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
  if (c == 'y' && !(next && strchr("aeou", next))) return 'i';
  return c;
}

/* Does `from` begin the word? "ay", "aw" and the like are one sound only where no vowel follows. */
static bool spells(const char *word, const char *from) {
  size_t n = strlen(from);
  if (strncmp(word, from, n) != 0) return false;
  bool glide = n == 2 && strchr("aeo", from[0]) && strchr("yw", from[1]);
  return !glide || !word[n] || !strchr("aeiou", word[n]);
}

/* out[DM_SOUND_ROOM]; doubled phones are one, a final h after a vowel is silent. */
static size_t phones(const char *word, char *out) {
  size_t n = 0;
  for (size_t at = 0; word[at] && n + 3 < DM_SOUND_ROOM;) {
    size_t i = 0, rules = sizeof spellings / sizeof *spellings;
    while (i < rules && (spellings[i].from[0] != word[at] || !spells(word + at, spellings[i].from))) i++;
    char one[2] = {letter(word, at), 0};
    const char *to = i < rules ? spellings[i].to : one;
    at += i < rules ? strlen(spellings[i].from) : 1;
    for (; *to; to++)
      if (!n || out[n - 1] != *to) out[n++] = *to;
  }
  if (n > 2 && out[n - 1] == 'h' && is_vowel(out[n - 2])) n--;
  out[n] = 0;
  return n;
}

/* What transliterations confuse, and what it costs; a pair stands under one of its two. Anything else costs 1.
 */
static const struct {
  const char *with; /* NULL: nothing */
  float cost[8];
} confusions[256] = {
    ['a'] = {"eoiu", {.25f, .45f, .75f, .45f}},
    ['e'] = {"iou", {.2f, .5f, .5f}},
    ['i'] = {"ouyJ", {.7f, .6f, .1f, .3f}},
    ['o'] = {"uw", {.15f, .2f}},
    ['E'] = {"eiay", {.1f, .25f, .3f, .3f}},
    ['O'] = {"ouaw", {.1f, .2f, .3f, .2f}},
    ['u'] = {"w", {.1f}},
    ['v'] = {"w", {.15f}},
    ['f'] = {"wv", {.5f, .2f}},
    ['b'] = {"vp", {.6f, .6f}},
    ['k'] = {"gx", {.3f, .3f}},
    ['x'] = {"h", {.2f}},
    ['g'] = {"xJ", {.4f, .45f}},
    ['J'] = {"ZCyz", {.15f, .45f, .3f, .5f}},
    ['Z'] = {"zS", {.4f, .5f}},
    ['C'] = {"Skx", {.3f, .5f, .4f}},
    ['S'] = {"s", {.4f}},
    ['s'] = {"z", {.25f}},
    ['d'] = {"tz", {.5f, .3f}},
    ['t'] = {"s", {.5f}},
};

static float confusion(char a, char b) {
  const char *with = confusions[(unsigned char)a].with;
  for (size_t i = 0; with && with[i]; i++)
    if (with[i] == b) return confusions[(unsigned char)a].cost[i];
  return 1;
}

static float swap_cost(char a, char b) {
  if (a == b) return 0;
  float cost = confusion(a, b);
  return cost < 1 ? cost : confusion(b, a);
}

static float drop_cost(const char *word, size_t at) {
  switch (word[at]) {
  case 'h': return .2f;
  case 'y': return .25f;
  case 'w': return .4f;
  case 'e':
  case 'i': return at && word[at + 1] ? .35f : .45f;
  default: return is_vowel(word[at]) ? .45f : 1;
  }
}

float dm_sound_alike(const char *a, const char *b) {
  if (!strcmp(a, b)) return *a ? 1 : 0;
  char p[DM_SOUND_ROOM], q[DM_SOUND_ROOM];
  size_t n = phones(a, p), m = phones(b, q);
  if (!n || !m) return 0;
  float row[DM_SOUND_ROOM + 1]; /* [m + 1] cost of turning p[..i) into q[..j) */
  row[0] = 0;
  for (size_t j = 0; j < m; j++) row[j + 1] = row[j] + drop_cost(q, j);
  for (size_t i = 0; i < n; i++) {
    float diagonal = row[0];
    row[0] += drop_cost(p, i);
    for (size_t j = 0; j < m; j++) {
      float best = diagonal + swap_cost(p[i], q[j]);
      float drop = row[j + 1] + drop_cost(p, i), add = row[j] + drop_cost(q, j);
      if (drop < best) best = drop;
      if (add < best) best = add;
      diagonal = row[j + 1];
      row[j + 1] = best;
    }
  }
  float similarity = 1 - row[m] / (float)(n > m ? n : m);
  return similarity > 0 ? similarity : 0;
}

static char coarse(char phone) {
  if (strchr("kgxCJZSszc", phone)) return strchr("kgx", phone) ? 'K' : 'S';
  if (strchr("dt", phone)) return 'D';
  if (strchr("fv", phone)) return 'F';
  if (strchr("bp", phone)) return 'B';
  if (strchr("lrmn", phone)) return (char)(phone - 'a' + 'A');
  return 0; /* vowels, h, w, y */
}

void dm_skeleton(const char *word, char out[DM_SOUND_ROOM]) {
  char p[DM_SOUND_ROOM];
  size_t n = phones(word, p), k = 0;
  for (size_t i = 0; i < n; i++) {
    char c = (unsigned char)p[i] < 0x80 ? coarse(p[i]) : p[i];
    if (!c && !i) c = 'A';
    if (c && (!k || out[k - 1] != c)) out[k++] = c;
  }
  out[k] = 0;
}
