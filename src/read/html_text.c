#include "read/html_text.h"

#include <stdlib.h>
#include <string.h>

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

typedef struct {
  dm_text_builder *b;
  int lines;       /* line ends owed before the next word */
  bool blank, pre; /* a blank is owed; inside <pre> */
  size_t shown;    /* source offset behind the last word */
} flow;

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Pays what is owed before a word that stands at `at`. Nothing is owed at the start of the text. */
static void pay(flow *f, size_t at) {
  if (f->b->doc->text_size) {
    if (f->lines)
      dm_text_put(f->b, "\n\n", (size_t)f->lines, f->shown, at);
    else if (f->blank && at == f->shown + 1 && f->b->bytes[f->shown] == ' ')
      dm_text_copy(f->b, f->shown, at);
    else if (f->blank)
      dm_text_put(f->b, " ", 1, f->shown, at);
  }
  f->lines = 0;
  f->blank = false;
}

static void add_text(flow *f, size_t from, size_t to) {
  const char *s = f->b->bytes;
  while (from < to) {
    size_t end = from;
    while (!f->pre && end < to && is_blank(s[end])) end++;
    if (end > from) f->blank = true;
    from = end;
    while (end < to && (f->pre || !is_blank(s[end]))) end++;
    if (end == from) continue;
    pay(f, from);
    dm_text_decode(f->b, from, end);
    f->shown = from = end;
  }
}

static void add_break(flow *f, const dm_html_event *event) {
  for (size_t i = 0; i < sizeof BREAKS / sizeof *BREAKS; i++) {
    if (strcmp(event->name, BREAKS[i].name)) continue;
    int lines = BREAKS[i].lines;
    if (!strcmp(event->name, "br")) lines = f->lines + 1;
    if (lines > 2) lines = 2;
    if (lines > f->lines) f->lines = lines;
    f->blank = true;
  }
  if (!strcmp(event->name, "pre")) f->pre = event->kind == DM_HTML_OPEN;
}

void dm_html_text(dm_text_builder *b, size_t from, size_t to) {
  flow f = {.b = b, .shown = from};
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
      add_text(&f, event.begin, event.end);
    } else if (!title) {
      pay(&f, event.begin);
      dm_text_put_code(b, event.code, event.begin, event.end);
      f.shown = event.end;
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
