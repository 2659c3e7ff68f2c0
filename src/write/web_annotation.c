/* W3C Web Annotation Data Model in JSON-LD: an AnnotationPage a document, an Annotation a mention. The target
 * is the source file, selected three times over: by its bytes, by code points of the text that is read from
 * it (both the units that the model prescribes), and by quotation. */
#include <string.h>

#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

enum { CONTEXT = 32 }; /* code points of prefix and suffix */

static void begin(dm_buffer *out) {
  dm_buffer_puts(out, "[\n");
}

static void end(dm_buffer *out) {
  dm_buffer_puts(out, "\n]\n");
}

/* Everything that may not stand in a path or fragment of an IRI as it is becomes %XX. */
static void iri(dm_buffer *out, const char *text) {
  for (; *text; text++) {
    const unsigned char c = (unsigned char)*text;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || strchr("-._~/!$&()*+,;=@", c))
      dm_buffer_putc(out, (char)c);
    else
      dm_buffer_printf(out, "%%%02X", c);
  }
}

/* ni:///sha-256;HASH#ID (RFC 6920): says which bytes, and which document in them. */
static void document_iri(dm_buffer *out, const dm_document *doc) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  dm_buffer_puts(out, "ni:///sha-256;");
  for (unsigned bit = 0; bit < 256; bit += 6) { /* base64url without padding */
    const unsigned byte = bit / 8, next = byte < 31 ? doc->sha256[byte + 1] : 0;
    dm_buffer_putc(out, digits[((unsigned)doc->sha256[byte] << 8 | next) >> (10 - bit % 8) & 63]);
  }
  dm_buffer_putc(out, '#');
  iri(out, doc->id);
}

/* The file as an IRI: relative to wherever the annotations are, if the path is relative. */
static void source_iri(dm_buffer *out, const char *path) {
  if (*path == '/') dm_buffer_puts(out, "file://");
  iri(out, path);
}

/* Where the code point CONTEXT places before (after) a byte offset is. */
static uint32_t before(const dm_document *doc, uint32_t at) {
  for (unsigned count = 0; at > 0 && count < CONTEXT;) count += (doc->text[--at] & 0xC0) != 0x80;
  return at;
}

static uint32_t after(const dm_document *doc, uint32_t at) {
  for (unsigned count = 0; at < doc->text_size && count < CONTEXT; count++)
    while (++at < doc->text_size && (doc->text[at] & 0xC0) == 0x80) continue;
  return at;
}

static void positions(dm_buffer *out, const char *type, uint64_t start, uint64_t stop) {
  dm_buffer_printf(out, "{\"type\":\"%s\",\"start\":", type);
  dm_json_number(out, start);
  dm_buffer_puts(out, ",\"end\":");
  dm_json_number(out, stop);
  dm_buffer_puts(out, "},");
}

static void quote(dm_buffer *out, const dm_document *doc, dm_span span) {
  const uint32_t prefix = before(doc, span.begin), suffix = after(doc, span.end);
  dm_buffer_puts(out, "{\"type\":\"TextQuoteSelector\",\"exact\":");
  dm_json_string(out, doc->text + span.begin, span.end - span.begin);
  dm_buffer_puts(out, ",\"prefix\":");
  dm_json_string(out, doc->text + prefix, span.begin - prefix);
  dm_buffer_puts(out, ",\"suffix\":");
  dm_json_string(out, doc->text + span.end, suffix - span.end);
  dm_buffer_putc(out, '}');
}

static void annotation(const dm_parts *part, dm_units *units, dm_buffer *out) {
  const dm_document *doc = part->doc;
  const uint32_t start = dm_units_points(units, part->span.begin),
                 stop = dm_units_points(units, part->span.end);
  uint64_t source, source_end;
  dm_document_source(doc, part->span, &source, &source_end);
  dm_buffer_puts(out, "{\"id\":\"");
  document_iri(out, doc);
  dm_buffer_printf(out, ".%u-%u\",", start, stop);
  dm_buffer_puts(out, "\"type\":\"Annotation\",\"motivation\":\"tagging\","
                      "\"body\":{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":");
  dm_json_cstring(out, dm_document_type_name(doc, part->mention->type));
  dm_buffer_puts(out, "},\"target\":{\"source\":\"");
  source_iri(out, doc->path);
  dm_buffer_puts(out, "\",\"selector\":[");
  positions(out, "DataPositionSelector", source, source_end);
  positions(out, "TextPositionSelector", start, stop);
  quote(out, doc, part->span);
  dm_buffer_puts(out, "]}}");
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_buffer_puts(out, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"");
  document_iri(out, doc);
  dm_buffer_puts(out, "\",\"type\":\"AnnotationPage\",\"items\":[");
  dm_units units = dm_units_of(doc);
  dm_parts part = dm_parts_of(doc);
  for (size_t i = 0; dm_parts_next(&part); i++) {
    dm_buffer_puts(out, i ? ",\n" : "\n");
    annotation(&part, &units, out);
  }
  dm_buffer_puts(out, "]}");
}

const dm_writer dm_write_web_annotation = {
    .name = "web-annotation",
    .help = "W3C Web Annotations (JSON-LD)",
    .extension = "jsonld",
    .between = ",\n",
    .begin = begin,
    .document = document,
    .end = end,
};
