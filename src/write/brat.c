/* brat standoff: T1<TAB>PER 10 19<TAB>Omar Vell, offsets in code points of the text, which is the file's
 * companion. brat wants no line end inside a range, so a wrapped name is given as its stretches:
 * T2<TAB>LOC 4 8;9 14<TAB>Port Ansel. */
#include <string.h>

#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

static bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || is_line_end(c);
}

/* The next stretch of `rest` that lies on one line, without the blanks around it; false if none is left. */
static bool next_stretch(const char *text, dm_span *rest, dm_span *stretch) {
  while (rest->begin < rest->end && is_blank(text[rest->begin])) rest->begin++;
  if (rest->begin == rest->end) return false;
  uint32_t end = rest->begin;
  while (end < rest->end && !is_line_end(text[end])) end++;
  *stretch = (dm_span){rest->begin, end};
  rest->begin = end;
  while (is_blank(text[stretch->end - 1])) stretch->end--;
  return true;
}

static void ranges(dm_buffer *out, const dm_document *doc, dm_units *units, dm_span rest) {
  dm_span stretch;
  for (char separator = ' '; next_stretch(doc->text, &rest, &stretch); separator = ';') {
    dm_buffer_putc(out, separator);
    dm_json_number(out, dm_units_points(units, stretch.begin));
    dm_buffer_putc(out, ' ');
    dm_json_number(out, dm_units_points(units, stretch.end));
  }
}

static void words(dm_buffer *out, const dm_document *doc, dm_span rest) {
  dm_span stretch;
  for (char separator = '\t'; next_stretch(doc->text, &rest, &stretch); separator = ' ') {
    dm_buffer_putc(out, separator);
    dm_buffer_add(out, doc->text + stretch.begin, stretch.end - stretch.begin);
  }
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_units units = dm_units_of(doc);
  dm_parts part = dm_parts_of(doc);
  for (uint32_t number = 1; dm_parts_next(&part); number++) {
    dm_buffer_putc(out, 'T');
    dm_json_number(out, number);
    dm_buffer_putc(out, '\t');
    dm_buffer_puts(out, dm_document_type_name(doc, part.mention->type));
    ranges(out, doc, &units, part.span);
    words(out, doc, part.span);
    dm_buffer_putc(out, '\n');
  }
}

static void text(const dm_document *doc, dm_buffer *out) {
  dm_buffer_add(out, doc->text, doc->text_size);
}

const dm_writer dm_write_brat = {
    .name = "brat",
    .help = "brat standoff, with the text beside it in --output",
    .extension = "ann",
    .between = "\n",
    .document = document,
    .text = text,
};
