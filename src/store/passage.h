/* A document's text cut into what full text search calls a paragraph: the paragraphs, and whatever stands
 * between them (headers, lists), so that every word can be found. */
#ifndef DM_STORE_PASSAGE_H
#define DM_STORE_PASSAGE_H

#include "base/document.h"

typedef struct {
  dm_span span;
  dm_span mark;    /* portion mark, empty if none */
  uint32_t number; /* as printed, 0 if none */
  uint8_t zone;
} dm_passage;

/* At most this many, so that document << 16 | position is a row of the index; the last takes the rest. */
enum { DM_PASSAGES = 65536 };

size_t dm_passages(const dm_document *doc, dm_arena *arena, dm_passage **out);

#endif
