/* Annotated text for training and evaluation, as documents whose `givens` are the gold mentions.
 *
 * A file is read by its name: *.tsv, *.conll, *.iob2: token first and IOB2 or BIOES tag last on a line, blank
 * line between sentences, -DOCSTART- between documents (without it each sentence is a document); a tag `?` says
 * that the token's label is not known, a column zone:NAME where it stands. Anything else: text with inline
 * brackets, [PER Ali Mamlouk], one document a file, which goes through segment and cable like any text. A
 * folder stands for its files in order of name. */
#ifndef DM_LEARN_CORPUS_H
#define DM_LEARN_CORPUS_H

#include "dragoman.h"

#define DM_UNKNOWN_TYPE "?"

/* The entity types that brackets may name; a bracket with another word is the source's own. */
typedef struct {
  const char *const *names; /* [count] */
  uint32_t count;
} dm_type_names;

/* The sink takes ownership of each document; a status other than DM_OK stops. */
typedef dm_status (*dm_corpus_sink)(void *user, dm_document *doc);

dm_status dm_corpus_read(const char *path, const dm_type_names *types, dm_corpus_sink sink, void *user,
                         dm_error *error);

#endif
