/* What the printed page and the wire put around messages: banners, page lines, release stamps, and the marks
 * where one message of a file ends and the next begins. */
#ifndef DM_READ_PAGE_FORM_H
#define DM_READ_PAGE_FORM_H

#include <stdbool.h>

#include "base/document.h"

/* Do the bytes look like the 1970s page form ("PAGE 01  STATE 012345  012345Z" above the message)? */
bool dm_is_page_form(const char *bytes, size_t size);

/* Offset where the message after the one at bytes[from] begins, its banner and page line included; `size` if
 * there is none. */
size_t dm_next_message(const char *bytes, size_t size, size_t from);

/* Fills doc->furniture from its text. */
void dm_find_furniture(dm_document *doc);

#endif
