/* Cable fields as one JSON object a document. */
#include <string.h>

#include "base/document.h"
#include "cable/cable.h"
#include "cli/cable_print.h"
#include "write/json.h"
#include "write/units.h"

typedef struct {
  const dm_document *doc;
  dm_buffer *out;
  dm_units units;
  bool comma; /* something stands before in the object or array that is open */
} printer;

static void next(printer *p) {
  if (p->comma) dm_buffer_putc(p->out, ',');
  p->comma = true;
}

static void key(printer *p, const char *name) {
  next(p);
  dm_json_key(p->out, name);
}

static void open(printer *p, char bracket) {
  dm_buffer_putc(p->out, bracket);
  p->comma = false;
}

static void close(printer *p, char bracket) {
  dm_buffer_putc(p->out, bracket);
  p->comma = true;
}

/* "name": "text", left out where there is no text. */
static void string(printer *p, const char *name, const char *text) {
  if (!text) return;
  key(p, name);
  dm_json_cstring(p->out, text);
}

static void number(printer *p, const char *name, uint64_t value) {
  key(p, name);
  dm_json_number(p->out, value);
}

static void flag(printer *p, const char *name, bool set) {
  if (!set) return;
  key(p, name);
  dm_buffer_puts(p->out, "true");
}

/* Code points of the text, half open. */
static void span(printer *p, dm_span s) {
  if (s.end <= s.begin) return;
  number(p, "start", dm_units_points(&p->units, s.begin));
  number(p, "end", dm_units_points(&p->units, s.end));
}

static void value_members(printer *p, const dm_cable_value *v) {
  string(p, "status", dm_field_status_name((dm_field_status)v->status));
  string(p, "value", v->value);
  string(p, "normal", v->normal);
  string(p, "note", v->note);
  span(p, v->span);
}

static void value(printer *p, const char *name, const dm_cable_value *v) {
  key(p, name);
  open(p, '{');
  value_members(p, v);
  close(p, '}');
}

static void values(printer *p, const char *name, const dm_cable_value *list, size_t count) {
  key(p, name);
  open(p, '[');
  for (size_t i = 0; i < count; i++) {
    next(p);
    open(p, '{');
    value_members(p, &list[i]);
    close(p, '}');
  }
  close(p, ']');
}

static void addresses(printer *p, const char *name, const dm_cable_address *list, size_t count) {
  key(p, name);
  open(p, '[');
  for (size_t i = 0; i < count; i++) {
    next(p);
    open(p, '{');
    value_members(p, &list[i].name);
    string(p, "route", list[i].route);
    string(p, "country", list[i].country);
    string(p, "precedence", list[i].precedence);
    string(p, "sequence", list[i].sequence);
    close(p, '}');
  }
  close(p, ']');
}

static void transmission(printer *p, const dm_cable_fields *f) {
  value(p, "transmission", &f->transmission);
  value(p, "precedence", &f->precedence);
  value(p, "station", &f->station);
  value(p, "prosign", &f->prosign);
  value(p, "date", &f->date);
  value(p, "origin", &f->origin);
  string(p, "country", f->country);
  addresses(p, "to", f->to, f->to_count);
  addresses(p, "info", f->info, f->info_count);
}

static void tags(printer *p, const dm_cable_fields *f) {
  value(p, "tag_line", &f->tag_line);
  key(p, "tags");
  open(p, '[');
  for (size_t i = 0; i < f->tag_count; i++) {
    next(p);
    open(p, '{');
    value_members(p, &f->tags[i].code);
    string(p, "kind", f->tags[i].kind);
    string(p, "meaning", f->tags[i].meaning);
    close(p, '}');
  }
  close(p, ']');
}

static void references(printer *p, const dm_cable_fields *f) {
  value(p, "reference_line", &f->reference_line);
  key(p, "references");
  open(p, '[');
  for (size_t i = 0; i < f->reference_count; i++) {
    const dm_cable_reference *r = &f->references[i];
    next(p);
    open(p, '{');
    value_members(p, &r->message);
    if (r->letter) string(p, "letter", (char[]){r->letter, 0});
    flag(p, "notal", r->notal);
    flag(p, "and_previous", r->previous);
    close(p, '}');
  }
  close(p, ']');
}

static void message(printer *p, const dm_cable_fields *f) {
  value(p, "classification", &f->classification);
  value(p, "number", &f->number);
  value(p, "section", &f->section);
  values(p, "captions", f->captions, f->caption_count);
  values(p, "passing", f->passing, f->passing_count);
  value(p, "order", &f->order);
  value(p, "declassify", &f->declassify);
  tags(p, f);
  value(p, "subject", &f->subject);
  references(p, f);
  value(p, "classified_by", &f->classified_by);
  value(p, "officer", &f->officer);
  value(p, "office", &f->office);
  value(p, "reasons", &f->reasons);
}

static void paragraphs(printer *p, const dm_cable_fields *f) {
  key(p, "paragraphs");
  open(p, '[');
  for (size_t i = 0; i < p->doc->paragraph_count; i++) {
    const dm_paragraph *paragraph = &p->doc->paragraphs[i];
    next(p);
    open(p, '{');
    if (paragraph->number) number(p, "number", paragraph->number);
    flag(p, "heading", paragraph->zone == DM_ZONE_HEADING);
    string(p, "level", f->portions[i].level);
    string(p, "caveats", f->portions[i].caveats);
    span(p, paragraph->span);
    close(p, '}');
  }
  close(p, ']');
}

static void participants(printer *p, const dm_cable_fields *f) {
  key(p, "participants");
  open(p, '[');
  for (size_t i = 0; i < f->participant_count; i++) {
    const dm_cable_participant *row = &f->participants[i];
    next(p);
    open(p, '{');
    string(p, "value", row->value);
    string(p, "person", row->person);
    string(p, "office", row->office);
    string(p, "organization", row->organization);
    string(p, "side", row->side);
    string(p, "country", row->country);
    span(p, row->span);
    close(p, '}');
  }
  close(p, ']');
}

static void blocks(printer *p, const dm_cable_fields *f) {
  key(p, "blocks");
  open(p, '[');
  for (size_t i = 0; i < f->block_count; i++) {
    next(p);
    open(p, '{');
    string(p, "kind", f->blocks[i].kind);
    span(p, f->blocks[i].span);
    close(p, '}');
  }
  close(p, ']');
}

void dm_cable_json(const dm_document *doc, dm_buffer *out) {
  printer p = {.doc = doc, .out = out, .units = dm_units_of(doc)};
  open(&p, '{');
  string(&p, "id", dm_document_id(doc));
  string(&p, "path", dm_document_path(doc));
  key(&p, "cable");
  dm_buffer_puts(out, doc->cable ? "true" : "false");
  if (doc->cable) {
    transmission(&p, doc->cable);
    message(&p, doc->cable);
    paragraphs(&p, doc->cable);
    blocks(&p, doc->cable);
    participants(&p, doc->cable);
    value(&p, "signer", &doc->cable->signer);
  }
  close(&p, '}');
  dm_buffer_putc(out, '\n');
}
