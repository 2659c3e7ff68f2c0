#include "learn/export.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "learn/vectors.h"

enum { SECTIONS_MAX = 96 };

static const char *const table_names[DM_TABLES] = {"lower", "affix", "trigram", "shape", "cased"};

typedef struct {
  dm_section sections[SECTIONS_MAX];
  size_t count;
  dm_arena *arena;
} sections;

static void add(sections *s, const char *name, const void *bytes, size_t size) {
  if (s->count < SECTIONS_MAX) s->sections[s->count++] = dm_section_of(name, bytes, size);
}

static void add_floats(sections *s, const char *name, const float *values, size_t count) {
  add(s, name, values, count * sizeof(float));
}

static void add_dense(sections *s, const dm_net *net) {
  const dm_config *c = &net->config;
  const size_t H = c->width, TH = c->taps * H, R = net->rows, K = net->labels;
  const float *w = net->average;
  const dm_parts *at = &net->at;
  add_floats(s, "input.weight", w + at->input_weight, dm_config_input(c) * H);
  add_floats(s, "input.bias", w + at->input_bias, H);
  add_floats(s, "first.weight", w + at->first_weight, H * TH);
  add_floats(s, "first.bias", w + at->first_bias, H);
  add_floats(s, "flags", w + at->flags, dm_config_flags(c) * TH);
  for (uint32_t i = 0; i < c->layers; i++) {
    add_floats(s, dm_printf(s->arena, "layer%u.weight", i), w + at->layer_weight[i], DM_CONV_TAPS * H * H);
    add_floats(s, dm_printf(s->arena, "layer%u.bias", i), w + at->layer_bias[i], H);
  }
  add_floats(s, "memory.weight", w + at->memory, H * H);
  add_floats(s, "output.weight", w + at->output_weight, H * R);
  add_floats(s, "output.bias", w + at->output_bias, R);
  add_floats(s, "crf.transitions", w + at->transitions, K * R);
  float *potentials = dm_alloc(s->arena, K * R * sizeof(float));
  for (size_t i = 0; i < K * R; i++) potentials[i] = expf(w[at->transitions + i]);
  add_floats(s, "crf.potentials", potentials, K * R);
  add_floats(s, "crf.start", w + at->start, R);
  add_floats(s, "crf.end", w + at->end, R);
}

static void add_tables(sections *s, const dm_net *net) {
  for (int i = 0; i < DM_TABLES; i++) {
    const dm_embedding *t = &net->tables[i];
    int8_t *bytes = dm_alloc(s->arena, (size_t)t->rows * t->size);
    float *scales = dm_alloc(s->arena, t->rows * sizeof(float));
    dm_quantise(t->average, t->rows, t->size, bytes, scales);
    add(s, dm_printf(s->arena, "%s.bytes", table_names[i]), bytes, (size_t)t->rows * t->size);
    add(s, dm_printf(s->arena, "%s.scale", table_names[i]), scales, t->rows * sizeof(float));
  }
}

static void add_vectors(sections *s, const dm_container *vectors) {
  static const char *const names[] = {"word.slots", "word.checks", "word.bytes", "word.scale",
                                      "gram.slots", "gram.checks", "gram.bytes", "gram.scale"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t size;
    const void *bytes = dm_container_section(vectors, names[i], &size);
    if (bytes) add(s, names[i], bytes, size);
  }
}

static void add_names(sections *s, const char *section, const char *const *names, uint32_t count) {
  size_t size = 0, at = 0;
  for (uint32_t i = 0; i < count; i++) size += strlen(names[i]) + 1;
  char *joined = dm_alloc(s->arena, size);
  for (uint32_t i = 0; i < count; at += strlen(names[i]) + 1, i++) strcpy(joined + at, names[i]);
  add(s, section, joined, size);
}

void dm_export(const dm_net *net, const char *const *types, const dm_container *vectors,
               const dm_known_names *known, uint32_t near_capitals, dm_buffer *out) {
  sections s = {.arena = dm_arena_new()};
  add(&s, "config", &net->config, sizeof net->config);
  add_names(&s, "types", types, net->config.types);
  add(&s, "near_capitals", &near_capitals, sizeof near_capitals);
  add_dense(&s, net);
  add_tables(&s, net);
  if (vectors) add_vectors(&s, vectors);
  const dm_gazetteer *g = &known->gazetteer;
  if (g->lists) {
    add(&s, "gazetteer", g->slots, ((size_t)g->mask + 1) * sizeof *g->slots);
    add_names(&s, "lists", known->list_names, g->lists);
  }
  dm_container_build(s.sections, s.count, out);
  dm_arena_free(s.arena);
}

static void take(const dm_net *net, size_t at, const float *values, size_t count) {
  memcpy(net->dense + at, values, count * sizeof(float));
}

void dm_import(dm_net *net, const dm_model *m, int types) {
  const dm_config *c = &net->config;
  const size_t H = c->width, TH = c->taps * H, R = net->rows, K = net->labels;
  const dm_table *tables[DM_TABLES] = {&m->lower, &m->affix, &m->trigram, &m->shape, &m->cased};
  take(net, net->at.input_weight, m->input_weight, dm_config_input(c) * H);
  take(net, net->at.input_bias, m->input_bias, H);
  take(net, net->at.first_weight, m->first_weight, H * TH);
  take(net, net->at.first_bias, m->first_bias, H);
  take(net, net->at.flags, m->flags, dm_config_flags(c) * TH);
  take(net, net->at.memory, m->memory_weight, H * H);
  for (uint32_t i = 0; i < c->layers; i++) {
    take(net, net->at.layer_weight[i], m->layer_weight[i], DM_CONV_TAPS * H * H);
    take(net, net->at.layer_bias[i], m->layer_bias[i], H);
  }
  if (types) {
    take(net, net->at.output_weight, m->output_weight, H * R);
    take(net, net->at.output_bias, m->output_bias, R);
    take(net, net->at.transitions, m->crf.transitions, K * R);
    take(net, net->at.start, m->crf.start, R);
    take(net, net->at.end, m->crf.end, R);
  }
  for (int i = 0; i < DM_TABLES; i++) {
    dm_embedding *t = &net->tables[i];
    for (size_t j = 0; j < (size_t)t->rows * t->size; j++)
      t->values[j] = tables[i]->scale[j / t->size] * tables[i]->bytes[j];
    memcpy(t->average, t->values, (size_t)t->rows * t->size * sizeof(float));
  }
  memcpy(net->average, net->dense, net->at.count * sizeof(float));
  dm_net_turn(net);
}

/* ---- checkpoints ------------------------------------------------------------------------- */

typedef struct {
  dm_config config;
  dm_progress_made made;
  uint64_t steps;
} checkpoint_head;

/* The arrays of a checkpoint, for writing and reading in one order. */
static size_t arrays(const dm_net *net, float *array[], size_t size[], char name[][DM_SECTION_NAME]) {
  float *const dense[] = {net->dense, net->first, net->second, net->average};
  size_t n = 0;
  for (int i = 0; i < 4; i++, n++) {
    array[n] = dense[i];
    size[n] = net->at.count * sizeof(float);
    snprintf(name[n], DM_SECTION_NAME, "dense.%d", i);
  }
  for (int t = 0; t < DM_TABLES; t++) {
    const dm_embedding *e = &net->tables[t];
    float *const values[] = {e->values, e->first, e->second, e->average};
    for (int i = 0; i < 4; i++, n++) {
      array[n] = values[i];
      size[n] = (size_t)e->rows * e->size * sizeof(float);
      snprintf(name[n], DM_SECTION_NAME, "%s.%d", table_names[t], i);
    }
  }
  return n;
}

enum { ARRAYS = 4 + 4 * DM_TABLES };

void dm_checkpoint(const dm_net *net, const dm_progress_made *made, dm_buffer *out) {
  float *array[ARRAYS];
  size_t size[ARRAYS];
  char name[ARRAYS][DM_SECTION_NAME];
  dm_section list[ARRAYS + 1];
  checkpoint_head head;
  memset(&head, 0, sizeof head); /* padding too, so that the same state gives the same bytes */
  head.config = net->config;
  head.made = *made;
  head.steps = net->steps;
  size_t n = arrays(net, array, size, name);
  list[0] = dm_section_of("checkpoint", &head, sizeof head);
  for (size_t i = 0; i < n; i++) list[i + 1] = dm_section_of(name[i], array[i], size[i]);
  dm_container_build(list, n + 1, out);
}

dm_status dm_checkpoint_load(dm_net *net, const dm_container *c, dm_progress_made *made, dm_error *error) {
  float *array[ARRAYS];
  size_t size[ARRAYS];
  char name[ARRAYS][DM_SECTION_NAME];
  const checkpoint_head *head = dm_container_need(c, "checkpoint", sizeof *head, error);
  if (!head) return DM_ERR_MODEL;
  if (memcmp(&head->config, &net->config, sizeof net->config))
    return dm_fail(error, DM_ERR_MODEL, "the checkpoint is of a network of another shape");
  size_t n = arrays(net, array, size, name);
  for (size_t i = 0; i < n; i++) {
    const void *bytes = dm_container_need(c, name[i], size[i], error);
    if (!bytes) return DM_ERR_MODEL;
    memcpy(array[i], bytes, size[i]);
  }
  net->steps = head->steps;
  *made = head->made;
  dm_net_turn(net);
  return DM_OK;
}

dm_status dm_write_file(const char *path, const void *bytes, size_t size, dm_error *error) {
  char temporary[4096];
  dm_fail_at(error, path, 0, 0);
  if ((size_t)snprintf(temporary, sizeof temporary, "%s.tmp", path) >= sizeof temporary)
    return dm_fail(error, DM_ERR_ARGUMENT, "the path is too long");
  FILE *file = fopen(temporary, "wb");
  int good = file && fwrite(bytes, 1, size, file) == size;
  if (file && fclose(file)) good = 0;
  if (good && rename(temporary, path) == 0) return DM_OK;
  dm_fail(error, DM_ERR_IO, "cannot write: %s", strerror(errno));
  if (file) remove(temporary);
  return DM_ERR_IO;
}
