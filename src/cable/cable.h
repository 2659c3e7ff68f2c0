/* tokens -> structure: header fields, numbered paragraphs with portion marks, headings, participants,
 * signature; gives every token its zone and every sentence its paragraph. */
#ifndef DM_CABLE_CABLE_H
#define DM_CABLE_CABLE_H

#include "dragoman.h"

/* Fills paragraphs, cable, token.zone and sentence.paragraph. Text that is no cable gets paragraphs by
 * blank lines and the zone BODY or HEADING throughout. */
dm_status dm_cable(dm_document *doc, dm_error *error);

#endif
