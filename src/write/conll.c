/* One token a line: token, start, end (code points of the text), tag in BIO; docs/conll.md. */
#include <string.h>

#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

/* A column must not break the table. */
static void column(dm_buffer *out, const char *text) {
  for (; *text; text++) dm_buffer_putc(out, strchr("\t\n\r", *text) ? ' ' : *text);
  dm_buffer_putc(out, '\t');
}

static void head(dm_buffer *out, const dm_document *doc) {
  dm_buffer_puts(out, "-DOCSTART-\t");
  column(out, doc->id);
  column(out, doc->path);
  dm_buffer_puts(out, "O\n\n");
}

/* Moves `parts` to the part that token belongs to or that comes next; false behind the last. */
static bool reach(dm_parts *parts, bool more, uint32_t token) {
  while (more && parts->end <= token) more = dm_parts_next(parts);
  return more;
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_units units = dm_units_of(doc);
  dm_parts part = dm_parts_of(doc);
  bool more = dm_parts_next(&part);
  head(out, doc);
  for (size_t s = 0; s < doc->sentence_count; s++) {
    for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++) {
      const dm_span span = doc->tokens[i].span;
      dm_buffer_add(out, doc->text + span.begin, span.end - span.begin);
      dm_buffer_putc(out, '\t');
      dm_json_number(out, dm_units_points(&units, span.begin));
      dm_buffer_putc(out, '\t');
      dm_json_number(out, dm_units_points(&units, span.end));
      more = reach(&part, more, i);
      if (more && part.first <= i) {
        dm_buffer_puts(out, i == part.first ? "\tB-" : "\tI-");
        dm_buffer_puts(out, dm_document_type_name(doc, part.mention->type));
        dm_buffer_putc(out, '\n');
      } else {
        dm_buffer_puts(out, "\tO\n");
      }
    }
    dm_buffer_putc(out, '\n');
  }
}

const dm_writer dm_write_conll = {
    .name = "conll",
    .help = "one token a line: token, start, end, tag (BIO)",
    .extension = "conll",
    .between = "",
    .document = document,
};
