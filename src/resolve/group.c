/* In a document: full name, surname, title + surname, initials, capitals, possessive; abbreviation with its
 * expansion; people and language of a country. */
#include "resolve/group.h"

#include <ctype.h>
#include <string.h>

#include "base/countries.h"
#include "resolve/link.h"
#include "resolve/places.h"
#include "resolve/sound.h"

#define NO_GROUP UINT32_MAX

typedef struct {
  dm_arena *arena;
  const dm_names *names;
  const dm_lookup *lookup;
  dm_groups *out;
} grouping;

/* How many of a name's words are more than an initial. */
static size_t full_words(const dm_folded *words) {
  size_t count = 0;
  for (size_t i = 0; i < words->count; i++) count += words->words[i][1] != 0;
  return count;
}

/* The identity that a list's cross-reference leads to ("Diem, see Ngo Dinh Diem"), NULL if it is none. */
static const char *referred_to(const dm_names *names, size_t i) {
  if (i + 1 >= names->count || !names->names[i].given) return NULL;
  const char *at = names->text + names->names[i].span.end, *end = names->text + names->names[i + 1].span.begin;
  while (at < end && (isspace((unsigned char)*at) || *at == ',')) at++;
  if (end - at < 4 || strncmp(at, "see", 3) != 0) return NULL;
  for (at += 3; at < end; at++)
    if (!isspace((unsigned char)*at)) return NULL;
  return names->names[i + 1].given;
}

/* The identity that the source states for a mention, NULL if none. */
static const char *given_of(const dm_names *names, size_t i) {
  const char *other = referred_to(names, i);
  return other ? other : names->names[i].given;
}

static void join(grouping *g, size_t mention, uint32_t group, float score, const char *reason) {
  const dm_name_form *form = &g->out->forms[mention];
  dm_group *to = &g->out->groups[group];
  g->out->members[mention] = (dm_member){group, score, reason};
  if (form->words.count > 1 && to->other_count < DM_GROUP_FORMS && strcmp(form->key, to->name.key) != 0)
    to->others[to->other_count++] = form->words;
  if (mention > to->last) to->last = (uint32_t)mention;
  if (!*to->name.role) to->name.role = form->role;
  if (!to->name.sex) to->name.sex = form->sex;
  const char *own = g->names->names[mention].given, *given = given_of(g->names, mention);
  if (!to->given) to->given = given;
  if (own != given && to->referred_count < DM_GROUP_FORMS) to->referred[to->referred_count++] = own;
  if (!to->entity) to->entity = g->names->names[mention].entity;
}

static uint32_t begin(grouping *g, size_t mention) {
  dm_groups *out = g->out;
  out->groups = dm_grow(g->arena, out->groups, out->count, &out->room, sizeof *out->groups);
  out->groups[out->count] = (dm_group){.type = g->names->names[mention].type, .name = out->forms[mention]};
  join(g, mention, (uint32_t)out->count, 1, NULL);
  return (uint32_t)out->count++;
}

/* Nothing that was fixed from outside may be joined to something else that was. */
static bool may_join(const grouping *g, const dm_group *group, size_t mention) {
  const int64_t entity = g->names->names[mention].entity;
  const char *given = given_of(g->names, mention);
  if (group->entity && entity && group->entity != entity) return false;
  return !group->given || !given || !strcmp(group->given, given);
}

static uint32_t find_stated(const grouping *g, size_t mention) {
  const int64_t entity = g->names->names[mention].entity;
  const char *given = given_of(g->names, mention);
  for (size_t i = 0; i < g->out->count; i++) {
    const dm_group *group = &g->out->groups[i];
    if (entity && group->entity == entity) return (uint32_t)i;
    if (!entity && !group->entity && given && group->given && !strcmp(group->given, given)) return (uint32_t)i;
  }
  return NO_GROUP;
}

/* ---- persons ----------------------------------------------------------------------------------- */

/* How well one word fits a fuller name: as its last word, its first, any other; 0 not at all. */
static float word_fits(const dm_folded *full, const char *word) {
  static const float places[] = {1, 0.9f, 0.6f};
  size_t last = full->count - 1;
  if (!strcmp(full->words[last], word)) return places[0];
  if (!strcmp(full->words[0], word)) return places[1];
  for (size_t i = 1; i < last; i++)
    if (!strcmp(full->words[i], word)) return places[2];
  if (strlen(word) > 3 && dm_sound_alike(full->words[last], word) >= 0.92f) return places[1];
  return 0;
}

static float person_fits(const dm_name_form *form, const dm_group *group) {
  if (dm_kind_of(group->type) != DM_KIND_PERSON) return 0;
  if (form->sex && group->name.sex && form->sex != group->name.sex) return 0;
  const char *role = group->name.role;
  if (form->words.count == 1 && dm_office_rank(form->role) && dm_office_rank(role) &&
      strcmp(form->role, role) != 0)
    return 0;
  const dm_folded *full = &group->name.words, *words = &form->words;
  if (!full->count || !words->count) return 0;
  if (words->count == 1 && full->count == 1) return strcmp(words->words[0], full->words[0]) ? 0 : 1;
  if (words->count == 1) {
    float fit = word_fits(full, words->words[0]);
    for (size_t i = 0; i < group->other_count && fit <= 0; i++)
      fit = word_fits(&group->others[i], words->words[0]);
    return fit;
  }
  float alike = dm_names_alike(words, full);
  return alike >= DM_MISSPELLED ? alike : 0;
}

/* Whether the list of persons knows the group's full name under another office than the one that stands before
 * a surname: "Secretary Dulles" is not Allen W. Dulles, Director of Central Intelligence. */
static bool office_speaks_against(const grouping *g, const dm_name_form *form, const dm_group *group) {
  if (!g->lookup || !*g->names->collection || group->name.words.count < 2 || form->words.count != 1)
    return false;
  if (!dm_office_rank(form->role) || !strcmp(form->role, group->name.role)) return false;
  dm_cluster who = {0};
  dm_evidence evidence = {0};
  dm_link_group(g->arena, g->names, group, g->lookup, NULL, 0, &who);
  if (who.entity) g->lookup->evidence(g->lookup->user, who.entity, g->names, form->role, NULL, 0, &evidence);
  return evidence.office < 0;
}

static const char *person_reason(grouping *g, const dm_name_form *form, const dm_group *group) {
  const dm_name_form *full = &group->name;
  if (!strcmp(form->surface, full->surface)) return NULL;
  if (!strcmp(form->key, full->key)) return "same words";
  const char *how = form->words.count == 1
                        ? (*form->role || form->sex ? "title and part of" : "part of")
                        : (full_words(&form->words) < form->words.count ? "initials of" : "spelling of");
  return dm_printf(g->arena, "%s \"%s\"", how, full->surface);
}

/* The group that a person's name fits best: by how well it fits, then the same role, then the nearest
 * mention before it. */
static void place_person(grouping *g, size_t mention) {
  const dm_name_form *form = &g->out->forms[mention];
  uint32_t best = NO_GROUP;
  float best_fit = 0;
  int fitting = 0;
  for (size_t i = 0; i < g->out->count; i++) {
    const dm_group *group = &g->out->groups[i];
    if (!may_join(g, group, mention)) continue;
    float fit = person_fits(form, group);
    if (fit <= 0 || office_speaks_against(g, form, group)) continue;
    fitting++;
    if (*form->role && !strcmp(form->role, group->name.role)) fit += 0.2f;
    if (best != NO_GROUP && fit == best_fit) {
      uint32_t here = group->name.words.count ? group->last : 0, there = g->out->groups[best].last;
      bool nearer = here < mention && (there > mention || here > there);
      if (!nearer) continue;
    }
    if (best == NO_GROUP || fit >= best_fit) {
      best = (uint32_t)i;
      best_fit = fit;
    }
  }
  if (best == NO_GROUP) {
    begin(g, mention);
    return;
  }
  const char *reason = person_reason(g, form, &g->out->groups[best]);
  if (fitting > 1 && reason) reason = dm_printf(g->arena, "%s, of %d that fit", reason, fitting);
  join(g, mention, best, fitting > 1 ? 0.75f : 0.95f, reason);
}

/* ---- everything else --------------------------------------------------------------------------- */

/* "Name (ABC)" or "ABC (Name)": is `later` the abbreviation or expansion of `earlier`, in brackets right
 * behind it? */
static bool in_brackets(const grouping *g, size_t earlier, size_t later) {
  const dm_span a = g->names->names[earlier].span, b = g->names->names[later].span;
  const char *text = g->names->text;
  uint32_t at = a.end;
  while (at < b.begin && isspace((unsigned char)text[at])) at++;
  if (at >= b.begin || text[at] != '(') return false;
  for (at++; at < b.begin; at++)
    if (!isspace((unsigned char)text[at]) && !strchr("\"'\xE2\x80\x9C\x98", text[at])) return false;
  const char *p = g->out->forms[earlier].surface, *q = g->out->forms[later].surface;
  return dm_is_abbreviation(q, p) || dm_is_abbreviation(p, q);
}

static uint32_t same_key(const grouping *g, size_t mention, const char *country) {
  const dm_name *name = &g->names->names[mention];
  const dm_name_form *form = &g->out->forms[mention];
  for (size_t i = 0; i < g->out->count; i++) {
    const dm_group *group = &g->out->groups[i];
    if (!may_join(g, group, mention)) continue;
    if (country ? group->place && !strcmp(group->place, country)
                : !group->place && !strcmp(group->type, name->type) && !strcmp(group->name.key, form->key))
      return (uint32_t)i;
  }
  return NO_GROUP;
}

/* A group's other mentions under the same words as this one: "TSA" once "(TSA)" has been explained. */
static uint32_t same_words_before(const grouping *g, size_t mention) {
  for (size_t i = 0; i < mention; i++) {
    uint32_t group = g->out->members[i].cluster;
    if (strcmp(g->out->forms[i].key, g->out->forms[mention].key) != 0) continue;
    if (!strcmp(g->names->names[i].type, g->names->names[mention].type) &&
        may_join(g, &g->out->groups[group], mention))
      return group;
  }
  return NO_GROUP;
}

static void place_country(grouping *g, size_t mention, const char *country, bool people) {
  const dm_name_form *form = &g->out->forms[mention];
  uint32_t group = same_key(g, mention, country);
  if (group == NO_GROUP) {
    group = begin(g, mention);
    dm_group *fresh = &g->out->groups[group];
    fresh->place = country;
    fresh->type = "LOC";
    fresh->name.surface = dm_strdup(g->arena, country);
  }
  const char *reason = people ? dm_printf(g->arena, "people or language of %s", country)
                       : !strcmp(form->surface, country) ? NULL
                                                         : dm_printf(g->arena, "name of %s", country);
  join(g, mention, group, people ? 0.9f : 1, reason);
}

static void place_other(grouping *g, size_t mention) {
  const dm_name_form *form = &g->out->forms[mention];
  bool people = false;
  const char *country = form->kind == DM_KIND_BODY ? NULL : dm_country_of(form->key, &people);
  if (country && people == (form->kind == DM_KIND_OTHER)) {
    place_country(g, mention, country, people);
    return;
  }
  if (mention && in_brackets(g, mention - 1, mention)) {
    uint32_t group = g->out->members[mention - 1].cluster;
    if (may_join(g, &g->out->groups[group], mention)) {
      bool longer = strlen(form->surface) > strlen(g->out->groups[group].name.surface);
      const char *other = g->out->forms[mention - 1].surface;
      join(g, mention, group, 0.98f,
           dm_printf(g->arena, longer ? "spelled out behind \"%s\"" : "abbreviation of \"%s\"", other));
      if (!g->out->groups[group].abbreviation)
        g->out->groups[group].abbreviation = longer ? g->out->forms[mention - 1].key : form->key;
      if (longer) g->out->groups[group].name = *form;
      return;
    }
  }
  uint32_t group = same_words_before(g, mention);
  if (group == NO_GROUP) group = same_key(g, mention, NULL);
  if (group == NO_GROUP) {
    begin(g, mention);
    return;
  }
  const dm_group *to = &g->out->groups[group];
  bool same = !strcmp(to->name.surface, form->surface);
  bool abbreviated = strcmp(to->name.key, form->key) != 0;
  join(g, mention, group, abbreviated ? 0.95f : 1,
       same          ? NULL
       : abbreviated ? dm_printf(g->arena, "abbreviation of \"%s\"", to->name.surface)
                     : "same words");
}

/* ---- all --------------------------------------------------------------------------------------- */

/* Fuller names of persons first, so that "Karn" finds "Ilya Karn" even where it stands before it. */
static size_t *person_order(const grouping *g, size_t *count) {
  size_t n = g->names->count, k = 0;
  size_t *order = dm_alloc(g->arena, (n + 1) * sizeof *order);
  for (size_t words = DM_FOLD_WORDS; words != SIZE_MAX; words--)
    for (size_t i = 0; i < n; i++)
      if (g->out->forms[i].kind == DM_KIND_PERSON && g->out->forms[i].words.count == words) order[k++] = i;
  *count = k;
  return order;
}

void dm_group_names(dm_arena *arena, const dm_names *names, const dm_lookup *lookup, dm_groups *out) {
  grouping g = {arena, names, lookup, out};
  out->forms = dm_alloc(arena, (names->count + 1) * sizeof *out->forms);
  out->members = dm_alloc(arena, (names->count + 1) * sizeof *out->members);
  bool *done = dm_alloc(arena, names->count + 1);
  for (size_t i = 0; i < names->count; i++) out->forms[i] = dm_name_form_of(arena, names, &names->names[i]);
  for (size_t i = 0; i < names->count; i++) { /* first what is stated */
    const dm_name *name = &names->names[i];
    if (!name->entity && !name->given) continue;
    uint32_t group = find_stated(&g, i);
    if (group == NO_GROUP) {
      bool people;
      group = begin(&g, i);
      if (out->forms[i].kind == DM_KIND_PLACE)
        out->groups[group].place = dm_country_of(out->forms[i].key, &people);
    } else {
      dm_name_form *best = &out->groups[group].name;
      if (full_words(&out->forms[i].words) > full_words(&best->words)) *best = out->forms[i];
      if (out->forms[i].words.listed && *out->forms[i].role)
        best->role = out->forms[i].role; /* the list's own word */
      join(&g, i, group, 1, name->entity ? NULL : "the source says so");
    }
    done[i] = true;
  }
  size_t persons;
  size_t *order = person_order(&g, &persons);
  for (size_t i = 0; i < persons; i++)
    if (!done[order[i]]) place_person(&g, order[i]);
  for (size_t i = 0; i < names->count; i++)
    if (!done[i] && out->forms[i].kind != DM_KIND_PERSON) place_other(&g, i);
}
