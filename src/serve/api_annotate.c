/* A text or file from the client, marked, in any format. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "serve/annotate.h"
#include "serve/api.h"
#include "serve/utf16.h"
#include "write/write.h"

typedef struct {
  dm_request *request;
  dm_put *put; /* of the view */
  const dm_writer *writer;
  dm_marks marks;
  size_t count; /* documents */
} annotation;

/* ---- as a view --------------------------------------------------------------------------------- */

static void put_paragraphs(annotation *a, const dm_document *doc) {
  dm_view_paragraph *list = dm_alloc(a->request->arena, (doc->paragraph_count + 1) * sizeof *list);
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    const dm_paragraph *p = &doc->paragraphs[i];
    char mark[64] = "";
    snprintf(mark, sizeof mark, "%.*s", (int)(p->mark.end - p->mark.begin), doc->text + p->mark.begin);
    size_t size = strlen(mark); /* without its brackets */
    bool brackets = size > 2 && mark[0] == '(' && mark[size - 1] == ')';
    list[i] = (dm_view_paragraph){p->span, p->number,
                                  brackets ? dm_strndup(a->request->arena, mark + 1, size - 2)
                                           : dm_strdup(a->request->arena, mark),
                                  p->zone};
  }
  dm_put_paragraphs(a->put, list, doc->paragraph_count, doc->text);
}

static dm_status view(void *user, dm_document *doc, dm_error *error) {
  (void)error;
  annotation *a = user;
  dm_put *put = a->put;
  dm_units units = dm_units_of(doc);
  dm_put_open(put, NULL, '{');
  dm_put_text(put, "id", doc->id);
  dm_put_sized(put, "text", doc->text, doc->text_size);
  dm_put_header(put, doc);
  put_paragraphs(a, doc);
  dm_put_open(put, "mentions", '[');
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_mention *m = &doc->mentions[i];
    dm_put_open(put, NULL, '{');
    dm_put_int(put, "begin", dm_utf16_at(&units, m->span.begin));
    dm_put_int(put, "end", dm_utf16_at(&units, m->span.end));
    dm_put_text(put, "type", dm_document_type_name(doc, m->type));
    dm_put_real(put, "confidence", (double)m->confidence);
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
  dm_put_close(put, '}');
  return DM_OK;
}

static void answer_view(dm_worker *w, dm_request *r, const dm_input *input) {
  dm_error error = {0};
  dm_put put = dm_reply_object(r);
  annotation a = {.request = r, .put = &put};
  dm_put_open(&put, "documents", '[');
  dm_status status = dm_annotate_input(w, input, view, &a, &error);
  dm_put_close(&put, ']');
  dm_reply_end(&put);
  if (status != DM_OK) dm_annotate_failed(r, &error);
}

/* ---- in a format of the writers ---------------------------------------------------------------- */

static dm_status write_one(void *user, dm_document *doc, dm_error *error) {
  annotation *a = user;
  const dm_writer *writer = a->writer;
  dm_buffer *out = &a->request->reply.body;
  if (writer->mark) {
    if (doc->format != writer->source_format)
      return dm_fail(error, DM_ERR_ARGUMENT, "cannot be written as %s, as it is %s", writer->name,
                     dm_format_name(doc->format));
    writer->mark(doc, &a->marks);
    return DM_OK;
  }
  if (a->count++ && writer->between) dm_buffer_puts(out, writer->between);
  writer->document(doc, out);
  return DM_OK;
}

static void answer_written(dm_worker *w, dm_request *r, const dm_input *input, const dm_writer *writer) {
  dm_error error = {0};
  annotation a = {.request = r, .writer = writer};
  r->reply.status = 200;
  r->reply.type = "application/octet-stream";
  r->reply.file = dm_printf(r->arena, "annotated.%s", writer->extension);
  if (writer->begin) writer->begin(&r->reply.body);
  dm_status status = dm_annotate_input(w, input, write_one, &a, &error);
  if (status == DM_OK && writer->rewrite) writer->rewrite(&a.marks, input->bytes, input->size, &r->reply.body);
  if (writer->end) writer->end(&r->reply.body);
  dm_marks_free(&a.marks);
  if (status == DM_OK) return;
  r->reply.file = NULL;
  dm_annotate_failed(r, &error);
}

void dm_answer_annotate(dm_worker *w, dm_request *r) {
  const char *format = dm_request_argument(r, "format"), *name = dm_request_argument(r, "input");
  const char *path = dm_request_argument(r, "name");
  const dm_writer *writer = dm_writer_find(format);
  bool as_view = !*format || !strcmp(format, "view");
  if (dm_lacks_model(r)) return;
  dm_input input = {.path = dm_strdup(r->arena, *path ? path : "text"),
                    .bytes = r->body.bytes ? r->body.bytes : dm_strdup(r->arena, ""),
                    .size = r->body.size,
                    .format = dm_format_from_name(name),
                    .line = 1};
  if (*name && input.format == DM_FORMAT_UNKNOWN)
    dm_reply_error(r, 400, "no such input format");
  else if (as_view)
    answer_view(w, r, &input);
  else if (writer)
    answer_written(w, r, &input, writer);
  else
    dm_reply_error(r, 400, "no such format; /api/status lists them");
}
