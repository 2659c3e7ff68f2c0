/* Every kernel that this machine can run, against the plainest way to compute the same. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learn/random.h"
#include "tag/kernel.h"

static const char *const names[] = {"plain", "avx2", "avx512", "avx512vnni"};

/* Calls `check` with every kernel there is. */
static void each(void (*check)(const dm_kernel *kernel)) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (dm_kernel_named(names[i])) check(dm_kernel_named(names[i]));
}

static float *floats(dm_random *random, size_t n) {
  float *x = malloc((n + 1) * sizeof *x);
  for (size_t i = 0; i < n; i++) x[i] = 2 * dm_random_unit(random) - 1;
  return x;
}

/* |value| <= most */
static int16_t *shorts(dm_random *random, size_t n, int most) {
  int16_t *x = malloc((n + 1) * sizeof *x);
  for (size_t i = 0; i < n; i++) x[i] = (int16_t)((int)dm_random_below(random, 2 * (uint32_t)most + 1) - most);
  return x;
}

static void near(float seen, double expected, double most) {
  if (!(fabs((double)seen - expected) <= most)) fail_msg("%g, not %g", (double)seen, expected);
}

static void test_names(void **state) {
  (void)state;
  assert_non_null(dm_kernel_named("plain"));
  assert_null(dm_kernel_named("abacus"));
  assert_non_null(dm_kernel_best());
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const dm_kernel *kernel = dm_kernel_named(names[i]);
    if (kernel) assert_string_equal(kernel->name, names[i]);
  }
}

/* ---- products ---------------------------------------------------------------------------- */

static void gemm_of(const dm_kernel *kernel, size_t m, size_t n, size_t k, size_t more) {
  dm_random random = dm_random_seed(m * 10007 + n * 101 + k);
  const size_t lda = k + more, ldb = n + more, ldc = n + more;
  float *a = floats(&random, m * lda), *b = floats(&random, k * ldb), *c = floats(&random, m * ldc);
  float *was = malloc((m * ldc + 1) * sizeof *was);
  memcpy(was, c, m * ldc * sizeof *c);
  kernel->gemm(m, n, k, a, lda, b, ldb, c, ldc);
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < ldc; j++) {
      double sum = (double)was[i * ldc + j];
      for (size_t p = 0; j < n && p < k; p++) sum += (double)a[i * lda + p] * (double)b[p * ldb + j];
      near(c[i * ldc + j], sum, j < n ? 1e-6 * (double)(k + 1) : 0); /* what lies between rows stays */
    }
  free(a);
  free(b);
  free(c);
  free(was);
}

static void check_gemm(const dm_kernel *kernel) {
  static const size_t heights[] = {0, 1, 2, 5, 6, 7, 13}, widths[] = {8, 16, 24, 32, 40, 56, 72},
                      depths[] = {0, 1, 3, 16, 37};
  for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
    for (size_t j = 0; j < sizeof widths / sizeof *widths; j++)
      for (size_t k = 0; k < sizeof depths / sizeof *depths; k++) {
        gemm_of(kernel, heights[i], widths[j], depths[k], 0);
        gemm_of(kernel, heights[i], widths[j], depths[k], 3);
      }
}

/* B's number in row p of k, column j, where gemm16 wants it. */
static size_t in_panels(size_t k, size_t p, size_t j) {
  return ((j / DM_PANEL * (k / 2) + p / 2) * DM_PANEL + j % DM_PANEL) * 2 + p % 2;
}

static void gemm16_of(const dm_kernel *kernel, size_t m, size_t n, size_t k, int most) {
  dm_random random = dm_random_seed(m * 10007 + n * 101 + k);
  const size_t lda = k + 5, ldc = n + 3;
  int16_t *a = shorts(&random, m * lda, most), *b = shorts(&random, k * n, most);
  int32_t *c = malloc((m * ldc + 1) * sizeof *c);
  for (size_t i = 0; i < m * ldc; i++) c[i] = (int32_t)i - 7;
  dm_row16 *rows = malloc((m + 1) * sizeof *rows);
  uint16_t *pairs = malloc((m * k / 2 + 1) * sizeof *pairs);
  for (size_t i = 0; i < m * lda; i++)
    if (dm_random_below(&random, 3)) a[i] = 0;
  for (size_t i = 0; i < m; i++) {
    uint16_t *own = pairs + i * k / 2;
    rows[i] = (dm_row16){a + i * lda, own, kernel->pairs16(k, a + i * lda, own)};
  }
  kernel->gemm16(m, n, k, rows, b, c, ldc);
  free(rows);
  free(pairs);
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < ldc; j++) {
      int64_t sum = (int64_t)(i * ldc + j) - 7;
      for (size_t p = 0; j < n && p < k; p++) sum += (int64_t)a[i * lda + p] * b[in_panels(k, p, j)];
      assert_int_equal(c[i * ldc + j], sum); /* what lies between rows stays */
    }
  free(a);
  free(b);
  free(c);
}

static void check_gemm16(const dm_kernel *kernel) {
  static const size_t heights[] = {0, 1, 3, 4, 5, 6, 9, 13}, widths[] = {32, 64, 160},
                      depths[] = {0, 2, 6, 32, 50};
  for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
    for (size_t j = 0; j < sizeof widths / sizeof *widths; j++)
      for (size_t k = 0; k < sizeof depths / sizeof *depths; k++)
        gemm16_of(kernel, heights[i], widths[j], depths[k], 2047);
  gemm16_of(kernel, 5, 64, 384, 2047); /* the deepest sums of a width of 128 */
}

/* ---- rounding and sums --------------------------------------------------------------------- */

static void check_round16(const dm_kernel *kernel) {
  for (size_t n = 0; n < 70; n++) {
    dm_random random = dm_random_seed(n);
    float *x = floats(&random, n);
    int16_t *y = malloc((n + 1) * sizeof *y);
    y[n] = 77;
    kernel->round16(n, 2000, x, y);
    for (size_t i = 0; i < n; i++) near(y[i], (double)(x[i] * 2000), 0.5001);
    assert_int_equal(y[n], 77);
    free(x);
    free(y);
  }
  const float exact[] = {0, 1, -1, 2.4f, -2.4f, 2.6f, -2.6f, 2047, -2047};
  const int16_t rounded[] = {0, 1, -1, 2, -2, 3, -3, 2047, -2047};
  int16_t seen[9];
  kernel->round16(9, 1, exact, seen);
  assert_memory_equal(seen, rounded, sizeof rounded);
}

static void check_no_number(const dm_kernel *kernel) { /* nothing sensible, but no trap either */
  const float broken[] = {NAN, INFINITY, -INFINITY, 1e30f, -1e30f, NAN, 3, -4, NAN};
  int16_t seen[9];
  kernel->round16(9, 1, broken, seen);
  assert_int_equal(seen[0], 0);
  assert_int_equal(seen[1], 0);
  assert_int_equal(seen[6], 3);
  assert_int_equal(seen[7], -4);
}

static void check_largest(const dm_kernel *kernel) {
  assert_true(kernel->largest(0, NULL) == 0);
  for (size_t n = 1; n < 70; n++)
    for (size_t at = 0; at < n; at += 1 + n / 7) {
      dm_random random = dm_random_seed(n);
      float *x = floats(&random, n);
      x[at] = at % 2 ? -3.5f : 3.5f;
      assert_true(kernel->largest(n, x) == 3.5f);
      free(x);
    }
}

static void check_add_relu(const dm_kernel *kernel) {
  for (size_t n = 0; n < 70; n++) {
    dm_random random = dm_random_seed(n);
    float *bias = floats(&random, n), *h = floats(&random, n), *was = malloc((n + 1) * sizeof *was);
    int32_t *c = malloc((n + 1) * sizeof *c);
    memcpy(was, h, n * sizeof *h);
    for (size_t i = 0; i < n; i++) c[i] = (int32_t)dm_random_below(&random, 20001) - 10000;
    kernel->add_relu(n, 1e-4f, c, bias, h);
    for (size_t i = 0; i < n; i++) {
      double v = (double)bias[i] + 1e-4 * c[i];
      near(h[i], (double)was[i] + (v > 0 ? v : 0), 1e-6);
    }
    free(bias);
    free(h);
    free(was);
    free(c);
  }
}

static void check_narrow16(const dm_kernel *kernel) {
  for (size_t n = 0; n < 70; n++) {
    dm_random random = dm_random_seed(n);
    int32_t *c = malloc((n + 1) * sizeof *c);
    int16_t *y = malloc((n + 1) * sizeof *y);
    for (size_t i = 0; i < n; i++) c[i] = (int32_t)dm_random_below(&random, 2000001) - 1000000;
    y[n] = 77;
    kernel->narrow16(n, 0.02f, c, y);
    for (size_t i = 0; i < n; i++) near(y[i], c[i] * 0.02, 0.51);
    assert_int_equal(y[n], 77);
    free(c);
    free(y);
  }
  const int32_t c[] = {INT32_MAX, INT32_MIN, 40000, -40000, 7};
  int16_t seen[5];
  kernel->narrow16(5, 1, c, seen);
  for (size_t i = 0; i < 4; i++) assert_in_range(abs(seen[i]), 32766, 32767);
  for (size_t i = 0; i < 4; i++) assert_int_equal(seen[i] > 0, c[i] > 0);
  assert_int_equal(seen[4], 7);
}

static void sum_relu16_of(const dm_kernel *kernel, size_t n, size_t count, int most) {
  dm_random random = dm_random_seed(n + count);
  int16_t *x = shorts(&random, n * count, most);
  float *y = malloc(n * sizeof *y);
  const int16_t *rows[40];
  for (size_t r = 0; r < count; r++) rows[r] = x + (count - 1 - r) * n;
  kernel->sum_relu16(n, count, rows, 0.25f, y);
  for (size_t i = 0; i < n; i++) {
    int32_t sum = 0;
    for (size_t r = 0; r < count; r++) {
      sum += rows[r][i];
      sum = sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum;
    }
    assert_true(y[i] == (sum > 0 ? 0.25f * (float)sum : 0));
  }
  free(x);
  free(y);
}

static void check_sum_relu16(const dm_kernel *kernel) {
  for (size_t n = 8; n <= 136; n += 8)
    for (size_t count = 1; count < 40; count += 7) {
      sum_relu16_of(kernel, n, count, 500);
      sum_relu16_of(kernel, n, count, 30000); /* more than fits */
    }
}

static void check_vectors(const dm_kernel *kernel) {
  for (size_t n = 0; n < 70; n++) {
    dm_random random = dm_random_seed(n);
    float *x = floats(&random, n), *y = floats(&random, n), *was = malloc((n + 1) * sizeof *was);
    memcpy(was, y, n * sizeof *y);
    kernel->add(n, x, y);
    for (size_t i = 0; i < n; i++) near(y[i], (double)x[i] + (double)was[i], 1e-6);
    kernel->axpy(n, -2, x, y);
    for (size_t i = 0; i < n; i++) near(y[i], (double)was[i] - (double)x[i], 2e-6);
    free(x);
    free(y);
    free(was);
  }
}

/* ---- lattice steps ------------------------------------------------------------------------- */

static void check_steps(const dm_kernel *kernel) {
  static const uint32_t sizes[] = {5, 8, 9, 17, 24, 41, 125, 128};
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    const uint32_t labels = sizes[s], rows = (labels + 7) / 8 * 8;
    dm_random random = dm_random_seed(labels);
    float *score = floats(&random, rows), *matrix = floats(&random, (size_t)labels * rows);
    float best[128], sums[128];
    uint8_t back[128];
    for (size_t i = 0; i < (size_t)labels * rows; i += 3)
      matrix[i] = -1e4f; /* as forbidden transitions score */
    kernel->best_step(labels, rows, score, matrix, best, back);
    kernel->sum_step(labels, rows, score, matrix, sums);
    for (uint32_t j = 0; j < rows; j++) {
      uint32_t first = 0;
      double sum = 0;
      for (uint32_t i = 0; i < labels; i++) {
        if (score[i] + matrix[i * rows + j] > score[first] + matrix[first * rows + j]) first = i;
        sum += (double)score[i] * (double)matrix[i * rows + j];
      }
      assert_int_equal(back[j], first);
      assert_true(best[j] == score[first] + matrix[first * rows + j]);
      near(sums[j], sum, 1e-6 * (1 + fabs(sum)) * labels);
    }
    free(score);
    free(matrix);
  }
}

static void check_ties(const dm_kernel *kernel) { /* the first of equals, so that every kernel tags alike */
  float score[8] = {1, 2, 2, 2, 0, 0, 0, 0}, matrix[40] = {0}, next[8];
  uint8_t back[8];
  kernel->best_step(5, 8, score, matrix, next, back);
  for (int j = 0; j < 8; j++) assert_int_equal(back[j], 1);
}

#define EACH(name)                                                                                             \
  static void test_##name(void **state) {                                                                      \
    (void)state;                                                                                               \
    each(check_##name);                                                                                        \
  }
EACH(gemm)
EACH(gemm16)
EACH(round16)
EACH(no_number)
EACH(largest)
EACH(add_relu)
EACH(narrow16)
EACH(sum_relu16)
EACH(vectors)
EACH(steps)
EACH(ties)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names),    cmocka_unit_test(test_gemm),      cmocka_unit_test(test_gemm16),
      cmocka_unit_test(test_round16),  cmocka_unit_test(test_no_number), cmocka_unit_test(test_largest),
      cmocka_unit_test(test_add_relu), cmocka_unit_test(test_narrow16),  cmocka_unit_test(test_sum_relu16),
      cmocka_unit_test(test_vectors),  cmocka_unit_test(test_steps),     cmocka_unit_test(test_ties),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
