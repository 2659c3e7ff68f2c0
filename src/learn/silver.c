#include "learn/silver.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "learn/zone_names.h"
#include "tag/model.h"

enum { UNSURE = 255 };

struct dm_ensemble {
  dm_tagger *taggers[DM_ENSEMBLE_MAX];
  size_t count, votes;
  uint8_t *labels[DM_ENSEMBLE_MAX]; /* [room] of each model */
  uint8_t *agreed;                  /* [room] */
  size_t room;
};

dm_type_names dm_model_types(const dm_model *model) {
  return (dm_type_names){model->names, model->config.types};
}

int dm_ensemble_fits(const dm_model *const *models, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (models[i]->config.types != models[0]->config.types) return 0;
    for (uint32_t t = 0; t < models[0]->config.types; t++)
      if (strcmp(models[i]->names[t], models[0]->names[t])) return 0;
  }
  return 1;
}

dm_ensemble *dm_ensemble_new(const dm_model *const *models, size_t count, size_t votes) {
  dm_ensemble *e = dm_xcalloc(1, sizeof *e);
  e->count = count;
  e->votes = votes;
  for (size_t i = 0; i < count; i++) e->taggers[i] = dm_tagger_new(models[i]);
  return e;
}

void dm_ensemble_free(dm_ensemble *e) {
  if (!e) return;
  for (size_t i = 0; i < e->count; i++) {
    dm_tagger_free(e->taggers[i]);
    free(e->labels[i]);
  }
  free(e->agreed);
  free(e);
}

static void reserve(dm_ensemble *e, size_t tokens) {
  if (tokens <= e->room) return;
  e->room = tokens * 2;
  for (size_t i = 0; i < e->count; i++) e->labels[i] = dm_xrealloc(e->labels[i], e->room);
  e->agreed = dm_xrealloc(e->agreed, e->room);
}

static void spell(uint8_t *labels, uint32_t first, uint32_t end, uint32_t type) {
  for (uint32_t i = first; i < end; i++) {
    uint32_t part = end - first == 1 ? DM_S : i == first ? DM_B : i + 1 == end ? DM_E : DM_I;
    labels[i] = (uint8_t)dm_label(type, part);
  }
}

static void vote(dm_ensemble *e, const dm_document *doc) {
  for (size_t t = 0; t < doc->token_count; t++) {
    size_t most = 0;
    for (size_t i = 0; i < e->count && most < e->votes; i++) {
      size_t same = 0;
      for (size_t k = 0; k < e->count; k++) same += e->labels[k][t] == e->labels[i][t];
      if (same > most) most = same, e->agreed[t] = e->labels[i][t];
    }
    if (most < e->votes) e->agreed[t] = UNSURE;
  }
}

static void apply_givens(dm_ensemble *e, const dm_document *doc) {
  size_t t = 0;
  for (size_t g = 0; g < doc->given_count; g++) {
    const dm_given *given = &doc->givens[g];
    uint32_t type = 0;
    while (type < doc->type_count && strcmp(doc->types[type], given->type)) type++;
    while (t < doc->token_count && doc->tokens[t].span.begin < given->span.begin) t++;
    size_t end = t;
    while (end < doc->token_count && doc->tokens[end].span.end <= given->span.end) end++;
    if (type == doc->type_count || end == t || doc->tokens[t].span.begin != given->span.begin ||
        doc->tokens[end - 1].span.end != given->span.end)
      continue;
    spell(e->agreed, (uint32_t)t, (uint32_t)end, type);
  }
}

static uint32_t type_of(uint8_t label) {
  return (label - 1u) / 4;
}
static uint32_t part_of(uint8_t label) {
  return (label - 1u) % 4;
}

/* Index behind a whole mention that begins at t; t itself if what begins there is broken. */
static size_t whole(const uint8_t *labels, size_t t, size_t n) {
  if (part_of(labels[t]) == DM_S) return t + 1;
  if (part_of(labels[t]) != DM_B) return t;
  for (size_t i = t + 1; i < n && labels[i] && labels[i] != UNSURE && type_of(labels[i]) == type_of(labels[t]);
       i++) {
    if (part_of(labels[i]) == DM_E) return i + 1;
    if (part_of(labels[i]) != DM_I) return t;
  }
  return t;
}

/* Votes by token may leave pieces of mentions: those are unsure as well. */
static void drop_pieces(uint8_t *labels, size_t n) {
  for (size_t t = 0; t < n;) {
    if (!labels[t] || labels[t] == UNSURE) {
      t++;
      continue;
    }
    size_t end = whole(labels, t, n);
    if (end == t)
      labels[t++] = UNSURE;
    else
      t = end;
  }
}

static void write_label(const dm_document *doc, uint8_t label, dm_buffer *out) {
  if (label == UNSURE)
    dm_buffer_puts(out, "?\n");
  else if (!label)
    dm_buffer_puts(out, "O\n");
  else
    dm_buffer_printf(out, "%c-%s\n", part_of(label) == DM_B || part_of(label) == DM_S ? 'B' : 'I',
                     doc->types[type_of(label)]);
}

void dm_ensemble_label(dm_ensemble *e, dm_document *doc, dm_buffer *out) {
  dm_error error;
  reserve(e, doc->token_count + 1);
  for (size_t i = 0; i < e->count; i++) {
    memset(e->labels[i], 0, doc->token_count);
    dm_tag(e->taggers[i], doc, &error);
    for (size_t m = 0; m < doc->mention_count; m++)
      spell(e->labels[i], doc->mentions[m].first, doc->mentions[m].end, doc->mentions[m].type);
  }
  vote(e, doc);
  apply_givens(e, doc);
  drop_pieces(e->agreed, doc->token_count);
  dm_buffer_puts(out, "-DOCSTART-\tO\n\n");
  for (size_t s = 0; s < doc->sentence_count; s++) {
    for (uint32_t t = doc->sentences[s].first; t < doc->sentences[s].end; t++) {
      const dm_token *token = &doc->tokens[t];
      if (token->flags & DM_TOKEN_SKIPPED) continue;
      dm_buffer_add(out, doc->text + token->span.begin, token->span.end - token->span.begin);
      dm_buffer_printf(out, "\tzone:%s\t", dm_zone_name(token->zone));
      write_label(doc, e->agreed[t], out);
    }
    dm_buffer_putc(out, '\n');
  }
}
