/* The answers, one file a subject, and what several of them say alike. */
#ifndef DM_SERVE_API_H
#define DM_SERVE_API_H

#include "base/document.h"
#include "serve/worker.h"
#include "store/logged.h"
#include "store/search.h"
#include "store/view.h"

/* NULL if there is none for this method and path; *allowed then says which methods the path has, "" if none. */
const dm_route *dm_route_find(const char *method, const char *path, int64_t *id, const char **allowed);

void dm_answer_status(dm_worker *worker, dm_request *request);
void dm_answer_runs(dm_worker *worker, dm_request *request);
void dm_answer_failures(dm_worker *worker, dm_request *request);
void dm_answer_events(dm_worker *worker, dm_request *request);
void dm_answer_search(dm_worker *worker, dm_request *request);
void dm_answer_facets(dm_worker *worker, dm_request *request);
void dm_answer_complete(dm_worker *worker, dm_request *request);
void dm_answer_document(dm_worker *worker, dm_request *request);
void dm_answer_source(dm_worker *worker, dm_request *request);
void dm_answer_entities(dm_worker *worker, dm_request *request);
void dm_answer_entity(dm_worker *worker, dm_request *request);
void dm_answer_graph(dm_worker *worker, dm_request *request);
void dm_answer_timeline(dm_worker *worker, dm_request *request);
void dm_answer_places(dm_worker *worker, dm_request *request);
void dm_answer_export(dm_worker *worker, dm_request *request);
void dm_answer_annotate(dm_worker *worker, dm_request *request);
void dm_answer_corrections(dm_worker *worker, dm_request *request);
void dm_answer_correct(dm_worker *worker, dm_request *request);
void dm_answer_corenlp(dm_worker *worker, dm_request *request);
void dm_answer_openapi(dm_worker *worker, dm_request *request);
void dm_answer_page(dm_worker *worker, dm_request *request);
void dm_answer_ping(dm_worker *worker, dm_request *request);

/* A query put to the archive as the arguments q and, where given, `years` say. NULL after an error was
 * answered.
 */
dm_search *dm_asked_search(dm_worker *worker, dm_request *request, dm_sort sort, const char *cursor);
/* Closes it, and answers with an error if something went wrong on the way. */
bool dm_asked_close(dm_request *request, dm_search *search);

/* An error of the archive as an answer: 503 if it took too long. */
void dm_answer_failure(dm_request *request, const dm_error *error);

/* A word of a query that finds exactly this value: tags:PTER, from:"PORT LOWELL". */
const char *dm_query_of(dm_arena *arena, const char *field, const char *value);

void dm_put_run(dm_put *put, const char *name, const dm_store_run *run);
void dm_put_entity(dm_put *put, const dm_view_entity *entity);
/* With a document's text its corrections have places, else 0..0. */
void dm_put_correction(dm_put *put, const dm_logged *correction, const char *text);

/* Header lines and paragraphs of a document that went through dm_cable. */
void dm_put_header(dm_put *put, const dm_document *doc);
void dm_put_paragraphs(dm_put *put, const dm_view_paragraph *paragraphs, size_t count, const char *text);

#endif
