/* Tokens, sentences and names that come with their source, given in code points of the text. */
#ifndef DM_READ_GIVEN_PARTS_H
#define DM_READ_GIVEN_PARTS_H

#include <stdbool.h>

#include "base/document.h"

/* A place in the text that moves forward only. */
typedef struct {
  const dm_document *doc;
  uint32_t point, byte;
} dm_point;

/* Byte offset of a code point, DM_NONE if it is behind the text's end or before the last one asked for. */
uint32_t dm_point_byte(dm_point *point, uint32_t wanted);

/* Each returns false, and adds nothing, if the span is empty or not behind the one before. */
bool dm_add_token(dm_document *doc, dm_span span);
bool dm_add_given(dm_document *doc, dm_span span, const char *type);
/* The tokens since the last sentence become one; false if there are none. */
bool dm_add_sentence(dm_document *doc);

#endif
