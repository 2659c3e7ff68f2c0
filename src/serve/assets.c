#include "serve/assets.h"

#include <string.h>

const dm_asset *dm_asset_find(const dm_asset *table, const char *path) {
  for (; table->path; table++)
    if (!strcmp(table->path, path)) return table;
  return NULL;
}
