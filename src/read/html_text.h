/* The visible text of a stretch of HTML. */
#ifndef DM_READ_HTML_TEXT_H
#define DM_READ_HTML_TEXT_H

#include "read/text_builder.h"

/* Appends the text of b->bytes[from..to) as a browser would show it: blanks collapse outside <pre>, block
 * elements begin a line or a paragraph, scripts, styles and the title are left out. */
void dm_html_text(dm_text_builder *b, size_t from, size_t to);

/* Adds the text of bytes[from..to) (of an input that starts at source offset `base`), with everything up
 * to and including `behind` taken off its front ("" takes nothing), as a field. Returns its value, NULL
 * if `behind` does not occur or nothing is left. */
const char *dm_html_field(dm_document *doc, const char *name, const char *bytes, uint64_t base, size_t from,
                          size_t to, const char *behind);

#endif
