/* The mentions as a table, one a row, RFC 4180 quoting; docs/formats.md names the columns. */
#include <string.h>

#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

static void begin(dm_buffer *out) {
  dm_buffer_puts(out,
                 "id,path,start,end,source_start,source_end,type,text,confidence,paragraph,mark,heading\n");
}

static bool needs_quotes(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (strchr("\",\r\n", text[i])) return true;
  return size && (text[0] == ' ' || text[size - 1] == ' ');
}

static void cell(dm_buffer *out, const char *text, size_t size) {
  const bool quotes = needs_quotes(text, size);
  if (quotes) dm_buffer_putc(out, '"');
  for (size_t i = 0; i < size; i++) {
    if (text[i] == '"') dm_buffer_putc(out, '"');
    dm_buffer_putc(out, text[i]);
  }
  if (quotes) dm_buffer_putc(out, '"');
  dm_buffer_putc(out, ',');
}

static void text_cell(dm_buffer *out, const char *text) {
  cell(out, text, strlen(text));
}

static void number_cell(dm_buffer *out, uint64_t number) {
  dm_json_number(out, number);
  dm_buffer_putc(out, ',');
}

/* Number as printed and portion mark; empty cells where there is none. */
static void paragraph_cells(dm_buffer *out, const dm_document *doc, uint32_t index) {
  const dm_paragraph *p = index == DM_NONE ? NULL : &doc->paragraphs[index];
  if (p && p->number) dm_json_number(out, p->number);
  dm_buffer_putc(out, ',');
  if (p)
    cell(out, doc->text + p->mark.begin, p->mark.end - p->mark.begin);
  else
    dm_buffer_putc(out, ',');
}

static void row(const dm_parts *part, dm_units *units, dm_buffer *out) {
  const dm_document *doc = part->doc;
  uint64_t source, source_end;
  dm_document_source(doc, part->span, &source, &source_end);
  text_cell(out, doc->id);
  text_cell(out, doc->path);
  number_cell(out, dm_units_points(units, part->span.begin));
  number_cell(out, dm_units_points(units, part->span.end));
  number_cell(out, source);
  number_cell(out, source_end);
  text_cell(out, dm_document_type_name(doc, part->mention->type));
  dm_buffer name = {0};
  dm_part_name(part, &name);
  cell(out, name.bytes, name.size);
  dm_buffer_free(&name);
  dm_json_probability(out, (double)part->mention->confidence);
  dm_buffer_putc(out, ',');
  paragraph_cells(out, doc, part->mention->paragraph);
  dm_buffer_puts(out, part->mention->zone == DM_ZONE_HEADING ? "yes\n" : "no\n");
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_units units = dm_units_of(doc);
  dm_parts part = dm_parts_of(doc);
  while (dm_parts_next(&part)) row(&part, &units, out);
}

const dm_writer dm_write_csv = {
    .name = "csv",
    .help = "a table of the mentions, one a row, for spreadsheets",
    .extension = "csv",
    .between = "",
    .begin = begin,
    .document = document,
};
