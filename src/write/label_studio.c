/* Tasks for Label Studio with our names as predictions. Offsets are code points of the text, which is what
 * Label Studio counts in since its 1.6. The labelling configuration that goes with it is in docs/formats.md. */
#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

static void begin(dm_buffer *out) {
  dm_buffer_puts(out, "[\n");
}

static void end(dm_buffer *out) {
  dm_buffer_puts(out, "\n]\n");
}

static void region(const dm_parts *part, size_t index, dm_units *units, dm_buffer *out) {
  const dm_document *doc = part->doc;
  dm_buffer_printf(out, "%s{\"id\":\"m%zu\",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"labels\",",
                   index ? "," : "", index);
  dm_buffer_puts(out, "\"score\":");
  dm_json_probability(out, (double)part->mention->confidence);
  dm_buffer_puts(out, ",\"value\":{\"start\":");
  dm_json_number(out, dm_units_points(units, part->span.begin));
  dm_buffer_puts(out, ",\"end\":");
  dm_json_number(out, dm_units_points(units, part->span.end));
  dm_buffer_puts(out, ",\"text\":");
  dm_json_string(out, doc->text + part->span.begin, part->span.end - part->span.begin);
  dm_buffer_puts(out, ",\"labels\":[");
  dm_json_cstring(out, dm_document_type_name(doc, part->mention->type));
  dm_buffer_puts(out, "]}}");
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_buffer_puts(out, "{\"data\":{\"text\":");
  dm_json_string(out, doc->text, doc->text_size);
  dm_buffer_puts(out, ",\"id\":");
  dm_json_cstring(out, doc->id);
  dm_buffer_puts(out, ",\"path\":");
  dm_json_cstring(out, doc->path);
  dm_buffer_puts(out, "},\"predictions\":[{\"model_version\":\"dragoman " DM_VERSION "\",\"result\":[");
  dm_units units = dm_units_of(doc);
  dm_parts part = dm_parts_of(doc);
  for (size_t i = 0; dm_parts_next(&part); i++) region(&part, i, &units, out);
  dm_buffer_puts(out, "]}]}");
}

const dm_writer dm_write_label_studio = {
    .name = "label-studio",
    .help = "tasks with predictions, to be imported into Label Studio",
    .extension = "json",
    .between = ",\n",
    .begin = begin,
    .document = document,
    .end = end,
};
