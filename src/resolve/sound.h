/* How names sound, across the ways in which Arabic, Persian, Russian and Chinese names are spelled. */
#ifndef DM_RESOLVE_SOUND_H
#define DM_RESOLVE_SOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "resolve/fold.h"

enum { DM_SOUND_ROOM = 64 };

/* The consonants of a folded word in coarse classes: a key under which all spellings of a name should meet
 * ("gaddafi", "qadhafi" -> "KDF"). */
void dm_skeleton(const char *word, char out[DM_SOUND_ROOM]);

/* 0..1: how alike two folded words sound. */
float dm_sound_alike(const char *a, const char *b);

/* The name as Chinese syllables in one spelling, whether it was Pinyin or Wade-Giles ("mao tse tung", "mao
 * zedong" -> "mao zo tong"); false where it is not two to four such syllables that begin with a common family
 * name. */
bool dm_chinese(const dm_folded *name, char out[DM_SOUND_ROOM]);

/* From this likeness on two names are taken for one. */
#define DM_ALIKE 0.8f

/* From this on one may be the other misspelled, where a document or an id says that it is one person. */
#define DM_MISSPELLED 0.88f

/* 0..1: how well a word alone fits a name: best as its surname, less as another part. */
float dm_word_in_name(const char *word, const dm_folded *name);

/* 0..1: that two folded names of persons mean the same name. */
float dm_names_alike(const dm_folded *a, const dm_folded *b);

#endif
