/* One document with all that is known of it. */
#include <string.h>

#include "cable/cable.h"
#include "read/read.h"
#include "segment/segment.h"
#include "serve/api.h"
#include "serve/utf16.h"
#include "store/around.h"
#include "store/logged.h"
#include "store/normal.h"

static void put_row(dm_put *put, const dm_view_document *doc, const dm_document_facts *facts) {
  dm_put_int(put, "id", doc->id);
  dm_put_text(put, "reference", doc->reference);
  dm_put_text(put, "date", doc->date);
  dm_put_text(put, "class", dm_class_name(doc->class));
  dm_put_text(put, "origin", doc->origin);
  dm_put_text(put, "subject", doc->subject);
  dm_put_text(put, "collection", doc->collection);
  dm_put_text(put, "path", doc->path);
  dm_put_text(put, "format", dm_format_name((dm_format)facts->format));
  dm_put_int(put, "words", facts->words);
  dm_put_text(put, "model", facts->model);
  dm_put_sized(put, "text", doc->text, doc->text_size);
  dm_put_open(put, "fields", '[');
  for (size_t i = 0; i < doc->field_count; i++) {
    dm_put_open(put, NULL, '{');
    dm_put_text(put, "name", doc->fields[i].name);
    dm_put_text(put, "value", doc->fields[i].value);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

/* The archive keeps what the header says, but not where: it is read anew from the text. */
static void put_header(dm_put *put, const dm_view_document *view) {
  dm_document *doc = dm_document_from_text(view->path, view->text, view->text_size);
  if (dm_segment(doc, NULL) == DM_OK) dm_cable(doc, NULL);
  bool same = doc->text_size == view->text_size && !memcmp(doc->text, view->text, view->text_size);
  if (!same) doc->cable = NULL; /* places would be elsewhere */
  dm_put_header(put, doc);
  dm_document_free(doc);
}

static void put_mentions(dm_put *put, const dm_view_document *doc) {
  dm_units units = {.text = doc->text};
  dm_put_open(put, "mentions", '[');
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_view_mention *m = &doc->mentions[i];
    dm_put_open(put, NULL, '{');
    dm_put_int(put, "begin", dm_utf16_at(&units, m->span.begin));
    dm_put_int(put, "end", dm_utf16_at(&units, m->span.end));
    dm_put_text(put, "type", m->type);
    dm_put_real(put, "confidence", m->confidence);
    dm_put_int(put, "entity", m->entity);
    dm_put_text(put, "name", m->entity_name);
    dm_put_real(put, "score", m->score);
    dm_put_text(put, "reason", m->reason);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

static void put_cited(dm_put *put, const char *name, const dm_cited *list, size_t count) {
  dm_put_open(put, name, '[');
  for (size_t i = 0; i < count; i++) {
    dm_put_open(put, NULL, '{');
    dm_put_text(put, "reference", list[i].reference);
    dm_put_int_or_null(put, "document", list[i].document);
    dm_put_text(put, "date", list[i].date);
    dm_put_text(put, "subject", list[i].subject);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}

typedef struct {
  dm_put *put;
  const char *text;
} logging;

static void put_logged(void *user, const dm_logged *logged) {
  const logging *l = user;
  dm_put_correction(l->put, logged, l->text);
}

static void put_around(dm_worker *w, dm_request *r, dm_put *put, const dm_view_document *doc, dm_error *error) {
  dm_cited *list;
  size_t count = dm_store_cites(w->store, r->arena, doc->id, &list);
  put_cited(put, "references", list, count);
  count = dm_store_cited_by(w->store, r->arena, doc->id, &list);
  put_cited(put, "cited_by", list, count);
  logging l = {put, doc->text};
  dm_put_open(put, "corrections", '[');
  dm_store_logged(w->store, DM_LOGGED_DOCUMENT, doc->id, 0, SIZE_MAX >> 1, put_logged, &l, error);
  dm_put_close(put, ']');
  dm_put_int_or_null(put, "previous", dm_store_document_before(w->store, doc->id));
  dm_put_int_or_null(put, "next", dm_store_document_after(w->store, doc->id));
}

void dm_answer_document(dm_worker *w, dm_request *r) {
  dm_view_document doc;
  dm_document_facts facts;
  dm_error error = {0};
  dm_store_read_begin(w->store);
  if (dm_store_read_document(w->store, r->arena, r->id, &doc) &&
      dm_store_facts(w->store, r->arena, r->id, &facts)) {
    dm_put put = dm_reply_object(r);
    put_row(&put, &doc, &facts);
    put_header(&put, &doc);
    dm_put_paragraphs(&put, doc.paragraphs, doc.paragraph_count, doc.text);
    put_mentions(&put, &doc);
    put_around(w, r, &put, &doc, &error);
    dm_reply_end(&put);
  } else {
    dm_reply_error(r, 404, "there is no such document");
  }
  if (dm_store_read_end(w->store, &error) != DM_OK || error.status != DM_OK) dm_answer_failure(r, &error);
}
