/* What the carrier of a cable says about it (a site's table, a dump's columns) against what the text says. */
#include <string.h>

#include "cable/fields.h"

static const char *carried(const dm_document *doc, const char *name) {
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, name) && *doc->fields[i].value) return doc->fields[i].value;
  return NULL;
}

/* Compares letters and digits, in any case, of what stands ahead of `end`: "SECRET//NOFORN" is not denied by
 * "SECRET", nor "Embassy Port-au-Prince" by "Embassy Port Au Prince". */
static bool is_same(dm_document *doc, const char *ours, const char *theirs, char end) {
  size_t a = strcspn(ours, (char[]){end, 0}), b = strcspn(theirs, (char[]){end, 0});
  return !strcmp(dm_station_key(doc->arena, ours, (uint32_t)a),
                 dm_station_key(doc->arena, theirs, (uint32_t)b));
}

static void compare(dm_document *doc, dm_cable_value *value, const char *name, char end, char their_end) {
  const char *theirs = carried(doc, name);
  if (!theirs) return;
  if (end != their_end) theirs = dm_strndup(doc->arena, theirs, strcspn(theirs, (char[]){their_end, 0}));
  if (value->normal && is_same(doc, value->normal, theirs, end)) return;
  if (value->status == DM_FIELD_STATED) value->status = DM_FIELD_CONTRADICTED;
  value->note = value->note ? dm_printf(doc->arena, "%s; the carrier says %s", value->note, theirs)
                            : dm_printf(doc->arena, "the carrier says %s", theirs);
}

void dm_compare_carrier(dm_document *doc, dm_cable_fields *fields) {
  compare(doc, &fields->number, "reference id", 0, 0);
  compare(doc, &fields->classification, "classification", '/', '/');
  compare(doc, &fields->origin, "origin", 0, 0);
  compare(doc, &fields->date, "created", 'T', ' '); /* days: sites have local times */
}
