/* The gradient of a training step against finite differences of its loss, part by part. */
#include "learn/lists.h"
#include "learn_fixture.h"

#include <math.h>

static const char corpus[] = "-DOCSTART-\tO\n\n"
                             "Omar\tB-PER\nVell\tI-PER\nmet\tO\nHalm\tB-PER\nin\tO\nOrland\tB-LOC\n.\tO\n\n"
                             "TALKS\tO\nWITH\tO\nVELL\tB-PER\n\n"
                             "he\tO\nsaw\tO\nthe\tO\nGrain\tB-ORG\nBoard\tI-ORG\nwith\tO\nhalm\tO\n.\tO\n";
static const char partial[] = "-DOCSTART-\tO\n\n"
                              "Omar\t?\nVell\t?\nmet\tO\nHalm\tB-PER\nin\t?\nOrland\tB-LOC\n.\tO\n\n"
                              "the\tO\nBoard\tO\nmet\t?\nVell\t?\n";

/* A network over a corpus, and one shard that holds all of it. */
typedef struct {
  dm_net net;
  dm_samples samples;
  dm_lists lists;
  dm_gazetteer gazetteer;
  dm_shard *shard;
  uint32_t tokens;
} bench;

static void add_lists(bench *b) {
  static const char lists[] = "people\tOmar Vell\npeople\tVell\nplaces\tOrland\n";
  dm_error error = {0};
  size_t count;
  learn_write(learn_path("lists.tsv"), lists, sizeof lists - 1);
  assert_int_equal(dm_lists_read(&b->lists, learn_path("lists.tsv"), &error), DM_OK);
  b->gazetteer = (dm_gazetteer){.slots = dm_gazetteer_slots(b->lists.builder, &count), .lists = b->lists.count};
  b->gazetteer.mask = (uint32_t)count - 1;
}

static void set_up(bench *b, const char *text, uint32_t memory, uint32_t layers, int untold_too) {
  static const char *const types[] = {"PER", "LOC", "ORG"};
  dm_error error = {0};
  dm_config config = learn_config();
  uint64_t untold[2] = {0};
  *b = (bench){.tokens = 0};
  add_lists(b);
  config.types = 3;
  config.width = 8;
  config.lists = b->lists.count;
  config.memory = memory;
  config.layers = layers;
  dm_net_new(&b->net, &config, NULL, 5);
  for (uint32_t i = 0; i < 3; i++) b->samples.names[i] = strdup(types[i]);
  b->samples.types = 3;
  learn_write(learn_path("text.tsv"), text, strlen(text));
  const dm_source source = {.path = learn_path("text.tsv"), .times = 1};
  assert_int_equal(dm_samples_read(&b->samples, &config, NULL, &source, 0, 1, &error), DM_OK);
  if (untold_too)
    for (uint32_t part = 0; part < 4; part++) untold[0] |= (uint64_t)1 << dm_label(2, part);
  b->shard = dm_shard_new(&b->net, dm_kernel_named("plain"));
  dm_shard_clear(b->shard, 1);
  dm_batch *batch = dm_shard_batch(b->shard);
  const dm_samples *s = &b->samples;
  for (size_t i = 0; i < s->sentences; i++) {
    dm_batch_token tokens[32];
    uint32_t first = s->sentence_at[i], count = s->sentence_at[i + 1] - first;
    for (uint32_t k = 0; k < count; k++) tokens[k] = (dm_batch_token){s->type[first + k], s->zone[first + k]};
    dm_batch_sentence(batch, &config, &b->gazetteer, &s->table, tokens, count, i == 2 ? 3 : 0);
    dm_shard_labels(b->shard, first, count, s->label + first, untold, 1);
    b->tokens += count;
  }
  dm_batch_group(batch, &s->table, 0);
  assert_true(batch->flags > 4 && batch->groups > 2);
}

static void tear_down(bench *b) {
  dm_shard_free(b->shard);
  dm_net_free(&b->net);
  dm_samples_free(&b->samples);
  dm_lists_free(&b->lists);
}

static double loss(bench *b) {
  static const dm_dropout none = {0};
  dm_net_turn(&b->net);
  dm_shard_run(b->shard, b->samples.rows, &none);
  return dm_shard_loss(b->shard) * b->tokens;
}

/* Change of the loss along `direction` from where the values are, and what the gradient says of it. */
static void along(bench *b, const char *name, float *values, const float *gradient, const float *direction,
                  size_t n) {
  const float step = 1e-4f; /* small, as relu has corners */
  double told = 0, size = 0;
  for (size_t i = 0; i < n; i++) {
    told += (double)gradient[i] * (double)direction[i];
    size += (double)gradient[i] * (double)gradient[i];
  }
  float *was = malloc(n * sizeof *was);
  memcpy(was, values, n * sizeof *was);
  for (size_t i = 0; i < n; i++) values[i] = was[i] + step * direction[i];
  double up = loss(b);
  for (size_t i = 0; i < n; i++) values[i] = was[i] - step * direction[i];
  double down = loss(b);
  memcpy(values, was, n * sizeof *was);
  free(was);
  double seen = (up - down) / (2 * (double)step);
  if (!(fabs(seen - told) <= 0.02 * (fabs(told) + sqrt(size)) + 0.02))
    fail_msg("%s: the loss changes by %g, its gradient says %g", name, seen, told);
}

/* Random directions and the gradient's own: a missing or a wrong share of it shows in one of them. */
static void check_part(bench *b, const char *name, float *values, const float *gradient, size_t n,
                       int may_vanish) {
  dm_random random = dm_random_seed(n);
  float *direction = malloc(n * sizeof *direction), *own = malloc(n * sizeof *own);
  double size = 0;
  memcpy(own, gradient, n * sizeof *own); /* the shard's is computed anew */
  for (size_t i = 0; i < n; i++) size += (double)own[i] * (double)own[i];
  if (!may_vanish && !(size > 1e-6)) fail_msg("%s has no gradient", name);
  for (int turn = 0; turn < 3; turn++) {
    for (size_t i = 0; i < n; i++)
      direction[i] =
          turn < 2 ? (dm_random_next(&random) >> 40 & 1 ? 1.0f : -1.0f) : own[i] / (float)sqrt(size + 1e-9);
    along(b, name, values, own, direction, n);
  }
  free(direction);
  free(own);
}

static void check_all(const char *text, uint32_t memory, uint32_t layers, int untold) {
  bench b;
  set_up(&b, text, memory, layers, untold);
  assert_true(loss(&b) > 1);
  const dm_config *c = &b.net.config;
  const dm_parts *at = &b.net.at;
  const size_t H = c->width, TH = c->taps * H, K = b.net.labels, R = b.net.rows;
  float *gradient = malloc(at->count * sizeof *gradient);
  memcpy(gradient, dm_shard_gradient(b.shard), at->count * sizeof *gradient);
  dm_shard_scatter(b.shard, b.samples.rows, &b.net);
#define PART(NAME, N, VANISH) check_part(&b, #NAME, b.net.dense + at->NAME, gradient + at->NAME, N, VANISH)
  PART(input_weight, dm_config_input(c) * H, 0);
  PART(input_bias, H, 0);
  PART(first_weight, H * TH, 0);
  PART(first_bias, H, 0);
  PART(flags, dm_config_flags(c) * TH, 0);
  for (uint32_t i = 0; i < layers; i++) {
    PART(layer_weight[i], DM_CONV_TAPS * H * H, 0);
    PART(layer_bias[i], H, 0);
  }
  PART(memory, H * H, memory == DM_NONE);
  PART(output_weight, H * R, 0);
  PART(output_bias, R, 0);
  PART(transitions, K * R, 0);
  PART(start, R, 0);
  PART(end, R, 0);
#undef PART
  for (int i = 0; i < DM_TABLES; i++) {
    dm_embedding *t = &b.net.tables[i];
    assert_true(t->touched_count > 0);
    check_part(&b, "table", t->values, t->gradient, (size_t)t->rows * t->size, 0);
  }
  if (memory == DM_NONE)
    for (size_t i = 0; i < H * H; i++) assert_true(gradient[at->memory + i] == 0);
  free(gradient);
  tear_down(&b);
}

static void test_full(void **state) {
  (void)state;
  check_all(corpus, 1, 2, 0);
}

static void test_memory(void **state) {
  (void)state;
  check_all(corpus, DM_NONE, 2, 0);
  check_all(corpus, 0, 1, 0);
  check_all(corpus, 2, 2, 0);
  check_all(corpus, 0, 0, 0);
}

static void test_partial(void **state) {
  (void)state;
  check_all(partial, 1, 2, 0);
  check_all(corpus, 1, 2, 1);
}

/* What is not known costs nothing; what BIOES cannot spell is left out. */
static void test_labels(void **state) {
  (void)state;
  bench b;
  set_up(&b,
         "-DOCSTART-\tO\n\nOmar\t?\nVell\t?\nmet\t?\nOrland\t?\nin\t?\nthe\t?\nbig\t?\nGrain\t?\nBoard\t?"
         "\nVell\t?\nOmar\t?\nVell\t?\n",
         1, 2, 0);
  assert_true(fabs(loss(&b)) < 1e-3);
  const float *gradient = dm_shard_gradient(b.shard);
  for (size_t i = 0; i < b.net.at.count; i++) assert_true(fabsf(gradient[i]) < 1e-3f);
  uint8_t impossible[12] = {0};
  impossible[3] = (uint8_t)dm_label(0, DM_I);
  dm_shard_labels(b.shard, 0, 12, impossible, (const uint64_t[2]){0, 0}, 1);
  assert_true(loss(&b) == 0);
  tear_down(&b);
}

/* Steps along the gradient bring the loss of a small text down to next to nothing. */
static void test_steps(void **state) {
  (void)state;
  bench b;
  set_up(&b, corpus, 1, 2, 0);
  double before = loss(&b);
  for (int i = 0; i < 60; i++) {
    loss(&b);
    dm_shard_scatter(b.shard, b.samples.rows, &b.net);
    dm_net_step(&b.net, dm_shard_gradient(b.shard), 0.02f);
  }
  assert_true(loss(&b) < before / 20);
  tear_down(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_full),   cmocka_unit_test(test_memory), cmocka_unit_test(test_partial),
      cmocka_unit_test(test_labels), cmocka_unit_test(test_steps),
  };
  return cmocka_run_group_tests(tests, learn_open_folder, learn_remove_folder);
}
