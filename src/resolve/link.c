/* Across the archive: candidates by key, decided by how well the names agree and by what else speaks for a
 * candidate. The weights are stated once, here; docs/resolution.md explains them and gives their measure. */
#include "resolve/link.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resolve/known.h"
#include "resolve/linking.h"
#include "resolve/sound.h"

static const float same_name = 0.9f;     /* full names with the same words */
static const float new_enough = 0.62f;   /* from this score on a candidate is taken */
static const float clearly = 0.08f;      /* by which the best must lead where names alone do not decide */
static const float certain_name = 0.94f; /* a word that surely is that word of a listed name */
static const int lifetime = 45;          /* years between two mentions beyond which they are two people */

static float alias_score(const linking *l, const char *alias, bool several) {
  const dm_folded *words = &l->group->name.words;
  dm_folded folded;
  dm_fold_person(alias, strlen(alias), &folded);
  /* A surname among several names fits everybody of that name. */
  if (words->count > 1 && folded.count == 1 && several) return 0;
  if (words->count == 1 && folded.count > 1) return dm_word_in_name(words->words[0], &folded);
  return dm_names_alike(words, &folded);
}

static bool has_words(const char *name) {
  dm_folded folded;
  dm_fold_person(name, strlen(name), &folded);
  return folded.count > 1;
}

/* How well the group's name agrees with the best of the candidate's names. */
static float name_score(const linking *l, const dm_candidate *who) {
  float best = alias_score(l, who->name, false);
  if (best >= 1) return best;
  const char *const *aliases;
  size_t count = l->lookup->aliases(l->lookup->user, l->arena, who->id, &aliases);
  if (count > 1) best = alias_score(l, who->name, true);
  /* One word that the bearer of a longer name was called by once proves nothing: the longer name has to fit. */
  bool skip = l->group->name.words.count == 1 && has_words(who->name);
  for (size_t i = 0; i < count && best < 1; i++) {
    if (skip && !has_words(aliases[i])) continue;
    float s = alias_score(l, aliases[i], count > 1);
    if (s > best) best = s;
  }
  return best;
}

/* What a title among the candidate's name says: 'm', 'f' or 0. */
static char sex_of(const char *name) {
  dm_folded words;
  dm_fold(name, strlen(name), &words);
  for (size_t i = 0; i < words.count; i++) {
    const dm_title *title = dm_title_of(words.words[i]);
    if (title && title->sex) return title->sex;
  }
  return 0;
}

static bool too_far(const linking *l, const dm_candidate *who) {
  int year = l->names->year;
  if (!year || !who->first_year) return false;
  return year - who->last_year > lifetime || who->first_year - year > lifetime;
}

/* Whom the list knows as Madame Nhu is not meant by Nhu where somebody else may be. */
static float unsaid_title(const linking *l, const judged *j) {
  return j->evidence.listed && !l->group->name.sex && sex_of(j->who->name) == 'f' ? 0.15f : 0;
}

/* Whether the entity is known to be somebody else than the group is. */
static bool known_apart(const linking *l, int64_t entity) {
  const char *id = l->lookup->known(l->lookup->user, l->arena, entity);
  return id && strcmp(id, l->group->known->who.id) != 0;
}

/* Somebody who cannot be the known person that the group is. */
static bool speaks_against(const linking *l, const dm_candidate *who) {
  if (!l->group->known) return false;
  dm_folded name;
  dm_fold_person(who->name, strlen(who->name), &name);
  return !dm_known_fits(l->group->known, &name) || known_apart(l, who->id);
}

static void consider(linking *l, const dm_candidate *who) {
  if (l->count == JUDGED || too_far(l, who) || strcmp(who->type, l->group->type) != 0) return;
  if (speaks_against(l, who)) return;
  char sex = l->group->name.sex, other = sex ? sex_of(who->name) : 0;
  if (other && other != sex) return;
  for (size_t i = 0; i < l->count; i++)
    if (l->list[i].who->id == who->id) return;
  float name = name_score(l, who);
  if (name >= DM_ALIKE) l->list[l->count++] = (judged){.who = who, .name = name};
}

static void consider_key(linking *l, const char *key) {
  dm_candidate *found;
  size_t count = l->lookup->find(l->lookup->user, l->arena, key, &found);
  for (size_t i = 0; i < count; i++) consider(l, &found[i]);
}

/* Share of the sample, 0..1. */
static float share(uint32_t part, uint32_t whole) {
  return whole ? (float)part / (float)whole : 0;
}

void dm_weigh(linking *l, judged *j) {
  l->lookup->evidence(l->lookup->user, j->who->id, l->names, l->group->name.role, l->others, l->other_count,
                      &j->evidence);
  const dm_evidence *e = &j->evidence;
  float company = 0.05f * (float)(e->company < 5 ? e->company : 5);
  float place = 0.2f * (share(e->origin, e->sample) > 0) + 0.1f * share(e->origin, e->sample);
  float volume = 0.25f * (share(e->collection, e->sample) > 0);
  float role = *l->group->name.role ? 0.15f * (e->role > 0) : 0;
  float often = 0.06f * (j->who->documents >= 3) + 0.06f * (j->who->documents >= 20);
  float listed = e->listed ? 0.3f : 0;
  j->score += company + place + volume + role + often + listed;
}

static const char *evidence_words(linking *l, const judged *j) {
  const dm_evidence *e = &j->evidence;
  char text[160] = "";
  size_t n = 0;
  if (e->origin) n += (size_t)snprintf(text + n, sizeof text - n, "; same post");
  if (e->collection)
    n += (size_t)snprintf(text + n, sizeof text - n, e->listed ? "; in the volume's list" : "; same volume");
  if (e->role && *l->group->name.role)
    n += (size_t)snprintf(text + n, sizeof text - n, "; also called %s", l->group->name.role);
  if (e->company) snprintf(text + n, sizeof text - n, "; %u in the same company", e->company);
  return dm_strdup(l->arena, text);
}

static void settle(linking *l, const judged *best, const char *how, dm_cluster *out) {
  l->taken = best->who;
  out->entity = best->who->id;
  out->score = best->score > 0.99f ? 0.99f : best->score;
  const char *known = l->group->known ? dm_known_words(l->arena, l->group->known) : "";
  out->reason = dm_printf(l->arena, "%s \"%s\"%s%s%s", how, best->who->name, evidence_words(l, best),
                          *known ? "; " : "", known);
}

static int better(const judged *a, const judged *b) {
  if (a->score != b->score) return a->score > b->score;
  return a->who->documents > b->who->documents;
}

/* Index of the best and the score of the second best. */
static size_t best_of(const linking *l, float *second) {
  size_t best = 0;
  *second = 0;
  for (size_t i = 1; i < l->count; i++)
    if (better(&l->list[i], &l->list[best])) best = i;
  for (size_t i = 0; i < l->count; i++)
    if (i != best && l->list[i].score > *second) *second = l->list[i].score;
  return best;
}

/* Entities that went by the very same words, under the first key. */
static void consider_same(linking *l, const char *key) {
  dm_candidate *found;
  size_t count = l->lookup->find(l->lookup->user, l->arena, key, &found);
  for (size_t i = 0; i < count && l->count < JUDGED; i++)
    if (!too_far(l, &found[i]) && !strcmp(found[i].type, l->group->type) && !speaks_against(l, &found[i]))
      l->list[l->count++] = (judged){.who = &found[i], .name = 1};
}

/* A name of several words. Same words: the same person, unless somebody else of that name fits better. */
static void link_full_name(linking *l, const dm_keys *keys, dm_cluster *out) {
  if (keys->count && !strncmp(keys->keys[0], "P=", 2)) consider_same(l, keys->keys[0]);
  for (size_t i = 0; i < keys->count && (!l->count || l->list[0].name < 1); i++)
    if (strncmp(keys->keys[i], "p:", 2) != 0) consider_key(l, keys->keys[i]);
  /* A volume's list is short: there a name may also begin otherwise (De Gaulle, Charles). */
  for (size_t i = 0; i < keys->count && !l->count && *l->names->collection; i++)
    if (!strncmp(keys->keys[i], "p:", 2)) consider_key(l, keys->keys[i]);
  if (!l->count) { /* perhaps known by surname so far, at this post */
    const dm_folded *words = &l->group->name.words;
    consider_key(l, dm_printf(l->arena, "p1=%s@%s", words->words[words->count - 1], dm_scope_of(l->names)));
    for (size_t i = 0; i < l->count; i++) l->list[i].name = 0.5f;
  }
  for (size_t i = 0; i < l->count; i++) {
    judged *j = &l->list[i];
    j->score = j->name >= 0.999f ? same_name : j->name >= DM_ALIKE ? j->name - 0.12f : 0.45f;
    if (l->count > 1 || j->score < 0.85f) dm_weigh(l, j);
    j->score -= unsaid_title(l, j);
  }
  if (!l->count) return;
  float second;
  const judged *best = &l->list[best_of(l, &second)];
  if (best->score < new_enough) return;
  settle(l, best,
         best->name >= 0.999f     ? "same name as"
         : best->name >= DM_ALIKE ? "sounds like"
                                  : "full name of",
         out);
  if (best->name >= 1) out->key_count = l->group->known != NULL; /* known under all the others */
}

static int likelier(const void *a, const void *b) {
  const judged *p = a, *q = b;
  if (p->name != q->name) return p->name < q->name ? 1 : -1;
  if (p->who->documents != q->who->documents) return p->who->documents < q->who->documents ? 1 : -1;
  return (p->who->id > q->who->id) - (p->who->id < q->who->id);
}

/* What else speaks for a candidate costs a look at its documents: taken for so many as fit best. */
static void keep_likeliest(linking *l) {
  qsort(l->list, l->count, sizeof *l->list, likelier);
  if (l->count > WEIGHED) l->count = WEIGHED;
}

/* Whether the best has to lead the others, and does not. */
static bool undecided(const linking *l, const judged *best, float second) {
  if (best->score - second >= clearly || second < new_enough) return false;
  for (size_t i = 0; i < l->count; i++)
    if (&l->list[i] != best && best->who->documents < 3 * l->list[i].who->documents) return true;
  return false;
}

/* A surname (or any one word) alone says little: it needs evidence, and a lead over the others. Where the
 * volume has a list of persons it means one of them if it fits any: then whoever is likeliest, by office,
 * company and how often met. */
static void link_surname(linking *l, const dm_keys *keys, dm_cluster *out) {
  char skeleton[DM_SOUND_ROOM];
  dm_skeleton(l->group->name.words.words[0], skeleton);
  consider_key(l, dm_printf(l->arena, "p:%s", skeleton));
  for (size_t i = 0; i < keys->count; i++) consider_key(l, keys->keys[i]);
  keep_likeliest(l);
  float listed = 0; /* the best that a listed name fits */
  for (size_t i = 0; i < l->count; i++) {
    judged *j = &l->list[i];
    j->score = 0.42f * j->name;
    dm_weigh(l, j);
    if (!j->evidence.listed) continue;
    j->score -= unsaid_title(l, j);
    if (*l->group->name.role) j->score += j->evidence.office > 0 ? 0.3f : j->evidence.office < 0 ? -0.1f : 0;
    j->score += 0.02f * log2f(1 + (float)j->who->mentions) + (has_words(j->who->name) ? 0 : 0.1f);
    if (j->name > listed) listed = j->name;
  }
  if (listed < certain_name) listed = 0;
  const float least = listed < 1 ? listed - 0.03f : 1; /* what sounds the same must stand back behind what is */
  for (size_t i = 0; listed > 0 && i < l->count; i++)
    if (!l->list[i].evidence.listed || l->list[i].name < least) l->list[i].score -= 1;
  if (!l->count) return;
  float second;
  const judged *best = &l->list[best_of(l, &second)];
  if (best->score < new_enough || (listed <= 0 && undecided(l, best, second))) return;
  dm_folded known;
  dm_fold_person(best->who->name, strlen(best->who->name), &known);
  settle(l, best, known.count > 1 ? "part of the name of" : "the same name alone:", out);
}

static void link_person(linking *l, const dm_keys *keys, dm_cluster *out) {
  if (l->group->name.words.count == 1)
    link_surname(l, keys, out);
  else if (l->group->name.words.count > 1)
    link_full_name(l, keys, out);
}

/* The entity that is known to be the same person; false if there is none yet. */
static bool link_known(linking *l, dm_cluster *out) {
  dm_candidate *found;
  const char *key = dm_known_key(l->arena, l->group->known->who.id);
  if (!l->lookup->find(l->lookup->user, l->arena, key, &found)) return false;
  out->entity = found[0].id;
  out->reason = dm_known_words(l->arena, l->group->known);
  return true;
}

/* The group is not the known person after all: without the key, which stands in front. */
static void forget_known(dm_cluster *out) {
  out->keys++;
  out->key_count--;
}

/* A surname in a volume means whom the volume's list says; it is known to be somebody only if that agrees. */
static bool link_in_volume(linking *l, const dm_keys *keys, dm_cluster *out) {
  const dm_group *group = l->group;
  dm_group plain = *group;
  plain.known = NULL;
  l->group = &plain;
  link_surname(l, keys, out);
  l->group = group;
  l->count = 0;
  if (!out->entity) return false;
  if (speaks_against(l, l->taken))
    forget_known(out);
  else
    out->reason = dm_printf(l->arena, "%s; %s", out->reason, dm_known_words(l->arena, group->known));
  return true;
}

/* A known person: the entity known to be the same, else whom the name means. */
static void link_known_person(linking *l, const dm_keys *keys, dm_cluster *out) {
  const dm_group *group = l->group;
  bool bare = group->name.words.count == 1;
  if (bare && *l->names->collection && link_in_volume(l, keys, out)) return;
  if (link_known(l, out)) return;
  if (!bare) {
    link_full_name(l, keys, out);
    return;
  }
  dm_group full = dm_known_group(l->arena, group); /* met by surname here, perhaps by full name elsewhere */
  dm_keys more;
  dm_keys_of(l->arena, &full, l->names, &more);
  l->group = &full;
  link_full_name(l, &more, out);
  l->group = group;
}

void dm_link_group(dm_arena *arena, const dm_names *names, const dm_group *group, const dm_lookup *lookup,
                   const int64_t *others, size_t other_count, dm_cluster *out) {
  linking *l = dm_alloc(arena, sizeof *l);
  *l = (linking){arena, names, group, lookup, others, other_count, .count = 0};
  dm_keys keys;
  dm_keys_of(arena, group, names, &keys);
  if (group->given && keys.count) { /* the source says who it is: nothing to decide */
    dm_candidate *found;
    if (lookup->find(lookup->user, arena, keys.keys[0], &found)) {
      out->entity = found[0].id;
      out->score = 1;
      out->reason = dm_printf(arena, "the source says so (%s)", group->given);
      if (speaks_against(l, &found[0])) forget_known(out);
      return;
    }
  }
  if (group->known)
    link_known_person(l, &keys, out);
  else if (dm_kind_of(group->type) == DM_KIND_PERSON)
    link_person(l, &keys, out);
  else
    dm_link_other(l, &keys, out);
}
