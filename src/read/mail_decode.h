/* Transfer encodings and character sets of mail. */
#ifndef DM_READ_MAIL_DECODE_H
#define DM_READ_MAIL_DECODE_H

#include <stdbool.h>

#include "read/text_builder.h"

/* Appends bytes[from..to) with quoted-printable (`header`: its variant for headers, with _ for a blank) or
 * base64 undone. The result is bytes in the part's character set, not UTF-8. */
void dm_mail_quoted_printable(dm_text_builder *b, size_t from, size_t to, bool header);
void dm_mail_base64(dm_text_builder *b, size_t from, size_t to);

/* Is the character set one that dm_text_decode reads by itself? */
bool dm_mail_is_plain(const char *charset);

/* Appends bytes[from..to) converted from `charset`; false if there is no such character set. */
bool dm_mail_convert(dm_text_builder *b, size_t from, size_t to, const char *charset);

#endif
