#include "learn/zone_names.h"

#include <string.h>

#include "dragoman.h"

static const char *const names[DM_ZONE_COUNT] = {"body",         "transmission", "header", "heading",
                                                 "participants", "signature",    "mark",   "furniture"};

const char *dm_zone_name(uint8_t zone) {
  return zone < DM_ZONE_COUNT ? names[zone] : names[0];
}

uint8_t dm_zone_from_name(const char *name, unsigned long size) {
  for (int i = 0; i < DM_ZONE_COUNT; i++)
    if (strlen(names[i]) == size && !memcmp(names[i], name, size)) return (uint8_t)i;
  return DM_ZONE_BODY;
}
