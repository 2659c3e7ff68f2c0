#include "cli/given.h"

#include <string.h>

#include "base/document.h"

static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};

static uint16_t type_of(const char *label) {
  for (uint16_t i = 0; i < 4; i++)
    if (!strcmp(types[i], label)) return i;
  return 3;
}

void dm_take_given(dm_document *doc) {
  doc->types = types;
  doc->type_count = 4;
  uint32_t done = 0;
  for (size_t i = 0; i < doc->given_count; i++) {
    const dm_given *given = &doc->givens[i];
    if (given->span.begin < done || given->span.end <= given->span.begin) continue;
    uint32_t first = dm_document_token_at(doc, given->span.begin);
    dm_mention mention = {.span = given->span,
                          .first = first,
                          .end = dm_document_token_at(doc, given->span.end - 1) + 1,
                          .paragraph = DM_NONE,
                          .type = type_of(given->type),
                          .zone = first < doc->token_count ? doc->tokens[first].zone : DM_ZONE_BODY,
                          .confidence = 1};
    doc->mentions = dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof mention);
    doc->mentions[doc->mention_count++] = mention;
    done = given->span.end;
  }
}
