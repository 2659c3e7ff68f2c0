/* The lists behind words.h: sorted, lower case, NULL at the end. */
#ifndef DM_SEGMENT_WORDS_TABLES_H
#define DM_SEGMENT_WORDS_TABLES_H

extern const char *const dm_words_abbreviation[];
extern const char *const dm_words_abbreviation_last[];
extern const char *const dm_words_abbreviation_number[];
extern const char *const dm_words_starter[];
extern const char *const dm_words_particle[];
extern const char *const dm_words_prefix[];
extern const char *const dm_words_suffix[];
extern const char *const dm_words_bureau[];
extern const char *const dm_words_place[];  /* words_names.c */
extern const char *const dm_words_people[]; /* words_names.c */

#endif
