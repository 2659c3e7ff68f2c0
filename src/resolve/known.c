#include "resolve/known.h"

#include <stdio.h>
#include <string.h>

#include "resolve/office.h"
#include "resolve/sound.h"

/* How a name stands to a known person's. */
typedef enum { CONTRADICTS, SURNAME, INITIALS, FULL_NAME } agreement;

static bool same_given(const char *a, const char *b) {
  return a[1] && b[1] ? !strcmp(a, b) : *a == *b;
}

/* Given names agree where those of the shorter name are among the longer one's, in order, initials standing for
 * what they begin; one has to be written out in both. */
static agreement compare_given(const dm_folded *a, size_t a_count, const dm_folded *b, size_t b_count) {
  if (a_count > b_count) return compare_given(b, b_count, a, a_count);
  size_t at = 0;
  bool full = false;
  for (size_t i = 0; i < a_count; i++, at++) {
    while (at < b_count && !same_given(a->words[i], b->words[at])) at++;
    if (at == b_count) return CONTRADICTS;
    full |= a->words[i][1] && b->words[at][1];
  }
  return full ? FULL_NAME : INITIALS;
}

static dm_folded fold(const dm_envoy *who) {
  dm_folded out;
  dm_fold_person(who->name, strlen(who->name), &out);
  return out;
}

static agreement compare(const dm_folded *who, const dm_folded *name) {
  size_t surname = who->count - who->surname;
  if (name->count < surname) return CONTRADICTS;
  size_t given = name->count - surname;
  for (size_t i = 0; i < surname; i++)
    if (strcmp(who->words[who->surname + i], name->words[given + i]) != 0) return CONTRADICTS;
  return given ? compare_given(who, who->surname, name, given) : SURNAME;
}

bool dm_known_fits(const dm_known *known, const dm_folded *name) {
  dm_folded who = fold(&known->who);
  return compare(&who, name) != CONTRADICTS || dm_names_alike(&who, name) >= DM_MISSPELLED;
}

/* What the document says of a group, beside its names. */
typedef struct {
  const dm_names *names;
  const dm_groups *groups;
  size_t group;
  bool read;
  dm_office office;      /* over all mentions */
  dm_envoy_places posts; /* of the document */
  bool signs;            /* the name stands alone in a line of what an embassy sent */
} circumstances;

static bool stands_alone(const dm_names *names, dm_span span) {
  bool begins = span.begin && names->text[span.begin - 1] == '\n';
  return begins && (span.end == names->size || names->text[span.end] == '\n');
}

static void read_circumstances(circumstances *c) {
  c->read = true;
  bool sent = dm_office_posts(c->names, &c->posts);
  for (size_t i = 0; i < c->names->count; i++) {
    if (c->groups->members[i].cluster != c->group) continue;
    dm_office_stated(c->names, c->names->names[i].span, &c->office);
    c->signs |= sent && stands_alone(c->names, c->names->names[i].span);
  }
}

/* Whether the person was ever in one of the countries of the office that is stated. */
static bool office_agrees(const circumstances *c, const dm_envoy *who) {
  bool agrees = !c->office.places.count;
  for (size_t i = 0; i < who->tenure_count; i++) agrees |= dm_envoy_was_in(&c->office.places, &who->tenures[i]);
  return agrees;
}

/* Whether the person was in office in a year or near it: most of a name's bearers fall here. */
static bool served(const dm_envoy *who, int year) {
  for (size_t i = 0; i < who->tenure_count; i++)
    if (year >= who->tenures[i].first - 1 && year <= who->tenures[i].last + 1) return true;
  return false;
}

/* The tenure in which the person is met here, NULL if in none. A full name may come a year early or late: who
 * is named for a post, or has just left it. */
static const dm_tenure *tenure_met(const circumstances *c, const dm_envoy *who, bool full) {
  int year = c->names->year ? c->names->year : c->office.year;
  for (size_t i = 0; i < who->tenure_count; i++) {
    const dm_tenure *t = &who->tenures[i];
    if (year < t->first - full || year > t->last + full) continue;
    if (!full && !c->signs && t->kind != DM_ENVOY_AMBASSADOR) continue;
    if (dm_envoy_was_in(&c->office.places, t) || dm_envoy_was_in(&c->posts, t)) return t;
  }
  return NULL;
}

static bool others_agree(const dm_group *group, const dm_folded *who) {
  for (size_t i = 0; i < group->other_count; i++)
    if (compare(who, &group->others[i]) == CONTRADICTS) return false;
  return true;
}

/* Is it this one? */
static const dm_tenure *consider(circumstances *c, const dm_envoy *who) {
  const dm_group *group = &c->groups->groups[c->group];
  if (c->names->year && !served(who, c->names->year)) return NULL;
  dm_folded name = fold(who);
  agreement how = compare(&name, &group->name.words);
  if ((how != FULL_NAME && how != SURNAME) || !others_agree(group, &name)) return NULL;
  if (!c->read) read_circumstances(c);
  if (c->office.foreign || !office_agrees(c, who)) return NULL;
  if (how == SURNAME && !c->office.ambassador && !c->signs) return NULL;
  return tenure_met(c, who, how == FULL_NAME);
}

const dm_known *dm_known_envoy(dm_arena *arena, const dm_names *names, const dm_groups *groups, size_t group) {
  const dm_folded *words = &groups->groups[group].name.words;
  circumstances c = {.names = names, .groups = groups, .group = group};
  dm_known found = {0};
  for (size_t n = 1; n <= 3 && n <= words->count; n++) {
    char surname[DM_FOLD_WORDS * (DM_FOLD_LETTERS + 1)];
    size_t first;
    dm_fold_join(words, words->count - n, words->count, "-", surname, sizeof surname);
    size_t count = dm_envoys_surnamed(surname, &first);
    for (size_t i = first; i < first + count; i++) {
      dm_envoy who = dm_envoy_at(i);
      const dm_tenure *tenure = consider(&c, &who);
      if (!tenure) continue;
      if (found.tenure) return NULL; /* two that may be meant */
      found = (dm_known){who, tenure};
    }
  }
  if (!found.tenure) return NULL;
  dm_known *out = dm_alloc(arena, sizeof *out);
  *out = found;
  return out;
}

dm_group dm_known_group(dm_arena *arena, const dm_group *group) {
  dm_group full = *group;
  char joined[DM_FOLD_WORDS * (DM_FOLD_LETTERS + 1)];
  full.name.words = fold(&group->known->who);
  dm_fold_join(&full.name.words, 0, full.name.words.count, " ", joined, sizeof joined);
  full.name.key = dm_strdup(arena, joined);
  return full;
}

const char *dm_known_key(dm_arena *arena, const char *id) {
  return dm_printf(arena, "K=%s", id);
}

const char *dm_known_words(dm_arena *arena, const dm_known *known) {
  static const char *const kinds[] = {"ambassador to", "minister to", "charge in", "chief of mission in"};
  const dm_tenure *t = known->tenure;
  char last[16] = "";
  if (t->last > t->first) snprintf(last, sizeof last, "-%u", t->last);
  return dm_printf(arena, "U.S. %s %s %u%s: known as \"%s\"", kinds[t->kind], dm_envoy_country(t), t->first,
                   last, known->who.name);
}
