#include "cli/given.h"

#include <string.h>

#include "base/document.h"

static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};

static uint16_t type_of(const char *label) {
  for (uint16_t i = 0; i < 4; i++)
    if (!strcmp(types[i], label)) return i;
  return 3;
}

/* First token that ends behind `at`. */
static uint32_t token_after(const dm_document *doc, uint32_t at) {
  size_t low = 0, high = doc->token_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (doc->tokens[middle].span.end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return (uint32_t)low;
}

void dm_take_given(dm_document *doc) {
  doc->types = types;
  doc->type_count = 4;
  uint32_t done = 0;
  for (size_t i = 0; i < doc->given_count; i++) {
    const dm_given *given = &doc->givens[i];
    if (given->span.begin < done || given->span.end <= given->span.begin) continue;
    uint32_t first = token_after(doc, given->span.begin);
    dm_mention mention = {.span = given->span,
                          .first = first,
                          .end = token_after(doc, given->span.end - 1) + 1,
                          .paragraph = DM_NONE,
                          .type = type_of(given->type),
                          .zone = first < doc->token_count ? doc->tokens[first].zone : DM_ZONE_BODY,
                          .confidence = 1};
    doc->mentions = dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof mention);
    doc->mentions[doc->mention_count++] = mention;
    done = given->span.end;
  }
}
