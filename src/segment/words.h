/* The word lists that splitting goes by, as data. Look-ups ignore case. */
#ifndef DM_SEGMENT_WORDS_H
#define DM_SEGMENT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
  DM_WORD_ABBREVIATION,        /* keeps its full stop and never ends a sentence before a name: Amb, Lt, Mr */
  DM_WORD_ABBREVIATION_LAST,   /* keeps its full stop and may end a sentence: Inc, Jr, etc */
  DM_WORD_ABBREVIATION_NUMBER, /* keeps its full stop before a number only: No, para, p */
  DM_WORD_STARTER,             /* often opens a sentence, hardly ever a name: The, He, In */
  DM_WORD_PARTICLE,            /* joined to the name behind it: al, el, bin */
  DM_WORD_PREFIX,              /* joined to a name but not part of it: anti, pro, non */
  DM_WORD_SUFFIX,              /* joined behind a name but not part of it: based, led, backed */
  DM_WORD_BUREAU,              /* first part of an office symbol: NEA, EUR, S */
  DM_WORD_PLACE,               /* country or capital, or a body that acts as one */
  DM_WORD_PEOPLE,              /* nationality and the like: Syrian, Arab, Sino */
  DM_WORD_LIST_COUNT
} dm_word_list;

#define DM_WORD_LONGEST 24

/* Whether word[0 .. size) is in the list. Longer than DM_WORD_LONGEST bytes: never. */
bool dm_word_in(dm_word_list list, const char *word, uint32_t size);

#endif
