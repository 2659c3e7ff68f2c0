/* Header fields of mail and of its parts. */
#ifndef DM_READ_MAIL_HEADER_H
#define DM_READ_MAIL_HEADER_H

#include <stdbool.h>

#include "read/text_builder.h"

typedef struct {
  size_t begin, end; /* of the value, folded lines and all; begin == end: no such field */
} dm_mail_value;

/* Offset behind the header's empty line. */
size_t dm_mail_header_end(const char *bytes, size_t from, size_t to);
/* The first field of that name between `from` and `to`. */
dm_mail_value dm_mail_find(const char *bytes, size_t from, size_t to, const char *name);

/* Does the value begin with `word` (in any case)? */
bool dm_mail_is(const char *bytes, dm_mail_value value, const char *word);
/* Copies a parameter ("boundary", "charset", "filename") to out; "" if it is not there. */
void dm_mail_parameter(const char *bytes, dm_mail_value value, const char *name, char *out, size_t room);

/* Appends a value as a reader would see it: folds undone, encoded words decoded. */
void dm_mail_show(dm_text_builder *b, dm_mail_value value);

#endif
