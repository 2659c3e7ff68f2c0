/* The arithmetic of the encoder, in one instruction set chosen at run time.
 *
 * The same source (kernel_impl.h) is compiled for AVX-512 with and without VNNI, AVX2 + FMA and the plain
 * baseline of the target; results differ only by rounding. All matrices are row-major float; `ld*` is the
 * distance of rows in floats. */
#ifndef DM_TAG_KERNEL_H
#define DM_TAG_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum { DM_PANEL = 32 };

/* A row of 16-bit numbers, and which pairs of neighbours in it are not both zeros (pairs16). */
typedef struct {
  const int16_t *values;
  const uint16_t *pairs;
  size_t count; /* of pairs */
} dm_row16;

typedef struct {
  const char *name; /* "avx512vnni", "avx512", "avx2", "plain" */

  /* C[m,n] += A[m,k] . B[k,n]; n a multiple of 8. No alignment needed. */
  void (*gemm)(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b, size_t ldb, float *c,
               size_t ldc);

  /* The same in whole numbers, exact as long as no sum leaves 32 bits: n a multiple of DM_PANEL, k of 2, the
   * rows of A anywhere: a[m], each of k numbers. B lies in panels of DM_PANEL columns, in which the two rows of
   * a pair are side by side: [n / DM_PANEL][k / 2][DM_PANEL][2]. */
  void (*gemm16)(size_t m, size_t n, size_t k, const dm_row16 *a, const int16_t *b, int32_t *c, size_t ldc);

  /* Lists the pairs of x[k] that are not both zeros, at most k / 2; returns how many. A kernel that has no use
   * for them lists none. */
  size_t (*pairs16)(size_t k, const int16_t *x, uint16_t *pairs);

  /* y[i] = x[i] * scale, to nearest; 0 where that is no number or does not fit. */
  void (*round16)(size_t n, float scale, const float *x, int16_t *y);
  float (*largest)(size_t n, const float *x); /* of |x[i]|, 0 for none */

  /* h[i] += max(0, bias[i] + scale * c[i]) */
  void (*add_relu)(size_t n, float scale, const int32_t *c, const float *bias, float *h);

  /* y[i] = c[i] * scale, to nearest, the nearest 16-bit number where it does not fit */
  void (*narrow16)(size_t n, float scale, const int32_t *c, int16_t *y);

  /* y[n] = scale * max(0, sum of the `count` rows[n]), added up in their order within 16 bits: a sum that does
   * not fit stays at the end of the range. */
  void (*sum_relu16)(size_t n, size_t count, const int16_t *const *rows, float scale, float *y);

  void (*add)(size_t n, const float *x, float *y);               /* y[n] += x[n] */
  void (*axpy)(size_t n, float alpha, const float *x, float *y); /* y[n] += alpha x[n] */

  /* One step of Viterbi: next[j] = max over i < labels of score[i] + transitions[i][j], back[j] the (first) i
   * that gives it. Rows of `rows` floats, a multiple of 8, at most 128. */
  void (*best_step)(uint32_t labels, uint32_t rows, const float *score, const float *transitions, float *next,
                    uint8_t *back);

  /* y[j] = sum over i < labels of x[i] * matrix[i][j] */
  void (*sum_step)(uint32_t labels, uint32_t rows, const float *x, const float *matrix, float *y);
} dm_kernel;

/* The best this processor has, or the one that the environment variable DRAGOMAN_KERNEL names, for
 * measurements. */
const dm_kernel *dm_kernel_best(void);

/* By name, NULL if unknown or this processor lacks it: for tests and measurements. */
const dm_kernel *dm_kernel_named(const char *name);

#endif
