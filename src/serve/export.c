#include "serve/export.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "store/normal.h"
#include "write/cell.h"
#include "write/json.h"

static void put_member(dm_buffer *out, const char *name, const char *value) {
  dm_buffer_putc(out, ',');
  dm_json_key(out, name);
  dm_json_cstring(out, value);
}

static void put_mention(dm_buffer *out, const dm_view_mention *m) {
  dm_buffer_printf(out, "{\"begin\":%u,\"end\":%u", m->span.begin, m->span.end);
  put_member(out, "type", m->type);
  dm_buffer_printf(out, ",\"confidence\":%.4f,\"paragraph\":%" PRId64, m->confidence, m->paragraph);
  if (m->entity) {
    dm_buffer_printf(out, ",\"entity\":%" PRId64, m->entity);
    put_member(out, "name", m->entity_name);
    dm_buffer_printf(out, ",\"score\":%.4f", m->score);
    if (*m->reason) put_member(out, "reason", m->reason);
  }
  dm_buffer_putc(out, '}');
}

static void put_document(dm_buffer *out, const dm_view_document *doc, dm_arena *arena) {
  (void)arena;
  dm_buffer_puts(out, "{\"id\":");
  dm_json_cstring(out, doc->reference);
  put_member(out, "path", doc->path);
  put_member(out, "sha256", doc->sha256);
  if (doc->ordinal) dm_buffer_printf(out, ",\"ordinal\":%u", doc->ordinal);
  if (*doc->date) put_member(out, "date", doc->date);
  if (doc->class >= 0) put_member(out, "class", dm_class_name(doc->class));
  if (*doc->origin) put_member(out, "from", doc->origin);
  if (*doc->subject) put_member(out, "subject", doc->subject);
  dm_buffer_puts(out, ",\"fields\":[");
  for (size_t i = 0; i < doc->field_count; i++) {
    dm_buffer_puts(out, i ? ",[" : "[");
    dm_json_cstring(out, doc->fields[i].name);
    dm_buffer_putc(out, ',');
    dm_json_cstring(out, doc->fields[i].value);
    dm_buffer_putc(out, ']');
  }
  dm_buffer_puts(out, "],\"paragraphs\":[");
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    const dm_view_paragraph *p = &doc->paragraphs[i];
    dm_buffer_printf(out, "%s{\"begin\":%u,\"end\":%u", i ? "," : "", p->span.begin, p->span.end);
    if (p->number) dm_buffer_printf(out, ",\"number\":%u", p->number);
    if (*p->mark) put_member(out, "mark", p->mark);
    dm_buffer_putc(out, '}');
  }
  dm_buffer_puts(out, "],\"text\":");
  dm_json_string(out, doc->text, doc->text_size);
  dm_buffer_puts(out, ",\"mentions\":[");
  for (size_t i = 0; i < doc->mention_count; i++) {
    if (i) dm_buffer_putc(out, ',');
    put_mention(out, &doc->mentions[i]);
  }
  dm_buffer_puts(out, "]}\n");
}

static void put_rows(dm_buffer *out, const dm_view_document *doc, dm_arena *arena) {
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_view_mention *m = &doc->mentions[i];
    dm_csv_cell(out, doc->reference, false);
    dm_csv_cell(out, doc->date, false);
    dm_csv_cell(out, doc->origin, false);
    dm_buffer_printf(out, "%u,%u,", m->span.begin, m->span.end);
    dm_csv_cell(out, m->type, false);
    dm_csv_cell(out, dm_strndup(arena, doc->text + m->span.begin, m->span.end - m->span.begin), false);
    dm_buffer_printf(out, "%.4f,%" PRId64 ",", m->confidence, m->entity);
    dm_csv_cell(out, m->entity_name, false);
    dm_buffer_printf(out, "%.4f,", m->score);
    dm_csv_cell(out, m->reason, true);
  }
}

/* The same document has the same id in every export. */
static void put_action(dm_buffer *out, const dm_view_document *doc, dm_arena *arena) {
  dm_buffer_printf(out, "{\"index\":{\"_id\":\"%s-%u\"}}\n", doc->sha256, doc->ordinal);
  put_document(out, doc, arena);
}

static const dm_export_form export_forms[] = {
    {"jsonl", "application/x-ndjson", "", put_document},
    {"csv", "text/csv; charset=utf-8",
     "id,date,from,begin,end,type,words,confidence,entity,name,score,reason\r\n", put_rows},
    {"opensearch", "application/x-ndjson", "", put_action},
};

const dm_export_form *dm_export_find(const char *name) {
  for (size_t i = 0; i < sizeof export_forms / sizeof *export_forms; i++)
    if (!strcmp(export_forms[i].name, name)) return &export_forms[i];
  return NULL;
}
