/* The archive: one SQLite file with documents, names, entities and corrections, and the questions asked of
 * it. docs/archive-schema.md has the tables.
 *
 * A dm_store is one connection and belongs to one thread; any number may be open on one file, one of them
 * writing at a time (the others wait up to ten seconds). Readers see whole documents only. Functions that
 * can fail return a dm_status and fill `error`. */
#ifndef DM_STORE_STORE_H
#define DM_STORE_STORE_H

#include <stdio.h>

#include "base/document.h"
#include "base/entity.h"
#include "dragoman.h"

typedef struct dm_store dm_store;

typedef enum {
  DM_STORE_OPEN,   /* the file must exist and be of this program's version */
  DM_STORE_CREATE, /* created and brought up to date if need be */
} dm_store_mode;

/* NULL on failure. resolver must outlive the store. */
dm_store *dm_store_open(const char *path, dm_store_mode mode, const dm_resolver *resolver, dm_error *error);
void dm_store_close(dm_store *store); /* NULL is fine */

/* ---- indexing -------------------------------------------------------------------------------- */

/* Says which model's documents dm_store_look takes for fresh; dm_store_begin_run does it too. */
void dm_store_use_model(dm_store *store, const char *model);

/* Begins a run; `model` names the tagger's model: documents tagged by another one are stale. */
dm_status dm_store_begin_run(dm_store *store, const char *program, const char *model, dm_error *error);

typedef struct {
  uint64_t added, replaced, skipped, failed;
} dm_run_counts;

dm_status dm_store_end_run(dm_store *store, const dm_run_counts *counts, dm_error *error);

typedef enum {
  DM_CONTENT_NEW,   /* to be read and added */
  DM_CONTENT_KNOWN, /* wholly there and fresh: nothing to do */
  DM_CONTENT_STALE, /* there, but cut short or tagged by another model: to be added again */
} dm_content_state;

/* What the archive has of these bytes. */
dm_status dm_store_look(dm_store *store, const uint8_t sha256[32], dm_content_state *state, dm_error *error);

/* Notes that `path` holds this known content (again, or as a copy). */
dm_status dm_store_touch(dm_store *store, const char *path, const uint8_t sha256[32], dm_error *error);

/* From now on up to `documents` documents are written in one transaction, which half a second ends as
 * well; dm_store_flush ends it. Documents are kept whole or not at all either way, but what is not flushed is
 * lost with the process. */
void dm_store_group(dm_store *store, unsigned documents);
dm_status dm_store_flush(dm_store *store, dm_error *error);

/* One document of an input on its way into the archive. */
typedef struct {
  const char *path;        /* of the input */
  const uint8_t *sha256;   /* [32], of the input's bytes */
  uint32_t ordinal, count; /* which of the input's documents, of how many */
  const dm_document *doc;
  const dm_field *fields; /* [field_count]; names as in docs/archive-schema.md */
  size_t field_count;
} dm_record;

/* Writes the document with its paragraphs, mentions and entities in one transaction. The last of an input
 * also completes the input: what the path held before goes. *replaced says whether the path or these bytes
 * were there before. An input without documents is completed by dm_store_add_none. */
dm_status dm_store_add(dm_store *store, const dm_record *record, bool *replaced, dm_error *error);
dm_status dm_store_add_none(dm_store *store, const char *path, const uint8_t sha256[32], dm_error *error);

/* Notes a file that could not be read; what the archive had of it stays. */
dm_status dm_store_add_failure(dm_store *store, const dm_error *what, dm_error *error);

/* Visits the paths under the prefixes that this run has not seen. */
dm_status dm_store_unseen(dm_store *store, const char *const *prefixes, size_t count,
                          void (*path)(void *user, const char *path), void *user, dm_error *error);

/* ---- state ----------------------------------------------------------------------------------- */

typedef struct {
  uint64_t documents, sources, mentions, entities, corrections, failures, words, stale;
  uint64_t text_bytes, file_bytes;
  char first[16], last[16]; /* dates of the documents, "" if none has one */
  int version;
} dm_store_status;

dm_status dm_store_get_status(dm_store *store, dm_store_status *out, dm_error *error);
dm_status dm_store_failures(dm_store *store,
                            void (*failure)(void *user, const char *path, const char *reason, uint64_t byte,
                                            uint64_t line),
                            void *user, dm_error *error);

/* ---- corrections ----------------------------------------------------------------------------- */

typedef enum {
  DM_CORRECT_REJECT, /* the mention at document, span is no name */
  DM_CORRECT_RETYPE, /* ... is of another type */
  DM_CORRECT_RESPAN, /* ... ends or begins elsewhere: new_span */
  DM_CORRECT_MARK,   /* document, span is a name of this type */
  DM_CORRECT_MERGE,  /* entity and other are the same; entity's name stays */
  DM_CORRECT_SPLIT,  /* in document (at span, or all of it if span is empty) entity is somebody else */
  DM_CORRECT_RENAME, /* entity is shown as value */
  DM_CORRECT_NOTE,   /* value, said of entity or of document */
  DM_CORRECT_UNDO,   /* takes correction `undoes` back; an undo can be undone */
  DM_CORRECT_COUNT
} dm_correction_kind;

const char *dm_correction_name(dm_correction_kind kind); /* "reject", ... */

typedef struct {
  dm_correction_kind kind;
  const char *who;
  int64_t document;       /* 0 where the kind needs none */
  dm_span span, new_span; /* bytes of the document's text */
  const char *type;       /* RETYPE, MARK */
  int64_t entity, other;  /* SPLIT: other is the new entity, filled in */
  const char *value;      /* RENAME, NOTE */
  int64_t undoes;
  /* filled in when read back */
  int64_t id;
  const char *made, *quote; /* when (UTC), and the words at span when it was made */
  bool stands;              /* not undone */
} dm_correction;

/* Appends to the log and puts it into effect, in one transaction; correction->id and ->other are set.
 * DM_ERR_ARGUMENT where it makes no sense (no such mention, entity, type; already undone). */
dm_status dm_store_correct(dm_store *store, dm_correction *correction, dm_error *error);

/* Visits the log in order; what it points to lives until the visit returns. */
dm_status dm_store_corrections(dm_store *store, void (*visit)(void *user, const dm_correction *correction),
                               void *user, dm_error *error);

#endif
