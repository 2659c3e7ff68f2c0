#include "cable/cable.h"

#include "cable/fields.h"

/* Everything that the carrier sets apart as transmission header. */
static void zone_blocks(dm_document *doc) {
  uint32_t token = 0;
  for (size_t i = 0; i < doc->block_count; i++) {
    if (doc->blocks[i].kind != DM_BLOCK_TRANSMISSION) continue;
    dm_span span = doc->blocks[i].span;
    while (token < doc->token_count && doc->tokens[token].span.begin < span.begin) token++;
    uint32_t first = token;
    while (token < doc->token_count && doc->tokens[token].span.begin < span.end) token++;
    dm_zone_tokens(doc, first, token, DM_ZONE_TRANSMISSION);
  }
}

static void zone_header(dm_document *doc, const dm_unit_list *units, const dm_header_extent *extent) {
  for (size_t i = 0; i < extent->body; i++) {
    const dm_unit *unit = &units->items[i];
    bool before = i < extent->message;
    dm_zone_tokens(doc, unit->first, unit->end, before ? DM_ZONE_TRANSMISSION : DM_ZONE_HEADER);
  }
}

/* The signer is what the zone SIGNATURE holds. */
static void find_signer(dm_document *doc) {
  uint32_t end = (uint32_t)doc->token_count;
  while (end > 0 && doc->tokens[end - 1].zone != DM_ZONE_SIGNATURE) end--;
  uint32_t first = end;
  while (first > 0 && doc->tokens[first - 1].zone == DM_ZONE_SIGNATURE) first--;
  if (first == end) return;
  dm_field_text text = dm_field_text_of(doc, first, end);
  doc->cable->signer = dm_value_of(&text, 0, text.size);
}

dm_status dm_cable(dm_document *doc, dm_error *error) {
  (void)error; /* text that is no cable is no error */
  if (doc->paragraph_count || !doc->line_count) return DM_OK;
  dm_unit_list units = dm_cable_units(doc);
  dm_header_extent extent = dm_find_header(doc, &units);
  if (extent.cable) zone_header(doc, &units, &extent);
  zone_blocks(doc);
  dm_find_body(doc, &units, &extent);
  if (!extent.cable) return DM_OK;
  doc->cable = dm_parse_fields(doc, &units, &extent);
  dm_parse_portions(doc, doc->cable);
  dm_parse_participants(doc, &units, doc->cable, extent.body);
  dm_parse_blocks(doc, doc->cable);
  find_signer(doc);
  return DM_OK;
}
