/* Cable fields as a table for people: name, value, and what is to be said about it. */
#include <stdio.h>
#include <string.h>

#include "base/document.h"
#include "cable/cable.h"
#include "cli/cable_print.h"

enum { NAME_COLUMNS = 16 };

static void line(dm_buffer *out, const char *name, const char *text, const char *remark) {
  dm_buffer_printf(out, "%-*s%s", NAME_COLUMNS, name, text ? text : "");
  if (remark) dm_buffer_printf(out, "%s[%s]", text ? "  " : "", remark);
  dm_buffer_putc(out, '\n');
}

/* The normal form, and in brackets why it is not to be relied on. */
static void field(dm_buffer *out, const char *name, const dm_cable_value *v) {
  char remark[160];
  const char *status = dm_field_status_name((dm_field_status)v->status);
  snprintf(remark, sizeof remark, v->note ? "%s: %s" : "%s", status, v->note);
  line(out, name, v->normal ? v->normal : v->value, v->status == DM_FIELD_STATED ? NULL : remark);
}

static void fields(dm_buffer *out, const char *name, const dm_cable_value *list, size_t count) {
  for (size_t i = 0; i < count; i++) line(out, i ? "" : name, list[i].value, NULL);
}

static void addresses(dm_buffer *out, const char *name, const dm_cable_address *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const dm_cable_value *v = &list[i].name;
    line(out, i ? "" : name, v->normal ? v->normal : v->value ? v->value : list[i].route, list[i].precedence);
  }
}

static void tags(dm_buffer *out, const dm_cable_fields *f) {
  if (!f->tag_count) field(out, "TAGS", &f->tag_line);
  for (size_t i = 0; i < f->tag_count; i++) {
    const dm_cable_tag *tag = &f->tags[i];
    char text[200];
    snprintf(text, sizeof text, "%-6s %s", tag->code.normal, tag->meaning ? tag->meaning : "");
    line(out, i ? "" : "TAGS", text, tag->meaning || !strcmp(tag->kind, "person") ? NULL : "not in the table");
  }
}

static void references(dm_buffer *out, const dm_cable_fields *f) {
  if (!f->reference_count && f->reference_line.value) line(out, "references", f->reference_line.value, NULL);
  for (size_t i = 0; i < f->reference_count; i++) {
    char letter[] = {f->references[i].letter ? f->references[i].letter : ' ', ' ', 0};
    char text[200];
    snprintf(text, sizeof text, "%s%s", letter, f->references[i].message.normal);
    line(out, i ? "" : "references", text, f->references[i].message.note);
  }
}

static void paragraphs(dm_buffer *out, const dm_document *doc) {
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    const dm_paragraph *p = &doc->paragraphs[i];
    const dm_cable_portion *portion = &doc->cable->portions[i];
    char name[24] = "", text[200];
    if (p->number) snprintf(name, sizeof name, "paragraph %u", p->number);
    if (p->zone == DM_ZONE_HEADING) snprintf(name, sizeof name, "heading");
    if (!*name) continue;
    uint32_t from = p->mark.end > p->mark.begin ? p->mark.end : p->span.begin;
    if (p->zone != DM_ZONE_HEADING && p->mark.end == p->mark.begin) from = p->span.begin;
    uint32_t size = p->span.end - from < 60 ? p->span.end - from : 60;
    while (size && ((unsigned char)doc->text[from + size] & 0xC0) == 0x80) size--;
    snprintf(text, sizeof text, "%-6s%s%s", portion->level ? portion->level : "",
             portion->caveats ? portion->caveats : "", portion->caveats ? "  " : "");
    size_t used = strlen(text);
    for (uint32_t k = 0; k < size && used + 1 < sizeof text; k++)
      text[used++] = (unsigned char)doc->text[from + k] < ' ' ? ' ' : doc->text[from + k];
    text[used] = 0;
    line(out, name, text, NULL);
  }
}

static void participants(dm_buffer *out, const dm_cable_fields *f) {
  for (size_t i = 0; i < f->participant_count; i++) {
    const dm_cable_participant *row = &f->participants[i];
    if (row->person) line(out, i ? "" : "participants", row->person, row->office);
  }
}

void dm_cable_table(const dm_document *doc, dm_buffer *out) {
  const dm_cable_fields *f = doc->cable;
  line(out, "document", dm_document_path(doc), f ? NULL : "no cable");
  if (f) {
    field(out, "number", &f->number);
    field(out, "classification", &f->classification);
    field(out, "date", &f->date);
    field(out, "precedence", &f->precedence);
    field(out, "origin", &f->origin);
    addresses(out, "to", f->to, f->to_count);
    addresses(out, "info", f->info, f->info_count);
    fields(out, "captions", f->captions, f->caption_count);
    fields(out, "passing", f->passing, f->passing_count);
    field(out, "order", &f->order);
    field(out, "declassify", &f->declassify);
    tags(out, f);
    field(out, "subject", &f->subject);
    references(out, f);
    field(out, "officer", &f->officer);
    field(out, "office", &f->office);
    field(out, "reasons", &f->reasons);
    paragraphs(out, doc);
    participants(out, f);
    field(out, "signer", &f->signer);
  }
  dm_buffer_putc(out, '\n');
}
