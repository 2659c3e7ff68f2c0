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
    while (i < rules && !spells(word + at, spellings[i].from)) i++;
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

/* What transliterations confuse, and what it costs; both orders. Anything else costs 1. */
static const struct {
  char a, b;
  float cost;
} confusions[] = {
    {'a', 'e', .25f}, {'a', 'o', .45f}, {'a', 'i', .75f}, {'a', 'u', .45f}, {'e', 'i', .2f},  {'e', 'o', .5f},
    {'e', 'u', .5f},  {'i', 'o', .7f},  {'i', 'u', .6f},  {'o', 'u', .15f}, {'E', 'e', .1f},  {'E', 'i', .25f},
    {'E', 'a', .3f},  {'O', 'o', .1f},  {'O', 'u', .2f},  {'O', 'a', .3f},  {'i', 'y', .1f},  {'E', 'y', .3f},
    {'u', 'w', .1f},  {'o', 'w', .2f},  {'O', 'w', .2f},  {'v', 'w', .15f}, {'f', 'w', .5f},  {'f', 'v', .2f},
    {'b', 'v', .6f},  {'b', 'p', .6f},  {'k', 'g', .3f},  {'k', 'x', .3f},  {'x', 'h', .2f},  {'g', 'x', .4f},
    {'g', 'J', .45f}, {'J', 'Z', .15f}, {'J', 'C', .45f}, {'J', 'y', .3f},  {'Z', 'z', .4f},  {'Z', 'S', .5f},
    {'C', 'S', .3f},  {'C', 'k', .5f},  {'C', 'x', .4f},  {'S', 's', .4f},  {'s', 'z', .25f}, {'d', 't', .5f},
    {'d', 'z', .3f},  {'t', 's', .5f},  {'J', 'z', .5f},  {'i', 'J', .3f},
};

static float swap_cost(char a, char b) {
  if (a == b) return 0;
  for (size_t i = 0; i < sizeof confusions / sizeof *confusions; i++)
    if ((confusions[i].a == a && confusions[i].b == b) || (confusions[i].a == b && confusions[i].b == a))
      return confusions[i].cost;
  return 1;
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
