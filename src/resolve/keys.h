/* Keys under which an entity can be found again. The letter in front says what kind:
 *
 *     P=ali mamluk      person, the folded name           p~AL,MMLK     initial and skeleton of the surname
 *     p:MMLK            person with given names, skeleton of the surname (for surnames met alone)
 *     pc=mao zo tong    person, Chinese syllables         p1=karn@POST  surname alone, in one place
 *     L= O= M= folded name;  O=mfa@POST where every country has one;  o~ skeleton of a body's name
 *     G=volume#p_RD1    identity stated by the source
 *     K=karn-ilya       certainly this person of a public list (resolve/known.h)
 */
#ifndef DM_RESOLVE_KEYS_H
#define DM_RESOLVE_KEYS_H

#include "resolve/group.h"

enum { DM_KEYS = 16 };

typedef struct {
  const char *keys[DM_KEYS];
  size_t count;
} dm_keys;

/* The place within which names that many bear are kept apart: post, else collection, else "". */
const char *dm_scope_of(const dm_names *names);

/* All keys of a group, the most exact first. */
void dm_keys_of(dm_arena *arena, const dm_group *group, const dm_names *names, dm_keys *out);

#endif
