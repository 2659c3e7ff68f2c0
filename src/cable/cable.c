#include "cable/cable.h"

#include <string.h>

#include "cable/fields.h"
#include "cable/text.h"

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

/* A routing indicator, "RUEHQB", and no word that begins like one: Rumania, Russia, Rhodes. */
static bool is_route(const char *s, uint32_t size) {
  if (size < 5 || size > 7 || s[0] != 'R') return false;
  return (s[1] == 'U' && strchr("ACEFHKLTWZ", s[2])) || (s[1] == 'H' && strchr("ACEFGHKLMPRSVWZ", s[2]));
}

/* What routes a message and names nobody: RUEHQB, VZCZCXYZ0000, ZNY, DE, PP. */
static bool is_routing(const dm_document *doc, uint32_t token) {
  const uint32_t size = dm_token_size(doc, token);
  const char *s = dm_token_bytes(doc, token);
  if (dm_token_has_lower(doc, token)) return false;
  if (size == 2) return (s[0] == s[1] && strchr("OPRZ", s[0])) || dm_token_is(doc, token, "DE");
  return is_route(s, size) || (s[0] == 'Z' && size < 5) || (size > 4 && !memcmp(s, "VZCZC", 5));
}

static void mark_routing(dm_document *doc) {
  for (uint32_t t = 0; t < doc->token_count; t++)
    if (doc->tokens[t].zone == DM_ZONE_TRANSMISSION && is_routing(doc, t)) doc->tokens[t].zone = DM_ZONE_MARK;
}

/* A TAGS code, in the case that its line is in: "PREL", "G8", "prel". */
static bool is_code(const dm_document *doc, uint32_t token) {
  const uint32_t size = dm_token_size(doc, token);
  const char *s = dm_token_bytes(doc, token);
  for (uint32_t i = 0; i < size; i++)
    if (!dm_is_alpha(s[i]) && !dm_is_digit(s[i])) return false;
  return size > 1 && size < 6 && !(dm_token_has_lower(doc, token) && dm_token_has_upper(doc, token));
}

/* The codes behind TAGS are marks: "NATO" and "CH" are no names there. In some messages the field is not a line
 * of its own, so it is looked for inside of units, and ends where the next field begins. */
static void mark_codes(dm_document *doc, const dm_unit *unit) {
  static const char *const next[] = {"subject", "subj", "ref", "refs", "classified"};
  uint32_t t = unit->first;
  while (t < unit->end && !dm_token_is_nocase(doc, t, "tags")) t++;
  for (; t < unit->end; t++) {
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
      if (dm_token_is_nocase(doc, t, next[i])) return;
    if (dm_token_is(doc, t, "(")) /* a person: "(VELK, ANNA)" */
      while (t < unit->end && !dm_token_is(doc, t, ")")) t++;
    else if (is_code(doc, t))
      dm_zone_tokens(doc, t, t + 1, DM_ZONE_MARK);
  }
}

static void zone_header(dm_document *doc, const dm_unit_list *units, const dm_header_extent *extent) {
  for (size_t i = 0; i < extent->body; i++) {
    const dm_unit *unit = &units->items[i];
    bool before = i < extent->message;
    dm_zone_tokens(doc, unit->first, unit->end, before ? DM_ZONE_TRANSMISSION : DM_ZONE_HEADER);
    if (!before) mark_codes(doc, unit);
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
  mark_routing(doc);
  dm_find_body(doc, &units, &extent);
  if (!extent.cable) return DM_OK;
  doc->cable = dm_parse_fields(doc, &units, &extent);
  dm_parse_portions(doc, doc->cable);
  dm_parse_participants(doc, &units, doc->cable, extent.body);
  dm_parse_blocks(doc, doc->cable);
  find_signer(doc);
  return DM_OK;
}
