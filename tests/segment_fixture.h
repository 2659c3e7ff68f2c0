/* Segmenting text in tests: tokens joined by "|", sentences by " / ". */
#ifndef DM_TESTS_SEGMENT_FIXTURE_H
#define DM_TESTS_SEGMENT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/document.h"
#include "cable/cable.h"
#include "segment/segment.h"

static inline dm_document *document_of(const char *text, size_t size) {
  dm_document *doc = dm_document_new("test");
  doc->text = dm_strndup(doc->arena, text, size);
  doc->text_size = (uint32_t)size;
  assert_int_equal(dm_segment(doc, NULL), DM_OK);
  return doc;
}

static inline void add_token(dm_buffer *out, const dm_document *doc, uint32_t token) {
  dm_span span = doc->tokens[token].span;
  dm_buffer_add(out, doc->text + span.begin, span.end - span.begin);
}

/* "The|U.S.|agreed|. / He|left|." ; a skipped token is left out. */
static inline char *sentences_of(const char *text) {
  dm_document *doc = document_of(text, strlen(text));
  dm_buffer out = {0};
  for (size_t i = 0; i < doc->sentence_count; i++) {
    if (i) dm_buffer_puts(&out, " / ");
    bool first = true;
    for (uint32_t t = doc->sentences[i].first; t < doc->sentences[i].end; t++) {
      if (doc->tokens[t].flags & DM_TOKEN_SKIPPED) continue;
      if (!first) dm_buffer_putc(&out, '|');
      first = false;
      add_token(&out, doc, t);
    }
  }
  dm_buffer_putc(&out, 0);
  dm_document_free(doc);
  return out.bytes;
}

static inline void expect_sentences(const char *text, const char *expected) {
  char *seen = sentences_of(text);
  assert_string_equal(seen, expected);
  free(seen);
}

#endif
