#include "read/parse.h"

#include <nettle/sha2.h>
#include <string.h>

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
  dm_document *doc = dm_document_new(input->path);
  if (!doc) dm_out_of_memory(sizeof *doc);
  doc->id = stem(doc->arena, doc->path);
  doc->format = format;
  doc->source_size = input->size;
  struct sha256_ctx sha;
  sha256_init(&sha);
  sha256_update(&sha, input->size, (const uint8_t *)input->bytes);
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

void dm_document_add_block(dm_document *doc, uint32_t begin, uint32_t end, dm_block_kind kind) {
  doc->blocks = dm_grow(doc->arena, doc->blocks, doc->block_count, &doc->block_room, sizeof *doc->blocks);
  doc->blocks[doc->block_count++] = (dm_block){.span = {begin, end}, .kind = kind};
}
