/* The published cable page: a table that names the cable, then two <pre>, transmission lines and
 * message. HTML that is no such page is read as its visible text (html_text.c). */
#include <string.h>
#include <strings.h>

#include "read/html_scan.h"
#include "read/html_text.h"
#include "read/page_form.h"
#include "read/parse.h"

enum { CELLS = 16 };

typedef struct {
  size_t begin, end;             /* the content */
  size_t outer_begin, outer_end; /* with <pre>, and <code> around it where it is there */
  bool code;                     /* it is there */
} region;

typedef struct {
  dm_html_scan scan;
  const dm_input *input;
  dm_document *doc;
  region heads[CELLS], values[CELLS]; /* <th>, <td> of the table at hand */
  size_t head_count, value_count;
  region *cell; /* the one that is open, NULL if none */
  region title; /* the <h3> that is open */
  region *pres; /* [pre_count] */
  size_t pre_count, pre_room;
  bool in_pre, in_code, named; /* named: the table with the reference id was there */
  size_t code;                 /* where the last <code> began */
} page;

static const char *add_field(page *p, const char *name, region at, const char *behind) {
  return dm_html_field(p->doc, name, p->input->bytes, p->input->offset, at.begin, at.end, behind);
}

/* ---- first pass: where things stand ---- */

/* "Viewing cable 10POST15, SUBJECT" */
static void take_title(page *p) {
  static const char LABEL[] = "Viewing cable ";
  size_t size = sizeof LABEL - 1, left = p->title.end - p->title.begin;
  if (left < size || memcmp(p->input->bytes + p->title.begin, LABEL, size)) return;
  add_field(p, "title", p->title, "");
  add_field(p, "subject", p->title, ", ");
}

/* The site's table names its cells in <th>: "Reference ID", "Created", ... */
static void take_table(page *p) {
  static const char *const NAMES[] = {"reference id", "created", "released", "classification", "origin"};
  const char *bytes = p->input->bytes;
  for (size_t i = 0; i < p->head_count && i < p->value_count; i++) {
    region head = p->heads[i];
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
      size_t size = strlen(NAMES[n]);
      if (head.end - head.begin != size || strncasecmp(bytes + head.begin, NAMES[n], size)) continue;
      const char *value = add_field(p, NAMES[n], p->values[i], "");
      if (n == 0) p->named = true;
      if (n == 0 && value) p->doc->id = value;
    }
  }
}

static void close_cell(page *p, size_t at) {
  if (p->cell) p->cell->end = at;
  p->cell = NULL;
}

static void open_cell(page *p, const dm_html_event *event, region *cells, size_t *count) {
  close_cell(p, event->begin);
  if (*count == CELLS) return;
  p->cell = &cells[(*count)++];
  *p->cell = (region){.begin = event->end, .end = event->end};
}

static void take_table_tag(page *p, const dm_html_event *event) {
  bool open = event->kind == DM_HTML_OPEN;
  if (open && !strcmp(event->name, "th"))
    open_cell(p, event, p->heads, &p->head_count);
  else if (open && !strcmp(event->name, "td"))
    open_cell(p, event, p->values, &p->value_count);
  else if (!strcmp(event->name, "th") || !strcmp(event->name, "td") || !strcmp(event->name, "tr"))
    close_cell(p, event->begin);
  else if (!strcmp(event->name, "table")) {
    close_cell(p, event->begin);
    if (!open) take_table(p);
    p->head_count = p->value_count = 0;
  }
}

static void open_pre(page *p, const dm_html_event *event) {
  p->pres = dm_grow(p->doc->arena, p->pres, p->pre_count, &p->pre_room, sizeof *p->pres);
  p->pres[p->pre_count++] = (region){.begin = event->end,
                                     .end = p->input->size,
                                     .outer_begin = p->in_code ? p->code : event->begin,
                                     .outer_end = p->input->size,
                                     .code = p->in_code};
  p->in_pre = true;
}

static void take_tag(page *p, const dm_html_event *event) {
  bool open = event->kind == DM_HTML_OPEN;
  region *pre = p->pre_count ? &p->pres[p->pre_count - 1] : NULL;
  if (!strcmp(event->name, "pre")) {
    if (open && !p->in_pre) {
      open_pre(p, event);
    } else if (!open && p->in_pre) {
      pre->end = event->begin;
      pre->outer_end = event->end;
      p->in_pre = false;
    }
  } else if (!strcmp(event->name, "code") && !p->in_pre) {
    if (!open && pre && pre->code && pre->outer_begin == p->code) pre->outer_end = event->end;
    p->in_code = open;
    p->code = event->begin;
  } else if (!strcmp(event->name, "h3")) {
    if (open)
      p->title.begin = event->end;
    else if (p->title.begin) {
      p->title.end = event->begin;
      take_title(p);
      p->title.begin = 0;
    }
  } else {
    take_table_tag(p, event);
  }
}

static void find_parts(page *p) {
  dm_html_begin(&p->scan, p->input->bytes, p->input->size);
  for (;;) {
    p->scan.strict = p->in_pre;
    dm_html_event event = dm_html_next(&p->scan);
    if (event.kind == DM_HTML_END) return;
    if (event.kind == DM_HTML_OPEN || event.kind == DM_HTML_CLOSE) take_tag(p, &event);
  }
}

/* ---- second pass: the text of a <pre> ---- */

static const char *source_copy(page *p, size_t from, size_t to) {
  return dm_strndup(p->doc->arena, p->input->bytes + from, to - from);
}

static dm_anchor *add_anchor(page *p, size_t from, size_t to) {
  dm_document *doc = p->doc;
  doc->anchors = dm_grow(doc->arena, doc->anchors, doc->anchor_count, &doc->anchor_room, sizeof *doc->anchors);
  doc->anchors[doc->anchor_count] =
      (dm_anchor){.at = doc->text_size, .end = doc->text_size, .before = source_copy(p, from, to), .after = ""};
  return &doc->anchors[doc->anchor_count++];
}

/* Does the attribute's value begin with `start`? */
static bool attribute_starts(const dm_html_scan *scan, const dm_html_event *tag, const char *name,
                             const char *start) {
  size_t begin, end, size = strlen(start);
  return dm_html_attribute(scan, tag, name, &begin, &end) && end - begin >= size &&
         !memcmp(scan->bytes + begin, start, size);
}

/* The link at `link` ends before bytes[end]: what it says about the cable becomes a field. */
static void take_link(page *p, const dm_html_event *link, size_t end) {
  region text = {.begin = link->end, .end = end};
  if (attribute_starts(&p->scan, link, "href", "/tag/")) add_field(p, "tag", text, "");
  if (attribute_starts(&p->scan, link, "href", "/cable/")) add_field(p, "reference", text, "");
}

/* Paragraph anchors are kept as markup; any other link is its text. */
static void take_pre_tag(page *p, dm_text_builder *out, const dm_html_event *event, dm_html_event *link,
                         size_t *anchor) {
  bool open = event->kind == DM_HTML_OPEN;
  if (open && !strcmp(event->name, "br")) dm_text_put(out, "\n", 1, event->begin, event->end);
  if (strcmp(event->name, "a")) return;
  if (open) {
    *link = *event;
    *anchor = DM_NONE;
    if (attribute_starts(&p->scan, event, "id", "par")) {
      *anchor = p->doc->anchor_count;
      add_anchor(p, event->begin, event->end);
    }
  } else if (*anchor != DM_NONE) {
    p->doc->anchors[*anchor].end = p->doc->text_size;
    p->doc->anchors[*anchor].after = source_copy(p, event->begin, event->end);
    *anchor = DM_NONE;
  } else if (link->kind == DM_HTML_OPEN) {
    take_link(p, link, event->begin);
    link->kind = DM_HTML_END;
  }
}

/* Pages that were released in 2011 have a backslash at each line's end, as the dump has them that they were
 * made from: "... the town \&#x000A;". Is there one at bytes[slash], with the line end right behind it? */
static bool escapes_line_end(const page *p, size_t slash, size_t end) {
  static const char *const line_ends[] = {"\n", "\r\n", "&#x000A;", "&#x00A;", "&#xA;", "&#10;"};
  const char *bytes = p->input->bytes;
  if (bytes[slash] != '\\') return false;
  if (slash + 1 == end) return true;
  for (size_t i = 0; i < sizeof line_ends / sizeof *line_ends; i++) {
    size_t size = strlen(line_ends[i]);
    if (end - slash > size && !strncasecmp(bytes + slash + 1, line_ends[i], size)) return true;
  }
  return false;
}

static void add_text(page *p, dm_text_builder *out, size_t begin, size_t end, size_t pre_end) {
  for (size_t at = begin; at < end; at++) {
    if (!escapes_line_end(p, at, pre_end)) continue;
    dm_text_decode(out, begin, at);
    begin = at + 1;
  }
  dm_text_decode(out, begin, end);
}

static void add_pre_text(page *p, dm_text_builder *out, region at) {
  dm_html_event link = {.kind = DM_HTML_END};
  size_t anchor = DM_NONE;
  dm_html_begin(&p->scan, p->input->bytes, at.end);
  p->scan.at = at.begin;
  p->scan.strict = true;
  for (;;) {
    dm_html_event event = dm_html_next(&p->scan);
    switch (event.kind) {
    case DM_HTML_END: return;
    case DM_HTML_TEXT: add_text(p, out, event.begin, event.end, at.end); break;
    case DM_HTML_ENTITY: dm_text_put_code(out, event.code, event.begin, event.end); break;
    default: take_pre_tag(p, out, &event, &link, &anchor);
    }
  }
}

/* The first of several <pre> holds the transmission lines; the others, or the only one, the message. */
static void add_blocks(page *p, dm_text_builder *out) {
  for (size_t i = 0; i < p->pre_count; i++) {
    region at = p->pres[i];
    if (i) dm_text_put(out, "\n\n", 2, p->pres[i - 1].end, at.begin);
    bool message = i > 0 || p->pre_count == 1;
    uint32_t begin = p->doc->text_size;
    size_t anchor = p->doc->anchor_count;
    if (message) add_anchor(p, at.outer_begin, at.begin);
    add_pre_text(p, out, at);
    if (message) {
      p->doc->anchors[anchor].end = p->doc->text_size;
      p->doc->anchors[anchor].after = source_copy(p, at.end, at.outer_end);
    }
    dm_document_add_block(p->doc, begin, p->doc->text_size, message ? DM_BLOCK_MESSAGE : DM_BLOCK_TRANSMISSION);
  }
}

/* Is this a page of the site, and not some HTML that happens to have a <pre>? */
static bool is_cable_page(const page *p) {
  return p->pre_count && (p->named || p->pres[0].code);
}

dm_status dm_read_html(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  (void)error;
  page p = {.input = input, .doc = dm_document_for(input, DM_FORMAT_HTML)};
  find_parts(&p);
  dm_text_builder out;
  size_t hint = 0;
  for (size_t i = 0; i < p.pre_count; i++) hint += p.pres[i].end - p.pres[i].begin + 2;
  if (is_cable_page(&p)) {
    dm_text_begin(&out, p.doc, input->bytes, input->size, input->offset, hint);
    add_blocks(&p, &out);
  } else {
    dm_text_begin(&out, p.doc, input->bytes, input->size, input->offset, input->size);
    dm_html_text(&out, 0, input->size);
    dm_document_add_block(p.doc, 0, p.doc->text_size, DM_BLOCK_MESSAGE);
    if (dm_is_page_form(p.doc->text, p.doc->text_size)) dm_find_furniture(p.doc);
  }
  return sink->document(sink->user, p.doc);
}
