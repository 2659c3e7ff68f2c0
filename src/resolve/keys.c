#include "resolve/keys.h"

#include <string.h>

#include "resolve/places.h"
#include "resolve/sound.h"

const char *dm_scope_of(const dm_names *names) {
  return *names->origin ? names->origin : names->collection;
}

static void add(dm_keys *keys, const char *key) {
  if (keys->count < DM_KEYS) keys->keys[keys->count++] = key;
}

/* The first letter in the class that transliterations leave alone: Umar and Omar both give A. */
static char initial_of(const char *word) {
  char skeleton[DM_SOUND_ROOM];
  dm_skeleton(word, skeleton);
  return skeleton[0] ? skeleton[0] : 'A';
}

/* A person of a list is found under every word of the name. */
static void listed_keys(dm_arena *arena, const dm_folded *words, dm_keys *out) {
  char sound[DM_SOUND_ROOM];
  for (size_t i = 0; i < words->count; i++) {
    const char *word = words->words[i];
    if (!word[1]) continue;
    dm_skeleton(word, sound);
    add(out, dm_printf(arena, "p:%s", sound));
    if (strncmp(word, "abd", 3) != 0 || strlen(word) < 6) continue;
    dm_skeleton(word + 3, sound);
    add(out, dm_printf(arena, "p:%s", sound));
  }
}

static void person_keys(dm_arena *arena, const dm_name_form *form, const char *scope, dm_keys *out) {
  const dm_folded *words = &form->words;
  char sound[DM_SOUND_ROOM];
  if (!words->count) return;
  const char *surname = words->words[words->count - 1];
  if (words->count == 1) {
    add(out, dm_printf(arena, "p1=%s@%s", surname, scope));
    return;
  }
  add(out, dm_printf(arena, "P=%s", form->key));
  if (dm_chinese(words, sound)) {
    add(out, dm_printf(arena, "pc=%s", sound));
    add(out, dm_printf(arena, "p:%s", (dm_skeleton(words->words[0], sound), sound)));
  }
  dm_skeleton(surname, sound);
  add(out, dm_printf(arena, "p~%c,%s", initial_of(words->words[0]), sound));
  add(out, dm_printf(arena, "p:%s", sound));
}

void dm_keys_of(dm_arena *arena, const dm_group *group, const dm_names *names, dm_keys *out) {
  const dm_name_form *form = &group->name;
  char sound[DM_SOUND_ROOM];
  out->count = 0;
  if (group->given) add(out, dm_printf(arena, "G=%s#%s", names->collection, group->given));
  for (size_t i = 0; i < group->referred_count; i++)
    add(out, dm_printf(arena, "G=%s#%s", names->collection, group->referred[i]));
  dm_kind kind = dm_kind_of(group->type);
  if (kind == DM_KIND_PERSON) {
    person_keys(arena, form, dm_scope_of(names), out);
    if (group->given) listed_keys(arena, &form->words, out);
  } else if (kind == DM_KIND_PLACE) {
    dm_folded folded;
    char joined[DM_FOLD_WORDS * (DM_FOLD_LETTERS + 1)];
    if (group->place) { /* every form of a country's name leads to one key */
      dm_fold(group->place, strlen(group->place), &folded);
      dm_fold_join(&folded, 0, folded.count, " ", joined, sizeof joined);
    }
    add(out, dm_printf(arena, "L=%s", group->place ? joined : form->key));
  } else if (kind == DM_KIND_BODY) {
    bool generic = dm_is_generic_body(form->key);
    const char *scope = dm_printf(arena, "%s%s", generic ? "@" : "", generic ? dm_scope_of(names) : "");
    add(out, dm_printf(arena, "O=%s%s", form->key, scope));
    if (group->abbreviation) add(out, dm_printf(arena, "O=%s%s", group->abbreviation, scope));
    if (!generic && form->words.count == 1 && strlen(form->key) > 5) {
      dm_skeleton(form->key, sound);
      add(out, dm_printf(arena, "o~%s", sound));
    }
  } else {
    add(out, dm_printf(arena, "M=%s", form->key));
  }
}
