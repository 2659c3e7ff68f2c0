/* The arithmetic of the encoder, in one instruction set chosen at run time.
 *
 * The same source (kernel_impl.h) is compiled for AVX-512, AVX2 + FMA and the plain baseline of the
 * target; results differ only by rounding. All matrices are row-major float; `ld*` is the distance of
 * rows in floats. */
#ifndef DM_TAG_KERNEL_H
#define DM_TAG_KERNEL_H

#include <stddef.h>

typedef struct {
  const char *name; /* "avx512", "avx2", "plain" */

  /* C[m,n] += A[m,k] . B[k,n]; n a multiple of 8. No alignment needed. */
  void (*gemm)(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b, size_t ldb, float *c,
               size_t ldc);

  void (*add)(size_t n, const float *x, float *y);               /* y[n] += x[n] */
  void (*axpy)(size_t n, float alpha, const float *x, float *y); /* y[n] += alpha x[n] */
  void (*relu)(size_t n, float *x);                              /* x[n] = max(x, 0) */
} dm_kernel;

/* The best this processor has. */
const dm_kernel *dm_kernel_best(void);

/* By name, NULL if unknown or this processor lacks it: for tests and measurements. */
const dm_kernel *dm_kernel_named(const char *name);

#endif
