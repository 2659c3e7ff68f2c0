/* Documents made by hand, as the stages before the writers would have left them. */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/document.h"

static const char *const fixture_types[] = {"PER", "LOC", "ORG", "MISC"};

static inline void fixture_token(dm_document *doc, uint32_t begin, uint32_t end, uint8_t flags) {
  doc->tokens = dm_grow(doc->arena, doc->tokens, doc->token_count, &doc->token_room, sizeof *doc->tokens);
  doc->tokens[doc->token_count++] = (dm_token){{begin, end}, DM_ZONE_BODY, flags};
}

static inline void fixture_sentence(dm_document *doc, uint32_t first) {
  if (doc->token_count == first) return;
  doc->sentences =
      dm_grow(doc->arena, doc->sentences, doc->sentence_count, &doc->sentence_room, sizeof *doc->sentences);
  doc->sentences[doc->sentence_count++] = (dm_sentence){first, (uint32_t)doc->token_count, DM_NONE};
}

/* `text` with one sentence a line and tokens apart by blanks; a `|` parts two tokens with no blank between
 * and is no part of the text. */
static inline dm_document *fixture(const char *text) {
  dm_document *doc = dm_document_new("folder/note.txt");
  doc->id = "note";
  doc->format = DM_FORMAT_TEXT;
  doc->types = fixture_types;
  doc->type_count = 4;
  doc->text = dm_alloc(doc->arena, strlen(text) + 1);
  uint32_t size = 0, begin = 0, sentence = 0;
  uint8_t flags = 0;
  for (const char *c = text;; c++) {
    if (!*c || strchr(" \n|", *c)) {
      if (size > begin) {
        fixture_token(doc, begin, size, flags);
        flags = 0;
      }
      if (*c == '|') flags = DM_TOKEN_GLUED;
      if (*c == '\n' || !*c) {
        fixture_sentence(doc, sentence);
        sentence = (uint32_t)doc->token_count;
      }
      if (!*c) break;
      if (*c != '|') doc->text[size++] = *c;
      begin = size;
    } else {
      doc->text[size++] = *c;
    }
  }
  doc->text_size = size;
  dm_document_add_run(doc, 0, 0, size, 1);
  return doc;
}

/* Marks tokens [first, end). */
static inline dm_mention *fixture_mark(dm_document *doc, uint32_t first, uint32_t end, uint16_t type) {
  doc->mentions =
      dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof *doc->mentions);
  dm_mention *m = &doc->mentions[doc->mention_count++];
  *m = (dm_mention){.span = {doc->tokens[first].span.begin, doc->tokens[end - 1].span.end},
                    .first = first,
                    .end = end,
                    .paragraph = DM_NONE,
                    .type = type,
                    .confidence = 0.5f};
  return m;
}

static inline void fixture_anchor(dm_document *doc, uint32_t at, uint32_t end, const char *before,
                                  const char *after) {
  doc->anchors = dm_grow(doc->arena, doc->anchors, doc->anchor_count, &doc->anchor_room, sizeof *doc->anchors);
  doc->anchors[doc->anchor_count++] = (dm_anchor){at, end, before, after};
}

static inline void fixture_block(dm_document *doc, uint32_t begin, uint32_t end, dm_block_kind kind) {
  doc->blocks = dm_grow(doc->arena, doc->blocks, doc->block_count, &doc->block_room, sizeof *doc->blocks);
  doc->blocks[doc->block_count++] = (dm_block){{begin, end}, kind};
}

static inline void fixture_field(dm_document *doc, const char *name, const char *value) {
  doc->fields = dm_grow(doc->arena, doc->fields, doc->field_count, &doc->field_room, sizeof *doc->fields);
  doc->fields[doc->field_count++] = (dm_field){.name = name, .value = value};
}

#endif
