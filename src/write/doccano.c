/* JSONL as doccano imports it for sequence labelling: text and [start, end, type] in code points. */
#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

static void document(const dm_document *doc, dm_buffer *out) {
  dm_buffer_puts(out, "{\"text\":");
  dm_json_string(out, doc->text, doc->text_size);
  dm_buffer_puts(out, ",\"label\":[");
  dm_units units = dm_units_of(doc);
  dm_parts part = dm_parts_of(doc);
  for (size_t i = 0; dm_parts_next(&part); i++) {
    dm_buffer_puts(out, i ? ",[" : "[");
    dm_json_number(out, dm_units_points(&units, part.span.begin));
    dm_buffer_putc(out, ',');
    dm_json_number(out, dm_units_points(&units, part.span.end));
    dm_buffer_putc(out, ',');
    dm_json_cstring(out, dm_document_type_name(doc, part.mention->type));
    dm_buffer_putc(out, ']');
  }
  dm_buffer_puts(out, "],\"document\":");
  dm_json_cstring(out, doc->id);
  dm_buffer_puts(out, ",\"path\":");
  dm_json_cstring(out, doc->path);
  dm_buffer_puts(out, "}\n");
}

const dm_writer dm_write_doccano = {
    .name = "doccano",
    .help = "JSONL to be imported into doccano (sequence labelling)",
    .extension = "jsonl",
    .between = "",
    .document = document,
};
