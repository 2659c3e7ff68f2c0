/* Training: epochs over the samples, judged on development text after each by the tagger that would ship. */
#ifndef DM_LEARN_TRAIN_H
#define DM_LEARN_TRAIN_H

#include "learn/export.h"
#include "learn/samples.h"
#include "learn/score.h"

enum { DM_SOURCES_MAX = 32, DM_DEVS_MAX = 8 };

typedef struct {
  dm_config config; /* types and lists are filled in by training; temperature 0: that of `from`, or 1 */
  dm_source sources[DM_SOURCES_MAX];
  uint32_t source_count;
  const char *devs[DM_DEVS_MAX]; /* the mean F1 over them chooses the epoch */
  uint32_t dev_count;
  const char *vectors, *gazetteer; /* files, NULL: none */
  /* Model to train on from, NULL: none. Its sizes are taken instead of config's, and its vectors and name lists
   * where no files are given. */
  const char *from;
  const char *out;                      /* the model; checkpoint beside it: OUT.checkpoint */
  const char *names[DM_LABELS_MAX / 4]; /* entity types, in order */
  uint32_t epochs, patience; /* patience: epochs without a better dev score before it stops, 0: never */
  uint32_t batch;            /* tokens a step */
  uint32_t shards;           /* parts of a step that run in parallel; the result depends on it */
  uint64_t seed;
  float rate; /* Adam's largest step */
  dm_dropout dropout;
  float capitals; /* share of training sentences that are put into capitals */
  int resume;
} dm_training;

/* One finished epoch, for whoever shows progress. */
typedef struct {
  uint32_t epoch, epochs;
  double loss, dev[DM_DEVS_MAX], mean, seconds;
  int best;
} dm_epoch;

typedef struct {
  void *user;
  void (*epoch)(void *user, const dm_epoch *epoch);
  void (*step)(void *user, uint32_t epoch, size_t done, size_t all); /* tokens */
  void (*note)(void *user, const char *text);
} dm_watcher;

/* Trains and writes training->out (the best epoch's model). */
dm_status dm_train(const dm_training *training, const dm_watcher *watcher, dm_error *error);

/* Tags the documents of `path` and scores them. each: called with every tagged document, may be NULL. */
dm_status dm_evaluate(const dm_model *model, const char *path, dm_score *score,
                      void (*each)(void *user, const dm_document *doc), void *user, dm_error *error);

#endif
