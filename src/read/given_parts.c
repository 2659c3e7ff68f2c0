#include "read/given_parts.h"

#include <string.h>

uint32_t dm_point_byte(dm_point *p, uint32_t wanted) {
  const char *text = p->doc->text;
  if (wanted < p->point) return DM_NONE;
  while (p->point < wanted && p->byte < p->doc->text_size) {
    p->byte++;
    while (p->byte < p->doc->text_size && (text[p->byte] & 0xC0) == 0x80) p->byte++;
    p->point++;
  }
  return p->point == wanted ? p->byte : DM_NONE;
}

static bool follows(const dm_document *doc, dm_span span, uint32_t last) {
  return last <= span.begin && span.begin < span.end && span.end <= doc->text_size;
}

bool dm_add_token(dm_document *doc, dm_span span) {
  uint32_t last = doc->token_count ? doc->tokens[doc->token_count - 1].span.end : 0;
  if (!follows(doc, span, last)) return false;
  doc->tokens = dm_grow(doc->arena, doc->tokens, doc->token_count, &doc->token_room, sizeof *doc->tokens);
  uint8_t glued = doc->token_count && last == span.begin ? DM_TOKEN_GLUED : 0;
  doc->tokens[doc->token_count++] = (dm_token){.span = span, .flags = glued};
  return true;
}

bool dm_add_given(dm_document *doc, dm_span span, const char *type) {
  uint32_t last = doc->given_count ? doc->givens[doc->given_count - 1].span.end : 0;
  if (!follows(doc, span, last)) return false;
  doc->givens = dm_grow(doc->arena, doc->givens, doc->given_count, &doc->given_room, sizeof *doc->givens);
  doc->givens[doc->given_count++] = (dm_given){.span = span, .type = type};
  return true;
}

bool dm_add_sentence(dm_document *doc) {
  uint32_t first = doc->sentence_count ? doc->sentences[doc->sentence_count - 1].end : 0;
  if (first == doc->token_count) return false;
  doc->sentences =
      dm_grow(doc->arena, doc->sentences, doc->sentence_count, &doc->sentence_room, sizeof *doc->sentences);
  doc->sentences[doc->sentence_count++] =
      (dm_sentence){.first = first, .end = (uint32_t)doc->token_count, .paragraph = DM_NONE};
  return true;
}
