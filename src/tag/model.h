/* The model as it lies in its file: every array points into the mapping. Shapes are in brackets; H is
 * `width`, K `labels`, R the labels rounded up to 8, T `taps`, X `input`, D `vector`. */
#ifndef DM_TAG_MODEL_H
#define DM_TAG_MODEL_H

#include "dragoman.h"
#include "tag/container.h"
#include "tag/crf.h"
#include "tag/form.h"
#include "tag/gazetteer.h"
#include "tag/tag.h"

enum {
  DM_LAYERS_MAX = 8,
  DM_CONV_TAPS = 3, /* of every layer behind the first */
  DM_CONVENTIONS = 8,
  DM_GAZ_PARTS = 4, /* B I E S of a match */
  DM_REACH = 3,     /* see dm_model.near_capitals */
};

/* The fixed-size section "config". */
typedef struct {
  uint32_t width;  /* H, a multiple of 8 */
  uint32_t taps;   /* T of the first layer, odd */
  uint32_t layers; /* layers behind the first, 0..DM_LAYERS_MAX */
  uint32_t dilation[DM_LAYERS_MAX];
  uint32_t memory;                 /* document memory goes in ahead of this layer (0..layers), DM_NONE: none */
  uint32_t types;                  /* entity types; labels K = 1 + 4 types */
  uint32_t lists;                  /* gazetteers */
  uint32_t convention;             /* annotation convention to tag by, 0..DM_CONVENTIONS-1 */
  uint32_t vector;                 /* D: length of a word vector, a multiple of 4; 0: no vectors */
  uint32_t lower_rows, lower_size; /* embedding tables: rows, floats a row */
  uint32_t affix_rows, affix_size;
  uint32_t trigram_rows, trigram_size;
  uint32_t shape_rows, shape_size;
  uint32_t cased_size;
  float temperature; /* emissions are divided by it before marginals (calibration) */
} dm_config;

/* DM_ERR_MODEL where a size is out of the range that the comments above give. */
dm_status dm_config_check(const dm_config *config, dm_error *error);

/* Input per form: two vectors (form; its commonest other case), lower, affixes, trigram mean, shape, case. */
uint32_t dm_config_input(const dm_config *config); /* X, a multiple of 8 */

/* Flags a token may carry; each adds its row to the first layer. */
static inline uint32_t dm_flag_gazetteer(uint32_t list, uint32_t part) {
  return list * DM_GAZ_PARTS + part;
}
uint32_t dm_flag_zone(const dm_config *config, uint32_t zone);
uint32_t dm_flag_capitals(const dm_config *config); /* sentence in capitals */
uint32_t dm_flag_lower(const dm_config *config);    /* sentence without a capital */
uint32_t dm_flag_first(const dm_config *config);    /* first token of the sentence */
uint32_t dm_flag_last(const dm_config *config);
uint32_t dm_flag_convention(const dm_config *config, uint32_t convention);
uint32_t dm_config_flags(const dm_config *config); /* how many there are */

/* Rows of bytes with a scale each: value = scale * byte. */
typedef struct {
  const int8_t *bytes; /* [rows][size] */
  const float *scale;  /* [rows] */
  uint32_t rows, size;
} dm_table;

/* Hash -> row of a table. */
typedef struct {
  const uint32_t *slots;  /* [mask + 1] row + 1, 0: empty; linear probing from hash & mask */
  const uint32_t *checks; /* [rows] high half of the hash */
  uint32_t mask, rows;
} dm_index;

uint32_t dm_index_find(const dm_index *index, uint64_t hash); /* row or DM_NONE */

/* Word vectors: rows of words are in order of frequency. Trained elsewhere (fastText), 8 bits a number. */
typedef struct {
  uint32_t size; /* D */
  dm_index word_index, gram_index;
  dm_table word, gram; /* gram: character 3- to 5-grams of <form>, for forms without a row */
} dm_vectors;

dm_status dm_vectors_from(const dm_container *container, uint32_t size, dm_vectors *vectors, dm_error *error);

enum { DM_GRAMS = 40, DM_GRAMS_ALL = 3 * (DM_FORM_MAX + 2) };

/* fastText's hashes of the 3- to 5-grams of <form>; returns how many. */
uint32_t dm_form_grams(const dm_form *form, uint32_t hashes[DM_GRAMS_ALL]);
uint64_t dm_gram_key(uint32_t hash); /* the hash that the gram index is built over */

/* Rows of the tables that a form uses. */
typedef struct {
  uint32_t word[2]; /* vector rows; DM_NONE */
  uint32_t grams;   /* rows of n-grams that stand in where word[0] is DM_NONE */
  uint32_t gram[DM_GRAMS];
  uint32_t lower, affix[DM_AFFIXES], trigrams, trigram[DM_TRIGRAMS], shape, cased;
} dm_form_rows;

void dm_form_rows_of(const dm_config *config, const dm_vectors *vectors, const dm_form *form,
                     dm_form_rows *rows);

/* Weights in whole numbers, made when the model is opened: value = number * scale. Several matrices of one
 * shape may share a scale. */
typedef struct {
  int16_t *weight; /* [matrices] as dm_kernel.gemm16 wants B, columns rounded up to DM_PANEL */
  size_t size;     /* of one matrix, in numbers */
  float scale;
} dm_matrix16;

/* Largest number of the 16-bit forms: a sum of so many products of two of them stays within 32 bits. */
int dm_range16(uint32_t products);

/* n, rounded up to whole panels of dm_kernel.gemm16. */
uint32_t dm_panels16(uint32_t n);

/* Taps, their flags and the first bias are added up in 16 bits, in steps of one part in so many. */
enum { DM_TAP_STEPS = 256 };

struct dm_model {
  dm_container *container;
  dm_config config;
  dm_vectors vectors;
  dm_table lower, affix, trigram, shape, cased;
  dm_gazetteer gazetteer;
  const float *input_weight, *input_bias;                               /* [X][H], [H] */
  const float *first_weight, *first_bias;                               /* [H][T*H], [H] */
  const float *flags;                                                   /* [flags][T*H] */
  const float *layer_weight[DM_LAYERS_MAX], *layer_bias[DM_LAYERS_MAX]; /* [3][H][H], [H] */
  const float *memory_weight;                                           /* [H][H] */
  const float *output_weight, *output_bias;                             /* [H][R], [R] */
  /* Its names stand where dm_near_capitals looks for them: what is far from there need not be computed. */
  int near_capitals;
  dm_matrix16 input16, first16, layer16[DM_LAYERS_MAX]; /* [X][H]; [T] of [H][H]; [3] of [H][H] */
  int16_t *flags16, *first_bias16;                      /* flags, first_bias in DM_TAP_STEPS */
  float *turned;                                        /* of crf */
  dm_crf crf;                                           /* without a kernel */
  const char *names[DM_LABELS_MAX / 4];                 /* [types] */
  const char *list_names[DM_LISTS_MAX];                 /* [lists] of the gazetteer */
};

/* From bytes the caller keeps alive (64-byte aligned): training evaluates what it would ship. */
dm_model *dm_model_of(const void *bytes, size_t size, dm_error *error);

#endif
