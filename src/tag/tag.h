/* tokens with zones -> mentions. */
#ifndef DM_TAG_TAG_H
#define DM_TAG_TAG_H

#include "dragoman.h"

typedef struct dm_model dm_model;
typedef struct dm_tagger dm_tagger;

/* Maps a model file (docs/model-format.md). NULL with DM_ERR_MODEL or DM_ERR_IO in error. */
dm_model *dm_model_open(const char *path, dm_error *error);
void dm_model_close(dm_model *model);

/* Divides emissions before confidences are computed: above 1 for a model that is too sure of itself. The model
 * file brings its own; for calibration. Not while a tagger is at work. */
void dm_model_set_temperature(dm_model *model, float temperature);

/* Working memory for one thread; the model must outlive it. */
dm_tagger *dm_tagger_new(const dm_model *model);
void dm_tagger_free(dm_tagger *tagger);

/* Fills mentions and types (names that belong to the model, which must outlive the document). The tokens' zones
 * must be there (dm_cable). Never marks a token of zone MARK or FURNITURE. */
dm_status dm_tag(dm_tagger *tagger, dm_document *doc, dm_error *error);

#endif
