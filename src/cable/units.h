/* The text as cable structure sees it: units, each a stretch of lines joined by wraps, cut again where
 * a paragraph mark stands inside. A unit is a header field, a caption, a heading, a list item or the
 * whole prose of a paragraph. */
#ifndef DM_CABLE_UNITS_H
#define DM_CABLE_UNITS_H

#include <stdbool.h>

#include "base/document.h"

typedef struct {
  uint32_t first, end;   /* tokens */
  uint32_t sentence;     /* first of its sentences */
  uint32_t sentence_end; /* behind the last */
  bool blank_before;     /* a blank line or the begin of the text above it */
  bool blank_after;      /* a blank line or the end of the text below it */
  bool underlined;       /* a dashed line right below it */
  bool furniture;        /* page line, section join, underline: no words of the message */
  bool inside;           /* begins inside a line: cut off at a paragraph mark */
} dm_unit;

typedef struct {
  dm_unit *items;
  size_t count, room;
} dm_unit_list;

dm_unit_list dm_cable_units(dm_document *doc);

/* ---- looking at tokens ------------------------------------------------------------------------ */

static inline const char *dm_token_bytes(const dm_document *doc, uint32_t token) {
  return doc->text + doc->tokens[token].span.begin;
}
static inline uint32_t dm_token_size(const dm_document *doc, uint32_t token) {
  return doc->tokens[token].span.end - doc->tokens[token].span.begin;
}
bool dm_token_is(const dm_document *doc, uint32_t token, const char *text);        /* exactly */
bool dm_token_is_nocase(const dm_document *doc, uint32_t token, const char *text); /* ASCII case ignored */
/* The number in 1..`most` that the token consists of, 0 if it is none. */
uint32_t dm_token_number(const dm_document *doc, uint32_t token, uint32_t most);
bool dm_token_has_lower(const dm_document *doc, uint32_t token);
bool dm_token_has_upper(const dm_document *doc, uint32_t token);

/* The unit's text from its first to its last character. */
dm_span dm_unit_span(const dm_document *doc, const dm_unit *unit);

#endif
