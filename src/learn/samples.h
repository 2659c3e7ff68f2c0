/* Training text in compact form: types, zones and labels of tokens, in sentences, in pieces of documents. */
#ifndef DM_LEARN_SAMPLES_H
#define DM_LEARN_SAMPLES_H

#include "learn/net.h"

/* One corpus on the command line: FILE[,times=N][,convention=N][,types=PER+LOC]. */
typedef struct {
  const char *path;
  float times;         /* how often an epoch sees it; the fraction by chance */
  uint32_t convention; /* annotation convention flag, 0: the one that is tagged by */
  uint64_t untold[2];  /* labels that may hide behind its O: types it does not annotate */
  char types[128];     /* as given, "+" between; empty: all */
} dm_source;

typedef struct {
  uint32_t first, end; /* sentences */
  uint32_t tokens, source;
} dm_piece;

typedef struct {
  dm_type_table table;
  dm_form_rows *rows; /* [table.count] */
  uint32_t *upper;    /* [table.count] the type in capitals */
  size_t row_room;
  uint32_t *type;        /* [tokens] */
  uint8_t *zone, *label; /* [tokens] */
  size_t tokens, token_room;
  uint32_t *sentence_at; /* [sentences + 1] */
  size_t sentences, sentence_room;
  dm_piece *pieces;
  size_t piece_count, piece_room;
  const char *names[DM_LABELS_MAX / 4]; /* entity types; label = dm_label(index, part) */
  uint32_t types;
  uint64_t lost; /* gold mentions that no tokens match */
} dm_samples;

/* Reads a source and adds it as number `source`. Types not yet known are added to names unless `closed`. */
dm_status dm_samples_read(dm_samples *samples, const dm_config *config, const dm_vectors *vectors,
                          const dm_source *source, uint32_t number, int closed, dm_error *error);
/* Whether the names of the sources that are tagged by keep near capitals (dm_model), but for one token in 200.
 */
int dm_samples_near_capitals(const dm_samples *samples, const dm_source *sources);
void dm_samples_free(dm_samples *samples);

#endif
