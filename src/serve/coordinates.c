#include "serve/coordinates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { KEY = 64 };

/* "Côte d’Ivoire" -> "COTEDIVOIRE". A name that does not fit is none of ours: its key stays empty. */
static void key_of(const char *name, char key[KEY]) {
  utf8proc_uint8_t *plain = NULL;
  utf8proc_ssize_t size =
      utf8proc_map((const utf8proc_uint8_t *)name, 0, &plain,
                   UTF8PROC_NULLTERM | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE);
  size_t n = 0;
  for (utf8proc_ssize_t i = 0; i < size && n < KEY; i++)
    if (plain[i] < 0x80 && isalnum(plain[i])) key[n++] = (char)toupper(plain[i]);
  free(plain);
  key[n < KEY ? n : 0] = 0;
}

static int by_key(const void *key, const void *row) {
  return strcmp(key, ((const dm_coordinates *)row)->key);
}

const dm_coordinates *dm_find_coordinates(const char *name) {
  char key[KEY];
  key_of(name, key);
  return bsearch(key, dm_coordinates_rows, dm_coordinates_count, sizeof *dm_coordinates_rows, by_key);
}
