/* The source of a document as it lies on disk. Only the path that the archive itself recorded is read, and
 * shown only if its bytes are still those that were indexed. */
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>

#include "base/document.h"
#include "base/error.h"
#include "base/utf8.h"
#include "read/read.h"
#include "serve/api.h"
#include "serve/server.h"
#include "serve/utf16.h"
#include "store/around.h"

enum { LARGEST = 64 << 20, SECONDS = 3 }; /* of a file that is opened, for an input to be found in it */

typedef struct {
  const char *path;
  const uint8_t *sha256;
  dm_store_limit *limit;
  dm_input *found; /* the input of that path */
  bool same;       /* with these bytes */
} seeking;

static dm_status one_input(void *user, dm_input *input) {
  seeking *s = user;
  if (dm_store_past_limit(s->limit)) {
    dm_input_free(input);
    return DM_ERR_LIMIT;
  }
  if (strcmp(input->path, s->path) != 0) {
    dm_input_free(input);
    return DM_OK;
  }
  uint8_t digest[32];
  struct sha256_ctx sha;
  sha256_init(&sha);
  sha256_update(&sha, input->size, (const uint8_t *)input->bytes);
  sha256_digest(&sha, sizeof digest, digest);
  s->found = input;
  s->same = !memcmp(digest, s->sha256, sizeof digest);
  return DM_ERR_CANCELLED;
}

static dm_status one_failure(void *user, const dm_error *error) {
  (void)user, (void)error;
  return DM_OK;
}

/* The file itself: what stands before "!member" or ":row"; NULL if it is no file. */
static const char *file_of(dm_arena *arena, const char *path, struct stat *state) {
  for (size_t size = strlen(path); size; size--) {
    if (path[size] && path[size] != '!' && path[size] != ':') continue;
    const char *file = dm_strndup(arena, path, size);
    if (stat(file, state) == 0) return S_ISREG(state->st_mode) ? file : NULL;
  }
  return NULL;
}

/* ---- the text of its bytes --------------------------------------------------------------------- */

/* The bytes as UTF-8; *whole is false where they were something else and offsets do not hold. */
static const char *as_text(dm_arena *arena, const dm_input *input, size_t *size, bool *whole) {
  *whole = dm_utf8_valid(input->bytes, input->size) == input->size && !memchr(input->bytes, 0, input->size);
  if (*whole) {
    *size = input->size;
    return input->bytes;
  }
  dm_document *doc = dm_document_from_text("", input->bytes, input->size);
  *size = doc->text_size;
  const char *text = dm_strndup(arena, doc->text, doc->text_size);
  dm_document_free(doc);
  return text;
}

typedef struct {
  dm_put *put;
  const dm_view_document *view;
  uint64_t base; /* of the input in its file */
  const char *text;
  size_t size;
  uint32_t ordinal;
} placing;

/* Of the input's documents the one that the archive means: where each of its mentions stands in the source. */
static dm_status place_mentions(void *user, dm_document *doc) {
  placing *p = user;
  const dm_view_document *v = p->view;
  bool ours =
      p->ordinal++ == v->ordinal && doc->text_size == v->text_size && !memcmp(doc->text, v->text, v->text_size);
  dm_units units = {.text = p->text};
  for (size_t i = 0; ours && i < v->mention_count; i++) {
    uint64_t begin, end;
    dm_document_source(doc, v->mentions[i].span, &begin, &end);
    if (begin < p->base || end < begin || end - p->base > p->size) continue;
    dm_put_open(p->put, NULL, '{');
    dm_put_int(p->put, "mention", (int64_t)i);
    dm_put_int(p->put, "begin", dm_utf16_at(&units, (uint32_t)(begin - p->base)));
    dm_put_int(p->put, "end", dm_utf16_at(&units, (uint32_t)(end - p->base)));
    dm_put_close(p->put, '}');
  }
  dm_document_free(doc);
  return ours ? DM_ERR_CANCELLED : DM_OK;
}

static void put_source(dm_request *r, const seeking *s, const char *state, const dm_view_document *view) {
  const dm_input *input = s->found && s->same ? s->found : NULL;
  dm_put put = dm_reply_object(r);
  placing p = {.put = &put, .view = view, .text = ""};
  bool whole = false;
  if (input) p.text = as_text(r->arena, input, &p.size, &whole);
  if (input) p.base = input->offset;
  dm_put_text(&put, "state", state);
  dm_put_text(&put, "path", view->path);
  dm_put_text(&put, "format",
              input ? dm_format_name(input->format ? input->format : dm_sniff(input->bytes, input->size)) : "");
  dm_put_int(&put, "size", input ? (int64_t)input->size : 0);
  dm_put_sized(&put, "text", p.text, p.size);
  dm_put_open(&put, "mentions", '[');
  if (whole) dm_read(input, place_mentions, &p, NULL);
  dm_put_close(&put, ']');
  dm_reply_end(&put);
}

void dm_answer_source(dm_worker *w, dm_request *r) {
  dm_view_document view;
  dm_document_facts facts;
  dm_error error = {0};
  struct stat state;
  dm_store_read_begin(w->store);
  bool found = dm_store_read_document(w->store, r->arena, r->id, &view) &&
               dm_store_facts(w->store, r->arena, r->id, &facts);
  if (dm_store_read_end(w->store, &error) != DM_OK) {
    dm_answer_failure(r, &error);
    return;
  }
  if (!found) {
    dm_reply_error(r, 404, "there is no such document");
    return;
  }
  dm_store_set_limit(w->store, &w->limit, SECONDS, &r->server->stopping);
  seeking s = {.path = view.path, .sha256 = facts.sha256, .limit = &w->limit};
  const char *file = file_of(r->arena, view.path, &state);
  const dm_walk_sink sink = {&s, one_input, one_failure};
  if (file && state.st_size <= LARGEST) dm_walk(&file, 1, DM_FORMAT_UNKNOWN, &sink);
  put_source(r, &s, !file ? "missing" : !s.found ? "unreadable" : s.same ? "same" : "changed", &view);
  if (s.found) dm_input_free(s.found);
}
