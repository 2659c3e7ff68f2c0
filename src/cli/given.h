#ifndef DM_CLI_GIVEN_H
#define DM_CLI_GIVEN_H

#include "dragoman.h"

/* Makes the names that the source itself marks (FRUS persName, our JSONL) the document's mentions. */
void dm_take_given(dm_document *doc);

#endif
