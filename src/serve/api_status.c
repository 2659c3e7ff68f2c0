/* The state of archive and server, the page itself, and what a CoreNLP server says of its health. */
#include <inttypes.h>
#include <string.h>

#include "serve/api.h"
#include "serve/server.h"
#include "write/write.h"

static void put_formats(dm_put *put) {
  size_t count;
  const dm_writer *const *writers = dm_writers(&count);
  dm_put_open(put, "formats", '[');
  for (size_t i = 0; i < count; i++) {
    dm_put_open(put, NULL, '{');
    dm_put_text(put, "name", writers[i]->name);
    dm_put_text(put, "help", writers[i]->help);
    dm_put_text(put, "extension", writers[i]->extension);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

/* Counting takes long where there is much: once for each version of the archive. */
static dm_status get_status(dm_worker *w, dm_store_status *out, dm_error *error) {
  struct dm_server *server = w->server;
  int64_t version = dm_watch_version(server->watch);
  dm_buffer kept = {0};
  dm_status status = DM_OK;
  if (dm_cache_get(server->cache, version, "status", false, &kept))
    memcpy(out, kept.bytes, sizeof *out);
  else if ((status = dm_store_get_status(w->store, out, error)) == DM_OK)
    dm_cache_put(server->cache, version, "status", false,
                 &(dm_buffer){.bytes = (char *)out, .size = sizeof *out});
  dm_buffer_free(&kept);
  return status;
}

void dm_answer_status(dm_worker *w, dm_request *r) {
  const dm_serve_options *o = &r->server->options;
  dm_store_status s;
  dm_error error = {0};
  if (get_status(w, &s, &error) != DM_OK) {
    dm_answer_failure(r, &error);
    return;
  }
  const char *slash = strrchr(o->archive, '/');
  dm_put put = dm_reply_object(r);
  dm_put_text(&put, "program", "dragoman " DM_VERSION);
  dm_put_text(&put, "archive", slash ? slash + 1 : o->archive);
  dm_put_int(&put, "documents", (int64_t)s.documents);
  dm_put_int(&put, "entities", (int64_t)s.entities);
  dm_put_int(&put, "mentions", (int64_t)s.mentions);
  dm_put_int(&put, "words", (int64_t)s.words);
  dm_put_int(&put, "corrections", (int64_t)s.corrections);
  dm_put_int(&put, "failures", (int64_t)s.failures);
  dm_put_text(&put, "first", s.first);
  dm_put_text(&put, "last", s.last);
  dm_put_int(&put, "file_bytes", (int64_t)s.file_bytes);
  dm_put_flag(&put, "writable", r->role == DM_ROLE_EDITOR);
  dm_put_text(&put, "user", r->user);
  dm_put_flag(&put, "annotates", o->model != NULL);
  put_formats(&put);
  dm_put_open(&put, "types", '[');
  for (size_t i = 0; i < 4; i++) dm_put_text(&put, NULL, (const char *const[]){"PER", "LOC", "ORG", "MISC"}[i]);
  dm_put_close(&put, ']');
  dm_put_flag(&put, "indexing", dm_watch_indexing(r->server->watch));
  dm_reply_end(&put);
}

/* ---- indexing ---------------------------------------------------------------------------------- */

void dm_put_run(dm_put *put, const char *name, const dm_store_run *run) {
  dm_put_open(put, name, '{');
  dm_put_int(put, "id", run->id);
  dm_put_text(put, "started", run->started);
  dm_put_text(put, "ended", run->ended);
  dm_put_text(put, "program", run->program);
  dm_put_text(put, "model", run->model);
  dm_put_int(put, "added", (int64_t)run->counts.added);
  dm_put_int(put, "replaced", (int64_t)run->counts.replaced);
  dm_put_int(put, "skipped", (int64_t)run->counts.skipped);
  dm_put_int(put, "failed", (int64_t)run->counts.failed);
  dm_put_close(put, '}');
}

static void one_run(void *user, const dm_store_run *run) {
  dm_put_run(user, NULL, run);
}

void dm_answer_runs(dm_worker *w, dm_request *r) {
  dm_error error = {0};
  dm_put put = dm_reply_object(r);
  dm_put_open(&put, "runs", '[');
  dm_status status = dm_store_runs(w->store, 50, one_run, &put, &error);
  dm_put_close(&put, ']');
  dm_reply_end(&put);
  if (status != DM_OK) dm_answer_failure(r, &error);
}

typedef struct {
  dm_put *put;
  uint64_t skip, limit, seen;
} failures;

static void one_failure(void *user, const char *path, const char *reason, uint64_t byte, uint64_t line) {
  failures *f = user;
  uint64_t at = f->seen++;
  if (at < f->skip || at >= f->skip + f->limit) return;
  dm_put_open(f->put, NULL, '{');
  dm_put_text(f->put, "path", path);
  dm_put_text(f->put, "reason", reason);
  dm_put_int(f->put, "byte", (int64_t)byte);
  dm_put_int(f->put, "line", (int64_t)line);
  dm_put_close(f->put, '}');
}

void dm_answer_failures(dm_worker *w, dm_request *r) {
  dm_error error = {0};
  failures f = {.limit = 100};
  if (!dm_request_number(r, "limit", 1, 1000, &f.limit) ||
      !dm_request_number(r, "cursor", 0, INT64_MAX / 2, &f.skip))
    return;
  dm_put put = dm_reply_object(r);
  f.put = &put;
  dm_put_open(&put, "failures", '[');
  dm_status status = dm_store_failures(w->store, one_failure, &f, &error);
  dm_put_close(&put, ']');
  dm_put_int(&put, "total", (int64_t)f.seen);
  uint64_t next = f.skip + f.limit;
  dm_put_text_or_null(&put, "next", next < f.seen ? dm_printf(r->arena, "%" PRIu64, next) : NULL);
  dm_reply_end(&put);
  if (status != DM_OK) dm_answer_failure(r, &error);
}

void dm_answer_events(dm_worker *w, dm_request *r) {
  (void)w;
  dm_buffer now = {0};
  if (!dm_watch_listen(r->server->watch, &now)) {
    dm_reply_error(r, 503, "too many listen already");
    r->reply.retry = 30;
    return;
  }
  r->reply.status = 200;
  r->reply.type = "text/event-stream";
  r->reply.cache = "no-store";
  r->reply.stream = dm_stream_new(r);
  dm_stream_give(r->reply.stream, now.bytes, now.size, false);
  dm_buffer_free(&now);
}

/* ---- files and health -------------------------------------------------------------------------- */

static void answer_asset(dm_request *r, const dm_asset *asset, bool forever) {
  r->reply.status = 200;
  r->reply.type = asset->type;
  r->reply.asset = asset;
  r->reply.etag = asset->etag;
  r->reply.cache = forever ? "public, max-age=31536000, immutable" : "no-cache";
  if (strstr(dm_request_header(r, "If-None-Match"), asset->etag)) r->reply.status = 304;
}

void dm_answer_openapi(dm_worker *w, dm_request *r) {
  (void)w;
  answer_asset(r, dm_asset_find(dm_api_assets, "/openapi.json"), false);
}

/* "page-3F2A7QXZ.js": the name changes with the content. */
static bool has_hash(const char *path) {
  const char *dash = strrchr(path, '-');
  return dash && strcspn(dash + 1, ".") >= 8;
}

static const char no_page[] =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Dragoman</title>\n"
    "<h1>Dragoman</h1>\n<p>This program was built without its web page (npm was not there).\n"
    "The API is: <a href=\"/api/openapi.json\">/api/openapi.json</a>.</p>\n</html>\n";

/* Addresses without a dot at the end are views of the page, which finds out itself which. */
void dm_answer_page(dm_worker *w, dm_request *r) {
  (void)w;
  const char *path = r->target.path, *last = strrchr(path, '/');
  const dm_asset *asset = dm_asset_find(dm_web_assets, path);
  if (asset) {
    answer_asset(r, asset, has_hash(path));
  } else if (strchr(last, '.')) {
    dm_reply_error(r, 404, "nothing is here");
  } else if ((asset = dm_asset_find(dm_web_assets, "/index.html")) != NULL) {
    answer_asset(r, asset, false);
  } else {
    dm_reply_text(r, 200, no_page);
    r->reply.type = "text/html; charset=utf-8";
  }
}

void dm_answer_ping(dm_worker *w, dm_request *r) {
  (void)w;
  const char *path = r->target.path;
  bool ready = r->server->options.model != NULL;
  if (!strcmp(path, "/ping"))
    dm_reply_text(r, 200, "pong\n");
  else if (!strcmp(path, "/live"))
    dm_reply_text(r, 200, "live\n");
  else
    dm_reply_text(r, ready ? 200 : 503, ready ? "ready\n" : "no model\n");
}
