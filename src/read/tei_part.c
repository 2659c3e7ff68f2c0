#include "read/tei_part.h"

#include <stdlib.h>
#include <string.h>

#include "read/flow.h"
#include "read/parse.h"

/* Elements that begin and end a line (1) or a paragraph (2), or stand apart from their neighbours (0). */
static const struct {
  const char *name;
  int lines;
} BREAKS[] = {
    {"ab", 2},
    {"address", 2},
    {"addrLine", 1},
    {"argument", 2},
    {"byline", 1},
    {"cell", 0},
    {"closer", 2},
    {"dateline", 2},
    {"div", 2},
    {"figure", 1},
    {"frus:attachment", 2},
    {"head", 2},
    {"item", 1},
    {"l", 1},
    {"label", 1},
    {"lb", 1},
    {"lg", 2},
    {"list", 1},
    {"opener", 2},
    {"p", 2},
    {"postscript", 2},
    {"quote", 2},
    {"row", 1},
    {"salute", 1},
    {"signed", 1},
    {"table", 2},
    {"trailer", 2},
};

/* Elements that name something, and what. */
static const struct {
  const char *element, *type, *key; /* the attribute that says who it is */
} NAMES[] = {
    {"persName", "PER", "corresp"}, {"placeName", "LOC", "corresp"}, {"orgName", "ORG", "corresp"},
    {"gloss", "TERM", "target"},    {"term", "TERM", "xml:id"},
};

/* What an open element is for us. Kept for each level so that its end knows what its start decided. */
typedef struct {
  uint32_t text;     /* where the document's text ended when it opened */
  const char *given; /* it is a name of this type */
  const char *key;
  const char *field; /* its text becomes this field */
  const char *items; /* it is a list whose items become this field */
  bool inside;       /* it is in such an item: names there are no more than names */
} level;

typedef struct {
  dm_document *doc;
  dm_xml_scan *scan;
  dm_flow flow;
  level levels[DM_XML_DEPTH + 1]; /* by scan->depth */
  dm_span *notes;                 /* [note_count] contents of footnotes, source offsets in the input */
  const char **note_fields;       /* [note_count] */
  size_t note_count, note_room, field_room;
  bool titled, dated, placed, after_label;
} part;

static const char *copy_source(part *p, size_t begin, size_t end) {
  return dm_strndup(p->doc->arena, p->scan->bytes + begin, end - begin);
}

static void add_break(part *p, const dm_xml_event *tag) {
  for (size_t i = 0; i < sizeof BREAKS / sizeof *BREAKS; i++) {
    if (!dm_xml_is(p->scan, tag, BREAKS[i].name)) continue;
    bool label_end = tag->kind == DM_XML_CLOSE && dm_xml_is(p->scan, tag, "label");
    bool labelled = p->after_label && dm_xml_is(p->scan, tag, "item"); /* "a." and its item share a line */
    dm_flow_break(&p->flow, label_end || labelled ? 0 : BREAKS[i].lines);
    p->after_label = label_end;
    return;
  }
}

/* The text that was added since `from`, without the blanks that separate it from what was before. */
static dm_span text_since(const part *p, uint32_t from) {
  while (from < p->doc->text_size && strchr(" \n", p->doc->text[from])) from++;
  return (dm_span){from, p->doc->text_size};
}

static void add_text_field(part *p, const char *name, dm_span span) {
  if (span.begin >= span.end) return;
  uint64_t begin, end;
  dm_document_source(p->doc, span, &begin, &end);
  if (end - begin != span.end - span.begin) begin = end = 0;
  dm_document_add_field(p->doc, name, p->doc->text + span.begin, span.end - span.begin, begin, end);
}

static void add_given(part *p, const level *at) {
  dm_document *doc = p->doc;
  dm_span span = text_since(p, at->text);
  if (span.begin >= span.end) return;
  doc->givens = dm_grow(doc->arena, doc->givens, doc->given_count, &doc->given_room, sizeof *doc->givens);
  doc->givens[doc->given_count++] = (dm_given){.span = span, .type = at->given, .key = at->key};
}

static void open_name(part *p, const dm_xml_event *tag, level *at) {
  size_t begin, end;
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    if (!dm_xml_is(p->scan, tag, NAMES[i].element)) continue;
    at->given = NAMES[i].type;
    bool key = dm_xml_attribute(p->scan, tag, NAMES[i].key, &begin, &end) ||
               dm_xml_attribute(p->scan, tag, "xml:id", &begin, &end);
    if (key && begin < end) at->key = copy_source(p, begin + (p->scan->bytes[begin] == '#'), end);
  }
}

/* type="from" and its like on a name or a list; NULL if it says nothing about the document. */
static const char *role(part *p, const dm_xml_event *tag) {
  static const char *const ROLES[][2] = {
      {"from", "from"}, {"to", "to"}, {"subject", "subject"}, {"participants", "participant"}};
  for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++)
    if (dm_xml_attribute_is(p->scan, tag, "type", ROLES[i][0])) return ROLES[i][1];
  return NULL;
}

static void open_date(part *p, const dm_xml_event *tag) {
  static const char *const NAMES_OF_DAYS[] = {"when", "from", "notBefore"};
  size_t begin, end;
  for (size_t i = 0; i < 3 && !p->dated; i++) {
    if (!dm_xml_attribute(p->scan, tag, NAMES_OF_DAYS[i], &begin, &end)) continue;
    const dm_text_builder *b = p->flow.b;
    dm_document_add_source_field(p->doc, "date", b->bytes, b->base, begin, end);
    p->dated = true;
  }
}

static void open_element(part *p, const dm_xml_event *tag) {
  level *outer = &p->levels[p->scan->depth - 1], *at = outer + 1;
  *at = (level){.text = p->doc->text_size, .inside = outer->inside};
  add_break(p, tag);
  open_name(p, tag, at);
  if (dm_xml_is(p->scan, tag, "list"))
    at->items = role(p, tag);
  else if (dm_xml_is(p->scan, tag, "item") && outer->items) {
    at->field = outer->items;
    at->inside = true;
  } else if (at->given && !at->inside)
    at->field = role(p, tag);
  if (dm_xml_is(p->scan, tag, "head") && !p->titled) {
    p->titled = true;
    at->field = "title";
  } else if (dm_xml_is(p->scan, tag, "placeName") && !p->placed) {
    p->placed = true;
    at->field = "place";
  } else if (dm_xml_is(p->scan, tag, "date")) {
    open_date(p, tag);
  }
}

static void close_element(part *p, const dm_xml_event *tag) {
  const level *at = &p->levels[p->scan->depth + 1];
  if (at->given) add_given(p, at);
  if (at->field) add_text_field(p, at->field, text_since(p, at->text));
  add_break(p, tag);
}

/* Passes over a <note>; its content is read when the body is done. */
static void defer_note(part *p, const dm_xml_event *tag) {
  size_t depth = p->scan->depth;
  dm_arena *arena = p->doc->arena;
  const char *field = dm_xml_attribute_is(p->scan, tag, "type", "source") ? "source note" : NULL;
  dm_xml_event event;
  do event = dm_xml_next(p->scan);
  while (event.kind != DM_XML_END && !(event.kind == DM_XML_CLOSE && p->scan->depth < depth));
  size_t end = event.kind == DM_XML_END ? p->scan->at : event.begin;
  p->notes = dm_grow(arena, p->notes, p->note_count, &p->note_room, sizeof *p->notes);
  p->note_fields = dm_grow(arena, p->note_fields, p->note_count, &p->field_room, sizeof *p->note_fields);
  p->notes[p->note_count] = (dm_span){(uint32_t)tag->end, (uint32_t)end};
  p->note_fields[p->note_count++] = field;
}

static bool all_blank(const part *p, const dm_xml_event *text) {
  for (size_t at = text->begin; at < text->end; at++)
    if (!strchr(" \t\r\n", p->scan->bytes[at])) return false;
  return true;
}

/* Reads up to the end of the scan or of the element it stands in. */
static void read_content(part *p) {
  size_t depth = p->scan->depth;
  for (;;) {
    dm_xml_event event = dm_xml_next(p->scan);
    if (event.kind == DM_XML_END || (event.kind == DM_XML_CLOSE && p->scan->depth < depth)) return;
    if (event.kind == DM_XML_ENTITY || (event.kind == DM_XML_TEXT && !all_blank(p, &event)))
      p->after_label = false;
    if (event.kind == DM_XML_TEXT)
      dm_flow_text(&p->flow, event.begin, event.end);
    else if (event.kind == DM_XML_ENTITY)
      dm_flow_code(&p->flow, event.code, event.begin, event.end);
    else if (event.kind == DM_XML_CLOSE)
      close_element(p, &event);
    else if (dm_xml_is(p->scan, &event, "note"))
      defer_note(p, &event);
    else
      open_element(p, &event);
  }
}

/* Each note is a paragraph and a block of its own. Notes in notes join the end of the queue. */
static void read_notes(part *p) {
  dm_xml_scan *outer = p->scan;
  for (size_t i = 0; i < p->note_count; i++) {
    dm_xml_scan inner;
    dm_xml_begin(&inner, outer->bytes, p->notes[i].end);
    inner.at = p->notes[i].begin;
    p->scan = &inner;
    p->levels[0] = (level){0};
    uint32_t before = p->doc->text_size;
    p->flow = dm_flow_begin(p->flow.b, inner.at);
    p->flow.start = 0;
    dm_flow_break(&p->flow, 2);
    read_content(p);
    dm_span span = text_since(p, before);
    if (span.begin >= span.end) continue;
    dm_document_add_block(p->doc, span.begin, span.end, DM_BLOCK_NOTE);
    if (p->note_fields[i]) add_text_field(p, p->note_fields[i], span);
  }
  p->scan = outer;
}

static int by_begin(const void *a, const void *b) {
  const dm_given *x = a, *y = b;
  if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
  return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

void dm_tei_part(dm_text_builder *b, dm_xml_scan *scan) {
  part *p = dm_alloc(b->doc->arena, sizeof *p);
  p->doc = b->doc;
  p->scan = scan;
  p->flow = dm_flow_begin(b, scan->at);
  read_content(p);
  dm_document_add_block(p->doc, 0, p->doc->text_size, DM_BLOCK_MESSAGE);
  p->titled = p->dated = p->placed = true;
  read_notes(p);
  if (p->doc->given_count) qsort(p->doc->givens, p->doc->given_count, sizeof *p->doc->givens, by_begin);
}
