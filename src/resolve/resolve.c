#include "resolve/resolve.h"

#include <string.h>

#include "resolve/group.h"
#include "resolve/keys.h"
#include "resolve/link.h"
#include "resolve/sound.h"

static dm_cluster cluster_of(dm_arena *arena, const dm_names *names, const dm_group *group) {
  dm_keys keys;
  dm_keys_of(arena, group, names, &keys);
  const char **copy = dm_alloc(arena, (keys.count + 1) * sizeof *copy);
  memcpy(copy, keys.keys, keys.count * sizeof *copy);
  return (dm_cluster){.type = group->type,
                      .name = group->name.surface,
                      .role = group->name.role,
                      .entity = group->entity,
                      .score = 1,
                      .reason = group->entity ? "decided before" : "first met",
                      .keys = copy,
                      .key_count = keys.count};
}

/* Names of several words are the surest; surnames come last, when their company is known. */
static int turn(const dm_group *group) {
  bool person = dm_kind_of(group->type) == DM_KIND_PERSON;
  return group->given ? 0 : !person ? 1 : group->name.words.count > 1 ? 2 : 3;
}

static dm_resolution resolve(dm_arena *arena, const dm_names *names, const dm_lookup *lookup) {
  dm_groups groups = {0};
  dm_group_names(arena, names, lookup, &groups);
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
