/* One page that needs nothing else: the text as it was laid out, names on coloured ground, underlined in a way
 * of their type's own and labelled, so that they can be told apart in print and without seeing colours. */
#include <string.h>

#include "base/utf8.h"
#include "write/formats.h"
#include "write/parts.h"

/* Text on its ground has a contrast of at least 7 to 1 in both schemes (WCAG AAA). */
static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Annotated documents</title>\n"
    "<style>\n"
    ":root{color-scheme:light dark;--ground:#fff;--ink:#1a1a1a;--faint:#555;--PER:#cfe6ff;--LOC:#d3f0d0;"
    "--ORG:#f6dcf5;--MISC:#fbecb8;--OTHER:#e4e4e4}\n"
    "@media (prefers-color-scheme:dark){:root{--ground:#161616;--ink:#f0f0f0;--faint:#b5b5b5;--PER:#123a63;"
    "--LOC:#1c4420;--ORG:#562457;--MISC:#4d3d00;--OTHER:#444}}\n"
    "body{max-width:50rem;margin:0 auto;padding:1rem;background:var(--ground);color:var(--ink);"
    "font:1rem/1.6 Georgia,serif}\n"
    "article{margin-top:2rem;border-top:1px solid var(--faint)}\n"
    "h2{margin-bottom:.3rem}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:0;color:var(--faint);"
    "font-size:.9rem}\n"
    "dd{margin:0}\n"
    ".text{white-space:pre-wrap;overflow-wrap:anywhere}\n"
    "mark{color:inherit;background:var(--OTHER);border-radius:.2em;padding:0 .15em;"
    "text-decoration:underline wavy 1px;text-underline-offset:.2em}\n"
    "mark::after{content:attr(data-type);margin-left:.3em;font:600 .6em/1 sans-serif;letter-spacing:.03em}\n"
    "mark.PER{background:var(--PER);text-decoration-style:solid}\n"
    "mark.LOC{background:var(--LOC);text-decoration-style:dotted}\n"
    "mark.ORG{background:var(--ORG);text-decoration-style:double}\n"
    "mark.MISC{background:var(--MISC);text-decoration-style:dashed}\n"
    "@media print{:root{--ground:#fff;--ink:#000;--faint:#333}body{max-width:none;padding:0;font-size:10pt}"
    "article{break-before:page;border:0}article:first-of-type{break-before:auto}h2,dl{break-after:avoid}"
    "mark{background:none;border:0}}\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<h1>Annotated documents</h1>\n"
    "<p>Names are marked by type: <mark class=\"PER\" data-type=\"PER\">person</mark> "
    "<mark class=\"LOC\" data-type=\"LOC\">place</mark> "
    "<mark class=\"ORG\" data-type=\"ORG\">organisation</mark> "
    "<mark class=\"MISC\" data-type=\"MISC\">other name</mark></p>\n"
    "<main>\n";

static void begin(dm_buffer *out) {
  dm_buffer_puts(out, head);
}

static void end(dm_buffer *out) {
  dm_buffer_puts(out, "</main>\n</body>\n</html>\n");
}

static const char *entity(char c) {
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  default: return NULL;
  }
}

/* Text for content and quoted attributes. Control characters, which HTML does not allow, become U+FFFD. */
static void escaped(dm_buffer *out, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    uint32_t code;
    const uint32_t length = dm_utf8_decode(text, size, at, &code);
    if ((code < 0x20 && !strchr("\t\n\r", (int)code)) || code == 0 || (code >= 0x7F && code < 0xA0))
      code = 0xFFFD;
    char bytes[4];
    if (entity(text[at]))
      dm_buffer_puts(out, entity(text[at]));
    else
      dm_buffer_add(out, bytes, dm_utf8_encode(code, bytes));
    at += length;
  }
}

static void escaped_string(dm_buffer *out, const char *text) {
  escaped(out, text, strlen(text));
}

static bool has_colour(const char *type) {
  return !strcmp(type, "PER") || !strcmp(type, "LOC") || !strcmp(type, "ORG") || !strcmp(type, "MISC");
}

static void open_mark(dm_buffer *out, const char *type, double confidence) {
  dm_buffer_puts(out, "<mark class=\"");
  dm_buffer_puts(out, has_colour(type) ? type : "OTHER");
  dm_buffer_puts(out, "\" data-type=\"");
  escaped_string(out, type);
  dm_buffer_printf(out, "\" title=\"%.0f%% sure\">", 100 * confidence);
}

static void text(const dm_document *doc, dm_buffer *out) {
  uint32_t at = 0;
  dm_parts part = dm_parts_of(doc);
  while (dm_parts_next(&part)) {
    escaped(out, doc->text + at, part.span.begin - at);
    open_mark(out, dm_document_type_name(doc, part.mention->type), (double)part.mention->confidence);
    escaped(out, doc->text + part.span.begin, part.span.end - part.span.begin);
    dm_buffer_puts(out, "</mark>");
    at = part.span.end;
  }
  escaped(out, doc->text + at, doc->text_size - at);
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_buffer_puts(out, "<article>\n<h2>");
  escaped_string(out, doc->id);
  dm_buffer_puts(out, "</h2>\n<dl>\n<dt>file</dt><dd>");
  escaped_string(out, doc->path);
  dm_buffer_puts(out, "</dd>\n");
  for (size_t i = 0; i < doc->field_count; i++) {
    dm_buffer_puts(out, "<dt>");
    escaped_string(out, doc->fields[i].name);
    dm_buffer_puts(out, "</dt><dd>");
    escaped_string(out, doc->fields[i].value);
    dm_buffer_puts(out, "</dd>\n");
  }
  dm_buffer_puts(out, "</dl>\n<div class=\"text\">");
  text(doc, out);
  dm_buffer_puts(out, "</div>\n</article>\n");
}

const dm_writer dm_write_html = {
    .name = "html",
    .help = "one self-contained page, names coloured, for reading and printing",
    .extension = "html",
    .between = "",
    .begin = begin,
    .document = document,
    .end = end,
};
