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

/* Given names of the shorter list in the order of the longer one; the worst of the best fits. */
static float given_alike(const dm_folded *a, size_t a_end, const dm_folded *b, size_t b_end) {
  if (a_end > b_end) return given_alike(b, b_end, a, a_end);
  float worst = 1;
  for (size_t i = 0, from = 0; i < a_end; i++) {
    float best = 0;
    size_t best_at = from;
    for (size_t j = from; j < b_end; j++) {
      float s = words_alike(a->words[i], b->words[j]) - (float)(j - from) * 0.001f;
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

float dm_names_alike(const dm_folded *a, const dm_folded *b) {
  if (!a->count || !b->count) return 0;
  if (dm_fold_equal(a, b)) return 1;
  char left[DM_FOLD_WORDS * DM_FOLD_LETTERS], right[DM_FOLD_WORDS * DM_FOLD_LETTERS];
  char p[DM_SOUND_ROOM], q[DM_SOUND_ROOM];
  if (dm_chinese(a, p) && dm_chinese(b, q)) return !strcmp(p, q) ? 0.97f : 0.4f;
  float best = aligned(a, b);
  /* The same letters, parted differently: "Ahmadi-Nejad", "Ahmadinejad". */
  dm_fold_join(a, 0, a->count, "", left, sizeof left);
  dm_fold_join(b, 0, b->count, "", right, sizeof right);
  if (a->count != b->count && strlen(left) < DM_FOLD_LETTERS && strlen(right) < DM_FOLD_LETTERS) {
    float whole = dm_sound_alike(left, right) - 0.02f;
    if (whole > best) best = whole;
  }
  return best;
}
