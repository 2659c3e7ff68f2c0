#include "learn/samples.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/error.h"
#include "learn/corpus.h"

enum { PIECE = 1200 }; /* tokens of a document that are trained on together */

typedef struct {
  dm_samples *s;
  const dm_config *config;
  const dm_vectors *vectors;
  const dm_source *source;
  uint32_t number;
  int closed;
  dm_error *error;
} loader;

static uint32_t add_type(dm_samples *s, const dm_config *config, const dm_vectors *vectors,
                         const dm_form *form) {
  int added;
  uint32_t type = dm_type_of(&s->table, form, &added);
  if (!added) return type;
  if (type >= s->row_room) {
    s->row_room = s->row_room ? s->row_room * 2 : 4096;
    s->rows = dm_xrealloc(s->rows, s->row_room * sizeof *s->rows);
    s->upper = dm_xrealloc(s->upper, s->row_room * sizeof *s->upper);
  }
  dm_form_rows_of(config, vectors, form, &s->rows[type]);
  dm_form upper;
  dm_form_upper(form, &upper);
  if (upper.hash == form->hash) {
    s->upper[type] = type;
  } else {
    uint32_t other = add_type(s, config, vectors, &upper);
    s->upper[type] = other;
  }
  return type;
}

static int name_index(loader *l, const char *name) {
  dm_samples *s = l->s;
  for (uint32_t i = 0; i < s->types; i++)
    if (!strcmp(s->names[i], name)) return (int)i;
  if (l->closed || s->types == l->config->types) return -1;
  char *copy = dm_xmalloc(strlen(name) + 1);
  strcpy(copy, name);
  s->names[s->types] = copy;
  return (int)s->types++;
}

static void *more(void *items, size_t count, size_t *room, size_t item) {
  if (count < *room) return items;
  *room = *room ? *room * 2 : 4096;
  return dm_xrealloc(items, *room * item);
}

static void add_token(loader *l, const dm_document *doc, const dm_token *token) {
  dm_samples *s = l->s;
  dm_form form;
  dm_form_of(doc->text + token->span.begin, token->span.end - token->span.begin, &form);
  if (s->tokens == s->token_room) {
    s->token_room = s->token_room ? s->token_room * 2 : 1 << 16;
    s->type = dm_xrealloc(s->type, s->token_room * sizeof *s->type);
    s->zone = dm_xrealloc(s->zone, s->token_room);
    s->label = dm_xrealloc(s->label, s->token_room);
  }
  s->type[s->tokens] = add_type(s, l->config, l->vectors, &form);
  s->zone[s->tokens] = token->zone;
  s->label[s->tokens] = 0;
  s->tokens++;
}

/* Labels the tokens [first, first + count) of the samples that `given` covers exactly. index: document tokens
 * of them; *from: where in them to look, moved on, as givens come in order. */
static void label(loader *l, const dm_document *doc, const dm_given *given, size_t first, const uint32_t *index,
                  uint32_t count, uint32_t *from) {
  dm_samples *s = l->s;
  uint32_t a = *from;
  while (a < count && doc->tokens[index[a]].span.begin < given->span.begin) a++;
  uint32_t b = *from = a;
  while (b < count && doc->tokens[index[b]].span.end <= given->span.end) b++;
  if (a == b || doc->tokens[index[a]].span.begin != given->span.begin ||
      doc->tokens[index[b - 1]].span.end != given->span.end) {
    s->lost++;
    return;
  }
  int unknown = !strcmp(given->type, DM_UNKNOWN_TYPE);
  int type = unknown ? 0 : name_index(l, given->type);
  for (uint32_t i = a; i < b && type >= 0; i++) {
    uint32_t part = b - a == 1 ? DM_S : i == a ? DM_B : i + 1 == b ? DM_E : DM_I;
    s->label[first + i] = unknown ? DM_ANY_LABEL : (uint8_t)dm_label((uint32_t)type, part);
  }
}

static size_t add_sentence(loader *l, const dm_document *doc, const dm_sentence *sentence, size_t given) {
  dm_samples *s = l->s;
  size_t first = s->tokens;
  uint32_t count = 0, from = 0, *index = dm_xmalloc((sentence->end - sentence->first + 1) * sizeof *index);
  for (uint32_t i = sentence->first; i < sentence->end; i++)
    if (!(doc->tokens[i].flags & DM_TOKEN_SKIPPED)) {
      add_token(l, doc, &doc->tokens[i]);
      index[count++] = i;
    }
  uint32_t end = doc->tokens[sentence->end - 1].span.end;
  for (; given < doc->given_count && doc->givens[given].span.begin < end; given++)
    label(l, doc, &doc->givens[given], first, index, count, &from);
  free(index);
  if (count) {
    s->sentence_at = more(s->sentence_at, s->sentences + 1, &s->sentence_room, sizeof *s->sentence_at);
    s->sentence_at[s->sentences++] = (uint32_t)first;
    s->sentence_at[s->sentences] = (uint32_t)s->tokens;
  }
  return given;
}

static void add_piece(loader *l, size_t first_sentence) {
  dm_samples *s = l->s;
  if (first_sentence == s->sentences) return;
  s->pieces = more(s->pieces, s->piece_count, &s->piece_room, sizeof *s->pieces);
  s->pieces[s->piece_count++] =
      (dm_piece){.first = (uint32_t)first_sentence,
                 .end = (uint32_t)s->sentences,
                 .tokens = s->sentence_at[s->sentences] - s->sentence_at[first_sentence],
                 .source = l->number};
}

static dm_status add_document(void *user, dm_document *doc) {
  loader *l = user;
  dm_samples *s = l->s;
  size_t given = 0, first = s->sentences, first_token = s->tokens;
  for (size_t i = 0; i < doc->sentence_count; i++) {
    given = add_sentence(l, doc, &doc->sentences[i], given);
    if (s->tokens - first_token >= PIECE) {
      add_piece(l, first);
      first = s->sentences;
      first_token = s->tokens;
    }
  }
  add_piece(l, first);
  dm_document_free(doc);
  return s->tokens < UINT32_MAX / 2 ? DM_OK
                                    : dm_fail(l->error, DM_ERR_LIMIT, "more than 2 G tokens of training text");
}

dm_status dm_samples_read(dm_samples *samples, const dm_config *config, const dm_vectors *vectors,
                          const dm_source *source, uint32_t number, int closed, dm_error *error) {
  const dm_type_names types = {samples->names, samples->types};
  loader l = {samples, config, vectors, source, number, closed, error};
  return dm_corpus_read(source->path, &types, add_document, &l, error);
}

int dm_samples_near_capitals(const dm_samples *s, const dm_source *sources) {
  size_t far = 0, all = 0, room = 0;
  uint8_t *near = NULL;
  for (size_t p = 0; p < s->piece_count; p++) {
    const dm_piece *piece = &s->pieces[p];
    const uint32_t *sentence_at = s->sentence_at + piece->first, first = sentence_at[0];
    if (sources[piece->source].convention) continue;
    if (piece->tokens > room) near = dm_xrealloc(near, room = piece->tokens * 2);
    dm_near_capitals(&s->table, s->type + first, sentence_at, piece->end - piece->first, near);
    for (uint32_t k = 0; k < piece->tokens; k++) {
      const int named = s->label[first + k] && s->label[first + k] != DM_ANY_LABEL;
      all += (size_t)named;
      far += named && !near[k];
    }
  }
  free(near);
  return far * 200 <= all;
}

void dm_samples_free(dm_samples *s) {
  for (uint32_t i = 0; i < s->types; i++) free((char *)(uintptr_t)s->names[i]);
  dm_type_table_free(&s->table);
  free(s->rows);
  free(s->upper);
  free(s->type);
  free(s->zone);
  free(s->label);
  free(s->sentence_at);
  free(s->pieces);
  *s = (dm_samples){0};
}
