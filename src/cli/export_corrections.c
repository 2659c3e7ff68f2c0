#include "cli/export_corrections.h"

#include <inttypes.h>

#include "base/document.h"
#include "cli/archive.h"
#include "cli/command.h"
#include "cli/report.h"
#include "read/read.h"
#include "segment/segment.h"
#include "store/view.h"
#include "write/json.h"

/* ---- the log ----------------------------------------------------------------------------------- */

static void member(dm_buffer *out, const char *name, const char *value) {
  if (!*value) return;
  dm_buffer_putc(out, ',');
  dm_json_key(out, name);
  dm_json_cstring(out, value);
}

static void number(dm_buffer *out, const char *name, int64_t value) {
  if (value) dm_buffer_printf(out, ",\"%s\":%" PRId64, name, value);
}

static void log_line(void *user, const dm_correction *c) {
  dm_buffer *out = user;
  dm_buffer_printf(out, "{\"correction\":%" PRId64, c->id);
  member(out, "made", c->made);
  member(out, "who", c->who);
  member(out, "kind", dm_correction_name(c->kind));
  number(out, "undoes", c->undoes);
  number(out, "document", c->document);
  if (c->span.end) dm_buffer_printf(out, ",\"begin\":%u,\"end\":%u", c->span.begin, c->span.end);
  member(out, "quote", c->quote);
  if (c->new_span.end)
    dm_buffer_printf(out, ",\"new_begin\":%u,\"new_end\":%u", c->new_span.begin, c->new_span.end);
  member(out, "type", c->type);
  number(out, "entity", c->entity);
  number(out, "other", c->other);
  member(out, "value", c->value);
  dm_buffer_printf(out, ",\"stands\":%s}\n", c->stands ? "true" : "false");
}

/* ---- training data ----------------------------------------------------------------------------- */

static bool overlaps(dm_span a, dm_span b) {
  return a.begin < b.end && b.begin < a.end;
}

/* The mention that holds the token; NULL if none does. */
static const dm_view_mention *holder(const dm_view_document *doc, dm_span token) {
  for (size_t i = 0; i < doc->mention_count; i++)
    if (overlaps(doc->mentions[i].span, token)) return &doc->mentions[i];
  return NULL;
}

static void put_sentence(dm_buffer *out, const dm_document *doc, const dm_sentence *sentence,
                         const dm_view_document *view) {
  const dm_view_mention *before = NULL;
  for (uint32_t t = sentence->first; t < sentence->end; t++) {
    const dm_token *token = &doc->tokens[t];
    if (token->flags & DM_TOKEN_SKIPPED) continue;
    const dm_view_mention *mention = holder(view, token->span);
    dm_buffer_add(out, doc->text + token->span.begin, token->span.end - token->span.begin);
    if (mention)
      dm_buffer_printf(out, "\t%c-%s\n", mention == before ? 'I' : 'B', mention->type);
    else
      dm_buffer_puts(out, "\tO\n");
    before = mention;
  }
  dm_buffer_putc(out, '\n');
}

/* Only sentences that a person looked at are sure. */
static void put_document(dm_buffer *out, dm_store *store, int64_t id) {
  dm_arena *arena = dm_arena_new();
  dm_view_document view;
  dm_span *spans;
  size_t count = dm_store_corrected_spans(store, arena, id, &spans);
  if (dm_store_read_document(store, arena, id, &view)) {
    dm_document *doc = dm_document_from_text(view.path, view.text, view.text_size);
    bool begun = false;
    if (dm_segment(doc, NULL) == DM_OK)
      for (size_t s = 0; s < doc->sentence_count; s++) {
        const dm_sentence *sentence = &doc->sentences[s];
        if (sentence->first == sentence->end) continue;
        dm_span span = {doc->tokens[sentence->first].span.begin, doc->tokens[sentence->end - 1].span.end};
        bool seen = false;
        for (size_t i = 0; i < count; i++) seen |= overlaps(spans[i], span);
        if (!seen) continue;
        if (!begun) dm_buffer_puts(out, "-DOCSTART-\tO\n\n");
        begun = true;
        put_sentence(out, doc, sentence, &view);
      }
    dm_document_free(doc);
  }
  dm_arena_free(arena);
}

int dm_export_corrections(dm_store *store, bool log) {
  dm_buffer out = {0};
  dm_error error = {0};
  int status = DM_EXIT_OK;
  if (log && dm_store_corrections(store, log_line, &out, &error) != DM_OK) {
    dm_report_error(stderr, &error);
    status = DM_EXIT_INPUT;
  }
  bool good = dm_archive_print(&out);
  for (int64_t id = 0; good && !log && (id = dm_store_next_corrected(store, id)) != 0;) {
    put_document(&out, store, id);
    good = dm_archive_print(&out);
  }
  dm_buffer_free(&out);
  return good ? status : DM_EXIT_OUTPUT;
}
