/* A token's form as the model knows it, and the features that depend on the form alone.
 *
 * The form is the token with every ASCII digit as `0` and curly apostrophes straight, cut to FORM_MAX
 * bytes. Everything the encoder computes from a form is computed once and cached (encoder.h). */
#ifndef DM_TAG_FORM_H
#define DM_TAG_FORM_H

#include <stddef.h>
#include <stdint.h>

enum {
  DM_FORM_MAX = 64, /* bytes */
  DM_AFFIXES = 8,   /* prefixes of 1..4 and suffixes of 1..4 characters */
  DM_TRIGRAMS = 16, /* at most so many character trigrams of ^form$ are used */
  DM_CASES = 10,    /* case classes */
};

typedef struct {
  char bytes[DM_FORM_MAX + 8];
  uint32_t size;
  uint64_t hash; /* of bytes */
} dm_form;

/* Hashes of the features; a table of n rows uses row hash % n. */
typedef struct {
  uint64_t lower;
  uint64_t affix[DM_AFFIXES];
  uint64_t trigram[DM_TRIGRAMS];
  uint32_t trigrams; /* how many of them are used */
  uint64_t shape;
  uint32_t cased; /* case class, 0..DM_CASES-1 */
} dm_form_features;

uint64_t dm_hash(const void *bytes, size_t size);

void dm_form_of(const char *token, size_t size, dm_form *form);
void dm_form_features_of(const dm_form *form, dm_form_features *features);

/* The form in lower case / with a capital first and the rest in lower case / in capitals. */
void dm_form_lower(const dm_form *form, dm_form *lower);
void dm_form_title(const dm_form *form, dm_form *title);
void dm_form_upper(const dm_form *form, dm_form *upper);

/* Whether the first letter is a capital, and whether no letter is lower case (and at least two are capital). */
int dm_form_capital(const dm_form *form);
int dm_form_all_capitals(const dm_form *form);
int dm_form_has_lower(const dm_form *form);

#endif
