/* What people know better: taking corrections, and their log. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "serve/api.h"
#include "serve/body.h"
#include "serve/server.h"
#include "serve/utf16.h"
#include "store/logged.h"

enum { LONGEST = 4096 }; /* bytes of a name or note */

/* ---- the log ----------------------------------------------------------------------------------- */

void dm_put_correction(dm_put *put, const dm_logged *l, const char *text) {
  const dm_correction *c = &l->correction;
  dm_units units = {.text = text};
  dm_put_open(put, NULL, '{');
  dm_put_int(put, "id", c->id);
  dm_put_text(put, "made", c->made);
  dm_put_text(put, "who", c->who);
  dm_put_text(put, "kind", dm_correction_name(c->kind));
  dm_put_int(put, "undoes", c->undoes);
  dm_put_int(put, "document", c->document);
  dm_put_text(put, "reference", l->reference);
  dm_put_int(put, "begin", text ? dm_utf16_at(&units, c->span.begin) : 0);
  dm_put_int(put, "end", text ? dm_utf16_at(&units, c->span.end) : 0);
  dm_put_text(put, "quote", c->quote);
  dm_put_text(put, "type", c->type);
  dm_put_int(put, "entity", c->entity);
  dm_put_text(put, "name", l->entity_name);
  dm_put_int(put, "other", c->other);
  dm_put_text(put, "other_name", l->other_name);
  dm_put_text(put, "value", c->value);
  dm_put_flag(put, "stands", c->stands);
  dm_put_close(put, '}');
}

typedef struct {
  dm_put *put;
  size_t shown;
  int64_t last;
} page;

static void put_logged(void *user, const dm_logged *logged) {
  page *p = user;
  dm_put_correction(p->put, logged, NULL);
  p->shown++;
  p->last = logged->correction.id;
}

void dm_answer_corrections(dm_worker *w, dm_request *r) {
  uint64_t limit = 50, before = 0;
  dm_error error = {0};
  if (!dm_request_number(r, "limit", 1, 500, &limit) || !dm_request_number(r, "cursor", 1, INT64_MAX, &before))
    return;
  dm_put put = dm_reply_object(r);
  page p = {.put = &put};
  dm_store_read_begin(w->store);
  dm_put_int(&put, "total", dm_store_correction_count(w->store));
  dm_put_open(&put, "corrections", '[');
  dm_store_logged(w->store, DM_LOGGED_ALL, 0, (int64_t)before, (size_t)limit, put_logged, &p, &error);
  dm_put_close(&put, ']');
  bool more = p.shown == limit && p.last > 1;
  dm_put_text_or_null(&put, "next", more ? dm_printf(r->arena, "%" PRId64, p.last) : NULL);
  dm_reply_end(&put);
  if (dm_store_read_end(w->store, &error) != DM_OK || error.status != DM_OK) dm_answer_failure(r, &error);
}

/* ---- a new one --------------------------------------------------------------------------------- */

/* Offsets of the body, in UTF-16 units, as bytes of the document's text. */
static bool read_spans(dm_worker *w, dm_request *r, const dm_object *o, dm_correction *c) {
  uint64_t begin = dm_object_number(o, "begin"), end = dm_object_number(o, "end");
  uint64_t new_begin = dm_object_number(o, "new_begin"), new_end = dm_object_number(o, "new_end");
  dm_view_document doc;
  if (!c->document || (!end && !new_end)) return true;
  if (!dm_store_read_document(w->store, r->arena, c->document, &doc)) {
    dm_reply_error(r, 422, "no such document");
    return false;
  }
  bool good = begin <= end && new_begin <= new_end &&
              dm_utf16_byte(doc.text, doc.text_size, begin, &c->span.begin) &&
              dm_utf16_byte(doc.text, doc.text_size, end, &c->span.end) &&
              dm_utf16_byte(doc.text, doc.text_size, new_begin, &c->new_span.begin) &&
              dm_utf16_byte(doc.text, doc.text_size, new_end, &c->new_span.end);
  if (!good) dm_reply_error(r, 422, "the place is outside the document, or inside a character");
  return good;
}

static bool known_type(const char *type) {
  static const char *const types[] = {"", "PER", "LOC", "ORG", "MISC"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (!strcmp(types[i], type)) return true;
  return false;
}

static const char *who_says(const dm_request *r, const dm_object *o) {
  const char *said = dm_object_text(o, "who");
  return *r->user ? r->user : *said ? said : r->server->options.who;
}

static bool read_correction(dm_worker *w, dm_request *r, dm_correction *c) {
  dm_object o;
  const char *type = dm_request_header(r, "Content-Type");
  size_t size = strcspn(type, "; ");
  if (size != strlen("application/json") || strncasecmp(type, "application/json", size) != 0) {
    dm_reply_error(r, 415, "corrections are application/json");
    return false;
  }
  const char *wrong = dm_object_read(r->arena, r->body.bytes ? r->body.bytes : "", r->body.size, &o);
  if (!wrong) {
    *c = (dm_correction){.kind = dm_correction_named(dm_object_text(&o, "kind")),
                         .who = who_says(r, &o),
                         .document = (int64_t)dm_object_number(&o, "document"),
                         .type = dm_object_text(&o, "type"),
                         .entity = (int64_t)dm_object_number(&o, "entity"),
                         .other = (int64_t)dm_object_number(&o, "other"),
                         .value = dm_object_text(&o, "value"),
                         .undoes = (int64_t)dm_object_number(&o, "undoes")};
    if (c->kind == DM_CORRECT_COUNT) wrong = "no such kind of correction";
    if (!known_type(c->type)) wrong = "the type is PER, LOC, ORG or MISC";
    if (strlen(c->value) > LONGEST || strlen(c->who) > LONGEST) wrong = "this is too long";
  }
  if (wrong) dm_reply_error(r, 400, "%s", wrong);
  return !wrong && read_spans(w, r, &o, c);
}

void dm_answer_correct(dm_worker *w, dm_request *r) {
  dm_correction c;
  dm_error error = {0};
  if (!read_correction(w, r, &c)) return;
  dm_status status = dm_store_correct(w->store, &c, &error);
  if (status == DM_ERR_ARGUMENT) {
    dm_reply_error(r, 422, "%s", error.message);
  } else if (status != DM_OK) {
    dm_answer_failure(r, &error);
  } else {
    dm_put put = dm_reply_object(r);
    r->reply.status = 201;
    dm_put_int(&put, "id", c.id);
    dm_put_int(&put, "other", c.other);
    dm_reply_end(&put);
  }
}
