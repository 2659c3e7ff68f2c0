#include "read/parse.h"

#include <nettle/sha2.h>
#include <string.h>

#include "base/utf8.h"
#include "read/text_builder.h"

/* "archive.zip!folder/10POST15.html" -> "10POST15". */
static const char *stem(dm_arena *arena, const char *path) {
  if (!strcmp(path, "-")) return "stdin";
  const char *name = path;
  for (const char *p = path; *p; p++)
    if ((*p == '/' || *p == '!') && p[1]) name = p + 1;
  const char *dot = strrchr(name, '.');
  return dm_strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

dm_document *dm_document_for(const dm_input *input, dm_format format) {
  return dm_document_for_part(input, format, 0, input->size);
}

dm_document *dm_document_for_part(const dm_input *input, dm_format format, size_t begin, size_t end) {
  dm_document *doc = dm_document_new(input->path);
  if (!doc) dm_out_of_memory(sizeof *doc);
  doc->id = stem(doc->arena, doc->path);
  doc->format = format;
  doc->source_size = end - begin;
  struct sha256_ctx sha;
  sha256_init(&sha);
  sha256_update(&sha, end - begin, (const uint8_t *)input->bytes + begin);
  sha256_digest(&sha, sizeof doc->sha256, doc->sha256);
  return doc;
}

void dm_document_add_field(dm_document *doc, const char *name, const char *value, size_t size, uint64_t source,
                           uint64_t source_end) {
  doc->fields = dm_grow(doc->arena, doc->fields, doc->field_count, &doc->field_room, sizeof *doc->fields);
  doc->fields[doc->field_count++] = (dm_field){.name = dm_strdup(doc->arena, name),
                                               .value = dm_strndup(doc->arena, value, size),
                                               .source = source,
                                               .source_end = source_end};
}

void dm_document_add_source_field(dm_document *doc, const char *name, const char *bytes, uint64_t base,
                                  size_t begin, size_t end) {
  size_t size = end - begin;
  if (dm_utf8_valid(bytes + begin, size) == size && !memchr(bytes + begin, 0, size)) {
    dm_document_add_field(doc, name, bytes + begin, size, base + begin, base + end);
    return;
  }
  dm_document *scratch = dm_document_new("");
  if (!scratch) dm_out_of_memory(sizeof *scratch);
  dm_text_builder b;
  dm_text_begin(&b, scratch, bytes, end, base, size);
  dm_text_decode(&b, begin, end);
  dm_document_add_field(doc, name, scratch->text, scratch->text_size, 0, 0);
  dm_document_free(scratch);
}

void dm_document_add_block(dm_document *doc, uint32_t begin, uint32_t end, dm_block_kind kind) {
  doc->blocks = dm_grow(doc->arena, doc->blocks, doc->block_count, &doc->block_room, sizeof *doc->blocks);
  doc->blocks[doc->block_count++] = (dm_block){.span = {begin, end}, .kind = kind};
}
