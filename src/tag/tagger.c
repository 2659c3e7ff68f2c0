#include "tag/tagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "tag/agree.h"
#include "tag/encoder.h"

enum {
  WINDOW = 4096,       /* tokens encoded together; document memory reaches no further */
  CACHED_TYPES = 6144, /* cached between windows */
};

struct dm_tagger {
  const dm_model *model;
  dm_encoder *encoder;
  dm_crf crf;  /* the model's, on this tagger's kernel */
  float *to_o; /* [rows] scores of a label before O */
  dm_batch batch;
  dm_lattice lattice;
  dm_batch_token *tokens; /* [token_room] of one sentence */
  uint32_t *index;        /* [index_room] document token of each batch token */
  uint8_t *best;          /* [index_room] */
  size_t token_room, index_room;
};

dm_tagger *dm_tagger_with(const dm_model *model, const dm_kernel *kernel) {
  dm_tagger *t = dm_xcalloc(1, sizeof *t);
  t->model = model;
  t->encoder = dm_encoder_new(model, kernel);
  t->crf = model->crf;
  t->crf.kernel = kernel;
  t->to_o = dm_xcalloc(t->crf.rows, sizeof *t->to_o);
  for (uint32_t j = 0; j < t->crf.labels; j++) t->to_o[j] = t->crf.transitions[j * t->crf.rows];
  return t;
}

dm_tagger *dm_tagger_new(const dm_model *model) {
  return dm_tagger_with(model, dm_kernel_best());
}

void dm_tagger_free(dm_tagger *t) {
  if (!t) return;
  dm_encoder_free(t->encoder);
  dm_batch_free(&t->batch);
  dm_lattice_free(&t->lattice);
  free(t->to_o);
  free(t->tokens);
  free(t->index);
  free(t->best);
  free(t);
}

static void add_sentence(dm_tagger *t, const dm_document *doc, const dm_sentence *sentence) {
  uint32_t n = 0, room = sentence->end - sentence->first;
  if (room > t->token_room) {
    t->token_room = room * 2;
    t->tokens = dm_xrealloc(t->tokens, t->token_room * sizeof *t->tokens);
  }
  if (t->batch.tokens + room > t->index_room) {
    t->index_room = (t->batch.tokens + room) * 2;
    t->index = dm_xrealloc(t->index, t->index_room * sizeof *t->index);
    t->best = dm_xrealloc(t->best, t->index_room);
  }
  for (uint32_t i = sentence->first; i < sentence->end; i++) {
    const dm_token *token = &doc->tokens[i];
    if (dm_token_role_of(token) == DM_TOKEN_HIDDEN) continue;
    t->tokens[n].type =
        dm_encoder_type(t->encoder, doc->text + token->span.begin, token->span.end - token->span.begin);
    t->tokens[n].zone = token->zone;
    t->index[t->batch.tokens + n++] = i;
  }
  if (n)
    dm_batch_sentence(&t->batch, &t->model->config, &t->model->gazetteer, dm_encoder_types(t->encoder),
                      t->tokens, n, t->model->config.convention);
}

static void add_mention(dm_document *doc, const dm_sentence *sentence, uint32_t first, uint32_t end,
                        uint32_t type, float confidence) {
  doc->mentions =
      dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof *doc->mentions);
  doc->mentions[doc->mention_count++] =
      (dm_mention){.span = {doc->tokens[first].span.begin, doc->tokens[end - 1].span.end},
                   .first = first,
                   .end = end,
                   .paragraph = sentence->paragraph,
                   .type = (uint16_t)type,
                   .zone = doc->tokens[first].zone,
                   .confidence = confidence};
}

/* Decodes a run of tokens of one sentence: batch tokens first..end, with what the crf scores at its ends. */
static void decode_run(dm_tagger *t, dm_document *doc, const dm_crf *crf, float *emissions, uint32_t first,
                       uint32_t end, const dm_sentence *sentence) {
  const uint32_t n = end - first, R = crf->rows;
  uint8_t *best = t->best + first;
  int names = 0;
  dm_lattice_reserve(&t->lattice, n, R);
  dm_crf_viterbi(crf, &t->lattice, emissions, n, best);
  for (uint32_t i = 0; i < n; i++) names |= best[i];
  if (!names) return;
  for (size_t i = 0; i < (size_t)n * R; i++) emissions[i] /= t->model->config.temperature;
  const int sure =
      isfinite(dm_crf_sums(crf, &t->lattice, emissions, n, NULL)); /* not of scores that are no numbers */
  for (uint32_t i = 0; i < n; i++) {
    if (!best[i]) continue;
    uint32_t from = i, type = (best[i] - 1u) / 4;
    while (i + 1 < n && best[i + 1] && (best[i + 1] - 1u) / 4 == type &&
           ((best[i + 1] - 1) % 4 == DM_I || (best[i + 1] - 1) % 4 == DM_E))
      i++;
    add_mention(doc, sentence, t->index[first + from], t->index[first + i] + 1, type,
                sure ? dm_crf_span(crf, &t->lattice, from, i, type) : 0);
  }
}

/* Decodes one sentence of the batch: batch tokens first..end, all of document sentence `sentence`. A token that
 * can only be O parts the chain: what stands before it and what stands behind it are decoded apart. */
static void decode(dm_tagger *t, dm_document *doc, const float *emissions, uint32_t first, uint32_t end,
                   const dm_sentence *sentence) {
  const uint32_t R = t->crf.rows;
  float *own = (float *)(uintptr_t)emissions; /* the encoder's buffer, ours until its next call */
  for (uint32_t i = first; i < end; i++) {
    uint32_t from = i;
    while (i < end && own[(size_t)i * R + 1] > DM_NEVER &&
           dm_token_role_of(&doc->tokens[t->index[i]]) != DM_TOKEN_BARRED)
      i++;
    if (i == from) continue;
    dm_crf crf = t->crf;
    if (from > first) crf.start = crf.transitions; /* of O, which is label 0 */
    if (i < end) crf.end = t->to_o;
    decode_run(t, doc, &crf, own + (size_t)from * R, from, i, sentence);
  }
}

/* Tags the sentences from..to, which are in the batch. */
static void tag_window(dm_tagger *t, dm_document *doc, uint32_t from, uint32_t to) {
  dm_batch_group(&t->batch, dm_encoder_types(t->encoder), 0);
  const float *emissions = dm_encode(t->encoder, &t->batch);
  uint32_t sentence = from;
  for (uint32_t s = 0; s < t->batch.sentences; s++) {
    uint32_t first = t->batch.sentence_at[s], end = t->batch.sentence_at[s + 1];
    while (sentence < to && doc->sentences[sentence].end <= t->index[first]) sentence++;
    decode(t, doc, emissions, first, end, &doc->sentences[sentence]);
  }
}

dm_status dm_tag(dm_tagger *t, dm_document *doc, dm_error *error) {
  (void)error; /* nothing can go wrong on a segmented document; the signature is that of every stage */
  doc->types = t->model->names;
  doc->type_count = t->model->config.types;
  doc->mention_count = 0;
  for (uint32_t s = 0; s < doc->sentence_count;) {
    uint32_t from = s;
    dm_encoder_trim(t->encoder, CACHED_TYPES);
    dm_batch_clear(&t->batch, &t->model->config);
    do add_sentence(t, doc, &doc->sentences[s++]);
    while (s < doc->sentence_count && t->batch.tokens < WINDOW);
    if (t->batch.tokens) tag_window(t, doc, from, s);
  }
  dm_agree(doc);
  return DM_OK;
}
