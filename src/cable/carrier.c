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

static void compare(dm_document *doc, dm_cable_value *value, const char *name, char end) {
  const char *theirs = carried(doc, name);
  if (!theirs) return;
  if (value->normal && is_same(doc, value->normal, theirs, end)) return;
  if (value->status == DM_FIELD_STATED) value->status = DM_FIELD_CONTRADICTED;
  value->note = value->note ? dm_printf(doc->arena, "%s; the carrier says %s", value->note, theirs)
                            : dm_printf(doc->arena, "the carrier says %s", theirs);
}

/* The day the carrier gives, in ISO form: sites have 2004-06-09 09:09, dumps 6/9/2004 9:09. */
static bool carried_day(const dm_document *doc, char day[16]) {
  const char *created = carried(doc, "created");
  return created && dm_parse_date(created, day);
}

void dm_take_carried_date(dm_document *doc, dm_cable_fields *fields) {
  char day[16];
  if (!fields->date.normal && carried_day(doc, day))
    fields->date = dm_concluded(doc, day, "day from the carrier");
}

static void compare_days(dm_document *doc, dm_cable_value *date) {
  char day[16];
  if (!date->normal || !carried_day(doc, day) || !strncmp(date->normal, day, 10)) return;
  if (date->status == DM_FIELD_STATED) date->status = DM_FIELD_CONTRADICTED;
  date->note = dm_printf(doc->arena, "%s%sthe carrier says %s", date->note ? date->note : "",
                         date->note ? "; " : "", day);
}

void dm_compare_carrier(dm_document *doc, dm_cable_fields *fields) {
  compare(doc, &fields->number, "reference id", 0);
  compare(doc, &fields->classification, "classification", '/');
  compare(doc, &fields->origin, "origin", 0);
  compare_days(doc, &fields->date); /* only days: sites have local times */
}
