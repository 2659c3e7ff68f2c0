/* Where a word ends: the characters that are inside some words and outside others. */
#ifndef DM_SEGMENT_WORDEND_H
#define DM_SEGMENT_WORDEND_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  const char *text;
  uint32_t size;  /* end of the line: no word goes beyond */
  uint32_t whole; /* end of the text: what follows a full stop may be looked for up to here */
} dm_text_view;

typedef struct {
  uint32_t end;
  bool compound; /* holds a hyphen or slash, and an upper-case letter */
} dm_word_end;

/* The word that begins at `begin` (with a letter, a digit, or a character that dm_word_begins lets in)
 * ends before result.end. A full stop that belongs to the word is inside. */
dm_word_end dm_find_word_end(dm_text_view view, uint32_t begin);

/* Length of the possessive ending ('s ’S ,s) at `at`, 0 if none stands there. */
uint32_t dm_possessive_at(dm_text_view view, uint32_t at);

/* End of the URL that begins at `begin`, 0 if none does. */
uint32_t dm_url_end(dm_text_view view, uint32_t begin);

#endif
