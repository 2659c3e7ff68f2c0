/* Whether two names of persons are one name: surname against surname, given names in order, initials for the
 * names they begin. */
#include <string.h>

#include "resolve/sound.h"

static bool is_initial(const char *word) {
  return word[0] && !word[1];
}

static float words_alike(const char *a, const char *b) {
  if (is_initial(a) || is_initial(b)) return a[0] == b[0] ? 0.9f : 0;
  return dm_sound_alike(a, b);
}

/* Short forms that are no beginning of the name. */
static const char *const short_forms[][2] = {
    {"bill", "william"},   {"will", "william"},   {"bob", "robert"},      {"rob", "robert"},
    {"jack", "john"},      {"dick", "richard"},   {"jim", "james"},       {"mike", "michael"},
    {"tony", "anthony"},   {"ted", "edward"},     {"ted", "theodore"},    {"jerry", "gerald"},
    {"larry", "lawrence"}, {"harry", "harold"},   {"harry", "henry"},     {"hank", "henry"},
    {"chuck", "charles"},  {"peggy", "margaret"}, {"betty", "elizabeth"}, {"kate", "catherine"},
};

/* "Ed" for "Edward", "Bob" for "Robert". */
static bool is_short_for(const char *a, const char *b) {
  size_t n = strlen(a);
  if (n < 2 || n >= strlen(b)) return false;
  if (!strncmp(a, b, n)) return true;
  for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++)
    if (!strcmp(a, short_forms[i][0]) && !strcmp(b, short_forms[i][1])) return true;
  return false;
}

static float given_words_alike(const char *a, const char *b) {
  float s = words_alike(a, b);
  return s < 0.88f && (is_short_for(a, b) || is_short_for(b, a)) ? 0.88f : s;
}

/* Given names of the shorter list in the order of the longer one; the worst of the best fits. */
static float given_alike(const dm_folded *a, size_t a_end, const dm_folded *b, size_t b_end) {
  if (a_end > b_end) return given_alike(b, b_end, a, a_end);
  float worst = 1;
  for (size_t i = 0, from = 0; i < a_end; i++) {
    float best = 0;
    size_t best_at = from;
    for (size_t j = from; j < b_end; j++) {
      float s = given_words_alike(a->words[i], b->words[j]) - (float)(j - from) * 0.001f;
      if (s > best) {
        best = s;
        best_at = j;
      }
    }
    from = best_at + 1;
    if (best < worst) worst = best;
  }
  return worst;
}

static float any_word(const dm_folded *name, const char *word) {
  float best = 0;
  for (size_t i = 0; i < name->count; i++) {
    if (is_initial(name->words[i])) continue;
    float s = dm_sound_alike(name->words[i], word);
    if (s > best) best = s;
  }
  return best;
}

static float aligned(const dm_folded *a, const dm_folded *b) {
  if (a->count == 1 && b->count == 1) {
    /* One word alone has to fit better than one of several: Hamid is not Hamad. */
    float s = 1 - 1.8f * (1 - dm_sound_alike(a->words[0], b->words[0]));
    return s > 0 ? s : 0;
  }
  if (a->count == 1) return any_word(b, a->words[0]);
  if (b->count == 1) return any_word(a, b->words[0]);
  float surname = words_alike(a->words[a->count - 1], b->words[b->count - 1]);
  float given = given_alike(a, a->count - 1, b, b->count - 1);
  return surname < given ? surname : given;
}

/* One word against a word of a name; a short one has to fit better, and none that only sounds the same fits as
 * well as the word itself. The servant's name also goes without "Abd". */
static float one_alike(const char *word, const char *other) {
  static const float sound_only = 0.99f;
  if (is_initial(other)) return 0;
  if (!strcmp(word, other)) return 1;
  if (!strncmp(other, "abd", 3) && !strcmp(other + 3, word)) return 1;
  float s = dm_sound_alike(word, other);
  return strlen(word) < 5 && s < 0.92f ? 0 : s < sound_only ? s : sound_only;
}

float dm_word_in_name(const char *word, const dm_folded *name) {
  float best = 0;
  for (size_t i = 0; i < name->count; i++) {
    bool surname = name->listed ? i >= name->surname : i + 1 == name->count;
    bool first = !name->listed && !i;
    float s = one_alike(word, name->words[i]) * (surname ? 1 : first ? 0.95f : 0.85f);
    if (s > best) best = s;
  }
  return best;
}

/* The same words in another order: family names come first or last. */
static bool same_words(const dm_folded *a, const dm_folded *b) {
  if (a->count != b->count || a->count < 2) return false;
  unsigned used = 0;
  for (size_t i = 0; i < a->count; i++) {
    size_t j = 0;
    while (j < b->count && (used >> j & 1 || strcmp(a->words[i], b->words[j]) != 0)) j++;
    if (j == b->count) return false;
    used |= 1u << j;
  }
  return true;
}

static float names_alike(const dm_folded *a, const dm_folded *b) {
  if (!a->count || !b->count) return 0;
  if (dm_fold_equal(a, b)) return 1;
  char left[DM_FOLD_WORDS * DM_FOLD_LETTERS], right[DM_FOLD_WORDS * DM_FOLD_LETTERS];
  char p[DM_SOUND_ROOM], q[DM_SOUND_ROOM];
  if (dm_chinese(a, p) && dm_chinese(b, q)) return !strcmp(p, q) ? 0.97f : 0.4f;
  float best = a->count > 2 && same_words(a, b) ? 0.96f : aligned(a, b);
  /* The same letters, parted differently: "Ahmadi-Nejad", "Ahmadinejad". */
  dm_fold_join(a, 0, a->count, "", left, sizeof left);
  dm_fold_join(b, 0, b->count, "", right, sizeof right);
  if (a->count != b->count && strlen(left) < DM_FOLD_LETTERS && strlen(right) < DM_FOLD_LETTERS) {
    float whole = dm_sound_alike(left, right) - 0.02f;
    if (whole > best) best = whole;
  }
  return best;
}

/* A name with several surnames without those behind the first: "Tello Baurraud, Manuel" goes by Manuel Tello.
 */
static bool shorten(const dm_folded *name, dm_folded *out) {
  if (!name->listed || !name->surname || name->surname + 1 >= name->count) return false;
  *out = *name;
  out->count = name->surname + 1;
  return true;
}

float dm_names_alike(const dm_folded *a, const dm_folded *b) {
  dm_folded shorter;
  float whole = names_alike(a, b), part = 0;
  if (whole >= DM_ALIKE || a->count < 2 || b->count < 2) return whole;
  if (shorten(b, &shorter)) part = names_alike(a, &shorter) - 0.02f;
  return part > whole ? part : whole;
}
