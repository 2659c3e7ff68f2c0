/* Character classes for splitting text: one table look-up for ASCII, utf8proc beyond. */
#ifndef DM_SEGMENT_CHARS_H
#define DM_SEGMENT_CHARS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
  DM_CHAR_BLANK,
  DM_CHAR_LINE_END, /* \n and \r: also blank */
  DM_CHAR_LOWER,    /* lower-case letter, or a letter without case, or a combining mark */
  DM_CHAR_UPPER,
  DM_CHAR_DIGIT,
  DM_CHAR_PERIOD,     /* . */
  DM_CHAR_HYPHEN,     /* - and the Unicode hyphens */
  DM_CHAR_SLASH,      /* / */
  DM_CHAR_APOSTROPHE, /* ' ’ ‘ ` and the modifier letters */
  DM_CHAR_COMMA,
  DM_CHAR_COLON,
  DM_CHAR_CURRENCY,
  DM_CHAR_OPEN,   /* opening bracket or quote */
  DM_CHAR_CLOSE,  /* closing bracket or quote; straight double quotes too */
  DM_CHAR_DASH,   /* en and em dashes */
  DM_CHAR_RULE,   /* = _ * ~ : repeated, they rule a line */
  DM_CHAR_MARK,   /* the paragraph mark ¶ */
  DM_CHAR_JOINER, /* & @ + # %: inside a word sometimes */
  DM_CHAR_OTHER,
} dm_char_class;

extern const uint8_t dm_ascii_class[128];

/* Class of the character at text[at]; its length goes to *length. at < size. */
dm_char_class dm_char_class_wide(const char *text, uint32_t size, uint32_t at, uint32_t *length);

static inline dm_char_class dm_char_at(const char *text, uint32_t size, uint32_t at, uint32_t *length) {
  unsigned char byte = (unsigned char)text[at];
  if (byte < 128) return *length = 1, (dm_char_class)dm_ascii_class[byte];
  return dm_char_class_wide(text, size, at, length);
}

static inline bool dm_is_letter(dm_char_class c) {
  return c == DM_CHAR_LOWER || c == DM_CHAR_UPPER;
}
static inline bool dm_is_alnum(dm_char_class c) {
  return c == DM_CHAR_LOWER || c == DM_CHAR_UPPER || c == DM_CHAR_DIGIT;
}
static inline bool dm_is_blank(dm_char_class c) {
  return c <= DM_CHAR_LINE_END;
}

#endif
