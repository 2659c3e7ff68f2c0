/* Names as words that can be compared: lower case, no marks, no dots, no articles. */
#ifndef DM_RESOLVE_FOLD_H
#define DM_RESOLVE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

enum { DM_FOLD_WORDS = 12, DM_FOLD_LETTERS = 40 };

typedef struct {
  char words[DM_FOLD_WORDS][DM_FOLD_LETTERS]; /* [count], NUL-terminated */
  size_t count;
  size_t
      surname; /* a list says where the surname begins ("Batista y Zaldivar, Fulgencio"); else the last word */
  bool listed; /* a list says so */
} dm_folded;

/* Splits at blanks and hyphens; what does not fit is left off. */
void dm_fold(const char *text, size_t size, dm_folded *out);

/* Folds the name of a person: without titles, articles (al-), filial words (bin) and generational suffixes
 * (Jr.); "Abd al-Rahman", "Abdul Rahman" and "Abdurrahman" become one word. */
void dm_fold_person(const char *text, size_t size, dm_folded *out);

/* words[first..end) with `glue` between them. */
void dm_fold_join(const dm_folded *folded, size_t first, size_t end, const char *glue, char *out, size_t room);

bool dm_fold_equal(const dm_folded *a, const dm_folded *b);

/* Whether a folded word is in a list[count]; DM_FOLD_IN takes an array. */
bool dm_fold_in(const char *word, const char *const *list, size_t count);
#define DM_FOLD_IN(word, list) dm_fold_in(word, list, sizeof(list) / sizeof *(list))

#endif
