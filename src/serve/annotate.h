/* Bytes from a client through the stages. */
#ifndef DM_SERVE_ANNOTATE_H
#define DM_SERVE_ANNOTATE_H

#include "read/read.h"
#include "serve/worker.h"

/* Reads the input and hands each document, segmented, structured and tagged, to `document`, which does not own
 * it. Stops with DM_ERR_LIMIT when the worker's time is over. */
dm_status dm_annotate_input(dm_worker *worker, const dm_input *input,
                            dm_status (*document)(void *user, dm_document *doc, dm_error *error), void *user,
                            dm_error *error);

/* Answers with an error; true if the server has no model. */
bool dm_lacks_model(dm_request *request);
void dm_annotate_failed(dm_request *request, const dm_error *error);

#endif
