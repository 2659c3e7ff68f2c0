#include "resolve/resolve.h"

#include <string.h>

#include "resolve/group.h"
#include "resolve/keys.h"
#include "resolve/known.h"
#include "resolve/link.h"
#include "resolve/sound.h"

static dm_cluster cluster_of(dm_arena *arena, const dm_names *names, const dm_group *group) {
  dm_keys keys;
  dm_keys_of(arena, group, names, &keys);
  const char **all = dm_alloc(arena, (keys.count + 1) * sizeof *all);
  size_t known = group->known != NULL; /* its key in front: what else is known follows from it */
  if (known) all[0] = dm_known_key(arena, group->known->who.id);
  memcpy(all + known, keys.keys, keys.count * sizeof *all);
  return (dm_cluster){.type = group->type,
                      .name = group->name.surface,
                      .role = group->name.role,
                      .entity = group->entity,
                      .score = 1,
                      .reason = group->entity ? "decided before"
                                : known       ? dm_known_words(arena, group->known)
                                              : "first met",
                      .keys = all,
                      .key_count = known + keys.count};
}

/* Persons of public lists, each once: of two groups that seem to be one person the first is. What a person has
 * decided needs no list. */
static void recognize(dm_arena *arena, const dm_names *names, dm_groups *groups) {
  for (size_t i = 0; i < groups->count; i++) {
    dm_group *group = &groups->groups[i];
    if (group->entity || dm_kind_of(group->type) != DM_KIND_PERSON) continue;
    group->known = dm_known_envoy(arena, names, groups, i);
    for (size_t k = 0; k < i && group->known; k++) {
      const dm_known *other = groups->groups[k].known;
      if (other && !strcmp(other->who.id, group->known->who.id)) group->known = NULL;
    }
  }
}

/* Names of several words are the surest; surnames come last, when their company is known. */
static int turn(const dm_group *group) {
  bool person = dm_kind_of(group->type) == DM_KIND_PERSON;
  bool several = group->name.words.count > 1;
  return group->given || (group->known && several) ? 0 : !person ? 1 : several ? 2 : 3;
}

static dm_resolution resolve(dm_arena *arena, const dm_names *names, const dm_lookup *lookup) {
  dm_groups groups = {0};
  dm_group_names(arena, names, lookup, &groups);
  recognize(arena, names, &groups);
  dm_resolution r = {.clusters = dm_alloc(arena, (groups.count + 1) * sizeof *r.clusters),
                     .cluster_count = groups.count,
                     .members = groups.members};
  for (size_t i = 0; i < groups.count; i++) r.clusters[i] = cluster_of(arena, names, &groups.groups[i]);
  if (!lookup) return r;
  int64_t others[DM_COMPANY];
  size_t other_count = 0;
  for (int now = 0; now < 4; now++)
    for (size_t i = 0; i < groups.count; i++) {
      if (turn(&groups.groups[i]) != now) continue;
      dm_cluster *cluster = &r.clusters[i];
      if (!cluster->entity)
        dm_link_group(arena, names, &groups.groups[i], lookup, others, other_count, cluster);
      bool person = dm_kind_of(cluster->type) == DM_KIND_PERSON; /* countries are in everybody's company */
      if (cluster->entity && person && other_count < DM_COMPANY) others[other_count++] = cluster->entity;
    }
  return r;
}

/* A name asked for, as if a document without a place had it. */
static size_t keys(dm_arena *arena, const char *type, const char *name, const char *const **out) {
  dm_name one = {.span = {0, (uint32_t)strlen(name)}, .type = type};
  dm_names names = {
      .text = name, .size = one.span.end, .origin = "", .collection = "", .names = &one, .count = 1};
  dm_groups groups = {0};
  dm_group_names(arena, &names, NULL, &groups);
  dm_keys *found = dm_alloc(arena, sizeof *found);
  dm_keys_of(arena, &groups.groups[0], &names, found);
  const dm_name_form *form = &groups.groups[0].name;
  if (form->kind == DM_KIND_PERSON && form->words.count == 1 && found->count < DM_KEYS) {
    char skeleton[DM_SOUND_ROOM];
    dm_skeleton(form->words.words[0], skeleton);
    found->keys[found->count++] = dm_printf(arena, "p:%s", skeleton);
  }
  if (form->kind == DM_KIND_PERSON && dm_envoy_find(name, &(dm_envoy){0}) && found->count < DM_KEYS)
    found->keys[found->count++] = dm_known_key(arena, name);
  *out = found->keys;
  return found->count;
}

static float similar(const char *type, const char *a, const char *b) {
  dm_folded p, q;
  bool person = dm_kind_of(type) == DM_KIND_PERSON;
  (person ? dm_fold_person : dm_fold)(a, strlen(a), &p);
  (person ? dm_fold_person : dm_fold)(b, strlen(b), &q);
  return person ? dm_names_alike(&p, &q) : dm_fold_equal(&p, &q) ? 1 : 0;
}

const dm_resolver *dm_resolver_default(void) {
  static const dm_resolver resolver = {resolve, keys, similar};
  return &resolver;
}
