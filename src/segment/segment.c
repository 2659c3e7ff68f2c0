#include "segment/segment.h"

#include "base/error.h"
#include "segment/stages.h"

dm_status dm_segment(dm_document *doc, dm_error *error) {
  (void)error; /* no text is wrong; memory is the arena's business */
  if (doc->token_count) return DM_OK;
  dm_segment_lines(doc);
  dm_segment_wraps(doc);
  dm_segment_tokens(doc);
  dm_segment_pairs(doc);
  dm_segment_sentences(doc);
  return DM_OK;
}
