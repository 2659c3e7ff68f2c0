/* The text of a header field as the parsers of fields see it: one line, and the place of every character. */
#ifndef DM_CABLE_TEXT_H
#define DM_CABLE_TEXT_H

#include <stdbool.h>

#include "base/document.h"
#include "cable/cable.h"

typedef struct {
  dm_document *doc;
  char *s;      /* [size + 1], blanks and line ends made one blank, furniture left out */
  uint32_t *at; /* [size + 1], place of each character in the document's text */
  uint32_t size;
} dm_field_text;

/* The tokens [first, end) as field text. */
dm_field_text dm_field_text_of(dm_document *doc, uint32_t first, uint32_t end);

/* s[begin .. end), without blanks at its ends, as a value that is stated. An empty one is missing. */
dm_cable_value dm_value_of(const dm_field_text *text, uint32_t begin, uint32_t end);
/* Sets normal (printf-like). */
void dm_normalise(dm_document *doc, dm_cable_value *value, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void dm_doubt(dm_cable_value *value, const char *note);
/* A value that stands nowhere but was concluded; doubtful. */
dm_cable_value dm_concluded(dm_document *doc, const char *normal, const char *note);

bool dm_text_starts(const dm_field_text *text, uint32_t at, const char *with); /* ASCII case ignored */
/* First place at or behind `from` where `what` stands as words of its own, case ignored; size if nowhere. */
uint32_t dm_text_find(const dm_field_text *text, uint32_t from, const char *what);
uint32_t dm_skip_blanks(const dm_field_text *text, uint32_t at);

static inline bool dm_is_digit(char c) {
  return c >= '0' && c <= '9';
}
static inline bool dm_is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
static inline bool dm_is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
static inline bool dm_is_alpha(char c) {
  return dm_is_upper(c) || dm_is_lower(c);
}
static inline char dm_upper(char c) {
  return dm_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

/* A copy in capitals without anything but letters and digits: "Tel Aviv" -> "TELAVIV". */
char *dm_station_key(dm_arena *arena, const char *text, uint32_t size);

#endif
