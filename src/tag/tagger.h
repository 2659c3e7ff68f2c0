/* What tests and training need of the tagger beyond tag.h. */
#ifndef DM_TAG_TAGGER_H
#define DM_TAG_TAGGER_H

#include "tag/kernel.h"
#include "tag/tag.h"

/* A tagger on a given kernel. */
dm_tagger *dm_tagger_with(const dm_model *model, const dm_kernel *kernel);

#endif
