/* Documents of an archive for other programs. */
#ifndef DM_SERVE_EXPORT_H
#define DM_SERVE_EXPORT_H

#include "base/buffer.h"
#include "store/view.h"

typedef struct {
  const char *name; /* jsonl, csv, opensearch */
  const char *type; /* Content-Type */
  const char *head; /* before the first document */
  void (*put)(dm_buffer *out, const dm_view_document *doc, dm_arena *arena);
} dm_export_form;

/* NULL if there is none of that name. */
const dm_export_form *dm_export_find(const char *name);

#endif
