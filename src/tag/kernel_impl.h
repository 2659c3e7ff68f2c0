/* Body of one kernel. The including file defines DM_KERNEL (the object's name), DM_KERNEL_NAME,
 * DM_LANES (floats a vector register holds) and, where AVX-512 has it, DM_VNNI. */
#include <math.h>

#include "tag/kernel.h"

#if DM_LANES > 4 || defined(__SSE2__)
#include <immintrin.h>
#endif

/* Vectors of `LANES` floats, and loads, stores and copies of them. */
#define DM_VECTOR(VEC, LANES)                                                                                  \
  typedef float VEC __attribute__((vector_size((LANES)*4)));                                                   \
  typedef float VEC##_loose __attribute__((vector_size((LANES)*4), aligned(4), may_alias)); /* anywhere */     \
  static inline VEC VEC##_load(const float *x) {                                                               \
    return *(const VEC##_loose *)x;                                                                            \
  }                                                                                                            \
  static inline void VEC##_store(float *x, VEC v) {                                                            \
    *(VEC##_loose *)x = v;                                                                                     \
  }                                                                                                            \
  static inline VEC VEC##_splat(float x) {                                                                     \
    return x - (VEC){0};                                                                                       \
  }

/* One tile: ROWS rows of C by VECS vectors, the sums held in registers over the whole of k. */
#define DM_TILE(NAME, VEC, ROWS, VECS)                                                                         \
  static void NAME(size_t k, const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc) {   \
    enum { LANES = sizeof(VEC) / sizeof(float) };                                                              \
    VEC sum[ROWS][VECS];                                                                                       \
    for (size_t r = 0; r < ROWS; r++)                                                                          \
      for (size_t v = 0; v < VECS; v++) sum[r][v] = VEC##_load(c + r * ldc + v * LANES);                       \
    for (size_t i = 0; i < k; i++, b += ldb) {                                                                 \
      VEC row[VECS];                                                                                           \
      for (size_t v = 0; v < VECS; v++) row[v] = VEC##_load(b + v * LANES);                                    \
      for (size_t r = 0; r < ROWS; r++) {                                                                      \
        VEC x = VEC##_splat(a[r * lda + i]);                                                                   \
        for (size_t v = 0; v < VECS; v++) sum[r][v] += x * row[v];                                             \
      }                                                                                                        \
    }                                                                                                          \
    for (size_t r = 0; r < ROWS; r++)                                                                          \
      for (size_t v = 0; v < VECS; v++) VEC##_store(c + r * ldc + v * LANES, sum[r][v]);                       \
  }

/* The columns from *j on, as long as `width` of them are left, by tiles of six rows and of one. */
#define DM_STRIPES(WIDTH, TILE6, TILE1)                                                                        \
  for (; j + (WIDTH) <= n; j += (WIDTH)) {                                                                     \
    size_t i = 0;                                                                                              \
    for (; i + 6 <= m; i += 6) TILE6(k, a + i * lda, lda, b + j, ldb, c + i * ldc + j, ldc);                   \
    for (; i < m; i++) TILE1(k, a + i * lda, lda, b + j, ldb, c + i * ldc + j, ldc);                           \
  }

DM_VECTOR(vec, DM_LANES)
DM_TILE(tile_6x2, vec, 6, 2)
DM_TILE(tile_1x2, vec, 1, 2)
#if DM_LANES >= 8
DM_TILE(tile_6x1, vec, 6, 1)
DM_TILE(tile_1x1, vec, 1, 1)
#endif
#if DM_LANES == 16
DM_VECTOR(half, 8)
DM_TILE(tile_6xhalf, half, 6, 1)
DM_TILE(tile_1xhalf, half, 1, 1)
#endif

static void gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *b, size_t ldb, float *c,
                 size_t ldc) {
  size_t j = 0;
  DM_STRIPES(2 * DM_LANES, tile_6x2, tile_1x2)
#if DM_LANES >= 8
  DM_STRIPES(DM_LANES, tile_6x1, tile_1x1)
#endif
#if DM_LANES == 16
  DM_STRIPES(8, tile_6xhalf, tile_1xhalf)
#endif
}

/* ---- whole numbers ------------------------------------------------------------------------ */

typedef int32_t ivec __attribute__((vector_size(DM_LANES * 4)));
typedef int32_t loose_ivec __attribute__((vector_size(DM_LANES * 4), aligned(2), may_alias));

static inline ivec load_i(const void *x) {
  return *(const loose_ivec *)x;
}

/* sum + lane by lane both 16-bit halves of x times those of y. */
static inline ivec add_pair_products(ivec sum, ivec x, ivec y) {
#if defined(DM_VNNI)
  return (ivec)_mm512_dpwssd_epi32((__m512i)sum, (__m512i)x, (__m512i)y);
#elif DM_LANES == 16
  return sum + (ivec)_mm512_madd_epi16((__m512i)x, (__m512i)y);
#elif DM_LANES == 8
  return sum + (ivec)_mm256_madd_epi16((__m256i)x, (__m256i)y);
#elif defined(__SSE2__)
  return sum + (ivec)_mm_madd_epi16((__m128i)x, (__m128i)y);
#else
  ivec low = ((x << 16) >> 16) * ((y << 16) >> 16), high = (x >> 16) * (y >> 16);
  return sum + low + high;
#endif
}

/* Two neighbouring numbers of a row of A, in every lane. */
static inline ivec splat_pair(const int16_t *a) {
  int32_t pair;
  __builtin_memcpy(&pair, a, sizeof pair);
  return pair - (ivec){0};
}

#if DM_LANES == 16

/* One tile: ROWS rows of C by VECS vectors, from a panel of B. */
#define DM_TILE16(NAME, ROWS, VECS)                                                                            \
  static void NAME(size_t pairs, const dm_row16 *a, const int16_t *b, int32_t *c, size_t ldc) {                \
    ivec sum[ROWS][VECS];                                                                                      \
    for (size_t r = 0; r < ROWS; r++)                                                                          \
      for (size_t v = 0; v < VECS; v++) sum[r][v] = load_i(c + r * ldc + v * DM_LANES);                        \
    for (size_t i = 0; i < pairs; i++, b += 2 * DM_PANEL) {                                                    \
      ivec row[VECS];                                                                                          \
      for (size_t v = 0; v < VECS; v++) row[v] = load_i(b + v * 2 * DM_LANES);                                 \
      for (size_t r = 0; r < ROWS; r++) {                                                                      \
        ivec x = splat_pair(a[r].values + 2 * i);                                                              \
        for (size_t v = 0; v < VECS; v++) sum[r][v] = add_pair_products(sum[r][v], x, row[v]);                 \
      }                                                                                                        \
    }                                                                                                          \
    for (size_t r = 0; r < ROWS; r++)                                                                          \
      for (size_t v = 0; v < VECS; v++) *(loose_ivec *)(c + r * ldc + v * DM_LANES) = sum[r][v];               \
  }

DM_TILE16(tile16_6x2, 6, 2)
DM_TILE16(tile16_1x2, 1, 2)

static void gemm16(size_t m, size_t n, size_t k, const dm_row16 *a, const int16_t *b, int32_t *c, size_t ldc) {
  for (size_t j = 0; j < n; j += 2 * DM_LANES) {
    const int16_t *panel = b + j * k;
    size_t i = 0;
    for (; i + 6 <= m; i += 6) tile16_6x2(k / 2, a + i, panel, c + i * ldc + j, ldc);
    for (; i < m; i++) tile16_1x2(k / 2, a + i, panel, c + i * ldc + j, ldc);
  }
}

static size_t pairs16(size_t k, const int16_t *x, uint16_t *pairs) {
  (void)k, (void)x, (void)pairs; /* a tile takes its rows whole */
  return 0;
}

#else

/* VECS vectors of one row of C; `apart` numbers of B from panel to panel. Most values are zeros, which ReLU
 * leaves, so a row's pairs that are not are taken one by one: each is hardly dearer than in the largest tile
 * that 16 registers hold. */
#define DM_SPARSE16(NAME, VECS)                                                                                \
  static void NAME(dm_row16 a, const int16_t *b, size_t apart, int32_t *c) {                                   \
    ivec sum[VECS];                                                                                            \
    for (size_t v = 0; v < VECS; v++) sum[v] = load_i(c + v * DM_LANES);                                       \
    for (size_t i = 0; i < a.count; i++) {                                                                     \
      const ivec x = splat_pair(a.values + 2 * (size_t)a.pairs[i]);                                            \
      const int16_t *row = b + 2 * DM_PANEL * (size_t)a.pairs[i];                                              \
      for (size_t v = 0; v < VECS; v++) {                                                                      \
        const size_t at = v * DM_LANES / DM_PANEL * apart + v * DM_LANES % DM_PANEL * 2;                       \
        sum[v] = add_pair_products(sum[v], x, load_i(row + at));                                               \
      }                                                                                                        \
    }                                                                                                          \
    for (size_t v = 0; v < VECS; v++) *(loose_ivec *)(c + v * DM_LANES) = sum[v];                              \
  }

DM_SPARSE16(sparse16, 8)
#if DM_LANES == 8
DM_SPARSE16(sparse16_panel, 4)
#else
#define sparse16_panel sparse16
#endif

static void gemm16(size_t m, size_t n, size_t k, const dm_row16 *a, const int16_t *b, int32_t *c, size_t ldc) {
  enum { COLUMNS = 8 * DM_LANES };
  const size_t apart = DM_PANEL * k;
  size_t j = 0;
  for (; j + COLUMNS <= n; j += COLUMNS)
    for (size_t i = 0; i < m; i++) sparse16(a[i], b + j * k, apart, c + i * ldc + j);
  for (; j < n; j += DM_PANEL)
    for (size_t i = 0; i < m; i++) sparse16_panel(a[i], b + j * k, apart, c + i * ldc + j);
}

static size_t pairs16(size_t k, const int16_t *x, uint16_t *pairs) {
  size_t count = 0;
  for (size_t i = 0; i < k / 2; i++) {
    int32_t pair;
    __builtin_memcpy(&pair, x + 2 * i, sizeof pair);
    pairs[count] = (uint16_t)i;
    count += pair != 0;
  }
  return count;
}

#endif

typedef int16_t svec __attribute__((vector_size(DM_LANES * 2)));
typedef int16_t loose_svec __attribute__((vector_size(DM_LANES * 2), aligned(2), may_alias));

/* To the nearest whole number, 0 for what is no number or beyond 16 bits. */
static inline svec round_vec(vec v) {
  const ivec sign = (ivec)v & INT32_MIN, size = (ivec)v & INT32_MAX;
  const ivec fits = (vec)size < vec_splat(32767);
  const vec nudge = (vec)(sign | (ivec)vec_splat(0.5f));
  return __builtin_convertvector(__builtin_convertvector((vec)((ivec)v & fits) + nudge, ivec), svec);
}

static void round16(size_t n, float scale, const float *x, int16_t *y) {
  size_t i = 0;
  for (; i + DM_LANES <= n; i += DM_LANES) *(loose_svec *)(y + i) = round_vec(vec_load(x + i) * scale);
  for (; i < n; i++) y[i] = round_vec(vec_splat(x[i] * scale))[0];
}

static inline vec clamp16(vec v) {
  const ivec over = v > vec_splat(32766), under = v < vec_splat(-32766);
  v = (vec)(((ivec)vec_splat(32766) & over) | ((ivec)v & ~over));
  return (vec)(((ivec)vec_splat(-32766) & under) | ((ivec)v & ~under));
}

static void narrow16(size_t n, float scale, const int32_t *c, int16_t *y) {
  size_t i = 0;
  for (; i + DM_LANES <= n; i += DM_LANES)
    *(loose_svec *)(y + i) = round_vec(clamp16(__builtin_convertvector(load_i(c + i), vec) * scale));
  for (; i < n; i++) y[i] = round_vec(clamp16(vec_splat((float)c[i] * scale)))[0];
}

static inline vec larger(vec most, vec v) {
  const vec size = (vec)((ivec)v & INT32_MAX);
  const ivec more = size > most;
  return (vec)(((ivec)size & more) | ((ivec)most & ~more));
}

static float largest(size_t n, const float *x) {
  vec most[4] = {{0}, {0}, {0}, {0}}; /* four, so that one need not wait for the other */
  size_t i = 0;
  for (; i + 4 * DM_LANES <= n; i += 4 * DM_LANES)
    for (size_t v = 0; v < 4; v++) most[v] = larger(most[v], vec_load(x + i + v * DM_LANES));
  for (; i < n; i++) most[0] = larger(most[0], (vec){x[i]});
  const vec all = larger(larger(most[0], most[1]), larger(most[2], most[3]));
  float one = 0;
  for (size_t j = 0; j < DM_LANES; j++) one = all[j] > one ? all[j] : one;
  return one;
}

static void add_relu(size_t n, float scale, const int32_t *c, const float *bias, float *h) {
  for (size_t i = 0; i < n; i++) {
    float v = bias[i] + scale * (float)c[i];
    h[i] += v > 0 ? v : 0;
  }
}

/* ---- vectors ------------------------------------------------------------------------------ */

static void add(size_t n, const float *x, float *y) {
  size_t i = 0;
  for (; i + DM_LANES <= n; i += DM_LANES) vec_store(y + i, vec_load(y + i) + vec_load(x + i));
  for (; i < n; i++) y[i] += x[i];
}

static void axpy(size_t n, float alpha, const float *x, float *y) {
  size_t i = 0;
  for (; i + DM_LANES <= n; i += DM_LANES)
    vec_store(y + i, vec_load(y + i) + vec_splat(alpha) * vec_load(x + i));
  for (; i < n; i++) y[i] += alpha * x[i];
}

/* ---- lattices ----------------------------------------------------------------------------- */

/* Rows are whole numbers of these: 8 floats, or 4 where registers hold no more. */
#define DM_ROW_LANES (DM_LANES < 8 ? 4 : 8)
typedef float part __attribute__((vector_size(DM_ROW_LANES * 4)));
typedef int32_t part_mask __attribute__((vector_size(DM_ROW_LANES * 4)));
typedef float loose_part __attribute__((vector_size(DM_ROW_LANES * 4), aligned(4), may_alias));

enum { PARTS_MAX = 128 / DM_ROW_LANES }; /* 128 labels */

static inline part load_part(const float *x) {
  return *(const loose_part *)x;
}

static inline part choose(part_mask mask, part yes, part no) {
  return (part)(((part_mask)yes & mask) | ((part_mask)no & ~mask));
}

static void best_step(uint32_t labels, uint32_t rows, const float *score, const float *transitions, float *next,
                      uint8_t *back) {
  part best[PARTS_MAX], from[PARTS_MAX]; /* from: as floats, so that one comparison steers both */
  const uint32_t parts = rows / DM_ROW_LANES;
  for (uint32_t v = 0; v < parts; v++) {
    best[v] = load_part(transitions + v * DM_ROW_LANES) + score[0];
    from[v] = (part){0};
  }
  for (uint32_t i = 1; i < labels; i++) {
    const float *row = transitions + (size_t)i * rows;
    const part here = (float)i - (part){0};
    for (uint32_t v = 0; v < parts; v++) {
      part s = load_part(row + v * DM_ROW_LANES) + score[i];
      part_mask better = s > best[v];
      from[v] = choose(better, here, from[v]);
      best[v] = choose(better, s, best[v]);
    }
  }
  for (uint32_t v = 0; v < parts; v++) {
    *(loose_part *)(next + v * DM_ROW_LANES) = best[v];
    for (uint32_t j = 0; j < DM_ROW_LANES; j++) back[v * DM_ROW_LANES + j] = (uint8_t)from[v][j];
  }
}

static void sum_step(uint32_t labels, uint32_t rows, const float *x, const float *matrix, float *y) {
  part sum[PARTS_MAX] = {{0}};
  const uint32_t parts = rows / DM_ROW_LANES;
  for (uint32_t i = 0; i < labels; i++)
    for (uint32_t v = 0; v < parts; v++)
      sum[v] += load_part(matrix + (size_t)i * rows + v * DM_ROW_LANES) * x[i];
  for (uint32_t v = 0; v < parts; v++) *(loose_part *)(y + v * DM_ROW_LANES) = sum[v];
}

/* 16-bit numbers of a whole vector register, added within their range. */
typedef int16_t wide __attribute__((vector_size(DM_LANES * 4)));
typedef int16_t loose_wide __attribute__((vector_size(DM_LANES * 4), aligned(2), may_alias));

static inline int16_t add_within(int16_t x, int16_t y) {
  const int32_t sum = x + y;
  return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

static inline wide add_wide(wide x, wide y) {
#if DM_LANES == 16
  return (wide)_mm512_adds_epi16((__m512i)x, (__m512i)y);
#elif DM_LANES == 8
  return (wide)_mm256_adds_epi16((__m256i)x, (__m256i)y);
#elif defined(__SSE2__)
  return (wide)_mm_adds_epi16((__m128i)x, (__m128i)y);
#else
  for (size_t i = 0; i < 2 * DM_LANES; i++) x[i] = add_within(x[i], y[i]);
  return x;
#endif
}

static void sum_relu16(size_t n, size_t count, const int16_t *const *rows, float scale, float *y) {
  enum { WIDE = 2 * DM_LANES };
  size_t i = 0;
  for (; i + 2 * WIDE <= n; i += 2 * WIDE) {
    wide sum[2] = {{0}, {0}};
    for (size_t r = 0; r < count; r++)
      for (size_t v = 0; v < 2; v++) sum[v] = add_wide(sum[v], *(const loose_wide *)(rows[r] + i + v * WIDE));
    for (size_t v = 0; v < 2; v++) {
      svec halves[2];
      sum[v] &= sum[v] > 0;
      __builtin_memcpy(halves, &sum[v], sizeof halves);
      for (size_t h = 0; h < 2; h++)
        vec_store(y + i + v * WIDE + h * DM_LANES, scale * __builtin_convertvector(halves[h], vec));
    }
  }
  for (; i < n; i++) {
    int16_t sum = 0;
    for (size_t r = 0; r < count; r++) sum = add_within(sum, rows[r][i]);
    y[i] = scale * (float)(sum > 0 ? sum : 0);
  }
}

const dm_kernel DM_KERNEL = {.name = DM_KERNEL_NAME,
                             .gemm = gemm,
                             .gemm16 = gemm16,
                             .pairs16 = pairs16,
                             .round16 = round16,
                             .largest = largest,
                             .add_relu = add_relu,
                             .narrow16 = narrow16,
                             .sum_relu16 = sum_relu16,
                             .add = add,
                             .axpy = axpy,
                             .best_step = best_step,
                             .sum_step = sum_step};
