/* Reading JSON value by value, with the place of every string known. What is not JSON sets `error`, and
 * everything after that fails. */
#ifndef DM_READ_JSON_SCAN_H
#define DM_READ_JSON_SCAN_H

#include <stdbool.h>

#include "read/text_builder.h"

typedef struct {
  const char *bytes;
  size_t size, at;
  const char *error; /* static text; it stands at `at` */
} dm_json_scan;

typedef struct {
  size_t begin, end; /* between the quotes, escapes as they stand */
} dm_json_string;

/* { or [: true if it stands here. Then next() before each member or item: false at the end, which it passes. */
bool dm_json_enter(dm_json_scan *scan, char bracket);
bool dm_json_next(dm_json_scan *scan, bool first);

bool dm_json_take_string(dm_json_scan *scan, dm_json_string *string);
bool dm_json_take_key(dm_json_scan *scan, dm_json_string *key); /* a string and its colon */
bool dm_json_take_number(dm_json_scan *scan, uint32_t *number); /* a whole number; others set error */
void dm_json_skip(dm_json_scan *scan);                          /* any value */

/* Is a string without escapes equal to text? */
bool dm_json_is(const dm_json_scan *scan, dm_json_string string, const char *text);
/* Appends a string with its escapes undone. */
void dm_json_decode(dm_text_builder *b, dm_json_string string);

#endif
