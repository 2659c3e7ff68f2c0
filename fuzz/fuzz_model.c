/* The model file: whatever its bytes, opening it must fail cleanly or give a model that tags without harm.
 *
 * The first byte chooses. Even: the rest is the file. Odd: the rest is changes to a small sound model, four
 * bytes each (offset in three, low byte first; value). Size and checksum are made right in both, so that they
 * hide nothing of what is behind them. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/document.h"
#include "cable/cable.h"
#include "learn/export.h"
#include "learn/vectors.h"
#include "segment/segment.h"
#include "tag/tag.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER = 32, VECTOR = 8, WORDS = 16 };

static dm_buffer sound;

static const char text[] =
    "P 020549Z APR 09\nFM AMEMBASSY ORLAND\n\nSUBJECT: A VISIT TO TARN\n\n"
    "1. (C) Omar Vell met \xC3\x89mile Halm of the GID in Port Sarno; the 2nd talks end soon.\n\n"
    "the salt ministry said no more about it than that .\n";

static void require(int holds) {
  if (!holds) abort();
}

static dm_config small_config(void) {
  return (dm_config){.width = 16,
                     .taps = 3,
                     .layers = 2,
                     .dilation = {1, 2},
                     .memory = 1,
                     .types = 4,
                     .lists = 2,
                     .vector = VECTOR,
                     .lower_rows = 16,
                     .lower_size = 8,
                     .affix_rows = 16,
                     .affix_size = 4,
                     .trigram_rows = 16,
                     .trigram_size = 4,
                     .shape_rows = 8,
                     .shape_size = 4,
                     .cased_size = 4,
                     .temperature = 1};
}

static void add_index(dm_section *sections, const char *const names[4], const uint64_t *hashes) {
  static float values[WORDS * VECTOR];
  static int8_t bytes[2][WORDS * VECTOR];
  static float scales[2][WORDS];
  static uint32_t checks[2][WORDS], *slots[2];
  static int turn;
  uint32_t count;
  slots[turn] = dm_index_build(hashes, WORDS, &count);
  for (size_t i = 0; i < WORDS * VECTOR; i++) values[i] = (float)(i % 7) - 3;
  for (size_t i = 0; i < WORDS; i++) checks[turn][i] = (uint32_t)(hashes[i] >> 32);
  dm_quantise(values, WORDS, VECTOR, bytes[turn], scales[turn]);
  sections[0] = dm_section_of(names[0], slots[turn], count * sizeof(uint32_t));
  sections[1] = dm_section_of(names[1], checks[turn], sizeof checks[turn]);
  sections[2] = dm_section_of(names[2], bytes[turn], sizeof bytes[turn]);
  sections[3] = dm_section_of(names[3], scales[turn], sizeof scales[turn]);
  turn = 1;
}

static void build_vectors(dm_buffer *out) {
  static const char *const word[4] = {"word.slots", "word.checks", "word.bytes", "word.scale"},
                           *const gram[4] = {"gram.slots", "gram.checks", "gram.bytes", "gram.scale"},
                           *const words[4] = {"Vell", "met", "in", "ministry"};
  const uint32_t vector = VECTOR;
  uint64_t hashes[WORDS], grams[WORDS];
  uint32_t found[DM_GRAMS_ALL];
  dm_form form;
  dm_section sections[9];
  dm_form_of("ministries", 10, &form);
  dm_form_grams(&form, found);
  for (size_t i = 0; i < WORDS; i++) {
    dm_form_of(words[i % 4], strlen(words[i % 4]), &form);
    hashes[i] = form.hash + (i / 4 << 32);
    grams[i] = dm_gram_key(found[i]);
  }
  sections[0] = dm_section_of("vectors.size", &vector, sizeof vector);
  add_index(sections + 1, word, hashes);
  add_index(sections + 5, gram, grams);
  dm_container_build(sections, 9, out);
}

static void add_entry(dm_gazetteer_builder *builder, uint32_t list, const char *first, const char *second) {
  uint64_t folded[2];
  dm_form form;
  dm_form_of(first, strlen(first), &form);
  folded[0] = dm_gazetteer_fold(&form);
  dm_form_of(second, strlen(second), &form);
  folded[1] = dm_gazetteer_fold(&form);
  dm_gazetteer_add(builder, list, folded, 2);
}

static void *aligned(const void *bytes, size_t size) {
  void *copy = aligned_alloc(DM_SECTION_ALIGN, (size / DM_SECTION_ALIGN + 1) * DM_SECTION_ALIGN);
  require(copy != NULL);
  return memcpy(copy, bytes, size);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};
  (void)argc, (void)argv;
  dm_buffer bytes = {0};
  dm_error error = {0};
  dm_net net;
  dm_config config = small_config();
  dm_vectors vectors;
  dm_gazetteer_builder *builder = dm_gazetteer_builder_new();
  add_entry(builder, 0, "omar", "vell");
  add_entry(builder, 1, "port", "sarno");
  size_t slots;
  dm_known_names known = {.list_names = {"people", "places"}};
  known.gazetteer.slots = dm_gazetteer_slots(builder, &slots);
  known.gazetteer.mask = (uint32_t)(slots - 1);
  known.gazetteer.lists = 2;
  build_vectors(&bytes);
  void *copy = aligned(bytes.bytes, bytes.size);
  dm_container *container = dm_container_of(copy, bytes.size, &error);
  require(container && dm_vectors_from(container, VECTOR, &vectors, &error) == DM_OK);
  dm_net_new(&net, &config, &vectors, 1);
  dm_export(&net, types, container, &known, 1, &sound);
  dm_net_free(&net);
  dm_container_close(container);
  dm_gazetteer_builder_free(builder);
  dm_buffer_free(&bytes);
  free(copy);
  return 0;
}

static void seal(unsigned char *bytes, uint64_t size) {
  memcpy(bytes, sound.bytes, 12); /* magic and version */
  memcpy(bytes + 16, &size, sizeof size);
  uint64_t sum = XXH3_64bits(bytes + HEADER, size - HEADER);
  memcpy(bytes + 24, &sum, sizeof sum);
}

static void tag_with(const dm_model *model) {
  dm_error error = {0};
  dm_document *doc = dm_document_new("fuzz");
  doc->text = dm_strndup(doc->arena, text, sizeof text - 1);
  doc->text_size = sizeof text - 1;
  require(dm_segment(doc, &error) == DM_OK && dm_cable(doc, &error) == DM_OK);
  dm_tagger *tagger = dm_tagger_new(model);
  require(dm_tag(tagger, doc, &error) == DM_OK);
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_mention *m = &doc->mentions[i];
    require(m->first < m->end && m->end <= doc->token_count && m->type < doc->type_count);
    require(m->confidence >= 0 && m->confidence <= 1);
    require(strlen(doc->types[m->type]) < sound.size + (1u << 20));
  }
  dm_tagger_free(tagger);
  dm_document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dm_error error = {0};
  if (size < 1 + HEADER && !(size && data[0] & 1)) return 0;
  int changes = data[0] & 1;
  size_t length = changes ? sound.size : size - 1;
  unsigned char *bytes = aligned(changes ? (const void *)sound.bytes : data + 1, length);
  for (size_t i = 1; changes && i + 4 <= size; i += 4)
    bytes[(data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % length] = data[i + 3];
  seal(bytes, length);
  dm_model *model = dm_model_of(bytes, length, &error);
  if (model)
    tag_with(model);
  else
    require(error.status == DM_ERR_MODEL && error.message[0] && !strchr(error.message, '\n'));
  dm_model_close(model);
  free(bytes);
  return 0;
}
