/* The lattice against counting out every labelling of short sentences. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "learn/random.h"
#include "tag/crf.h"

enum { TYPES = 2, K = 1 + 4 * TYPES, R = 16, LONGEST = 4 };

/* A random field with its potentials, as a model holds it. */
typedef struct {
  float transitions[K * R], potentials[K * R], turned[K * R], start[R], end[R];
  float emissions[LONGEST * R];
  dm_crf crf;
} field;

static float any(dm_random *random) {
  return 4 * dm_random_unit(random) - 2;
}

static void fill(field *f, uint64_t seed, const dm_kernel *kernel) {
  dm_random random = dm_random_seed(seed);
  memset(f, 0, sizeof *f);
  for (uint32_t i = 0; i < K; i++)
    for (uint32_t j = 0; j < R; j++) {
      float x = any(&random);
      f->transitions[i * R + j] = j < K && dm_crf_allowed(i, j) ? x : -1e4f;
      f->potentials[i * R + j] = expf(f->transitions[i * R + j]);
    }
  for (uint32_t j = 0; j < R; j++) {
    f->start[j] = j < K && dm_crf_may_start(j) ? any(&random) : -1e4f;
    f->end[j] = j < K && dm_crf_may_end(j) ? any(&random) : -1e4f;
  }
  for (size_t i = 0; i < LONGEST * R; i++) f->emissions[i] = any(&random);
  dm_crf_turn(K, R, f->potentials, f->turned);
  f->crf = (dm_crf){.labels = K,
                    .rows = R,
                    .transitions = f->transitions,
                    .potentials = f->potentials,
                    .turned = f->turned,
                    .start = f->start,
                    .end = f->end,
                    .kernel = kernel};
}

static double score_of(const field *f, const uint8_t *labels, size_t n) {
  double score = (double)f->start[labels[0]] + (double)f->end[labels[n - 1]];
  for (size_t t = 0; t < n; t++) {
    score += (double)f->emissions[t * R + labels[t]];
    if (t) score += (double)f->transitions[labels[t - 1] * R + labels[t]];
  }
  return score;
}

/* The next labelling in the order of counting, 0 behind the last. */
static int next(uint8_t *labels, size_t n) {
  for (size_t t = 0; t < n; t++) {
    if (++labels[t] < K) return 1;
    labels[t] = 0;
  }
  return 0;
}

static int legal(const uint8_t *labels, size_t n) {
  if (!dm_crf_may_start(labels[0]) || !dm_crf_may_end(labels[n - 1])) return 0;
  for (size_t t = 1; t < n; t++)
    if (!dm_crf_allowed(labels[t - 1], labels[t])) return 0;
  return 1;
}

/* What the labels say without regard to whether they are legal: O outside, B I* E or S of one type inside. */
static int spells(const uint8_t *labels, size_t n) {
  for (size_t t = 0; t < n; t++) {
    if (!labels[t] || (labels[t] - 1) % 4 == DM_S) continue;
    if ((labels[t] - 1) % 4 != DM_B) return 0;
    uint8_t begin = (uint8_t)(labels[t] - DM_B);
    do t++;
    while (t < n && labels[t] == begin + DM_I);
    if (t == n || labels[t] != begin + DM_E) return 0;
  }
  return 1;
}

static void test_legality(void **state) {
  (void)state;
  for (size_t n = 1; n <= LONGEST; n++) {
    uint8_t labels[LONGEST + 1] = {0};
    do assert_int_equal(legal(labels, n), spells(labels, n));
    while (next(labels, n));
  }
}

static void test_viterbi(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 24; seed++) {
    field f;
    dm_lattice lattice = {0};
    const size_t n = 1 + seed % LONGEST;
    uint8_t labels[LONGEST + 1] = {0}, best[LONGEST], told[LONGEST];
    double highest = -INFINITY;
    fill(&f, seed, dm_kernel_best());
    do
      if (score_of(&f, labels, n) > highest) highest = score_of(&f, labels, n), memcpy(best, labels, n);
    while (next(labels, n));
    dm_lattice_reserve(&lattice, n, R);
    dm_crf_viterbi(&f.crf, &lattice, f.emissions, n, told);
    assert_memory_equal(told, best, n);
    assert_true(legal(told, n));
    dm_lattice_free(&lattice);
  }
}

/* Sums of exp(score) by counting: all, by label at each token, by pair at each step, by span. */
typedef struct {
  double all, label[LONGEST][K], pair[LONGEST][K][K], span[LONGEST][LONGEST][TYPES];
} counted;

static int in(const uint64_t allowed[2], uint8_t label) {
  return allowed[label / 64] >> label % 64 & 1;
}

static void count(const field *f, size_t n, const uint64_t (*allowed)[2], counted *c) {
  uint8_t labels[LONGEST + 1] = {0};
  memset(c, 0, sizeof *c);
  do {
    int out = !legal(labels, n);
    for (size_t t = 0; allowed && t < n; t++) out |= !in(allowed[t], labels[t]);
    if (out) continue;
    double p = exp(score_of(f, labels, n));
    c->all += p;
    for (size_t t = 0; t < n; t++) {
      c->label[t][labels[t]] += p;
      if (t) c->pair[t][labels[t - 1]][labels[t]] += p;
      if (!labels[t] || ((labels[t] - 1) % 4 != DM_B && (labels[t] - 1) % 4 != DM_S)) continue;
      size_t last = t;
      while ((labels[last] - 1) % 4 != DM_E && (labels[last] - 1) % 4 != DM_S) last++;
      c->span[t][last][(labels[t] - 1) / 4] += p;
    }
  } while (next(labels, n));
}

static void near(double seen, double expected) {
  if (!(fabs(seen - expected) <= 2e-5)) fail_msg("%.7g, not %.7g", seen, expected);
}

static void compare(const field *f, const dm_lattice *l, size_t n, double log_z, const counted *c) {
  near(log_z, log(c->all));
  for (size_t t = 0; t < n; t++) {
    const float *alpha = l->alpha + t * R, *beta = l->beta + t * R, *weight = l->weight + t * R;
    for (uint32_t j = 0; j < K; j++) {
      near((double)(alpha[j] * beta[j]), c->label[t][j] / c->all);
      for (uint32_t i = 0; t && i < K; i++)
        near((double)((alpha - R)[i] * f->potentials[i * R + j] * weight[j] * beta[j] * l->scale[t]),
             c->pair[t][i][j] / c->all);
    }
    for (size_t last = t; last < n; last++)
      for (uint32_t type = 0; type < TYPES; type++)
        near((double)dm_crf_span(&f->crf, l, t, last, type), c->span[t][last][type] / c->all);
  }
}

static void test_sums(void **state) {
  (void)state;
  static const char *const kernels[] = {"plain", "avx2", "avx512", "avx512vnni"};
  for (size_t k = 0; k < 3; k++) {
    const dm_kernel *kernel = dm_kernel_named(kernels[k]);
    for (uint64_t seed = 100; kernel && seed < 112; seed++) {
      field f;
      counted c;
      dm_lattice lattice = {0};
      const size_t n = 1 + seed % LONGEST;
      fill(&f, seed, kernel);
      count(&f, n, NULL, &c);
      dm_lattice_reserve(&lattice, n, R);
      double log_z = dm_crf_sums(&f.crf, &lattice, f.emissions, n, NULL);
      compare(&f, &lattice, n, log_z, &c);
      dm_lattice_free(&lattice);
    }
  }
}

static void test_allowed(void **state) {
  (void)state;
  int some = 0, none = 0;
  for (uint64_t seed = 200; seed < 240; seed++) {
    field f;
    counted c;
    dm_lattice lattice = {0};
    uint64_t allowed[LONGEST][2] = {{0}};
    const size_t n = 1 + seed % LONGEST;
    dm_random random = dm_random_seed(seed);
    fill(&f, seed, dm_kernel_best());
    for (size_t t = 0; t < n; t++) allowed[t][0] = dm_random_next(&random) >> 13;
    if (seed % 5 == 0) allowed[n - 1][0] = 1u << dm_label(1, DM_B); /* no sentence ends so */
    count(&f, n, (const uint64_t(*)[2])allowed, &c);
    dm_lattice_reserve(&lattice, n, R);
    double log_z = dm_crf_sums(&f.crf, &lattice, f.emissions, n, (const uint64_t(*)[2])allowed);
    if (c.all > 0)
      compare(&f, &lattice, n, log_z, &c), some++;
    else
      assert_true(log_z == -INFINITY), none++;
    dm_lattice_free(&lattice);
  }
  assert_true(some > 10 && none >= 8);
}

/* Long sentences with large scores: sums neither overflow nor vanish. */
static void test_long(void **state) {
  (void)state;
  enum { N = 3000 };
  static float emissions[N * R];
  field f;
  dm_lattice lattice = {0};
  dm_random random = dm_random_seed(1);
  fill(&f, 1, dm_kernel_best());
  for (size_t i = 0; i < sizeof emissions / sizeof *emissions; i++) emissions[i] = 40 * any(&random);
  dm_lattice_reserve(&lattice, N, R);
  double log_z = dm_crf_sums(&f.crf, &lattice, emissions, N, NULL);
  assert_true(isfinite(log_z));
  for (size_t t = 0; t < N; t += 113) {
    double sum = 0;
    for (uint32_t j = 0; j < K; j++) sum += (double)(lattice.alpha[t * R + j] * lattice.beta[t * R + j]);
    assert_true(fabs(sum - 1) < 1e-3);
  }
  dm_lattice_free(&lattice);
}

static void test_empty(void **state) {
  (void)state;
  field f;
  dm_lattice lattice = {0};
  fill(&f, 1, dm_kernel_best());
  dm_crf_viterbi(&f.crf, &lattice, f.emissions, 0, NULL);
  assert_true(dm_crf_sums(&f.crf, &lattice, f.emissions, 0, NULL) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_legality), cmocka_unit_test(test_viterbi), cmocka_unit_test(test_sums),
      cmocka_unit_test(test_allowed),  cmocka_unit_test(test_long),    cmocka_unit_test(test_empty),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
