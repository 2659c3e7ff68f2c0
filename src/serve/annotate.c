#include "serve/annotate.h"

#include "base/error.h"
#include "cable/cable.h"
#include "segment/segment.h"
#include "serve/server.h"

typedef struct {
  dm_worker *worker;
  dm_status (*document)(void *user, dm_document *doc, dm_error *error);
  void *user;
  dm_error *error;
} annotating;

static dm_status one(void *user, dm_document *doc) {
  const annotating *a = user;
  dm_status status = dm_store_past_limit(&a->worker->limit)
                         ? dm_fail(a->error, DM_ERR_LIMIT, "this takes too long")
                         : dm_segment(doc, a->error);
  if (status == DM_OK) status = dm_cable(doc, a->error);
  if (status == DM_OK) status = dm_tag(dm_worker_tagger(a->worker), doc, a->error);
  if (status == DM_OK) status = a->document(a->user, doc, a->error);
  dm_document_free(doc);
  return status;
}

dm_status dm_annotate_input(dm_worker *worker, const dm_input *input,
                            dm_status (*document)(void *user, dm_document *doc, dm_error *error), void *user,
                            dm_error *error) {
  annotating a = {worker, document, user, error};
  dm_error unread = {0};
  dm_status status = dm_read(input, one, &a, &unread);
  if (status != DM_OK && error->status == DM_OK) *error = unread;
  return status;
}

bool dm_lacks_model(dm_request *r) {
  if (r->server->options.model) return false;
  dm_reply_error(r, 501, "this server runs without a model");
  return true;
}

void dm_annotate_failed(dm_request *r, const dm_error *error) {
  dm_reply_error(r, error->status == DM_ERR_LIMIT ? 413 : 422, "%s", error->message);
}
