/* Silver text: what an ensemble of models agrees on, as training text for the next model. */
#ifndef DM_LEARN_SILVER_H
#define DM_LEARN_SILVER_H

#include "base/buffer.h"
#include "dragoman.h"
#include "learn/corpus.h"
#include "tag/tag.h"

enum { DM_ENSEMBLE_MAX = 8 };

/* One worker's taggers, over one model each. */
typedef struct dm_ensemble dm_ensemble;

dm_type_names dm_model_types(const dm_model *model);

/* Whether the models name the same types in the same order, so that their votes can be compared. */
int dm_ensemble_fits(const dm_model *const *models, size_t count);

dm_ensemble *dm_ensemble_new(const dm_model *const *models, size_t count, size_t votes);
void dm_ensemble_free(dm_ensemble *ensemble);

/* Appends the document as token<TAB>zone:NAME<TAB>tag lines behind a -DOCSTART- line. A mention is kept where
 * at least `votes` models found it with the same span and type; O where so many found nothing; all else is `?`.
 * What the document was given (editors' names) is taken as true. */
void dm_ensemble_label(dm_ensemble *ensemble, dm_document *doc, dm_buffer *out);

#endif
