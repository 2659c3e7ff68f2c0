/* Running text of marked-up documents: blanks collapse, elements begin lines and paragraphs. */
#ifndef DM_READ_FLOW_H
#define DM_READ_FLOW_H

#include <stdbool.h>

#include "read/text_builder.h"

typedef struct {
  dm_text_builder *b;
  uint32_t start; /* nothing is owed before text[start] */
  int lines;      /* line ends owed before the next word, at most 2 */
  bool blank;     /* a blank is owed */
  bool keep;      /* blanks are kept as they are: <pre> */
  size_t shown;   /* source offset behind the last word */
} dm_flow;

/* A flow that goes on at the end of b's text; the source before bytes[from] is passed over. */
dm_flow dm_flow_begin(dm_text_builder *b, size_t from);
void dm_flow_text(dm_flow *flow, size_t from, size_t to);
void dm_flow_code(dm_flow *flow, uint32_t code, size_t from, size_t to); /* an entity, never a blank */
void dm_flow_break(dm_flow *flow, int lines); /* 0: words apart, 1: a new line, 2: a new paragraph */

#endif
