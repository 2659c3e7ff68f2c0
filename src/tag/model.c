#include "tag/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"

uint32_t dm_config_input(const dm_config *c) {
  uint32_t x = 2 * c->vector + c->lower_size + DM_AFFIXES * c->affix_size + c->trigram_size + c->shape_size +
               c->cased_size;
  return (x + 7) / 8 * 8;
}

uint32_t dm_flag_zone(const dm_config *c, uint32_t zone) {
  return c->lists * DM_GAZ_PARTS + zone;
}
uint32_t dm_flag_capitals(const dm_config *c) {
  return dm_flag_zone(c, DM_ZONE_COUNT);
}
uint32_t dm_flag_lower(const dm_config *c) {
  return dm_flag_capitals(c) + 1;
}
uint32_t dm_flag_first(const dm_config *c) {
  return dm_flag_capitals(c) + 2;
}
uint32_t dm_flag_last(const dm_config *c) {
  return dm_flag_capitals(c) + 3;
}
uint32_t dm_flag_convention(const dm_config *c, uint32_t convention) {
  return dm_flag_capitals(c) + 4 + convention;
}
uint32_t dm_config_flags(const dm_config *c) {
  return dm_flag_convention(c, DM_CONVENTIONS);
}

uint32_t dm_index_find(const dm_index *index, uint64_t hash) {
  if (!index->slots) return DM_NONE;
  uint32_t at = (uint32_t)hash & index->mask, check = (uint32_t)(hash >> 32);
  for (uint32_t probes = 0; probes <= index->mask; probes++, at = (at + 1) & index->mask) {
    uint32_t slot = index->slots[at];
    if (!slot) return DM_NONE;
    if (slot <= index->rows && index->checks[slot - 1] == check) return slot - 1;
  }
  return DM_NONE;
}

/* ---- loading --------------------------------------------------------------------------- */

/* The section of `count` numbers, each of them finite. */
static const float *floats(const dm_container *c, const char *name, size_t count, dm_error *error) {
  const float *values = dm_container_need(c, name, count * sizeof(float), error);
  const uint32_t exponent = 0x7F800000;
  uint32_t broken = 0;
  for (size_t i = 0; values && i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    broken |= (bits & exponent) == exponent; /* an infinity or a NaN */
  }
  if (!broken) return values;
  dm_fail(error, DM_ERR_MODEL, "section %s holds what is no number", name);
  return NULL;
}

static dm_status load_table(const dm_container *c, const char *name, uint32_t rows, uint32_t size,
                            dm_table *table, dm_error *error) {
  char section[DM_SECTION_NAME];
  table->rows = rows;
  table->size = size;
  snprintf(section, sizeof section, "%s.bytes", name);
  table->bytes = dm_container_need(c, section, (size_t)rows * size, error);
  if (!table->bytes) return DM_ERR_MODEL;
  snprintf(section, sizeof section, "%s.scale", name);
  table->scale = floats(c, section, rows, error);
  return table->scale ? DM_OK : DM_ERR_MODEL;
}

static dm_status load_index(const dm_container *c, const char *name, dm_index *index, dm_error *error) {
  char section[DM_SECTION_NAME];
  size_t slots = 0, checks = 0;
  snprintf(section, sizeof section, "%s.slots", name);
  index->slots = dm_container_section(c, section, &slots);
  snprintf(section, sizeof section, "%s.checks", name);
  index->checks = dm_container_section(c, section, &checks);
  slots /= sizeof(uint32_t);
  if (!index->slots || !index->checks || !slots || (slots & (slots - 1)) || slots > UINT32_MAX)
    return dm_fail(error, DM_ERR_MODEL, "index %s is missing or of a wrong size", name);
  index->mask = (uint32_t)slots - 1;
  index->rows = (uint32_t)(checks / sizeof(uint32_t));
  return DM_OK;
}

dm_status dm_vectors_from(const dm_container *c, uint32_t size, dm_vectors *v, dm_error *error) {
  v->size = size;
  if (load_index(c, "word", &v->word_index, error) || load_index(c, "gram", &v->gram_index, error) ||
      load_table(c, "word", v->word_index.rows, size, &v->word, error) ||
      load_table(c, "gram", v->gram_index.rows, size, &v->gram, error))
    return DM_ERR_MODEL;
  return DM_OK;
}

dm_status dm_config_check(const dm_config *c, dm_error *error) {
  int good = c->width && c->width % 8 == 0 && c->width <= 1024 && c->taps % 2 && c->taps <= 9 &&
             c->layers <= DM_LAYERS_MAX && c->types && 1 + 4 * c->types <= DM_LABELS_MAX &&
             c->lists <= DM_LISTS_MAX && c->convention < DM_CONVENTIONS && c->vector % 4 == 0 &&
             c->vector <= 1024 && (c->memory == DM_NONE || c->memory <= c->layers) && c->lower_rows &&
             c->lower_size <= 256 && c->affix_rows && c->affix_size <= 256 && c->trigram_rows &&
             c->trigram_size <= 256 && c->shape_rows && c->shape_size <= 256 && c->cased_size <= 256 &&
             c->temperature > 0 && c->temperature < 100;
  for (uint32_t i = 0; good && i < c->layers; i++) good = c->dilation[i] >= 1 && c->dilation[i] <= 8;
  good = good && dm_config_input(c);
  return good ? DM_OK : dm_fail(error, DM_ERR_MODEL, "the sizes of the model are out of range");
}

/* The `count` zero-ended names of a section. */
static dm_status load_names(const dm_container *c, const char *section, uint32_t count, const char **names,
                            dm_error *error) {
  size_t size = 0;
  const char *at = dm_container_section(c, section, &size), *end = at ? at + size : NULL;
  if (count && (!size || end[-1]))
    return dm_fail(error, DM_ERR_MODEL, "the names in section %s are missing", section);
  for (uint32_t i = 0; i < count; i++) {
    if (at >= end) return dm_fail(error, DM_ERR_MODEL, "too few names in section %s", section);
    names[i] = at;
    at += strlen(at) + 1;
  }
  return DM_OK;
}

static dm_status load_crf(dm_model *m, dm_error *error) {
  const uint32_t K = 1 + 4 * m->config.types, R = dm_label_rows(K);
  m->crf.labels = K;
  m->crf.rows = R;
  m->crf.transitions = floats(m->container, "crf.transitions", (size_t)K * R, error);
  m->crf.potentials = floats(m->container, "crf.potentials", (size_t)K * R, error);
  m->crf.start = floats(m->container, "crf.start", R, error);
  m->crf.end = floats(m->container, "crf.end", R, error);
  return m->crf.transitions && m->crf.potentials && m->crf.start && m->crf.end ? DM_OK : DM_ERR_MODEL;
}

static dm_status load_layers(dm_model *m, dm_error *error) {
  const dm_container *c = m->container;
  const size_t H = m->config.width, TH = m->config.taps * H, R = m->crf.rows;
  char name[DM_SECTION_NAME];
  if (!(m->input_weight = floats(c, "input.weight", dm_config_input(&m->config) * H, error)) ||
      !(m->input_bias = floats(c, "input.bias", H, error)) ||
      !(m->first_weight = floats(c, "first.weight", H * TH, error)) ||
      !(m->first_bias = floats(c, "first.bias", H, error)) ||
      !(m->flags = floats(c, "flags", dm_config_flags(&m->config) * TH, error)) ||
      !(m->memory_weight = floats(c, "memory.weight", H * H, error)) ||
      !(m->output_weight = floats(c, "output.weight", H * R, error)) ||
      !(m->output_bias = floats(c, "output.bias", R, error)))
    return DM_ERR_MODEL;
  for (uint32_t i = 0; i < m->config.layers; i++) {
    snprintf(name, sizeof name, "layer%u.weight", i);
    if (!(m->layer_weight[i] = floats(c, name, DM_CONV_TAPS * H * H, error))) return DM_ERR_MODEL;
    snprintf(name, sizeof name, "layer%u.bias", i);
    if (!(m->layer_bias[i] = floats(c, name, H, error))) return DM_ERR_MODEL;
  }
  return DM_OK;
}

static dm_status load_tables(dm_model *m, dm_error *error) {
  const dm_container *c = m->container;
  const dm_config *f = &m->config;
  size_t size = 0;
  if (load_table(c, "lower", f->lower_rows, f->lower_size, &m->lower, error) ||
      load_table(c, "affix", f->affix_rows, f->affix_size, &m->affix, error) ||
      load_table(c, "trigram", f->trigram_rows, f->trigram_size, &m->trigram, error) ||
      load_table(c, "shape", f->shape_rows, f->shape_size, &m->shape, error) ||
      load_table(c, "cased", DM_CASES, f->cased_size, &m->cased, error))
    return DM_ERR_MODEL;
  if (f->vector && dm_vectors_from(c, f->vector, &m->vectors, error)) return DM_ERR_MODEL;
  m->gazetteer.slots = f->lists ? dm_container_section(c, "gazetteer", &size) : NULL;
  size /= sizeof(dm_gazetteer_slot);
  if (f->lists && (!m->gazetteer.slots || !size || (size & (size - 1)) || size > UINT32_MAX))
    return dm_fail(error, DM_ERR_MODEL, "the gazetteer is missing or of a wrong size");
  m->gazetteer.mask = f->lists ? (uint32_t)size - 1 : 0;
  m->gazetteer.lists = f->lists;
  return DM_OK;
}

int dm_range16(uint32_t products) {
  double range = sqrt(2147483647.0 / (double)products) - 1;
  return range < 2047 ? (int)range : 2047;
}

uint32_t dm_panels16(uint32_t n) {
  return (n + DM_PANEL - 1) / DM_PANEL * DM_PANEL;
}

/* Where the weights of a matrix16 come from: `count` matrices of `rows` x `columns`. */
typedef struct {
  const float *weight;
  size_t count, apart; /* floats from one matrix to the next */
  size_t rows, columns, ld;
  uint32_t products; /* of one sum */
} source16;

static int16_t nearest(float x) {
  return (int16_t)(x + (x < 0 ? -0.5f : 0.5f));
}

static void fill_matrix16(const source16 *from, size_t matrix, float scale, int16_t *to) {
  const float *weight = from->weight + matrix * from->apart, per = 1 / scale;
  for (size_t first = 0; first < from->columns; first += DM_PANEL) {
    const size_t columns = from->columns - first < DM_PANEL ? from->columns - first : DM_PANEL;
    for (size_t i = 0; i < from->rows; i += 2, to += 2 * DM_PANEL) {
      const float *upper = weight + i * from->ld + first, *lower = upper + from->ld;
      for (size_t j = 0; j < columns; j++) {
        to[2 * j] = nearest(upper[j] * per);
        to[2 * j + 1] = nearest(lower[j] * per);
      }
    }
  }
}

static void make_matrix16(const source16 *from, dm_matrix16 *m) {
  const dm_kernel *kernel = dm_kernel_best();
  float largest = 1e-9f;
  for (size_t k = 0; k < from->count; k++)
    for (size_t i = 0; i < from->rows; i++) {
      const float own = kernel->largest(from->columns, from->weight + k * from->apart + i * from->ld);
      if (own > largest) largest = own;
    }
  m->scale = largest / (float)dm_range16(from->products);
  m->size = from->rows * dm_panels16((uint32_t)from->columns);
  m->weight = dm_xcalloc(from->count * m->size, sizeof *m->weight);
  for (size_t k = 0; k < from->count; k++) fill_matrix16(from, k, m->scale, m->weight + k * m->size);
}

static int16_t *in_tap_steps(const float *values, size_t count) {
  int16_t *steps = dm_xmalloc(count * sizeof *steps);
  for (size_t i = 0; i < count; i++)
    steps[i] = nearest(fabsf(values[i]) < 32767.0f / DM_TAP_STEPS ? values[i] * DM_TAP_STEPS
                                                                  : copysignf(32767, values[i]));
  return steps;
}

static void make_working_forms(dm_model *m) {
  const uint32_t X = dm_config_input(&m->config), H = m->config.width, T = m->config.taps;
  make_matrix16(&(source16){m->input_weight, 1, 0, X, H, H, X}, &m->input16);
  make_matrix16(&(source16){m->first_weight, T, H, H, H, (size_t)T * H, H}, &m->first16);
  for (uint32_t i = 0; i < m->config.layers; i++)
    make_matrix16(&(source16){m->layer_weight[i], DM_CONV_TAPS, (size_t)H * H, H, H, H, DM_CONV_TAPS * H},
                  &m->layer16[i]);
  m->flags16 = in_tap_steps(m->flags, (size_t)dm_config_flags(&m->config) * T * H);
  m->first_bias16 = in_tap_steps(m->first_bias, H);
  m->turned = dm_xmalloc((size_t)m->crf.labels * m->crf.rows * sizeof(float));
  dm_crf_turn(m->crf.labels, m->crf.rows, m->crf.potentials, m->turned);
  m->crf.turned = m->turned;
}

static dm_status load(dm_model *m, dm_error *error) {
  const dm_config *config = dm_container_need(m->container, "config", sizeof *config, error);
  if (!config) return DM_ERR_MODEL;
  m->config = *config;
  if (dm_config_check(&m->config, error) ||
      load_names(m->container, "types", m->config.types, m->names, error) ||
      load_names(m->container, "lists", m->config.lists, m->list_names, error) || load_crf(m, error) ||
      load_layers(m, error) || load_tables(m, error))
    return DM_ERR_MODEL;
  size_t size = 0;
  const uint32_t *near = dm_container_section(m->container, "near_capitals", &size);
  m->near_capitals = near && size == sizeof *near && *near;
  make_working_forms(m);
  return DM_OK;
}

static dm_model *model_from(dm_container *container, dm_error *error) {
  if (!container) return NULL;
  dm_model *m = dm_xcalloc(1, sizeof *m);
  m->container = container;
  if (load(m, error) == DM_OK) return m;
  dm_model_close(m);
  return NULL;
}

dm_model *dm_model_open(const char *path, dm_error *error) {
  return model_from(dm_container_open(path, error), error);
}

dm_model *dm_model_of(const void *bytes, size_t size, dm_error *error) {
  return model_from(dm_container_of(bytes, size, error), error);
}

void dm_model_set_temperature(dm_model *m, float temperature) {
  m->config.temperature = temperature;
}

void dm_model_close(dm_model *m) {
  if (!m) return;
  for (uint32_t i = 0; i < DM_LAYERS_MAX; i++) free(m->layer16[i].weight);
  free(m->input16.weight);
  free(m->first16.weight);
  free(m->flags16);
  free(m->first_bias16);
  free(m->turned);
  dm_container_close(m->container);
  free(m);
}

/* ---- rows of a form -------------------------------------------------------------------- */

/* fastText's own hash of a character n-gram (32-bit FNV-1a over signed bytes), as its vectors need. */
static uint32_t gram_hash(const char *bytes, size_t size) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < size; i++) h = (h ^ (uint32_t)(int32_t)(int8_t)bytes[i]) * 16777619u;
  return h;
}

uint64_t dm_gram_key(uint32_t hash) {
  return hash * 0x9E3779B97F4A7C15u;
}

uint32_t dm_form_grams(const dm_form *form, uint32_t hashes[DM_GRAMS_ALL]) {
  char boxed[DM_FORM_MAX + 10];
  uint32_t starts[DM_FORM_MAX + 10], n = 0, count = 0, code;
  boxed[0] = '<';
  memcpy(boxed + 1, form->bytes, form->size);
  boxed[form->size + 1] = '>';
  for (uint32_t at = 0; at < form->size + 2;) {
    starts[n++] = at;
    at += dm_utf8_decode(boxed, form->size + 2, at, &code);
  }
  starts[n] = form->size + 2;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 3; k <= 5 && i + k <= n; k++)
      hashes[count++] = gram_hash(boxed + starts[i], starts[i + k] - starts[i]);
  return count;
}

static uint32_t gram_rows(const dm_vectors *v, const dm_form *form, uint32_t rows[DM_GRAMS]) {
  uint32_t hashes[DM_GRAMS_ALL], n = dm_form_grams(form, hashes), count = 0;
  for (uint32_t i = 0; i < n && count < DM_GRAMS; i++) {
    uint32_t row = dm_index_find(&v->gram_index, dm_gram_key(hashes[i]));
    if (row != DM_NONE) rows[count++] = row;
  }
  return count;
}

/* The commoner of the form's other cases: lower or Title. */
static uint32_t other_case(const dm_vectors *v, const dm_form *form) {
  dm_form low, title;
  dm_form_lower(form, &low);
  dm_form_title(form, &title);
  uint32_t a = low.hash == form->hash ? DM_NONE : dm_index_find(&v->word_index, low.hash);
  uint32_t b = title.hash == form->hash ? DM_NONE : dm_index_find(&v->word_index, title.hash);
  return a < b ? a : b; /* rows are in order of frequency; DM_NONE is the largest */
}

void dm_form_rows_of(const dm_config *c, const dm_vectors *v, const dm_form *form, dm_form_rows *rows) {
  dm_form_features f;
  dm_form_features_of(form, &f);
  rows->word[0] = rows->word[1] = DM_NONE;
  rows->grams = 0;
  if (c->vector) {
    rows->word[0] = dm_index_find(&v->word_index, form->hash);
    rows->word[1] = other_case(v, form);
    if (rows->word[0] == DM_NONE) rows->grams = gram_rows(v, form, rows->gram);
  }
  rows->lower = (uint32_t)(f.lower % c->lower_rows);
  for (int i = 0; i < DM_AFFIXES; i++) rows->affix[i] = (uint32_t)(f.affix[i] % c->affix_rows);
  rows->trigrams = f.trigrams;
  for (uint32_t i = 0; i < f.trigrams; i++) rows->trigram[i] = (uint32_t)(f.trigram[i] % c->trigram_rows);
  rows->shape = (uint32_t)(f.shape % c->shape_rows);
  rows->cased = f.cased;
}
