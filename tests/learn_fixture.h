/* A small model, trained in the test on a few hundred fictional tokens in a second or less. */
#ifndef DM_TESTS_LEARN_FIXTURE_H
#define DM_TESTS_LEARN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/document.h"
#include "learn/corpus.h"
#include "learn/train.h"
#include "tag/model.h"

#define DM_NAMES_TRAIN DM_ROOT "/tests/data/names-train.tsv"
#define DM_NAMES_DEV DM_ROOT "/tests/data/names-dev.tsv"

static inline void learn_quiet_epoch(void *user, const dm_epoch *epoch) {
  (void)user, (void)epoch;
}
static inline void learn_quiet_step(void *user, uint32_t epoch, size_t done, size_t all) {
  (void)user, (void)epoch, (void)done, (void)all;
}
static inline void learn_quiet_note(void *user, const char *text) {
  (void)user, (void)text;
}
static const dm_watcher learn_quiet = {NULL, learn_quiet_epoch, learn_quiet_step, learn_quiet_note};

/* Paths in a folder of this test's own. */
static char learn_folder[64];

static inline int learn_open_folder(void **state) {
  (void)state;
  strcpy(learn_folder, "/tmp/dragoman-test-XXXXXX");
  return mkdtemp(learn_folder) ? 0 : -1;
}

static inline int learn_remove_folder(void **state) {
  char command[128];
  (void)state;
  snprintf(command, sizeof command, "rm -rf '%s'", learn_folder);
  return system(command);
}

/* Good until the sixteenth call after it. */
static inline const char *learn_path(const char *name) {
  static char paths[16][128];
  static int turn;
  char *path = paths[turn++ % 16];
  snprintf(path, sizeof paths[0], "%s/%s", learn_folder, name);
  return path;
}

static inline void learn_write(const char *path, const void *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

/* The file's bytes, aligned as dm_model_of wants them, to be freed. */
static inline void *learn_read(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  void *bytes = aligned_alloc(DM_SECTION_ALIGN, (*size / DM_SECTION_ALIGN + 1) * DM_SECTION_ALIGN);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static inline int learn_same_files(const char *a, const char *b) {
  size_t m, n;
  void *x = learn_read(a, &m), *y = learn_read(b, &n);
  int same = m == n && !memcmp(x, y, m);
  free(x);
  free(y);
  return same;
}

static inline dm_config learn_config(void) {
  return (dm_config){.width = 16,
                     .taps = 3,
                     .layers = 2,
                     .dilation = {1, 2},
                     .memory = 1,
                     .types = 4,
                     .lower_rows = 256,
                     .lower_size = 12,
                     .affix_rows = 256,
                     .affix_size = 8,
                     .trigram_rows = 256,
                     .trigram_size = 8,
                     .shape_rows = 64,
                     .shape_size = 8,
                     .cased_size = 4,
                     .temperature = 1};
}

/* Settings that learn the fictional names well in `epochs` = 30. */
static inline dm_training learn_training(const char *out) {
  return (dm_training){.config = learn_config(),
                       .sources = {{.path = DM_NAMES_TRAIN, .times = 1}},
                       .source_count = 1,
                       .devs = {DM_NAMES_DEV},
                       .dev_count = 1,
                       .out = out,
                       .names = {"PER", "LOC", "ORG", "MISC"},
                       .epochs = 30,
                       .batch = 100,
                       .shards = 2,
                       .seed = 1,
                       .rate = 0.01f,
                       .dropout = {.input = 0.1f, .hidden = 0.1f, .gazetteer = 0.2f},
                       .capitals = 0.05f};
}

static inline void learn_train(const dm_training *training) {
  dm_error error = {0};
  if (dm_train(training, &learn_quiet, &error) != DM_OK) fail_msg("%s: %s", error.path, error.message);
}

typedef struct {
  dm_document **docs;
  size_t count;
} learn_documents;

static inline dm_status learn_keep(void *user, dm_document *doc) {
  learn_documents *all = user;
  all->docs = realloc(all->docs, (all->count + 1) * sizeof *all->docs);
  all->docs[all->count++] = doc;
  return DM_OK;
}

static inline learn_documents learn_corpus(const char *path) {
  learn_documents all = {0};
  dm_error error = {0};
  static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};
  const dm_type_names names = {types, 4};
  if (dm_corpus_read(path, &names, learn_keep, &all, &error) != DM_OK)
    fail_msg("%s: %s", error.path, error.message);
  return all;
}

static inline void learn_free(learn_documents *all) {
  for (size_t i = 0; i < all->count; i++) dm_document_free(all->docs[i]);
  free(all->docs);
  *all = (learn_documents){0};
}

#endif
