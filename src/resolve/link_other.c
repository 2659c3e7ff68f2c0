#include <string.h>

#include "resolve/linking.h"
#include "resolve/sound.h"

/* Of several entities under one exact key (an abbreviation that two bodies share) the one with most in its
 * favour. */
static const dm_candidate *favourite(linking *l, const dm_candidate *found, size_t count) {
  const dm_candidate *best = NULL;
  float best_score = -1;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(found[i].type, l->group->type) != 0) continue;
    judged j = {.who = &found[i]};
    if (count > 1) dm_weigh(l, &j);
    if (j.score > best_score) {
      best = &found[i];
      best_score = j.score;
    }
  }
  return best;
}

static void take(linking *l, const dm_candidate *who, float score, const char *how, dm_cluster *out) {
  out->entity = who->id;
  out->score = score;
  out->reason = dm_printf(l->arena, "%s \"%s\"", how, who->name);
}

/* A body of one word whose name sounds the same: Hizballah, Hezbollah. */
static void link_by_sound(linking *l, const dm_candidate *found, size_t count, dm_cluster *out) {
  for (size_t i = 0; i < count && !out->entity; i++) {
    dm_folded folded;
    dm_fold(found[i].name, strlen(found[i].name), &folded);
    if (folded.count != 1 || strcmp(found[i].type, l->group->type) != 0) continue;
    float alike = dm_sound_alike(l->group->name.key, folded.words[0]);
    if (alike >= 0.9f) take(l, &found[i], alike - 0.1f, "sounds like", out);
  }
}

void dm_link_other(linking *l, const dm_keys *keys, dm_cluster *out) {
  for (size_t i = 0; i < keys->count && !out->entity; i++) {
    dm_candidate *found;
    size_t count = l->lookup->find(l->lookup->user, l->arena, keys->keys[i], &found);
    if (keys->keys[i][1] != '=') {
      link_by_sound(l, found, count, out);
      continue;
    }
    const dm_candidate *who = favourite(l, found, count);
    if (!who) continue;
    bool shorter = dm_is_abbreviation(l->group->name.surface, who->name);
    bool longer = dm_is_abbreviation(who->name, l->group->name.surface);
    take(l, who, shorter || longer ? 0.85f : 0.95f,
         shorter  ? "abbreviation of"
         : longer ? "spells out"
                  : "same name as",
         out);
    if (!i && !l->group->abbreviation) out->key_count = 0; /* the others follow from the first */
  }
}
