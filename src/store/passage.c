#include "store/passage.h"

#include <string.h>

typedef struct {
  dm_passage *items;
  size_t count, room;
  dm_arena *arena;
} passages;

static void add(passages *list, dm_passage passage) {
  if (list->count == DM_PASSAGES) {
    list->items[DM_PASSAGES - 1].span.end = passage.span.end;
    return;
  }
  list->items = dm_grow(list->arena, list->items, list->count, &list->room, sizeof *list->items);
  list->items[list->count++] = passage;
}

/* The zone of the first token at or after `at`. */
static uint8_t zone_at(const dm_document *doc, uint32_t at) {
  uint32_t token = dm_document_token_at(doc, at);
  return token < doc->token_count ? doc->tokens[token].zone : DM_ZONE_BODY;
}

static void add_gap(passages *list, const dm_document *doc, uint32_t begin, uint32_t end) {
  while (begin < end && strchr(" \t\r\n", doc->text[begin])) begin++;
  while (end > begin && strchr(" \t\r\n", doc->text[end - 1])) end--;
  if (begin < end) add(list, (dm_passage){.span = {begin, end}, .zone = zone_at(doc, begin)});
}

size_t dm_passages(const dm_document *doc, dm_arena *arena, dm_passage **out) {
  passages list = {.arena = arena};
  uint32_t done = 0;
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    const dm_paragraph *p = &doc->paragraphs[i];
    if (p->span.begin < done || p->span.end <= p->span.begin) continue;
    add_gap(&list, doc, done, p->span.begin);
    add(&list, (dm_passage){p->span, p->mark, p->number, p->zone});
    done = p->span.end;
  }
  add_gap(&list, doc, done, doc->text_size);
  *out = list.items;
  return list.count;
}
