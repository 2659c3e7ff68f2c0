/* Stands in for the web page where it was not built. */
#include "serve/assets.h"

const dm_asset dm_web_assets[] = {{NULL, NULL, NULL, NULL, 0, NULL, 0}};
