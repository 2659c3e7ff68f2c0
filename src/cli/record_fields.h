#ifndef DM_CLI_RECORD_FIELDS_H
#define DM_CLI_RECORD_FIELDS_H

#include "base/document.h"

/* The header fields of a document for the archive, in the document's arena: what the carrier says, and what
 * the message itself says where the carrier is silent. Names as in docs/archive-schema.md. */
const dm_field *dm_record_fields(dm_document *doc, size_t *count);

#endif
