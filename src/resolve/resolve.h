/* mentions -> entities, in a document and across the archive (docs/resolution.md). Works on plain structs
 * (base/entity.h) and looks into the archive through them; keeps nothing between calls. */
#ifndef DM_RESOLVE_RESOLVE_H
#define DM_RESOLVE_RESOLVE_H

#include "base/entity.h"

/* All of it as one value, to hand to a store. */
const dm_resolver *dm_resolver_default(void);

#endif
