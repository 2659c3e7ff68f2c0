/* The protocol of a CoreNLP 4 server for the annotators tokenize, ssplit and ner, so that its clients find our
 * names without a change. Offsets are UTF-16 units of the text as it was sent, as Java counts. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "serve/annotate.h"
#include "serve/api.h"
#include "serve/body.h"
#include "serve/utf16.h"

typedef enum { SPLIT_SENTENCES, SPLIT_LINES, SPLIT_NEVER } split;

typedef struct {
  dm_request *request;
  const char *text; /* [size] as it was sent */
  size_t size;
  bool ner;
  split split;
} asking;

/* ---- what is asked ----------------------------------------------------------------------------- */

/* Our types under CoreNLP's names. */
static const char *ner_name(const char *type) {
  return !strcmp(type, "PER")   ? "PERSON"
         : !strcmp(type, "LOC") ? "LOCATION"
         : !strcmp(type, "ORG") ? "ORGANIZATION"
                                : type;
}

/* NULL, or the annotator that is not here. */
static const char *read_annotators(dm_arena *arena, const char *list, bool *ner) {
  while (*list) {
    list += strspn(list, ", ");
    size_t size = strcspn(list, ", ");
    const char *name = dm_strndup(arena, list, size);
    list += size;
    if (!strcmp(name, "ner"))
      *ner = true;
    else if (*name && strcmp(name, "tokenize") != 0 && strcmp(name, "ssplit") != 0)
      return name;
  }
  return NULL;
}

static bool is_true(const dm_object *o, const char *name) {
  return !strcasecmp(dm_object_text(o, name), "true") || dm_object_number(o, name) == 1;
}

static bool read_properties(asking *a) {
  dm_request *r = a->request;
  const char *text = dm_request_argument(r, "properties");
  dm_object o = {0};
  const char *wrong = *text ? dm_object_read(r->arena, text, strlen(text), &o) : NULL;
  if (wrong) {
    dm_reply_error(r, 400, "properties: %s", wrong);
    return false;
  }
  const char *annotators = dm_object_text(&o, "annotators"), *format = dm_object_text(&o, "outputFormat");
  const char *missing = read_annotators(r->arena, *annotators ? annotators : "tokenize,ssplit,ner", &a->ner);
  if (missing)
    dm_reply_error(r, 400, "the annotator '%s' is not here; there are tokenize, ssplit and ner", missing);
  else if (*format && strcasecmp(format, "json") != 0)
    dm_reply_error(r, 400, "the outputFormat is json");
  else if (is_true(&o, "tokenize.whitespace"))
    dm_reply_error(r, 400, "tokenize.whitespace is not possible here");
  else {
    a->split = is_true(&o, "ssplit.isOneSentence") ? SPLIT_NEVER
               : is_true(&o, "ssplit.eolonly")     ? SPLIT_LINES
                                                   : SPLIT_SENTENCES;
    return true;
  }
  return false;
}

static bool read_text(asking *a) {
  dm_request *r = a->request;
  a->text = r->body.bytes ? r->body.bytes : "";
  a->size = r->body.size;
  if (!strncasecmp(dm_request_header(r, "Content-Type"), "application/x-www-form-urlencoded", 33)) {
    const char *decoded = dm_percent_decode(r->arena, a->text, a->size, true);
    if (decoded) a->text = decoded;
    if (decoded) a->size = strlen(decoded);
  }
  if (dm_utf8_valid(a->text, a->size) == a->size) return true;
  dm_reply_error(r, 400, "the text is not UTF-8");
  return false;
}

/* ---- the answer -------------------------------------------------------------------------------- */

/* Source bytes of a stretch of the text, which in a text document are those that were sent. */
static dm_span sent(const dm_document *doc, dm_span span) {
  uint64_t begin, end;
  dm_document_source(doc, span, &begin, &end);
  return (dm_span){(uint32_t)begin, (uint32_t)end};
}

/* Does an answer's sentence end before this token? */
static bool breaks(const asking *a, const dm_document *doc, const bool *starts, uint32_t token) {
  if (!token) return true;
  if (a->split == SPLIT_SENTENCES) return starts[token];
  uint32_t from = doc->tokens[token - 1].span.end, to = doc->tokens[token].span.begin;
  return a->split == SPLIT_LINES && memchr(doc->text + from, '\n', to - from) != NULL;
}

/* [token_count]: does one of our sentences begin here? */
static const bool *sentence_starts(dm_arena *arena, const dm_document *doc) {
  bool *starts = dm_alloc(arena, (doc->token_count + 1) * sizeof *starts);
  for (size_t i = 0; i < doc->sentence_count; i++) starts[doc->sentences[i].first] = true;
  return starts;
}

static void put_place(dm_put *put, dm_units *units, dm_span span) {
  dm_put_int(put, "characterOffsetBegin", dm_utf16_at(units, span.begin));
  dm_put_int(put, "characterOffsetEnd", dm_utf16_at(units, span.end));
}

static void put_mention(const asking *a, dm_put *put, const dm_document *doc, const dm_mention *m,
                        uint32_t first, dm_units *units) {
  dm_span span = sent(doc, m->span);
  const char *type = ner_name(dm_document_type_name(doc, m->type));
  dm_put_open(put, NULL, '{');
  dm_put_int(put, "docTokenBegin", m->first);
  dm_put_int(put, "docTokenEnd", m->end);
  dm_put_int(put, "tokenBegin", m->first - first);
  dm_put_int(put, "tokenEnd", m->end - first);
  dm_put_sized(put, "text", a->text + span.begin, span.end - span.begin);
  put_place(put, units, span);
  dm_put_text(put, "ner", type);
  dm_put_open(put, "nerConfidences", '{');
  dm_put_real(put, type, (double)m->confidence);
  dm_put_close(put, '}');
  dm_put_close(put, '}');
}

static void put_token(const asking *a, dm_put *put, const dm_document *doc, uint32_t token, uint32_t first,
                      const char *ner, dm_units *units) {
  const dm_token *t = &doc->tokens[token];
  dm_span span = sent(doc, t->span);
  uint32_t before = token ? sent(doc, doc->tokens[token - 1].span).end : 0;
  uint32_t after =
      token + 1 < doc->token_count ? sent(doc, doc->tokens[token + 1].span).begin : (uint32_t)a->size;
  dm_put_open(put, NULL, '{');
  dm_put_int(put, "index", token - first + 1);
  dm_put_sized(put, "word", doc->text + t->span.begin, t->span.end - t->span.begin);
  dm_put_sized(put, "originalText", a->text + span.begin, span.end - span.begin);
  put_place(put, units, span);
  if (a->ner) dm_put_text(put, "ner", ner);
  dm_put_sized(put, "before", a->text + before, span.begin - before);
  dm_put_sized(put, "after", a->text + span.end, after - span.end);
  dm_put_close(put, '}');
}

/* Tokens [first, end) as one sentence; *mention is the first that is not before it, and moves on. */
static void put_sentence(const asking *a, dm_put *put, const dm_document *doc, size_t index, uint32_t first,
                         uint32_t end, size_t *mention) {
  dm_units units = {.text = a->text}, tokens = {.text = a->text};
  size_t from = *mention, at = from;
  while (*mention < doc->mention_count && doc->mentions[*mention].first < end) ++*mention;
  dm_put_open(put, NULL, '{');
  dm_put_int(put, "index", (int64_t)index);
  if (a->ner) {
    dm_put_open(put, "entitymentions", '[');
    for (size_t i = from; i < *mention; i++) put_mention(a, put, doc, &doc->mentions[i], first, &units);
    dm_put_close(put, ']');
  }
  dm_put_open(put, "tokens", '[');
  for (uint32_t t = first; t < end; t++) {
    while (at < *mention && doc->mentions[at].end <= t) at++;
    bool inside = at < *mention && doc->mentions[at].first <= t && !(doc->tokens[t].flags & DM_TOKEN_SKIPPED);
    put_token(a, put, doc, t, first,
              inside ? ner_name(dm_document_type_name(doc, doc->mentions[at].type)) : "O", &tokens);
  }
  dm_put_close(put, ']');
  dm_put_close(put, '}');
}

static dm_status put_document(void *user, dm_document *doc, dm_error *error) {
  (void)error;
  const asking *a = user;
  dm_arena *arena = a->request->arena;
  const bool *starts = sentence_starts(arena, doc);
  dm_put put = dm_reply_object(a->request);
  size_t mention = 0, index = 0;
  dm_put_open(&put, "sentences", '[');
  for (uint32_t first = 0, end; first < doc->token_count; first = end) {
    end = first + 1;
    while (end < doc->token_count && !breaks(a, doc, starts, end)) end++;
    put_sentence(a, &put, doc, index++, first, end, &mention);
  }
  dm_put_close(&put, ']');
  dm_reply_end(&put);
  return DM_OK;
}

void dm_answer_corenlp(dm_worker *w, dm_request *r) {
  asking a = {.request = r};
  dm_error error = {0};
  if (dm_lacks_model(r) || !read_properties(&a) || !read_text(&a)) return;
  dm_input input = {.path = dm_strdup(r->arena, "text"),
                    .bytes = dm_strndup(r->arena, a.text, a.size),
                    .size = a.size,
                    .format = DM_FORMAT_TEXT,
                    .line = 1};
  dm_reply_text(r, 200, "{\"sentences\":[]}\n");
  r->reply.type = "application/json";
  if (dm_annotate_input(w, &input, put_document, &a, &error) != DM_OK) dm_annotate_failed(r, &error);
}
