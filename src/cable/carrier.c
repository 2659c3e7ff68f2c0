/* What the carrier of a cable says about it (a site's table, a dump's columns) against what the text says. */
#include <string.h>

#include "cable/fields.h"

static const char *carried(const dm_document *doc, const char *name) {
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, name) && *doc->fields[i].value) return doc->fields[i].value;
  return NULL;
}

/* Compares the first `size` characters (all, if 0) of the normal form. */
static void compare(dm_document *doc, dm_cable_value *value, const char *name, size_t size) {
  const char *theirs = carried(doc, name);
  if (!theirs) return;
  const char *ours = value->normal;
  bool same = ours && (size ? !strncmp(ours, theirs, size) : !strcmp(ours, theirs));
  if (same) return;
  if (value->status == DM_FIELD_STATED) value->status = DM_FIELD_CONTRADICTED;
  value->note = value->note ? dm_printf(doc->arena, "%s; the carrier says %s", value->note, theirs)
                            : dm_printf(doc->arena, "the carrier says %s", theirs);
}

void dm_compare_carrier(dm_document *doc, dm_cable_fields *fields) {
  compare(doc, &fields->number, "reference id", 0);
  compare(doc, &fields->classification, "classification", 0);
  compare(doc, &fields->origin, "origin", 0);
  compare(doc, &fields->date, "created", 10);
}
