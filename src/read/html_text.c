#include "read/html_text.h"

#include <stdlib.h>
#include <string.h>

#include "read/flow.h"
#include "read/html_scan.h"
#include "read/parse.h"

/* Elements that begin and end a line (1) or a paragraph (2); table cells stand apart by a blank (0). */
static const struct {
  const char *name;
  int lines;
} BREAKS[] = {
    {"address", 1}, {"blockquote", 2}, {"body", 2},  {"br", 1},   {"caption", 1}, {"center", 1}, {"dd", 1},
    {"div", 1},     {"dl", 2},         {"dt", 1},    {"form", 1}, {"h1", 2},      {"h2", 2},     {"h3", 2},
    {"h4", 2},      {"h5", 2},         {"h6", 2},    {"hr", 2},   {"li", 1},      {"ol", 2},     {"option", 1},
    {"p", 2},       {"pre", 2},        {"table", 2}, {"td", 0},   {"th", 0},      {"tr", 1},     {"ul", 2},
};

static void add_break(dm_flow *f, const dm_html_event *event) {
  for (size_t i = 0; i < sizeof BREAKS / sizeof *BREAKS; i++) {
    if (strcmp(event->name, BREAKS[i].name)) continue;
    dm_flow_break(f, strcmp(event->name, "br") ? BREAKS[i].lines : f->lines + 1);
  }
  if (!strcmp(event->name, "pre")) f->keep = event->kind == DM_HTML_OPEN;
}

void dm_html_text(dm_text_builder *b, size_t from, size_t to) {
  dm_flow f = dm_flow_begin(b, from);
  bool title = false;
  dm_html_scan scan;
  dm_html_begin(&scan, b->bytes, to);
  scan.at = from;
  for (;;) {
    dm_html_event event = dm_html_next(&scan);
    if (event.kind == DM_HTML_END) return;
    if (event.kind == DM_HTML_OPEN || event.kind == DM_HTML_CLOSE) {
      if (!strcmp(event.name, "title")) title = event.kind == DM_HTML_OPEN;
      if (!strcmp(event.name, "body")) title = false;
      add_break(&f, &event);
    } else if (!title && event.kind == DM_HTML_TEXT) {
      dm_flow_text(&f, event.begin, event.end);
    } else if (!title) {
      dm_flow_code(&f, event.code, event.begin, event.end);
    }
  }
}

const char *dm_html_field(dm_document *doc, const char *name, const char *bytes, uint64_t base, size_t from,
                          size_t to, const char *behind) {
  dm_document *scratch = dm_document_new("");
  if (!scratch) dm_out_of_memory(sizeof *scratch);
  dm_text_builder b;
  dm_text_begin(&b, scratch, bytes, to, base, to - from);
  dm_html_text(&b, from, to);
  const char *found = strstr(scratch->text, behind), *value = NULL;
  dm_span span = {found ? (uint32_t)(found - scratch->text + strlen(behind)) : 0, scratch->text_size};
  if (found && span.begin < span.end) {
    uint64_t begin, end;
    dm_document_source(scratch, span, &begin, &end);
    if (end - begin != span.end - span.begin) begin = end = 0;
    dm_document_add_field(doc, name, scratch->text + span.begin, span.end - span.begin, begin, end);
    value = doc->fields[doc->field_count - 1].value;
  }
  dm_document_free(scratch);
  return value;
}
