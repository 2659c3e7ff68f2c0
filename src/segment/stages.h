/* The steps of dm_segment, in order, and what they share. Each step is one file. */
#ifndef DM_SEGMENT_STAGES_H
#define DM_SEGMENT_STAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/document.h"

/* lines.c: text -> lines with their kinds. */
void dm_segment_lines(dm_document *doc);

/* wraps.c: which line ends are wraps. */
void dm_segment_wraps(dm_document *doc);

/* tokens.c: lines -> tokens. */
void dm_segment_tokens(dm_document *doc);

/* pairs.c: tokens that are two names of this document, joined by a hyphen, are cut. */
void dm_segment_pairs(dm_document *doc);

/* sentences.c: tokens -> sentences. */
void dm_segment_sentences(dm_document *doc);

/* labels.c: whether a header label (FM, TAGS:, SUBJECT:, ...) starts the line, and which. */
typedef enum {
  DM_LABEL_NONE = 0,
  DM_LABEL_ADDRESS,  /* FM, TO, INFO: labels only ahead of the message's own fields */
  DM_LABEL_SINGLE,   /* a field that ends with its line: SIPDIS */
  DM_LABEL_RUNNING,  /* a field that runs on over short lines: SUBJECT, TAGS, Classified By */
  DM_LABEL_LETTERED, /* REF: runs on, but each lettered item is a line of its own */
} dm_label;
dm_label dm_line_label(const char *line, uint32_t size);

/* Where the word text[begin .. end), which holds hyphens or slashes, falls into parts: byte positions
 * of the separators to cut out go to cuts[]. `capitals`: the whole line is in capitals. */
enum { DM_COMPOUND_CUTS = 8 };
uint32_t dm_compound_cuts(const char *word, uint32_t size, bool capitals, uint32_t cuts[DM_COMPOUND_CUTS]);

/* lostquotes.c: whether the text has Q where its quotes and apostrophes were; and in such a text, whether a
 * word begins with one ("QGreen"), and the bytes of the one that ends it, possessive included: 1 or 2
 * ("GuardsQ", "OrlandQs"), or 0. */
bool dm_quotes_are_q(const char *text, uint32_t size);
bool dm_begins_with_q_quote(const char *word, uint32_t size);
uint32_t dm_q_quote_end(const char *word, uint32_t size);

/* "May", "October": months in full, in any case. sentences.c */
bool dm_is_month(const char *word, uint32_t size);
/* A year and what may stand behind one, "2006.": no number of a paragraph. sentences.c */
bool dm_is_year(const char *word, uint32_t size);

#endif
