/* The mentions of a document as writers print them. A mention is one stretch of tokens, but a page line
 * may run through it (DM_TOKEN_SKIPPED): such a mention is printed in parts, so that no page line is ever
 * inside a printed name. */
#ifndef DM_WRITE_PARTS_H
#define DM_WRITE_PARTS_H

#include "base/buffer.h"
#include "base/document.h"

typedef struct {
  const dm_document *doc;
  bool (*breaks)(const dm_document *doc, uint32_t token); /* a token that no part may hold */
  size_t index;                                           /* of the mention */
  uint32_t next;                                          /* token after the part */
  /* the part */
  const dm_mention *mention;
  uint32_t first, end; /* tokens, half open */
  dm_span span;        /* of text */
} dm_parts;

/* Start of a walk over all parts in order. */
dm_parts dm_parts_of(const dm_document *doc);
bool dm_parts_next(dm_parts *parts); /* false after the last one */

bool dm_token_skipped(const dm_document *doc, uint32_t token);

/* The part's words with one blank where the text has blanks or a wrapped line's end. */
void dm_part_name(const dm_parts *part, dm_buffer *out);

#endif
