/* Body of one kernel. The including file defines DM_KERNEL (the object's name), DM_KERNEL_NAME and
 * DM_LANES (floats a vector register holds). */
#include "tag/kernel.h"

typedef float vec __attribute__((vector_size(DM_LANES * 4)));
typedef float loose __attribute__((vector_size(DM_LANES * 4), aligned(4), may_alias)); /* the same, anywhere */

static inline vec load(const float *x) {
  return *(const loose *)x;
}

static inline void store(float *x, vec v) {
  *(loose *)x = v;
}

static inline vec splat(float x) {
  return x - (vec){0};
}

/* One tile: ROWS rows of C by VECS vectors, the sums held in registers over the whole of k. */
#define DM_TILE(NAME, ROWS, VECS)                                                                              \
  static void NAME(size_t k, const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc) {   \
    vec sum[ROWS][VECS];                                                                                       \
    for (size_t r = 0; r < ROWS; r++)                                                                          \
      for (size_t v = 0; v < VECS; v++) sum[r][v] = load(c + r * ldc + v * DM_LANES);                          \
    for (size_t i = 0; i < k; i++, b += ldb) {                                                                 \
      vec row[VECS];                                                                                           \
      for (size_t v = 0; v < VECS; v++) row[v] = load(b + v * DM_LANES);                                       \
      for (size_t r = 0; r < ROWS; r++) {                                                                      \
        vec x = splat(a[r * lda + i]);                                                                         \
        for (size_t v = 0; v < VECS; v++) sum[r][v] += x * row[v];                                             \
      }                                                                                                        \
    }                                                                                                          \
    for (size_t r = 0; r < ROWS; r++)                                                                          \
      for (size_t v = 0; v < VECS; v++) store(c + r * ldc + v * DM_LANES, sum[r][v]);                          \
  }

DM_TILE(tile_6x2, 6, 2)
DM_TILE(tile_1x2, 1, 2)
#if DM_LANES <= 8
DM_TILE(tile_6x1, 6, 1)
DM_TILE(tile_1x1, 1, 1)
#endif

/* The last columns, where no whole vector fits (AVX-512 only: n is a multiple of 8). */
static void columns(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b, size_t ldb,
                    float *c, size_t ldc) {
  for (size_t r = 0; r < m; r++)
    for (size_t i = 0; i < k; i++)
      for (size_t j = 0; j < n; j++) c[r * ldc + j] += a[r * lda + i] * b[i * ldb + j];
}

static void gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b, size_t ldb, float *c,
                 size_t ldc) {
  size_t j = 0;
  for (; j + 2 * DM_LANES <= n; j += 2 * DM_LANES) {
    size_t i = 0;
    for (; i + 6 <= m; i += 6) tile_6x2(k, a + i * lda, lda, b + j, ldb, c + i * ldc + j, ldc);
    for (; i < m; i++) tile_1x2(k, a + i * lda, lda, b + j, ldb, c + i * ldc + j, ldc);
  }
#if DM_LANES <= 8
  for (; j + DM_LANES <= n; j += DM_LANES) {
    size_t i = 0;
    for (; i + 6 <= m; i += 6) tile_6x1(k, a + i * lda, lda, b + j, ldb, c + i * ldc + j, ldc);
    for (; i < m; i++) tile_1x1(k, a + i * lda, lda, b + j, ldb, c + i * ldc + j, ldc);
  }
#endif
  if (j < n) columns(m, n - j, k, a, lda, b + j, ldb, c + j, ldc);
}

static void add(size_t n, const float *x, float *y) {
  size_t i = 0;
  for (; i + DM_LANES <= n; i += DM_LANES) store(y + i, load(y + i) + load(x + i));
  for (; i < n; i++) y[i] += x[i];
}

static void axpy(size_t n, float alpha, const float *x, float *y) {
  size_t i = 0;
  for (; i + DM_LANES <= n; i += DM_LANES) store(y + i, load(y + i) + splat(alpha) * load(x + i));
  for (; i < n; i++) y[i] += alpha * x[i];
}

static void relu(size_t n, float *x) {
  for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0;
}

const dm_kernel DM_KERNEL = {.name = DM_KERNEL_NAME, .gemm = gemm, .add = add, .axpy = axpy, .relu = relu};
