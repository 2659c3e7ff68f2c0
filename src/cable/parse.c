/* The header's units, each given to the parser of its field. */
#include <string.h>

#include "cable/fields.h"
#include "cable/portion.h"

/* "¶B. MADRID 783", "b. State 15220": an item of the references above it. */
static bool is_lettered_item(const dm_document *doc, const dm_unit *unit) {
  uint32_t at = unit->first;
  at += dm_token_is(doc, at, "\xC2\xB6");
  if (at >= unit->end) return false;
  const char *text = dm_token_bytes(doc, at);
  at += *text == '(';
  if (at >= unit->end) return false;
  text = dm_token_bytes(doc, at);
  uint32_t size = dm_token_size(doc, at);
  if (!dm_is_alpha(text[0]) || size > 2 || (size == 2 && text[1] != '.')) return false;
  return size == 2 || dm_token_is(doc, at + 1, ".") || dm_token_is(doc, at + 1, ")");
}

/* "(b) and (d)." below "for reasons 1.4", "Reason: ..." below an officer. */
static bool is_reasons(const dm_document *doc, const dm_unit *unit) {
  static const char *const words[] = {"reason", "reasons", "for"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (dm_token_is_nocase(doc, unit->first, words[i])) return true;
  return dm_token_is(doc, unit->first, "(") && !unit->blank_before && unit->end - unit->first < 16;
}

static bool is_title(const dm_document *doc, const dm_unit *unit) {
  static const char *const words[] = {"SUMMARY", "INTRODUCTION", "BACKGROUND", "KEY", "COMMENT", "OVERVIEW"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (dm_token_is(doc, unit->first, words[i])) return true;
  return unit->underlined;
}

/* A further line of the subject behind a blank one: all in capitals as the subject is, and with nothing but
 * such lines ahead of the references or the officer, or where all lines have blank ones between them, ahead of
 * the body. Returns behind the last of them, `from` if there are none. */
static size_t subject_end(const dm_document *doc, const dm_unit_list *units, size_t from, size_t body) {
  const dm_unit *before = from > 1 ? &units->items[from - 2] : NULL;
  bool spaced = before && units->items[from - 1].blank_before && dm_unit_field(doc, before) == DM_HEAD_TAGS;
  size_t end = from;
  for (; end < body; end++) {
    const dm_unit *unit = &units->items[end];
    dm_head_kind kind = dm_unit_field(doc, unit);
    if (kind == DM_HEAD_REFERENCE || kind == DM_HEAD_CLASSIFIED_BY) return end;
    dm_span span = dm_unit_span(doc, unit);
    if (unit->furniture || kind != DM_HEAD_NONE || is_title(doc, unit) ||
        dm_portion_mark(doc->text + span.begin, span.end - span.begin, true))
      return from;
    for (uint32_t t = unit->first; t < unit->end; t++)
      if (dm_token_has_lower(doc, t)) return from;
  }
  return spaced ? end : from;
}

/* Behind the units that belong to the field that begins at `from`. */
static size_t field_end(const dm_document *doc, const dm_unit_list *units, size_t from, size_t body,
                        dm_head_kind kind) {
  size_t end = from + 1;
  if (kind == DM_HEAD_SUBJECT) {
    for (uint32_t t = units->items[from].first + 1; t < units->items[from].end; t++)
      if (dm_token_has_lower(doc, t)) return end;
    return subject_end(doc, units, end, body);
  }
  if (kind != DM_HEAD_REFERENCE && kind != DM_HEAD_CLASSIFIED_BY) return end;
  while (end < body) {
    const dm_unit *unit = &units->items[end];
    bool item =
        kind == DM_HEAD_REFERENCE ? is_lettered_item(doc, unit) || !unit->blank_before : is_reasons(doc, unit);
    if (!unit->furniture && (dm_unit_field(doc, unit) != DM_HEAD_NONE || !item)) break;
    end++;
  }
  while (end > from + 1 && units->items[end - 1].furniture) end--;
  return end;
}

static void add_passing(dm_cable_fields *fields, const dm_field_text *text) {
  dm_document *doc = text->doc;
  fields->passing = dm_grow(doc->arena, fields->passing, fields->passing_count, &fields->passing_room,
                            sizeof *fields->passing);
  fields->passing[fields->passing_count++] = dm_value_of(text, 0, text->size);
}

/* Captions, and what stands behind them in their line: "SIPDIS STATE FOR EUR/RUS". */
static bool parse_captions(dm_cable_fields *fields, const dm_field_text *text) {
  uint32_t end = dm_parse_captions(fields, text);
  while (end && end < text->size && strchr(" ,;", text->s[end])) end++;
  if (end && end < text->size) {
    dm_field_text rest = {text->doc, text->s + end, text->at + end, text->size - end};
    add_passing(fields, &rest);
  }
  return end > 0;
}

/* A line of the header without a label: a caption, a passing line, or something that says nothing. */
static void parse_unlabelled(dm_cable_fields *fields, const dm_field_text *text) {
  if (parse_captions(fields, text)) return;
  if (fields->classification.value && !fields->subject.value && text->size < 400 &&
      dm_is_upper(dm_upper(text->s[0])))
    add_passing(fields, text);
}

/* "RUEHC/SECSTATE WASHDC" goes on with the addressees above it. */
static bool is_address(const dm_field_text *text) {
  uint32_t at = 0;
  while (at < text->size && dm_is_upper(text->s[at])) at++;
  return text->s[0] == 'R' && at >= 5 && at < text->size && text->s[at] == '/';
}

static void parse_unit(dm_cable_fields *fields, const dm_field_text *text, dm_head_kind kind,
                       dm_address_list *open) {
  if (kind == DM_HEAD_TRANSMISSION || (*open != DM_LIST_NONE && is_address(text))) {
    dm_parse_transmission(fields, text, open);
    return;
  }
  *open = DM_LIST_NONE;
  switch (kind) {
  case DM_HEAD_CLASSIFICATION:
    if (!fields->classification.value) {
      dm_parse_classification(fields, text);
      uint32_t caption = dm_text_find(text, 0, "SIPDIS"); /* on the same line */
      if (caption < text->size) {
        dm_field_text rest = {text->doc, text->s + caption, text->at + caption, text->size - caption};
        parse_captions(fields, &rest);
      }
    }
    break;
  case DM_HEAD_CAPTION: parse_captions(fields, text); break;
  case DM_HEAD_ORDER: dm_parse_order(fields, text); break;
  case DM_HEAD_TAGS: dm_parse_tags(fields, text); break;
  case DM_HEAD_SUBJECT: dm_parse_subject(fields, text); break;
  case DM_HEAD_REFERENCE: dm_parse_references(fields, text); break;
  case DM_HEAD_CLASSIFIED_BY: dm_parse_officer(fields, text); break;
  default: parse_unlabelled(fields, text);
  }
}

enum { LONGEST_FIELD = 2000 }; /* tokens; what is longer is no header field */

dm_cable_fields *dm_parse_fields(dm_document *doc, const dm_unit_list *units, const dm_header_extent *extent) {
  dm_cable_fields *fields = dm_alloc(doc->arena, sizeof *fields);
  dm_address_list open = DM_LIST_NONE;
  for (size_t i = 0; i < extent->body;) {
    const dm_unit *unit = &units->items[i];
    dm_head_kind kind = dm_unit_field(doc, unit);
    size_t end = field_end(doc, units, i, extent->body, kind);
    if (!unit->furniture) {
      uint32_t stop = units->items[end - 1].end;
      if (stop - unit->first > LONGEST_FIELD) stop = unit->first + LONGEST_FIELD;
      dm_field_text text = dm_field_text_of(doc, unit->first, stop);
      bool ahead = i < extent->message && doc->tokens[unit->first].zone == DM_ZONE_TRANSMISSION;
      if (dm_parse_site_date(fields, &text))
        open = DM_LIST_NONE;
      else if (ahead)
        dm_parse_transmission(fields, &text, &open);
      else
        parse_unit(fields, &text, kind, &open);
    }
    i = end;
  }
  if (fields->classification.value) dm_finish_classification(doc, fields);
  dm_take_carried_date(doc, fields);
  dm_finish_number(doc, fields);
  dm_finish_origin(doc, fields);
  dm_finish_references(doc, fields);
  dm_compare_carrier(doc, fields);
  return fields;
}

/* ---- portion marks ------------------------------------------------------------------------------------- */

/* "(S//REL TO USA, FVEY)" -> "S", "REL TO USA, FVEY"; short caveats get their usual form. */
static dm_cable_portion portion_of(dm_document *doc, dm_span mark) {
  dm_cable_portion portion = {0};
  char *text = dm_strndup(doc->arena, doc->text + mark.begin + 1, mark.end - mark.begin - 2);
  for (char *c = text; *c; c++) *c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : dm_upper(*c);
  while (*text == ' ') text++;
  size_t size = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  char *rest = text + size + strspn(text + size, " /-,.");
  for (size_t end = strlen(rest); end && rest[end - 1] == ' ';) rest[--end] = 0;
  portion.level = dm_strndup(doc->arena, text, (uint32_t)size);
  if (!strcmp(portion.level, "UNCLASSIFIED") || !strcmp(portion.level, "UNCLAS")) portion.level = "U";
  if (!strcmp(portion.level, "CONFIDENTIAL")) portion.level = "C";
  if (!strcmp(portion.level, "SECRET")) portion.level = "S";
  if (*rest) portion.caveats = !strcmp(rest, "NOFORN") ? "NF" : rest;
  return portion;
}

void dm_parse_portions(dm_document *doc, dm_cable_fields *fields) {
  fields->portions = dm_alloc(doc->arena, (doc->paragraph_count + 1) * sizeof *fields->portions);
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    dm_span mark = doc->paragraphs[i].mark;
    if (mark.end > mark.begin + 1) fields->portions[i] = portion_of(doc, mark);
  }
}
