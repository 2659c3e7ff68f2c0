/* Parts of a document as the API says them: header, paragraphs. */
#include <string.h>

#include "cable/cable.h"
#include "serve/api.h"
#include "serve/utf16.h"

static const char *const zones[DM_ZONE_COUNT] = {"body",         "transmission", "header", "heading",
                                                 "participants", "signature",    "mark",   "furniture"};

typedef struct {
  dm_put *put;
  dm_units units;
} lines;

static void line(lines *l, const char *name, const dm_cable_value *v, const char *detail) {
  if (v->status == DM_FIELD_MISSING || !v->value) return;
  dm_put *put = l->put;
  dm_put_open(put, NULL, '{');
  dm_put_text(put, "name", name);
  dm_put_text(put, "value", v->value);
  dm_put_text(put, "normal", v->normal);
  dm_put_text(put, "detail", detail);
  dm_put_text(put, "status", dm_field_status_name((dm_field_status)v->status));
  dm_put_text(put, "note", v->note);
  dm_put_int(put, "begin", dm_utf16_at(&l->units, v->span.begin));
  dm_put_int(put, "end", dm_utf16_at(&l->units, v->span.end));
  dm_put_close(put, '}');
}

static void addresses(lines *l, const char *name, const dm_cable_address *list, size_t count) {
  for (size_t i = 0; i < count; i++) line(l, name, &list[i].name, list[i].country);
}

static void transmission(lines *l, const dm_cable_fields *f) {
  line(l, "transmission", &f->transmission, NULL);
  line(l, "precedence", &f->precedence, NULL);
  line(l, "origin", &f->origin, f->country);
  addresses(l, "to", f->to, f->to_count);
  addresses(l, "info", f->info, f->info_count);
  line(l, "date", &f->date, NULL);
}

static void message(lines *l, const dm_cable_fields *f) {
  line(l, "classification", &f->classification, NULL);
  line(l, "number", &f->number, NULL);
  line(l, "section", &f->section, NULL);
  for (size_t i = 0; i < f->caption_count; i++) line(l, "caption", &f->captions[i], NULL);
  line(l, "order", &f->order, NULL);
  line(l, "declassify", &f->declassify, NULL);
  for (size_t i = 0; i < f->tag_count; i++) line(l, "tag", &f->tags[i].code, f->tags[i].meaning);
  line(l, "subject", &f->subject, NULL);
  for (size_t i = 0; i < f->reference_count; i++) line(l, "reference", &f->references[i].message, NULL);
  line(l, "classified_by", &f->classified_by, NULL);
  line(l, "officer", &f->officer, NULL);
  line(l, "office", &f->office, NULL);
  line(l, "reasons", &f->reasons, NULL);
  line(l, "signer", &f->signer, NULL);
}

static void participants(lines *l, const dm_cable_fields *f) {
  for (size_t i = 0; i < f->participant_count; i++) {
    const dm_cable_participant *p = &f->participants[i];
    dm_cable_value v = {
        .value = p->value, .normal = p->person, .note = p->side, .span = p->span, .status = DM_FIELD_STATED};
    line(l, "participant", &v, p->office);
  }
}

void dm_put_header(dm_put *put, const dm_document *doc) {
  lines l = {put, {.text = doc->text}};
  dm_put_open(put, "header", '[');
  if (doc->cable) {
    transmission(&l, doc->cable);
    message(&l, doc->cable);
    participants(&l, doc->cable);
  }
  dm_put_close(put, ']');
}

void dm_put_paragraphs(dm_put *put, const dm_view_paragraph *paragraphs, size_t count, const char *text) {
  dm_units units = {.text = text};
  dm_put_open(put, "paragraphs", '[');
  for (size_t i = 0; i < count; i++) {
    const dm_view_paragraph *p = &paragraphs[i];
    dm_put_open(put, NULL, '{');
    dm_put_int(put, "begin", dm_utf16_at(&units, p->span.begin));
    dm_put_int(put, "end", dm_utf16_at(&units, p->span.end));
    dm_put_int(put, "number", p->number);
    dm_put_text(put, "mark", p->mark);
    dm_put_text(put, "zone", p->zone >= 0 && p->zone < DM_ZONE_COUNT ? zones[p->zone] : "body");
    dm_put_close(put, '}');
  }
  dm_put_close(put, ']');
}
