#include "learn/vectors.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "tag/form.h"
#include "tag/model.h"

enum { FASTTEXT_MAGIC = 793712314, FASTTEXT_VERSION = 12, LONGEST_WORD = 1024, WORD_BYTES = 10 };

void dm_quantise(const float *values, uint32_t rows, uint32_t size, int8_t *bytes, float *scales) {
  for (uint32_t r = 0; r < rows; r++, values += size, bytes += size) {
    float largest = 0;
    for (uint32_t i = 0; i < size; i++) largest = fmaxf(largest, fabsf(values[i]));
    scales[r] = largest / 127;
    for (uint32_t i = 0; i < size; i++) bytes[i] = largest > 0 ? (int8_t)lrintf(values[i] / scales[r]) : 0;
  }
}

uint32_t *dm_index_build(const uint64_t *hashes, uint32_t rows, uint32_t *count) {
  uint32_t size = 16;
  while (size < rows * 2) size *= 2;
  uint32_t *slots = dm_xcalloc(size, sizeof *slots);
  for (uint32_t i = 0; i < rows; i++) {
    uint32_t at = (uint32_t)hashes[i] & (size - 1);
    while (slots[at]) at = (at + 1) & (size - 1);
    slots[at] = i + 1;
  }
  *count = size;
  return slots;
}

dm_section dm_section_of(const char *name, const void *bytes, size_t size) {
  dm_section section = {.bytes = bytes, .size = size};
  snprintf(section.name, sizeof section.name, "%s", name);
  return section;
}

/* ---- fastText's file -------------------------------------------------------------------- */

typedef struct {
  FILE *file;
  int64_t left; /* bytes of the file, at most so many can be read */
  int32_t size, buckets, words, longest_gram;
  char **word;   /* [words] in order of frequency */
  float *matrix; /* [words + buckets][size] */
} fasttext;

static int read_all(FILE *file, void *bytes, size_t size) {
  return fread(bytes, 1, size, file) == size;
}

static int read_word(FILE *file, char **word) {
  char text[LONGEST_WORD];
  int c;
  size_t n = 0;
  while ((c = getc(file)) > 0)
    if (n + 1 < sizeof text) text[n++] = (char)c;
  if (c == EOF) return 0;
  text[n] = 0;
  *word = dm_xmalloc(n + 1);
  memcpy(*word, text, n + 1);
  return 1;
}

static int read_dictionary(fasttext *f) {
  int32_t sizes[3];
  int64_t tokens, pruned, occurrences;
  int8_t kind;
  if (!read_all(f->file, sizes, sizeof sizes) || !read_all(f->file, &tokens, sizeof tokens) ||
      !read_all(f->file, &pruned, sizeof pruned) || sizes[1] <= 0 || sizes[2] != 0 || pruned > 0)
    return 0;
  if (sizes[1] > f->left / WORD_BYTES) return 0;
  f->word = dm_xcalloc((size_t)sizes[1], sizeof *f->word);
  while (f->words < sizes[1])
    if (!read_word(f->file, &f->word[f->words++]) || !read_all(f->file, &occurrences, sizeof occurrences) ||
        !read_all(f->file, &kind, sizeof kind))
      return 0;
  return 1;
}

static int read_fasttext(fasttext *f) {
  int32_t head[2], args[12];
  double threshold;
  int64_t shape[2];
  int8_t quantised;
  if (!read_all(f->file, head, sizeof head) || head[0] != FASTTEXT_MAGIC || head[1] != FASTTEXT_VERSION ||
      !read_all(f->file, args, sizeof args) || !read_all(f->file, &threshold, sizeof threshold))
    return 0;
  f->size = args[0];
  f->buckets = args[8];
  if (args[9] != 3 || args[10] != 5 || f->size <= 0 || f->size % 4 || f->buckets <= 0) return 0;
  if (!read_dictionary(f) || !read_all(f->file, &quantised, 1) || quantised ||
      !read_all(f->file, shape, sizeof shape) || shape[0] != (int64_t)f->words + f->buckets ||
      shape[1] != f->size)
    return 0;
  if (shape[0] > f->left / (int64_t)sizeof(float) / shape[1]) return 0;
  size_t count = (size_t)shape[0] * (size_t)shape[1];
  f->matrix = dm_xmalloc(count * sizeof(float));
  if (!read_all(f->file, f->matrix, count * sizeof(float))) return 0;
  for (size_t i = 0; i < count; i++)
    if (!isfinite(f->matrix[i])) return 0;
  return 1;
}

static void free_fasttext(fasttext *f) {
  for (int32_t i = 0; i < f->words; i++) free(f->word[i]);
  free(f->word);
  free(f->matrix);
  if (f->file) fclose(f->file);
}

/* ---- choosing and building -------------------------------------------------------------- */

typedef struct {
  uint32_t hash, count;
} gram;

typedef struct {
  gram *slots; /* open addressing by hash; count 0: empty */
  uint32_t mask, used;
} gram_table;

static void count_gram(gram_table *t, uint32_t hash, uint32_t by) {
  if (t->used * 2 >= t->mask) {
    gram_table old = *t;
    t->mask = old.mask ? old.mask * 2 + 1 : 0xFFFF;
    t->used = 0;
    t->slots = dm_xcalloc((size_t)t->mask + 1, sizeof *t->slots);
    for (uint32_t i = 0; old.slots && i <= old.mask; i++)
      if (old.slots[i].count) count_gram(t, old.slots[i].hash, old.slots[i].count);
    free(old.slots);
  }
  uint32_t at = (hash * 2654435761u >> 7) & t->mask;
  while (t->slots[at].count && t->slots[at].hash != hash) at = (at + 1) & t->mask;
  t->used += !t->slots[at].count;
  t->slots[at].hash = hash;
  t->slots[at].count += by;
}

static int by_count(const void *a, const void *b) {
  const gram *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* The vector that fastText gives a word: mean of its own row and its n-grams' rows. */
static void word_vector(const fasttext *f, int32_t word, const uint32_t *grams, uint32_t n, float *out) {
  const size_t D = (size_t)f->size;
  const float *own = f->matrix + (size_t)word * D;
  memcpy(out, own, D * sizeof(float));
  for (uint32_t g = 0; g < n; g++) {
    const float *row = f->matrix + ((size_t)f->words + grams[g] % (uint32_t)f->buckets) * D;
    for (size_t i = 0; i < D; i++) out[i] += row[i];
  }
  for (size_t i = 0; i < D; i++) out[i] /= (float)(n + 1);
}

typedef struct {
  uint64_t *hashes; /* [rows] */
  uint32_t *checks;
  float *values; /* [rows][D] */
  int8_t *bytes;
  float *scales;
  uint32_t *slots, slot_count, rows;
} part;

static void new_part(part *p, uint32_t room, size_t D) {
  *p = (part){.hashes = dm_xcalloc(room, sizeof *p->hashes),
              .checks = dm_xcalloc(room, sizeof *p->checks),
              .values = dm_xcalloc(room * D, sizeof *p->values),
              .bytes = dm_xcalloc(room * D, 1),
              .scales = dm_xcalloc(room, sizeof *p->scales)};
}

static void free_part(part *p) {
  free(p->hashes);
  free(p->checks);
  free(p->values);
  free(p->bytes);
  free(p->scales);
  free(p->slots);
}

/* Scales to unit variance (as `deviation` says), quantises and indexes. */
static void finish_part(part *p, uint32_t D, float deviation) {
  for (size_t i = 0; i < (size_t)p->rows * D; i++) p->values[i] /= deviation;
  dm_quantise(p->values, p->rows, D, p->bytes, p->scales);
  p->slots = dm_index_build(p->hashes, p->rows, &p->slot_count);
  for (uint32_t i = 0; i < p->rows; i++) p->checks[i] = (uint32_t)(p->hashes[i] >> 32);
}

static void choose(const fasttext *f, uint32_t words, part *word, gram_table *grams) {
  uint32_t found[DM_GRAMS_ALL];
  for (int32_t i = 0; i < f->words; i++) {
    size_t size = strlen(f->word[i]);
    dm_form form;
    if (!strcmp(f->word[i], "</s>")) continue;
    dm_form_of(f->word[i], size, &form);
    uint32_t n = dm_form_grams(&form, found);
    for (uint32_t g = 0; g < n; g++) count_gram(grams, found[g], 1);
    if (word->rows == words) continue;
    word_vector(f, i, found, n, word->values + (size_t)word->rows * (size_t)f->size);
    word->hashes[word->rows++] = form.hash;
  }
}

static float deviation_of(const part *p, size_t D) {
  double sum = 0;
  for (size_t i = 0; i < p->rows * D; i++) sum += (double)p->values[i] * p->values[i];
  return sum > 0 ? (float)sqrt(sum / (double)(p->rows * D)) : 1;
}

static void choose_grams(const fasttext *f, gram_table *table, uint32_t grams, part *out) {
  uint32_t n = 0;
  for (uint32_t i = 0; table->slots && i <= table->mask; i++)
    if (table->slots[i].count) table->slots[n++] = table->slots[i];
  if (n) qsort(table->slots, n, sizeof *table->slots, by_count);
  for (uint32_t i = 0; i < n && out->rows < grams; i++) {
    uint32_t hash = table->slots[i].hash;
    out->hashes[out->rows] = dm_gram_key(hash);
    memcpy(out->values + (size_t)out->rows * (size_t)f->size,
           f->matrix + ((size_t)f->words + hash % (uint32_t)f->buckets) * (size_t)f->size,
           (size_t)f->size * sizeof(float));
    out->rows++;
  }
}

static void build(const fasttext *f, uint32_t words, uint32_t grams, dm_buffer *out) {
  part word, gram_part;
  gram_table table = {0};
  const uint32_t D = (uint32_t)f->size;
  if (words > (uint32_t)f->words) words = (uint32_t)f->words;
  new_part(&word, words, D);
  choose(f, words, &word, &table);
  if (grams > table.used) grams = table.used;
  new_part(&gram_part, grams, D);
  choose_grams(f, &table, grams, &gram_part);
  float deviation = deviation_of(&word, D);
  finish_part(&word, D, deviation);
  finish_part(&gram_part, D, deviation);
  dm_section sections[] = {
      dm_section_of("vectors.size", &D, sizeof D),
      dm_section_of("word.slots", word.slots, word.slot_count * sizeof(uint32_t)),
      dm_section_of("word.checks", word.checks, word.rows * sizeof(uint32_t)),
      dm_section_of("word.bytes", word.bytes, (size_t)word.rows * D),
      dm_section_of("word.scale", word.scales, word.rows * sizeof(float)),
      dm_section_of("gram.slots", gram_part.slots, gram_part.slot_count * sizeof(uint32_t)),
      dm_section_of("gram.checks", gram_part.checks, gram_part.rows * sizeof(uint32_t)),
      dm_section_of("gram.bytes", gram_part.bytes, (size_t)gram_part.rows * D),
      dm_section_of("gram.scale", gram_part.scales, gram_part.rows * sizeof(float)),
  };
  dm_container_build(sections, sizeof sections / sizeof *sections, out);
  free(table.slots);
  free_part(&word);
  free_part(&gram_part);
}

dm_status dm_vectors_import(const char *path, uint32_t words, uint32_t grams, dm_buffer *out, dm_error *error) {
  fasttext f = {.file = fopen(path, "rb")};
  dm_fail_at(error, path, 0, 0);
  if (!f.file) return dm_fail(error, DM_ERR_IO, "cannot open: %s", strerror(errno));
  dm_status status = DM_OK;
  struct stat st;
  if (fstat(fileno(f.file), &st) == 0) f.left = st.st_size;
  if (read_fasttext(&f))
    build(&f, words, grams, out);
  else
    status = dm_fail(error, DM_ERR_FORMAT, "not a fastText model with subwords of 3 to 5 characters");
  free_fasttext(&f);
  return status;
}
