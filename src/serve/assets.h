/* Files inside the program, as tools/embed.c writes them: the web page, the description of the API. */
#ifndef DM_SERVE_ASSETS_H
#define DM_SERVE_ASSETS_H

#include <stddef.h>

typedef struct {
  const char *path;           /* "/index.html"; NULL ends a table */
  const char *type;           /* Content-Type */
  const char *etag;           /* in quotes */
  const unsigned char *bytes; /* [size] */
  size_t size;
  const unsigned char *gzip; /* [gzip_size]; NULL where that would not be smaller */
  size_t gzip_size;
} dm_asset;

extern const dm_asset dm_web_assets[]; /* empty where the page was not built */
extern const dm_asset dm_api_assets[]; /* "/openapi.json" */

/* NULL if there is none. */
const dm_asset *dm_asset_find(const dm_asset *table, const char *path);

#endif
