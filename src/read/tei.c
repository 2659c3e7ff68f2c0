/* A volume of Foreign Relations of the United States in TEI. Each <div type="document"> is a document, and
 * so are the volume's lists of persons and of abbreviations (field "kind"), whose given names carry the keys
 * that the documents' names refer to. Editorial matter around them (preface, sources, index, table of
 * contents) is about the book and is left out. */
#include <string.h>

#include "base/error.h"
#include "read/parse.h"
#include "read/tei_part.h"

enum { CHAPTERS = 8 };

typedef struct {
  const dm_input *input;
  dm_xml_scan scan;
  size_t volume[2], title[2]; /* begin, end: the volume's id and title */
  struct {
    size_t depth, head[2]; /* of an open compilation, chapter or subchapter, and its heading */
  } chapters[CHAPTERS];
  size_t chapter_count;
} volume;

static void skip_element(dm_xml_scan *scan) {
  size_t depth = scan->depth;
  dm_xml_event event;
  do event = dm_xml_next(scan);
  while (event.kind != DM_XML_END && !(event.kind == DM_XML_CLOSE && scan->depth < depth));
}

/* bytes[range[0]..range[1]) = content of the element just opened, which is passed over. */
static void take_content(volume *v, const dm_xml_event *tag, size_t range[2]) {
  skip_element(&v->scan);
  range[0] = tag->end;
  range[1] = v->scan.at;
  while (range[1] > range[0] && v->input->bytes[range[1] - 1] != '<') range[1]--;
  if (range[1] > range[0]) range[1]--;
}

/* The text of an element's content, markup and footnotes taken out, as a field. */
static void add_content_field(volume *v, dm_document *doc, const char *name, const size_t range[2]) {
  if (range[0] >= range[1]) return;
  dm_document *scratch = dm_document_new("");
  if (!scratch) dm_out_of_memory(sizeof *scratch);
  dm_text_builder b;
  dm_xml_scan scan;
  dm_text_begin(&b, scratch, v->input->bytes, range[1], v->input->offset, range[1] - range[0]);
  dm_xml_begin(&scan, v->input->bytes, range[1]);
  scan.at = range[0];
  dm_tei_part(&b, &scan);
  uint32_t size = scratch->block_count ? scratch->blocks[0].span.end : 0;
  if (size) dm_document_add_field(doc, name, scratch->text, size, 0, 0);
  dm_document_free(scratch);
}

static const char *volume_name(volume *v, dm_document *doc) {
  if (v->volume[0] < v->volume[1])
    return dm_strndup(doc->arena, v->input->bytes + v->volume[0], v->volume[1] - v->volume[0]);
  return doc->id; /* the file's stem */
}

static void add_fields(volume *v, dm_document *doc, const dm_xml_event *div, const char *kind) {
  size_t begin, end;
  const char *bytes = v->input->bytes, *name = volume_name(v, doc);
  dm_document_add_field(doc, "volume", name, strlen(name), 0, 0);
  add_content_field(v, doc, "volume title", v->title);
  if (kind) dm_document_add_field(doc, "kind", kind, strlen(kind), 0, 0);
  for (size_t i = 0; i < v->chapter_count; i++) add_content_field(v, doc, "chapter", v->chapters[i].head);
  if (dm_xml_attribute(&v->scan, div, "n", &begin, &end))
    dm_document_add_source_field(doc, "number", bytes, v->input->offset, begin, end);
  if (dm_xml_attribute(&v->scan, div, "xml:id", &begin, &end)) {
    doc->id = dm_printf(doc->arena, "%s/%.*s", name, (int)(end - begin), bytes + begin);
    doc->path = dm_printf(doc->arena, "%s#%.*s", doc->path, (int)(end - begin), bytes + begin);
  }
}

static bool has_field(const dm_document *doc, const char *name) {
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, name)) return true;
  return false;
}

/* Newer volumes say the date on the <div>, also where no dateline is printed. */
static void add_date(volume *v, dm_document *doc, const dm_xml_event *div) {
  size_t begin, end;
  if (!has_field(doc, "date") && dm_xml_attribute(&v->scan, div, "frus:doc-dateTime-min", &begin, &end))
    dm_document_add_source_field(doc, "date", v->input->bytes, v->input->offset, begin, end);
}

/* Makes the document of the element that was just opened. */
static dm_status take_document(volume *v, const dm_xml_event *div, const char *kind, const dm_read_sink *sink) {
  dm_xml_scan ahead = v->scan;
  skip_element(&ahead);
  dm_document *doc = dm_document_for_part(v->input, DM_FORMAT_TEI, div->begin, ahead.at);
  dm_text_builder b;
  dm_text_begin(&b, doc, v->input->bytes, v->input->size, v->input->offset, ahead.at - div->begin);
  add_fields(v, doc, div, kind);
  dm_tei_part(&b, &v->scan);
  add_date(v, doc, div);
  if (!v->scan.error) return sink->document(sink->user, doc);
  dm_document_free(doc); /* half a document would pass for a whole one */
  return DM_OK;
}

/* The lists that FRUS volumes have in front; NULL if the element is none of them. */
static const char *list_kind(const volume *v, const dm_xml_event *div) {
  if (dm_xml_attribute_is(&v->scan, div, "xml:id", "persons")) return "list of persons";
  if (dm_xml_attribute_is(&v->scan, div, "xml:id", "terms")) return "list of terms";
  return NULL;
}

static bool is_chapter(const volume *v, const dm_xml_event *div) {
  static const char *const TYPES[] = {"compilation", "chapter", "subchapter"};
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
    if (dm_xml_attribute_is(&v->scan, div, "type", TYPES[i])) return true;
  return false;
}

static dm_status open_div(volume *v, const dm_xml_event *div, const dm_read_sink *sink) {
  const char *kind = list_kind(v, div);
  if (kind || dm_xml_attribute_is(&v->scan, div, "type", "document")) return take_document(v, div, kind, sink);
  if (is_chapter(v, div)) {
    if (v->chapter_count < CHAPTERS) {
      v->chapters[v->chapter_count].depth = v->scan.depth;
      v->chapters[v->chapter_count].head[0] = v->chapters[v->chapter_count].head[1] = 0;
      v->chapter_count++;
    }
  } else if (dm_xml_attribute_is(&v->scan, div, "type", "toc")) {
    skip_element(&v->scan);
  }
  return DM_OK;
}

static dm_status open_element(volume *v, const dm_xml_event *tag, const dm_read_sink *sink) {
  if (dm_xml_is(&v->scan, tag, "div")) return open_div(v, tag, sink);
  size_t last = v->chapter_count - 1;
  if (dm_xml_is(&v->scan, tag, "idno") && dm_xml_attribute_is(&v->scan, tag, "type", "frus"))
    take_content(v, tag, v->volume);
  else if (dm_xml_is(&v->scan, tag, "title") && dm_xml_attribute_is(&v->scan, tag, "type", "complete"))
    take_content(v, tag, v->title);
  else if (v->chapter_count && dm_xml_is(&v->scan, tag, "head") && !v->chapters[last].head[1] &&
           v->scan.depth == v->chapters[last].depth + 1)
    take_content(v, tag, v->chapters[last].head);
  return DM_OK;
}

dm_status dm_read_tei(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  volume v = {.input = input};
  dm_xml_begin(&v.scan, input->bytes, input->size);
  if (input->size >= 3 && !memcmp(input->bytes, "\xEF\xBB\xBF", 3)) v.scan.at = 3;
  for (;;) {
    dm_xml_event event = dm_xml_next(&v.scan);
    dm_status status = DM_OK;
    if (event.kind == DM_XML_END) break;
    if (event.kind == DM_XML_OPEN) status = open_element(&v, &event, sink);
    while (v.chapter_count && v.scan.depth < v.chapters[v.chapter_count - 1].depth) v.chapter_count--;
    if (status) return status;
  }
  if (!v.scan.error) return DM_OK;
  uint64_t line = input->line;
  for (size_t i = 0; i < v.scan.at && i < input->size; i++) line += input->bytes[i] == '\n';
  dm_fail_at(error, NULL, input->offset + v.scan.at, line);
  return dm_fail(error, DM_ERR_FORMAT, "%s", v.scan.error);
}
