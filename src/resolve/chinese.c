/* Pinyin and Wade-Giles syllables in one spelling. Wade-Giles is usually printed without its apostrophes
 * (Chou for both Zhou and Chou), so initials that these tell apart fall together: the price of a few pairs
 * that cannot be told apart is that every pair that is the same is found.
 * Source of the correspondence: the Library of Congress conversion table for Pinyin and Wade-Giles. */
#include <string.h>

#include "resolve/sound.h"

/* Longest first. The class decides; "j" and "hs" depend on the final. */
static const struct {
  const char *from, *to;
} initials[] = {
    {"zh", "c"}, {"ch", "c"}, {"sh", "sh"}, {"hs", "x"}, {"ts", "z"}, {"tz", "z"}, {"ss", "s"}, {"sz", "s"},
    {"b", "p"},  {"p", "p"},  {"m", "m"},   {"f", "f"},  {"d", "t"},  {"t", "t"},  {"n", "n"},  {"l", "l"},
    {"g", "k"},  {"k", "k"},  {"h", "h"},   {"q", "c"},  {"x", "x"},  {"r", "r"},  {"z", "z"},  {"c", "z"},
    {"s", "s"},  {"j", "j"},  {"y", "y"},   {"w", "w"},  {"", ""},
};

static const struct {
  const char *from, *to;
} finals[] = {
    {"iung", "iong"}, {"iong", "iong"}, {"iang", "iang"}, {"uang", "uang"}, {"ueng", "ong"}, {"iao", "iao"},
    {"ian", "ian"},   {"ien", "ian"},   {"ing", "ing"},   {"ieh", "ie"},    {"ueh", "ue"},   {"uan", "uan"},
    {"uai", "uai"},   {"uei", "ui"},    {"ang", "ang"},   {"eng", "eng"},   {"ong", "ong"},  {"ung", "ong"},
    {"erh", "er"},    {"iu", "iu"},     {"ia", "ia"},     {"ie", "ie"},     {"in", "in"},    {"ua", "ua"},
    {"uo", "o"},      {"ui", "ui"},     {"un", "un"},     {"ue", "ue"},     {"ai", "ai"},    {"ao", "ao"},
    {"an", "an"},     {"ei", "ei"},     {"en", "en"},     {"eh", "o"},      {"er", "er"},    {"ou", "ou"},
    {"ih", "i"},      {"io", "ue"},     {"a", "a"},       {"e", "o"},       {"i", "i"},      {"o", "o"},
    {"u", "u"},
};

/* Spellings that the two columns above do not settle by themselves: whole syllables. */
static const struct {
  const char *from, *to;
} whole[] = {
    {"tzu", "zi"},  {"tsu", "zu"},  {"ssu", "si"},  {"szu", "si"},    {"yeh", "ye"},    {"ye", "ye"},
    {"yen", "yan"}, {"yan", "yan"}, {"yu", "yu"},   {"you", "yu"},    {"yung", "yong"}, {"jih", "ri"},
    {"o", "o"},     {"e", "o"},     {"ju", "cu"},   {"jung", "rong"}, {"jen", "ren"},   {"jan", "ran"},
    {"jao", "rao"}, {"jo", "ro"},   {"jou", "rou"}, {"jui", "rui"},   {"juan", "cuan"}, {"jun", "cun"},
    {"jue", "cue"}, {"i", "yi"},    {"hsu", "xu"},  {"hsun", "xun"},
};

/* text[size] as one syllable; false if it is none. */
static bool syllable(const char *text, size_t size, char *out) {
  for (size_t w = 0; w < sizeof whole / sizeof *whole; w++)
    if (strlen(whole[w].from) == size && !strncmp(whole[w].from, text, size)) {
      strcpy(out, whole[w].to);
      return true;
    }
  for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
    size_t a = strlen(initials[i].from);
    if (a > size || strncmp(text, initials[i].from, a) != 0) continue;
    for (size_t j = 0; j < sizeof finals / sizeof *finals; j++) {
      size_t b = strlen(finals[j].from);
      if (a + b != size || strncmp(text + a, finals[j].from, b) != 0) continue;
      if (!a && strchr("iu", finals[j].from[0])) continue; /* such syllables are written with y and w */
      strcpy(out, !strcmp(initials[i].to, "j") ? "c" : initials[i].to);
      strcat(out, finals[j].to);
      return true;
    }
  }
  return false;
}

/* Splits a word into syllables, longest first, with backtracking over the first one's length. */
static bool split(const char *word, size_t left, char *out, size_t *count) {
  size_t size = strlen(word);
  if (!size) return true;
  if (!left) return false;
  for (size_t n = size < 6 ? size : 6; n; n--) {
    char one[16];
    if (!syllable(word, n, one)) continue;
    size_t end = strlen(out);
    strcat(out, one);
    strcat(out, " ");
    if (split(word + n, left - 1, out, count)) {
      ++*count;
      return true;
    }
    out[end] = 0;
  }
  return false;
}

/* The commonest family names, in Pinyin. */
static const char *const families[] = {
    "wang", "li",   "zhang", "liu",  "chen",  "yang", "zhao",  "huang", "zhou",  "wu",   "xu",     "sun",
    "hu",   "zhu",  "gao",   "lin",  "he",    "guo",  "ma",    "luo",   "liang", "song", "zheng",  "xie",
    "han",  "tang", "feng",  "yu",   "dong",  "xiao", "cheng", "cao",   "yuan",  "deng", "fu",     "shen",
    "zeng", "peng", "lu",    "su",   "jiang", "cai",  "jia",   "ding",  "wei",   "xue",  "ye",     "yan",
    "pan",  "du",   "dai",   "xia",  "zhong", "tian", "ren",   "fan",   "fang",  "shi",  "yao",    "tan",
    "liao", "zou",  "xiong", "jin",  "hao",   "kong", "bai",   "cui",   "kang",  "mao",  "qiu",    "qin",
    "gu",   "hou",  "shao",  "meng", "long",  "wan",  "duan",  "lei",   "qian",  "yin",  "yi",     "chang",
    "qiao", "lai",  "gong",  "wen",  "hua",   "ji",   "geng",  "chai",  "bo",    "rao",  "zhuang", "qi",
    "nie",  "kang", "hong",  "tao",  "zhai",  "xi",   "ke",
};

static bool is_family(const char *word) {
  char canonical[16], known[16];
  if (!syllable(word, strlen(word), canonical)) return false;
  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    if (syllable(families[i], strlen(families[i]), known) && !strcmp(known, canonical)) return true;
  return false;
}

bool dm_chinese(const dm_folded *name, char out[DM_SOUND_ROOM]) {
  out[0] = 0;
  if (name->count < 2 || name->count > 4 || !is_family(name->words[0])) return false;
  size_t count = 0;
  for (size_t i = 0; i < name->count; i++) {
    size_t before = count;
    if (strlen(name->words[i]) > 12 || !split(name->words[i], 2, out, &count)) return false;
    if (count == before) return false;
  }
  return count >= 2 && count <= 4;
}
