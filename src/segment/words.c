#include "segment/words.h"

#include <string.h>

#include "segment/words_tables.h"

static const char *const *const lists[DM_WORD_LIST_COUNT] = {
    [DM_WORD_ABBREVIATION] = dm_words_abbreviation,
    [DM_WORD_ABBREVIATION_LAST] = dm_words_abbreviation_last,
    [DM_WORD_ABBREVIATION_NUMBER] = dm_words_abbreviation_number,
    [DM_WORD_STARTER] = dm_words_starter,
    [DM_WORD_PARTICLE] = dm_words_particle,
    [DM_WORD_PREFIX] = dm_words_prefix,
    [DM_WORD_SUFFIX] = dm_words_suffix,
    [DM_WORD_BUREAU] = dm_words_bureau,
    [DM_WORD_PLACE] = dm_words_place,
    [DM_WORD_PEOPLE] = dm_words_people,
};

/* First item whose initial is not below `initial`: lists are short and sorted, and most misses end
 * at the initial. */
static bool search(const char *const *list, const char *word, uint32_t size) {
  for (const char *const *item = list; *item; item++) {
    if ((*item)[0] < word[0]) continue;
    if ((*item)[0] > word[0]) return false;
    if (!strncmp(*item, word, size) && !(*item)[size]) return true;
  }
  return false;
}

bool dm_word_in(dm_word_list list, const char *word, uint32_t size) {
  char lower[DM_WORD_LONGEST];
  if (!size || size > DM_WORD_LONGEST) return false;
  for (uint32_t i = 0; i < size; i++) {
    char c = word[i];
    lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  return search(lists[list], lower, size);
}
