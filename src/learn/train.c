#include "learn/train.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/error.h"
#include "learn/corpus.h"
#include "learn/known.h"

enum { SHARDS_MAX = 16 };

typedef struct {
  const dm_training *how;
  const dm_watcher *watcher;
  dm_net net;
  dm_samples samples;
  dm_known known;
  const char *names[DM_LABELS_MAX / 4];
  dm_document **dev[DM_DEVS_MAX];
  size_t dev_count[DM_DEVS_MAX];
  dm_shard *shards[SHARDS_MAX];
  float *gradient;
  uint32_t *order; /* pieces of this epoch */
  size_t order_count, order_room, order_tokens;
  dm_random random;
  dm_buffer bytes, checkpoint;
} trainer;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- text ------------------------------------------------------------------------------ */

typedef struct {
  dm_document ***docs;
  size_t *count;
} keeper;

static dm_status keep(void *user, dm_document *doc) {
  keeper *k = user;
  *k->docs = dm_xrealloc(*k->docs, (*k->count + 1) * sizeof **k->docs);
  (*k->docs)[(*k->count)++] = doc;
  return DM_OK;
}

/* Whether `name` is among the names that "+" parts. */
static int lists_name(const char *names, const char *name) {
  const size_t size = strlen(name);
  for (const char *at = names; at; at = strchr(at, '+')) {
    at += *at == '+';
    if (strcspn(at, "+") == size && !memcmp(at, name, size)) return 1;
  }
  return 0;
}

/* Labels that may hide behind O in a source that annotates only `types`. */
static void find_untold(dm_source *source, const dm_samples *samples) {
  if (!source->types[0]) return;
  for (uint32_t t = 0; t < samples->types; t++) {
    if (lists_name(source->types, samples->names[t])) continue;
    for (uint32_t part = 0; part < 4; part++) {
      uint32_t label = dm_label(t, part);
      source->untold[label / 64] |= (uint64_t)1 << label % 64;
    }
  }
}

static dm_status load_text(trainer *t, dm_source *sources, dm_error *error) {
  char note[256];
  for (uint32_t i = 0; i < t->how->source_count; i++) {
    size_t before = t->samples.tokens;
    if (dm_samples_read(&t->samples, &t->net.config, &t->known.vectors, &sources[i], i, 1, error))
      return error->status;
    find_untold(&sources[i], &t->samples);
    snprintf(note, sizeof note, "%s: %zu tokens", sources[i].path, t->samples.tokens - before);
    t->watcher->note(t->watcher->user, note);
  }
  snprintf(note, sizeof note, "%zu pieces, %u forms, %llu gold mentions that no tokens match",
           t->samples.piece_count, t->samples.table.count, (unsigned long long)t->samples.lost);
  t->watcher->note(t->watcher->user, note);
  const dm_type_names types = {t->names, t->net.config.types};
  for (uint32_t i = 0; i < t->how->dev_count; i++)
    if (dm_corpus_read(t->how->devs[i], &types, keep, &(keeper){&t->dev[i], &t->dev_count[i]}, error))
      return error->status;
  return t->samples.tokens ? DM_OK : dm_fail(error, DM_ERR_ARGUMENT, "there is nothing to train on");
}

/* ---- one epoch --------------------------------------------------------------------------- */

static void add_to_order(trainer *t, uint32_t piece) {
  if (t->order_count == t->order_room) {
    t->order_room = t->order_room ? t->order_room * 2 : 1024;
    t->order = dm_xrealloc(t->order, t->order_room * sizeof *t->order);
  }
  t->order[t->order_count++] = piece;
  t->order_tokens += t->samples.pieces[piece].tokens;
}

/* Draws the epoch's pieces, each as often as its source says, and shuffles them. */
static void draw(trainer *t, const dm_source *sources) {
  t->order_count = t->order_tokens = 0;
  for (uint32_t p = 0; p < t->samples.piece_count; p++) {
    float times = sources[t->samples.pieces[p].source].times;
    for (; times >= 1; times -= 1) add_to_order(t, p);
    if (times > 0 && dm_random_unit(&t->random) < times) add_to_order(t, p);
  }
  for (size_t i = t->order_count; i > 1; i--) {
    uint32_t j = dm_random_below(&t->random, (uint32_t)i), swap = t->order[i - 1];
    t->order[i - 1] = t->order[j];
    t->order[j] = swap;
  }
}

static void add_piece(trainer *t, dm_shard *shard, const dm_piece *piece, const dm_source *source) {
  const dm_samples *s = &t->samples;
  const dm_gazetteer *names = &t->known.names.gazetteer;
  dm_batch *batch = dm_shard_batch(shard);
  dm_batch_token tokens[2048];
  uint32_t begun = batch->tokens;
  for (uint32_t i = piece->first; i < piece->end; i++) {
    uint32_t first = s->sentence_at[i], count = s->sentence_at[i + 1] - first, at = batch->tokens;
    int upper = dm_random_unit(&t->random) < t->how->capitals;
    if (count > sizeof tokens / sizeof *tokens) count = sizeof tokens / sizeof *tokens;
    for (uint32_t k = 0; k < count; k++) {
      uint32_t type = s->type[first + k];
      tokens[k] = (dm_batch_token){upper ? s->upper[type] : type, s->zone[first + k]};
    }
    dm_batch_sentence(batch, &t->net.config, names->lists ? names : NULL, &s->table, tokens, count,
                      source->convention);
    dm_shard_labels(shard, at, count, s->label + first, source->untold, 1.0f);
  }
  dm_batch_group(batch, &s->table, begun);
}

typedef struct {
  dm_shard *shard;
  const dm_form_rows *rows;
  const dm_dropout *dropout;
} task;

static void *run_shard(void *user) {
  task *t = user;
  dm_shard_run(t->shard, t->rows, t->dropout);
  return NULL;
}

/* Runs the shards side by side and adds their gradients up in order. Returns the mean loss. */
static double step(trainer *t, float rate) {
  pthread_t threads[SHARDS_MAX];
  task tasks[SHARDS_MAX];
  const uint32_t n = t->how->shards;
  double loss = 0;
  for (uint32_t i = 0; i < n; i++) tasks[i] = (task){t->shards[i], t->samples.rows, &t->how->dropout};
  uint32_t started = 1;
  while (started < n && !pthread_create(&threads[started], NULL, run_shard, &tasks[started])) started++;
  run_shard(&tasks[0]);
  for (uint32_t i = 1; i < started; i++) pthread_join(threads[i], NULL);
  for (uint32_t i = started; i < n; i++) run_shard(&tasks[i]); /* no thread to be had: one after the other */
  memset(t->gradient, 0, t->net.at.count * sizeof(float));
  for (uint32_t i = 0; i < n; i++) {
    const float *g = dm_shard_gradient(t->shards[i]);
    for (size_t j = 0; j < t->net.at.count; j++) t->gradient[j] += g[j];
    dm_shard_scatter(t->shards[i], t->samples.rows, &t->net);
    loss += dm_shard_loss(t->shards[i]) / n;
  }
  dm_net_step(&t->net, t->gradient, rate);
  return loss;
}

/* Warm-up over the first twentieth, then down to a twentieth along a cosine. */
static float rate_at(const dm_training *how, double done) {
  const double warm = 0.05;
  if (done < warm) return how->rate * (float)(done / warm);
  double x = (done - warm) / (1 - warm);
  return how->rate * (float)(0.05 + 0.95 * 0.5 * (1 + cos(3.14159265358979 * x)));
}

static double run_epoch(trainer *t, const dm_source *sources, uint32_t epoch) {
  size_t done = 0, steps = 0;
  double loss = 0;
  t->random = dm_random_seed(t->how->seed * 1000003 + epoch);
  draw(t, sources);
  for (size_t i = 0; i < t->order_count;) {
    uint32_t tokens = 0;
    for (uint32_t k = 0; k < t->how->shards; k++) dm_shard_clear(t->shards[k], dm_random_next(&t->random));
    while (i < t->order_count && tokens < t->how->batch) { /* each piece to the emptiest shard */
      const dm_piece *piece = &t->samples.pieces[t->order[i++]];
      uint32_t least = 0;
      for (uint32_t k = 1; k < t->how->shards; k++)
        if (dm_shard_batch(t->shards[k])->tokens < dm_shard_batch(t->shards[least])->tokens) least = k;
      add_piece(t, t->shards[least], piece, &sources[piece->source]);
      tokens += piece->tokens;
    }
    double position = ((double)epoch + (double)done / (double)t->order_tokens) / t->how->epochs;
    loss += step(t, rate_at(t->how, position));
    steps++;
    done += tokens;
    t->watcher->step(t->watcher->user, epoch, done, t->order_tokens);
  }
  return steps ? loss / (double)steps : 0;
}

/* ---- judging ----------------------------------------------------------------------------- */

/* 64-byte aligned copy, as a container wants it. */
static void *aligned_copy(const dm_buffer *bytes) {
  void *copy = aligned_alloc(DM_SECTION_ALIGN,
                             (bytes->size + DM_SECTION_ALIGN - 1) / DM_SECTION_ALIGN * DM_SECTION_ALIGN);
  if (!copy) dm_out_of_memory(bytes->size);
  return memcpy(copy, bytes->bytes, bytes->size);
}

static dm_status judge(trainer *t, dm_epoch *epoch, dm_error *error) {
  void *bytes = aligned_copy(&t->bytes);
  dm_model *model = dm_model_of(bytes, t->bytes.size, error);
  dm_status status = model ? DM_OK : error->status;
  dm_tagger *tagger = model ? dm_tagger_new(model) : NULL;
  epoch->mean = 0;
  for (uint32_t d = 0; status == DM_OK && d < t->how->dev_count; d++) {
    dm_score score = {0};
    for (size_t i = 0; status == DM_OK && i < t->dev_count[d]; i++) {
      dm_document *doc = t->dev[d][i];
      status = dm_tag(tagger, doc, error);
      dm_score_add(&score, doc);
    }
    epoch->dev[d] = dm_score_f1(&score);
    epoch->mean += epoch->dev[d] / t->how->dev_count;
  }
  dm_tagger_free(tagger);
  dm_model_close(model);
  free(bytes);
  return status;
}

typedef struct {
  dm_tagger *tagger;
  dm_score *score;
  void (*each)(void *user, const dm_document *doc);
  void *user;
  dm_error *error;
} evaluation;

static dm_status evaluate_one(void *user, dm_document *doc) {
  evaluation *e = user;
  dm_status status = dm_tag(e->tagger, doc, e->error);
  if (status == DM_OK) {
    dm_score_add(e->score, doc);
    if (e->each) e->each(e->user, doc);
  }
  dm_document_free(doc);
  return status;
}

dm_status dm_evaluate(const dm_model *model, const char *path, dm_score *score,
                      void (*each)(void *user, const dm_document *doc), void *user, dm_error *error) {
  dm_tagger *tagger = dm_tagger_new(model);
  const dm_type_names types = {model->names, model->config.types};
  evaluation e = {tagger, score, each, user, error};
  dm_status status = dm_corpus_read(path, &types, evaluate_one, &e, error);
  dm_tagger_free(tagger);
  return status;
}

/* ---- the whole --------------------------------------------------------------------------- */

static void start_from_base(trainer *t) {
  const dm_model *base = t->known.base;
  int types = base->config.types == t->net.config.types;
  for (uint32_t i = 0; types && i < base->config.types; i++) types = !strcmp(base->names[i], t->names[i]);
  dm_import(&t->net, base, types);
}

static dm_status prepare(trainer *t, dm_source *sources, dm_error *error) {
  const dm_training *how = t->how;
  dm_config config;
  if (dm_known_load(&t->known, how, &config, error)) return error->status;
  if (!how->shards || how->shards > SHARDS_MAX)
    return dm_fail(error, DM_ERR_ARGUMENT, "more shards than there can be, or none");
  for (uint32_t i = 0; i < config.types; i++) {
    t->samples.names[i] = strcpy(dm_xmalloc(strlen(how->names[i]) + 1), how->names[i]);
    t->names[i] = t->samples.names[i];
  }
  t->samples.types = config.types;
  dm_net_new(&t->net, &config, &t->known.vectors, how->seed);
  if (t->known.base) start_from_base(t);
  if (load_text(t, sources, error)) return error->status;
  for (uint32_t i = 0; i < how->shards; i++) t->shards[i] = dm_shard_new(&t->net, dm_kernel_best());
  t->gradient = dm_xcalloc(t->net.at.count, sizeof(float));
  return DM_OK;
}

static dm_status resume_from(trainer *t, const char *path, dm_progress_made *made, dm_error *error) {
  dm_container *file = dm_container_open(path, error);
  if (!file) return error->status;
  dm_status status = dm_checkpoint_load(&t->net, file, made, error);
  dm_container_close(file);
  return status;
}

static dm_status train(trainer *t, const dm_source *sources, dm_error *error) {
  const dm_training *how = t->how;
  char path[4096];
  dm_progress_made made = {.best = -1};
  const uint32_t near_capitals = (uint32_t)dm_samples_near_capitals(&t->samples, sources) &&
                                 (!t->known.base || t->known.base->near_capitals);
  snprintf(path, sizeof path, "%s.checkpoint", how->out);
  if (how->resume && resume_from(t, path, &made, error)) return error->status;
  while (made.epochs < how->epochs && (!how->patience || made.since < how->patience)) {
    double begun = now();
    dm_epoch epoch = {.epoch = made.epochs, .epochs = how->epochs};
    epoch.loss = run_epoch(t, sources, made.epochs);
    dm_export(&t->net, t->names, t->known.vector_file, &t->known.names, near_capitals, &t->bytes);
    if (judge(t, &epoch, error)) return error->status;
    epoch.seconds = now() - begun;
    epoch.best = epoch.mean > made.best || !how->dev_count;
    made.since = epoch.best ? 0 : made.since + 1;
    made.epochs++;
    if (epoch.best) {
      made.best = epoch.mean;
      if (dm_write_file(how->out, t->bytes.bytes, t->bytes.size, error)) return error->status;
    }
    dm_checkpoint(&t->net, &made, &t->checkpoint);
    if (dm_write_file(path, t->checkpoint.bytes, t->checkpoint.size, error)) return error->status;
    t->watcher->epoch(t->watcher->user, &epoch);
  }
  remove(path); /* finished: nothing to resume */
  return DM_OK;
}

dm_status dm_train(const dm_training *how, const dm_watcher *watcher, dm_error *error) {
  trainer t = {.how = how, .watcher = watcher};
  dm_source sources[DM_SOURCES_MAX];
  memcpy(sources, how->sources, sizeof sources);
  dm_status status = prepare(&t, sources, error);
  if (status == DM_OK) status = train(&t, sources, error);
  for (uint32_t i = 0; i < how->shards; i++) dm_shard_free(t.shards[i]);
  for (uint32_t d = 0; d < how->dev_count; d++) {
    for (size_t i = 0; i < t.dev_count[d]; i++) dm_document_free(t.dev[d][i]);
    free(t.dev[d]);
  }
  dm_net_free(&t.net);
  dm_samples_free(&t.samples);
  dm_known_free(&t.known);
  dm_buffer_free(&t.bytes);
  dm_buffer_free(&t.checkpoint);
  free(t.gradient);
  free(t.order);
  return status;
}
