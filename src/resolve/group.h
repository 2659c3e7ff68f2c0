/* Names of one document on their way to becoming clusters. */
#ifndef DM_RESOLVE_GROUP_H
#define DM_RESOLVE_GROUP_H

#include "base/entity.h"
#include "resolve/fold.h"
#include "resolve/titles.h"

typedef enum { DM_KIND_PERSON, DM_KIND_PLACE, DM_KIND_BODY, DM_KIND_OTHER } dm_kind;

dm_kind dm_kind_of(const char *type); /* by label: PER..., LOC/GPE/..., ORG..., else */

/* A mention, looked at. */
typedef struct {
  dm_folded words;
  char *surface; /* as written, on one line, without possessive ending */
  char *key;     /* words joined by blanks */
  char sex;      /* from the title, 0 if it says nothing */
  const char *role;
  dm_kind kind;
} dm_name_form;

dm_name_form dm_name_form_of(dm_arena *arena, const dm_names *names, const dm_name *name);

/* How much an office says of who is meant, even of a family; 0 for those that many bear at a time. */
int dm_office_rank(const char *role);

enum { DM_GROUP_FORMS = 3 };

/* Mentions that mean the same. */
typedef struct {
  const char *type;
  dm_name_form name;                /* the fullest form */
  dm_folded others[DM_GROUP_FORMS]; /* [other_count], other names of several words */
  size_t other_count;
  const char *given; /* identity stated by the source, NULL */
  /* [referred_count] other identities, which the source refers to this one */
  const char *referred[DM_GROUP_FORMS];
  size_t referred_count;
  const char *abbreviation;     /* stated with the name in brackets, folded; NULL */
  const struct dm_known *known; /* whom a public list tells of (resolve/known.h), NULL */
  const char *place;            /* the country meant, NULL */
  int64_t entity;               /* fixed from outside, 0 */
  uint32_t last;                /* the latest mention, by index */
} dm_group;

typedef struct {
  dm_group *groups;
  size_t count, room;
  dm_member *members;  /* [names->count] */
  dm_name_form *forms; /* [names->count] */
} dm_groups;

/* All mentions of the document in groups. Where the document is part of a collection, `lookup` (or NULL) tells
 * what offices the collection's list of persons gives them. */
void dm_group_names(dm_arena *arena, const dm_names *names, const dm_lookup *lookup, dm_groups *out);

/* Whether the letters of `shorter` are the initials of `longer`'s words, in order, small words aside. */
bool dm_is_abbreviation(const char *shorter, const char *longer);

#endif
