/* The answers to a query whole, as a stream. */
#include <stdlib.h>
#include <string.h>

#include "serve/api.h"
#include "serve/export.h"
#include "serve/server.h"
#include "serve/stream.h"
#include "store/facets.h"

enum { PIECE = 256 << 10 }; /* bytes after which the next document waits until these are sent */

typedef struct {
  dm_set set; /* the answers; its bits are this struct's own */
  int64_t last;
  const dm_export_form *form;
  bool begun;
} exporting;

static void free_state(void *state) {
  exporting *e = state;
  free(e->set.bits);
  free(e);
}

/* The answer after e->last; 0 at the end. */
static int64_t next_answer(exporting *e) {
  for (int64_t id = e->last + 1; (size_t)id / 64 < e->set.words; id++) {
    if (!(id % 64) && !e->set.bits[id / 64])
      id += 63;
    else if (dm_set_has(&e->set, id))
      return e->last = id;
  }
  return 0;
}

/* Each piece is of one state of the archive; a document that was removed in between is left out. */
static bool more(dm_stream *stream, dm_worker *w, dm_buffer *out) {
  exporting *e = stream->state;
  dm_error error = {0};
  int64_t id = 1;
  if (!e->begun) dm_buffer_puts(out, e->form->head);
  e->begun = true;
  dm_store_set_limit(w->store, &w->limit, 0, &stream->server->stopping);
  dm_store_read_begin(w->store);
  while (out->size < PIECE && (id = next_answer(e)) != 0) {
    dm_arena *arena = dm_arena_new();
    dm_view_document doc;
    if (dm_store_read_document(w->store, arena, id, &doc)) e->form->put(out, &doc, arena);
    dm_arena_free(arena);
  }
  return dm_store_read_end(w->store, &error) == DM_OK && id;
}

void dm_answer_export(dm_worker *w, dm_request *r) {
  const char *format = dm_request_argument(r, "format");
  const dm_export_form *form = dm_export_find(*format ? format : "jsonl");
  if (!form) {
    dm_reply_error(r, 400, "format is jsonl, csv or opensearch");
    return;
  }
  dm_search *search = dm_asked_search(w, r, DM_SORT_OLDEST, "");
  if (!search) return;
  const dm_set *set = dm_search_set(search);
  exporting *e = dm_xcalloc(1, sizeof *e);
  *e = (exporting){.set = {dm_xmalloc(set->words * sizeof *set->bits), set->words}, .form = form};
  memcpy(e->set.bits, set->bits, set->words * sizeof *set->bits);
  if (!dm_asked_close(r, search)) {
    free_state(e);
    return;
  }
  r->reply.status = 200;
  r->reply.type = form->type;
  r->reply.file = dm_printf(r->arena, "archive.%s", !strcmp(form->name, "csv") ? "csv" : "jsonl");
  dm_stream *s = r->reply.stream = dm_stream_new(r);
  s->more = more;
  s->state = e;
  s->free_state = free_state;
}
