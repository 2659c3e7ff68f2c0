/* The forms in which header fields are compared: what is stored and what is asked go through the same. */
#ifndef DM_STORE_NORMAL_H
#define DM_STORE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

/* "2009-04-02 05:49", "4/2/2009 5:49" (month first), "April 2, 2009", "2 April 2009", "2009-04", "2009" ->
 * "2009-04-02", "2009-04", "2009". False where the text is no date. */
bool dm_normal_date(const char *text, char out[16]);

/* "SECRET//NOFORN" -> 4; -1 where the text names no level. */
int dm_normal_class(const char *text);
const char *dm_class_name(int level); /* "secret"; "" outside 0..DM_CLASS_COUNT */
enum { DM_CLASS_COUNT = 6 };

/* "Embassy Damascus", "AMEMBASSY DAMASCUS" -> "DAMASCUS". */
void dm_normal_post(const char *text, size_t size, char *out, size_t room);

/* "(S/NF)", "s-nf", "( S//NF )" -> "S/NF". False where nothing is left. */
bool dm_normal_mark(const char *text, size_t size, char *out, size_t room);

/* "09 Damascus 000159", "09DAMASCUS159" -> "09DAMASCUS159". */
void dm_normal_reference(const char *text, size_t size, char *out, size_t room);

#endif
