/* The model file: whatever is wrong with it is told in one line, and nothing of it is used. */
#include "learn_fixture.h"

#include <xxhash.h>

#include "tag/container.h"

static void *model;
static size_t model_size;

static int open_all(void **state) {
  if (learn_open_folder(state)) return -1;
  dm_training how = learn_training(learn_path("model"));
  how.epochs = 1;
  how.dev_count = 0;
  learn_train(&how);
  model = learn_read(how.out, &model_size);
  return 0;
}

static int close_all(void **state) {
  free(model);
  return learn_remove_folder(state);
}

/* One line of text that says something. */
static void expect_message(const dm_error *error) {
  assert_int_equal(error->status, DM_ERR_MODEL);
  assert_true(strlen(error->message) > 5);
  assert_null(strchr(error->message, '\n'));
}

static void expect_refused(const void *bytes, size_t size) {
  dm_error error = {0};
  dm_model *m = dm_model_of(bytes, size, &error);
  if (m) fail_msg("a damaged model of %zu bytes was opened", size);
  expect_message(&error);
}

static void *copy_of(size_t size) {
  void *copy = aligned_alloc(DM_SECTION_ALIGN, (size / DM_SECTION_ALIGN + 2) * DM_SECTION_ALIGN);
  return memcpy(copy, model, size);
}

/* Makes the checksum right again, so that what is behind it is looked at. */
static void seal(void *bytes, size_t size) {
  uint64_t sum = XXH3_64bits((char *)bytes + 32, size - 32);
  memcpy((char *)bytes + 24, &sum, sizeof sum);
}

static void test_whole(void **state) {
  (void)state;
  dm_error error = {0};
  dm_model *m = dm_model_of(model, model_size, &error);
  assert_non_null(m);
  assert_string_equal(m->names[3], "MISC");
  dm_model_close(m);
  unsigned char *copy = copy_of(model_size);
  seal(copy, model_size);
  assert_memory_equal(copy, model, model_size); /* `seal` above does what the builder does */
  free(copy);
}

static void test_truncated(void **state) {
  (void)state;
  for (size_t size = 0; size < model_size; size += size < 4096 ? 1 : 7) {
    void *aligned = aligned_alloc(DM_SECTION_ALIGN, (size / DM_SECTION_ALIGN + 1) * DM_SECTION_ALIGN);
    memcpy(aligned, model, size);
    expect_refused(aligned, size);
    free(aligned);
  }
}

static void test_sealed_truncated(void **state) {
  (void)state;
  for (size_t size = 32; size < model_size; size += 29) {
    unsigned char *copy = copy_of(size);
    uint64_t told = size;
    memcpy(copy + 16, &told, sizeof told);
    seal(copy, size);
    expect_refused(copy, size);
    free(copy);
  }
}

static void test_flipped(void **state) {
  (void)state;
  unsigned char *copy = copy_of(model_size);
  for (size_t i = 0; i < model_size; i++) {
    copy[i] ^= (unsigned char)(1u << i % 8);
    expect_refused(copy, model_size);
    copy[i] ^= (unsigned char)(1u << i % 8);
  }
  for (int bit = 0; bit < 256; bit++) { /* every bit of the header */
    copy[bit / 8] ^= (unsigned char)(1 << bit % 8);
    expect_refused(copy, model_size);
    copy[bit / 8] ^= (unsigned char)(1 << bit % 8);
  }
  free(copy);
}

static void test_padded(void **state) {
  (void)state;
  unsigned char *copy = copy_of(model_size);
  copy[model_size] = 0;
  expect_refused(copy, model_size + 1);
  uint64_t told = model_size + 1;
  memcpy(copy + 16, &told, sizeof told);
  seal(copy, model_size + 1);
  expect_refused(copy, model_size + 1);
  free(copy);
}

static void expect_text(unsigned char *copy, const char *part) {
  dm_error error = {0};
  assert_null(dm_model_of(copy, model_size, &error));
  expect_message(&error);
  if (!strstr(error.message, part)) fail_msg("\"%s\" does not say \"%s\"", error.message, part);
  free(copy);
}

static void test_header(void **state) {
  (void)state;
  unsigned char *copy = copy_of(model_size);
  copy[0] = 'X';
  expect_text(copy, "not a model");
  copy = copy_of(model_size);
  copy[8] = 99;
  expect_text(copy, "version 99");
  copy = copy_of(model_size);
  copy[40000 % model_size] ^= 1;
  expect_text(copy, "checksum");
}

/* Field `field` (0 offset, 1 size) of entry `index` of the section table. */
static uint64_t *field_of(unsigned char *copy, size_t index, int field) {
  return (uint64_t *)(void *)(copy + 32 + index * 40 + 24 + 8 * (size_t)field);
}

static void test_sections(void **state) {
  (void)state;
  static const uint64_t wrong[] = {0, 1, 63, 64, 1 << 20, UINT64_MAX, UINT64_MAX - 63, (uint64_t)1 << 63};
  for (size_t index = 0; index < 8; index++)
    for (int field = 0; field < 2; field++)
      for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        unsigned char *copy = copy_of(model_size);
        int within = field == 1 && wrong[i] && wrong[i] <= 64; /* may only take in padding */
        if (!within && *field_of(copy, index, field) != wrong[i]) {
          *field_of(copy, index, field) = wrong[i];
          seal(copy, model_size);
          expect_refused(copy, model_size);
        }
        free(copy);
      }
  unsigned char *copy = copy_of(model_size);
  memset(copy + 32, 'x', DM_SECTION_NAME); /* a name without an end */
  seal(copy, model_size);
  expect_text(copy, "section");
  copy = copy_of(model_size);
  copy[32] = 'C'; /* "Config" */
  seal(copy, model_size);
  expect_text(copy, "section config is missing");
}

static unsigned char *section(unsigned char *copy, const char *name) {
  for (size_t i = 0;; i++)
    if (!strcmp((char *)copy + 32 + i * 40, name)) return copy + *field_of(copy, i, 0);
}

static void test_numbers(void **state) {
  (void)state;
  static const char *const names[] = {"input.weight",  "first.bias",  "flags",           "layer1.weight",
                                      "memory.weight", "output.bias", "crf.transitions", "crf.start",
                                      "lower.scale",   "cased.scale"};
  static const uint32_t broken[] = {0x7F800000, 0xFF800000, 0x7FC00000, 0xFFFFFFFF};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (size_t b = 0; b < 4; b++) {
      unsigned char *copy = copy_of(model_size);
      memcpy(section(copy, names[i]) + 4, &broken[b], 4);
      seal(copy, model_size);
      expect_text(copy, names[i]);
    }
}

static void test_config(void **state) {
  (void)state;
  for (size_t word = 0; word < sizeof(dm_config) / 4; word++) {
    unsigned char *copy = copy_of(model_size);
    const uint32_t huge = 0x7FFFFFF8;
    if (word >= 3 + 2 && word < 3 + DM_LAYERS_MAX) { /* dilations of layers that there are not */
      free(copy);
      continue;
    }
    memcpy(section(copy, "config") + 4 * word, &huge, 4);
    seal(copy, model_size);
    expect_refused(copy, model_size);
    free(copy);
  }
}

static void test_files(void **state) {
  (void)state;
  dm_error error = {0};
  assert_null(dm_model_open(learn_path("none"), &error));
  assert_int_equal(error.status, DM_ERR_IO);
  assert_non_null(strstr(error.path, "none"));
  assert_null(dm_model_open(learn_folder, &error));
  expect_message(&error);
  learn_write(learn_path("empty"), "", 0);
  assert_null(dm_model_open(learn_path("empty"), &error));
  expect_message(&error);
  learn_write(learn_path("cut"), model, model_size / 2);
  assert_null(dm_model_open(learn_path("cut"), &error));
  expect_message(&error);
  assert_non_null(strstr(error.path, "cut"));
  dm_model *m = dm_model_open(learn_path("model"), &error);
  assert_non_null(m);
  dm_model_close(m);
  dm_model_close(NULL);
}

static void test_container(void **state) {
  (void)state;
  char bytes[300];
  dm_buffer out = {0};
  dm_error error = {0};
  size_t size;
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)i;
  const dm_section sections[] = {{"one", bytes, 100}, {"none", bytes, 0}, {"three", bytes, 300}};
  for (size_t count = 0; count <= 3; count++) {
    dm_container_build(sections, count, &out);
    void *copy = aligned_alloc(DM_SECTION_ALIGN, (out.size / DM_SECTION_ALIGN + 1) * DM_SECTION_ALIGN);
    memcpy(copy, out.bytes, out.size);
    dm_container *c = dm_container_of(copy, out.size, &error);
    assert_non_null(c);
    for (size_t i = 0; i < count; i++) {
      const char *found = dm_container_section(c, sections[i].name, &size);
      assert_int_equal(size, sections[i].size);
      assert_memory_equal(found, bytes, size);
      assert_int_equal((uintptr_t)found % DM_SECTION_ALIGN, 0);
      assert_ptr_equal(dm_container_need(c, sections[i].name, size, &error), found);
      assert_null(dm_container_need(c, sections[i].name, size + 1, &error));
    }
    assert_null(dm_container_section(c, "four", &size));
    dm_container_close(c);
    free(copy);
  }
  dm_buffer_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_whole),
      cmocka_unit_test(test_truncated),
      cmocka_unit_test(test_sealed_truncated),
      cmocka_unit_test(test_flipped),
      cmocka_unit_test(test_padded),
      cmocka_unit_test(test_header),
      cmocka_unit_test(test_sections),
      cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_config),
      cmocka_unit_test(test_files),
      cmocka_unit_test(test_container),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
