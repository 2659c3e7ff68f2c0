/* Text through segment and cable: whatever it is, every character is in one token, sentences cover the tokens
 * in order, and all spans lie in the text. */
#include <stdlib.h>

#include "base/document.h"
#include "cable/cable.h"
#include "read/read.h"
#include "segment/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds) {
  if (!holds) abort();
}

static void check_span(const dm_document *doc, dm_span span) {
  require(span.begin <= span.end && span.end <= doc->text_size);
}

static void check_value(const dm_document *doc, const dm_cable_value *value) {
  check_span(doc, value->span);
  require(value->status <= DM_FIELD_CONTRADICTED);
}

static void check_fields(const dm_document *doc, const dm_cable_fields *f) {
  check_value(doc, &f->number);
  check_value(doc, &f->subject);
  check_value(doc, &f->reference_line);
  for (size_t i = 0; i < f->tag_count; i++) check_value(doc, &f->tags[i].code);
  for (size_t i = 0; i < f->reference_count; i++) check_value(doc, &f->references[i].message);
  for (size_t i = 0; i < f->block_count; i++) check_span(doc, f->blocks[i].span);
  for (size_t i = 0; i < f->participant_count; i++) check_span(doc, f->participants[i].span);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dm_document *doc = dm_document_from_text("fuzz", (const char *)data, size);
  if (!doc) return 0;
  require(dm_segment(doc, NULL) == DM_OK && dm_cable(doc, NULL) == DM_OK);
  uint32_t at = 0, token = 0;
  for (size_t i = 0; i < doc->token_count; i++) {
    dm_span span = doc->tokens[i].span;
    require(span.begin >= at && span.begin < span.end && span.end <= doc->text_size);
    require(doc->tokens[i].zone < DM_ZONE_COUNT);
    for (; at < span.begin; at++)
      require((signed char)doc->text[at] <= 0x20); /* only blanks between, or bytes beyond ASCII */
    at = span.end;
  }
  for (size_t i = 0; i < doc->sentence_count; i++) {
    const dm_sentence *s = &doc->sentences[i];
    require(s->first == token && s->end > s->first && s->end - s->first <= 400);
    require(s->paragraph == DM_NONE || s->paragraph < doc->paragraph_count);
    token = s->end;
  }
  require(token == doc->token_count);
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    check_span(doc, doc->paragraphs[i].span);
    check_span(doc, doc->paragraphs[i].mark);
  }
  if (doc->cable) check_fields(doc, doc->cable);
  dm_document_free(doc);
  return 0;
}
