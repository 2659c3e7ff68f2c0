#include "base/document.h"

#include <string.h>

dm_document *dm_document_new(const char *path) {
  dm_arena *arena = dm_arena_new();
  if (!arena) return NULL;
  dm_document *doc = dm_alloc(arena, sizeof *doc);
  doc->arena = arena;
  doc->path = dm_strdup(arena, path ? path : "");
  doc->id = doc->path;
  doc->text = dm_alloc(arena, 1);
  return doc;
}

void dm_document_free(dm_document *doc) {
  if (doc) dm_arena_free(doc->arena);
}

void dm_document_add_run(dm_document *doc, uint32_t text, uint64_t source, uint64_t source_end,
                         uint32_t literal) {
  if (doc->run_count && literal) {
    const dm_run *last = &doc->runs[doc->run_count - 1];
    if (last->literal == literal && source - last->source == (uint64_t)(text - last->text) * literal) {
      doc->runs[doc->run_count - 1].source_end = source_end;
      return;
    }
  }
  doc->runs = dm_grow(doc->arena, doc->runs, doc->run_count, &doc->run_room, sizeof *doc->runs);
  doc->runs[doc->run_count++] =
      (dm_run){.text = text, .literal = literal, .source = source, .source_end = source_end};
}

size_t dm_document_run_at(const dm_document *doc, uint32_t at) {
  size_t low = 0, high = doc->run_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (doc->runs[middle].text <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

uint32_t dm_document_token_at(const dm_document *doc, uint32_t at) {
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

void dm_document_source(const dm_document *doc, dm_span span, uint64_t *begin, uint64_t *end) {
  *begin = *end = 0;
  if (!doc->run_count) return;
  const dm_run *run = &doc->runs[dm_document_run_at(doc, span.begin)];
  *begin = run->literal ? run->source + (uint64_t)(span.begin - run->text) * run->literal : run->source;
  if (span.end <= span.begin) {
    *end = *begin;
    return;
  }
  run = &doc->runs[dm_document_run_at(doc, span.end - 1)];
  *end = run->literal ? run->source + (uint64_t)(span.end - run->text) * run->literal : run->source_end;
}

const char *dm_document_path(const dm_document *doc) {
  return doc->path;
}
const char *dm_document_id(const dm_document *doc) {
  return doc->id;
}
dm_format dm_document_format(const dm_document *doc) {
  return doc->format;
}
const uint8_t *dm_document_sha256(const dm_document *doc) {
  return doc->sha256;
}

const char *dm_document_text(const dm_document *doc, size_t *size) {
  if (size) *size = doc->text_size;
  return doc->text;
}

const dm_token *dm_document_tokens(const dm_document *doc, size_t *count) {
  if (count) *count = doc->token_count;
  return doc->tokens;
}

const dm_sentence *dm_document_sentences(const dm_document *doc, size_t *count) {
  if (count) *count = doc->sentence_count;
  return doc->sentences;
}

const dm_paragraph *dm_document_paragraphs(const dm_document *doc, size_t *count) {
  if (count) *count = doc->paragraph_count;
  return doc->paragraphs;
}

const dm_mention *dm_document_mentions(const dm_document *doc, size_t *count) {
  if (count) *count = doc->mention_count;
  return doc->mentions;
}

const char *dm_document_type_name(const dm_document *doc, uint16_t type) {
  return type < doc->type_count ? doc->types[type] : "";
}
