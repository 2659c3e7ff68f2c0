/* text -> lines, tokens, sentences.
 *
 * Lines are classed first (blank, text, page line, section join, underline) and their ends judged soft
 * (a wrap: the sentence runs on) or hard. Tokens follow CoNLL habits with the cables' own shapes kept
 * whole (S/CT, U.S.-Syrian, al-Asad, 1.4); possessives and closing quotes stand apart. Every non-blank
 * character of the text is in exactly one token, in order; no token crosses a line end. A word that a
 * wrap has split at its hyphen ("al-" / "Asad") stays two tokens, the second flagged DM_TOKEN_GLUED.
 * Sentences are in order and cover all tokens; page lines inside a sentence are flagged
 * DM_TOKEN_SKIPPED with zone DM_ZONE_FURNITURE. */
#ifndef DM_SEGMENT_SEGMENT_H
#define DM_SEGMENT_SEGMENT_H

#include "dragoman.h"

/* Fills lines, tokens and sentences of a document that has text. A document whose tokens and
 * sentences came with its source (CoNLL) is left as it is. */
dm_status dm_segment(dm_document *doc, dm_error *error);

#endif
