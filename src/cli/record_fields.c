#include "cli/record_fields.h"

#include <string.h>

#include "cable/cable.h"

typedef struct {
  dm_arena *arena;
  dm_field *items;
  size_t count, room;
} list;

static void add(list *l, const char *name, const char *value) {
  if (!value || !*value) return;
  l->items = dm_grow(l->arena, l->items, l->count, &l->room, sizeof *l->items);
  l->items[l->count++] = (dm_field){.name = name, .value = value};
}

static bool stated(const dm_document *doc, const char *name) {
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, name)) return true;
  return false;
}

/* The one form of a value, else the value as it stands. */
static const char *best(const dm_cable_value *value) {
  return value->status == DM_FIELD_MISSING ? NULL : value->normal ? value->normal : value->value;
}

static void add_addresses(list *l, const char *name, const dm_cable_address *addresses, size_t count) {
  for (size_t i = 0; i < count; i++) add(l, name, addresses[i].name.value);
}

static void add_message(list *l, const dm_document *doc, const dm_cable_fields *cable) {
  if (!stated(doc, "reference id")) add(l, "reference id", best(&cable->number));
  if (!stated(doc, "created")) add(l, "created", best(&cable->date));
  if (!stated(doc, "classification")) add(l, "classification", best(&cable->classification));
  if (!stated(doc, "origin")) add(l, "origin", best(&cable->origin));
  if (!stated(doc, "subject")) add(l, "subject", best(&cable->subject));
  for (size_t i = 0; i < cable->tag_count && !stated(doc, "tag"); i++)
    add(l, "tag", best(&cable->tags[i].code));
  bool references = stated(doc, "reference") || stated(doc, "references");
  for (size_t i = 0; i < cable->reference_count && !references; i++)
    add(l, "reference", cable->references[i].message.normal);
  add_addresses(l, "to", cable->to, cable->to_count);
  add_addresses(l, "info", cable->info, cable->info_count);
  for (size_t i = 0; i < cable->caption_count; i++) add(l, "caption", best(&cable->captions[i]));
  add(l, "signer", best(&cable->signer));
}

const dm_field *dm_record_fields(dm_document *doc, size_t *count) {
  list l = {.arena = doc->arena};
  for (size_t i = 0; i < doc->field_count; i++) add(&l, doc->fields[i].name, doc->fields[i].value);
  if (doc->cable) add_message(&l, doc, doc->cable);
  *count = l.count;
  return l.items;
}
