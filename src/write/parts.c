#include "write/parts.h"

bool dm_token_skipped(const dm_document *doc, uint32_t token) {
  return doc->tokens[token].flags & DM_TOKEN_SKIPPED;
}

dm_parts dm_parts_of(const dm_document *doc) {
  return (dm_parts){.doc = doc, .breaks = dm_token_skipped};
}

bool dm_parts_next(dm_parts *p) {
  for (; p->index < p->doc->mention_count; p->index++) {
    const dm_mention *mention = &p->doc->mentions[p->index];
    if (p->next < mention->first) p->next = mention->first;
    while (p->next < mention->end && p->breaks(p->doc, p->next)) p->next++;
    if (p->next >= mention->end) continue;
    p->mention = mention;
    p->first = p->next;
    while (p->next < mention->end && !p->breaks(p->doc, p->next)) p->next++;
    p->end = p->next;
    p->span = (dm_span){p->doc->tokens[p->first].span.begin, p->doc->tokens[p->end - 1].span.end};
    return true;
  }
  return false;
}

void dm_part_name(const dm_parts *part, dm_buffer *out) {
  for (uint32_t i = part->first; i < part->end; i++) {
    const dm_token *token = &part->doc->tokens[i];
    if (i > part->first && !(token->flags & DM_TOKEN_GLUED)) dm_buffer_putc(out, ' ');
    dm_buffer_add(out, part->doc->text + token->span.begin, token->span.end - token->span.begin);
  }
}
