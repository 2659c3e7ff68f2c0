/* Names agree within a document: a second look at its mentions, with all of them in sight. */
#ifndef DM_TAG_AGREE_H
#define DM_TAG_AGREE_H

#include "base/document.h"

/* What a token may be to a name: shown tokens can be part of one, barred ones end it, hidden ones are not
 * there. */
typedef enum { DM_TOKEN_SHOWN, DM_TOKEN_BARRED, DM_TOKEN_HIDDEN } dm_token_role;
dm_token_role dm_token_role_of(const dm_token *token);

/* Mentions of the same words take the type that has most of their confidence, where it is clear; and where a
 * name that is sure and mostly marked stands unmarked, it is marked. Confidences of what changed are the mean
 * that the type has over the name's mentions. Mentions must be in order and stay so. */
void dm_agree(dm_document *doc);

#endif
