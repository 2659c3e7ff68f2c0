/* Word vectors out of a fastText model: a small one written here, whole and damaged. */
#include "learn_fixture.h"

#include <math.h>

#include "learn/random.h"
#include "learn/vectors.h"

enum { SIZE = 8, BUCKETS = 50 };

static const char *const words[] = {"</s>", "of", "Vell", "Tarsk", "1978", "of2"};
enum { WORDS = sizeof words / sizeof *words };

/* As fastText 0.9 writes it: dimensions, dictionary, input matrix. */
static dm_buffer model(int32_t minn, int32_t size, float broken) {
  dm_buffer out = {0};
  dm_random random = dm_random_seed(1);
  const int32_t head[2] = {793712314, 12}, args[12] = {size, 5, 5, 5, 5, 1, 2, 2, BUCKETS, minn, 5, 100},
                counts[3] = {WORDS, WORDS, 0};
  const double threshold = 1e-4;
  const int64_t tokens = 1000, pruned = -1, shape[2] = {WORDS + BUCKETS, size};
  const int8_t no = 0;
  dm_buffer_add(&out, head, sizeof head);
  dm_buffer_add(&out, args, sizeof args);
  dm_buffer_add(&out, &threshold, sizeof threshold);
  dm_buffer_add(&out, counts, sizeof counts);
  dm_buffer_add(&out, &tokens, sizeof tokens);
  dm_buffer_add(&out, &pruned, sizeof pruned);
  for (int64_t i = 0; i < WORDS; i++) {
    const int64_t count = 100 - i;
    dm_buffer_add(&out, words[i], strlen(words[i]) + 1);
    dm_buffer_add(&out, &count, sizeof count);
    dm_buffer_add(&out, &no, 1);
  }
  dm_buffer_add(&out, &no, 1); /* not quantised */
  dm_buffer_add(&out, shape, sizeof shape);
  for (int64_t i = 0; i < shape[0] * shape[1]; i++) {
    float x = i == 77 && broken != 0 ? broken : 2 * dm_random_unit(&random) - 1;
    dm_buffer_add(&out, &x, sizeof x);
  }
  return out;
}

static dm_status import_bytes(const char *bytes, size_t size, uint32_t most_words, uint32_t most_grams,
                              dm_buffer *out) {
  dm_error error = {0};
  learn_write(learn_path("model.bin"), bytes, size);
  dm_status status = dm_vectors_import(learn_path("model.bin"), most_words, most_grams, out, &error);
  if (status) {
    assert_int_equal(error.status, status);
    assert_true(error.message[0] && !strchr(error.message, '\n'));
    assert_non_null(strstr(error.path, "model.bin"));
  }
  return status;
}

static void *aligned(const dm_buffer *bytes) {
  void *copy = aligned_alloc(DM_SECTION_ALIGN, (bytes->size / DM_SECTION_ALIGN + 1) * DM_SECTION_ALIGN);
  return memcpy(copy, bytes->bytes, bytes->size);
}

static uint32_t row_of(const dm_vectors *v, const char *word) {
  dm_form form;
  dm_form_of(word, strlen(word), &form);
  return dm_index_find(&v->word_index, form.hash);
}

static double value(const dm_table *table, uint32_t row, uint32_t i) {
  return (double)table->scale[row] * table->bytes[(size_t)row * table->size + i];
}

static void test_import(void **state) {
  (void)state;
  dm_buffer file = model(3, SIZE, 0), out = {0};
  dm_error error = {0};
  dm_vectors v;
  assert_int_equal(import_bytes(file.bytes, file.size, 100, 100, &out), DM_OK);
  void *copy = aligned(&out);
  dm_container *c = dm_container_of(copy, out.size, &error);
  assert_non_null(c);
  assert_int_equal(*(const uint32_t *)dm_container_need(c, "vectors.size", 4, &error), SIZE);
  assert_int_equal(dm_vectors_from(c, SIZE, &v, &error), DM_OK);
  assert_int_equal(v.word.rows, WORDS - 1); /* </s> is no word */
  assert_int_equal(row_of(&v, "of"), 0);
  assert_int_equal(row_of(&v, "Vell"), 1);
  assert_int_equal(row_of(&v, "2001"), 3); /* digits are alike */
  assert_int_equal(row_of(&v, "vell"), DM_NONE);

  /* of: the mean of its own row and of <of, of>, <of>; all scaled by one number and rounded to 8 bits */
  dm_form form;
  uint32_t grams[DM_GRAMS_ALL], n;
  const float *matrix = (const float *)(const void *)(file.bytes + file.size) - (WORDS + BUCKETS) * SIZE;
  dm_form_of("of", 2, &form);
  n = dm_form_grams(&form, grams);
  assert_int_equal(n, 3);
  double ratio = 0;
  for (uint32_t i = 0; i < SIZE; i++) {
    float x;
    memcpy(&x, &matrix[1 * SIZE + i], sizeof x);
    double sum = (double)x;
    for (uint32_t g = 0; g < n; g++) {
      memcpy(&x, &matrix[(WORDS + grams[g] % BUCKETS) * SIZE + i], sizeof x);
      sum += (double)x;
    }
    sum /= 4;
    if (!i) ratio = value(&v.word, 0, 0) / sum;
    assert_true(fabs(value(&v.word, 0, i) - ratio * sum) < 0.03 * fabs(ratio));
  }
  assert_true(ratio > 0);
  for (uint32_t g = 0; g < n; g++)
    assert_int_not_equal(dm_index_find(&v.gram_index, dm_gram_key(grams[g])), DM_NONE);
  dm_container_close(c);
  free(copy);
  dm_buffer_free(&file);
  dm_buffer_free(&out);
}

static void test_fewer(void **state) {
  (void)state;
  dm_buffer file = model(3, SIZE, 0), out = {0};
  dm_error error = {0};
  dm_vectors v;
  assert_int_equal(import_bytes(file.bytes, file.size, 2, 4, &out), DM_OK);
  void *copy = aligned(&out);
  dm_container *c = dm_container_of(copy, out.size, &error);
  assert_int_equal(dm_vectors_from(c, SIZE, &v, &error), DM_OK);
  assert_int_equal(v.word.rows, 2);
  assert_int_equal(v.gram.rows, 4);
  assert_int_equal(row_of(&v, "Tarsk"), DM_NONE);
  dm_container_close(c);
  free(copy);
  assert_int_equal(import_bytes(file.bytes, file.size, UINT32_MAX, UINT32_MAX, &out), DM_OK);
  dm_buffer_free(&file);
  dm_buffer_free(&out);
}

static void test_damaged(void **state) {
  (void)state;
  dm_buffer file = model(3, SIZE, 0), out = {0};
  for (size_t size = 0; size < file.size; size += size < 400 ? 1 : 53)
    assert_int_equal(import_bytes(file.bytes, size, 10, 10, &out), DM_ERR_FORMAT);
  for (size_t at = 0; at < 400; at++) { /* any outcome but harm: a changed word is a word */
    for (int bit = 0; bit < 8; bit += 7) {
      file.bytes[at] ^= (char)(1 << bit);
      import_bytes(file.bytes, file.size, 10, 10, &out);
      file.bytes[at] ^= (char)(1 << bit);
    }
  }
  dm_buffer_free(&file);
  const struct {
    int32_t minn, size;
    float broken;
  } others[] = {{2, SIZE, 0}, {3, 6, 0}, {3, SIZE, NAN}, {3, SIZE, INFINITY}};
  for (size_t i = 0; i < 4; i++) {
    file = model(others[i].minn, others[i].size, others[i].broken);
    assert_int_equal(import_bytes(file.bytes, file.size, 10, 10, &out), DM_ERR_FORMAT);
    dm_buffer_free(&file);
  }
  dm_error error = {0};
  assert_int_equal(dm_vectors_import(learn_path("none.bin"), 1, 1, &out, &error), DM_ERR_IO);
  assert_int_equal(dm_vectors_import(learn_folder, 1, 1, &out, &error), DM_ERR_FORMAT);
  dm_buffer_free(&out);
}

/* A model trained with them carries them. */
static void test_training(void **state) {
  (void)state;
  dm_buffer file = model(3, SIZE, 0), out = {0};
  dm_error error = {0};
  assert_int_equal(import_bytes(file.bytes, file.size, 100, 100, &out), DM_OK);
  learn_write(learn_path("vectors"), out.bytes, out.size);
  dm_training how = learn_training(learn_path("model"));
  how.vectors = learn_path("vectors");
  how.epochs = 2;
  learn_train(&how);
  dm_model *m = dm_model_open(how.out, &error);
  assert_non_null(m);
  assert_int_equal(m->config.vector, SIZE);
  assert_int_equal(row_of(&m->vectors, "Vell"), 1);
  dm_model_close(m);
  dm_buffer_free(&file);
  dm_buffer_free(&out);
}

static void test_quantise(void **state) {
  (void)state;
  const float values[8] = {1, -0.5f, 0.25f, 0, 0, 0, 0, 0};
  int8_t bytes[8];
  float scales[2];
  dm_quantise(values, 2, 4, bytes, scales);
  const int8_t expected[8] = {127, -64, 32, 0, 0, 0, 0, 0};
  assert_memory_equal(bytes, expected, 8);
  assert_true(fabsf(scales[0] * 127 - 1) < 1e-6f && scales[1] == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_import),   cmocka_unit_test(test_fewer),    cmocka_unit_test(test_damaged),
      cmocka_unit_test(test_training), cmocka_unit_test(test_quantise),
  };
  return cmocka_run_group_tests(tests, learn_open_folder, learn_remove_folder);
}
