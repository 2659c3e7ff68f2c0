/* Titles and offices that stand in front of a name. */
#ifndef DM_RESOLVE_TITLES_H
#define DM_RESOLVE_TITLES_H

typedef struct {
  const char *word; /* folded */
  const char *role; /* "" for forms of address that say nothing of an office */
  char sex;         /* 'm', 'f' or 0 */
} dm_title;

/* NULL if the folded word is none. */
const dm_title *dm_title_of(const char *word);

#endif
