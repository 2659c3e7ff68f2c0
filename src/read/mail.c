/* Mail: one message of an mbox, or an .eml. The header lines a reader sees and the text parts make the
 * document; of alternatives the plain one is taken, HTML becomes its visible text, attached messages are read
 * in place, and other attachments are named in fields. */
#include <string.h>

#include "base/utf8.h"
#include "read/html_text.h"
#include "read/mail_decode.h"
#include "read/mail_header.h"
#include "read/parse.h"
#include "read/split.h"

enum { PARTS_DEEP = 16 };

/* Header fields that are shown, and the names of the document's fields. */
static const struct {
  const char *header, *field;
} SHOWN[] = {{"From", "from"}, {"To", "to"}, {"Cc", "cc"}, {"Date", "date"}, {"Subject", "subject"}};

static bool is_from_line(const char *bytes, size_t size, size_t at) {
  return size - at >= 5 && !memcmp(bytes + at, "From ", 5);
}

size_t dm_mbox_message(const char *bytes, size_t size, bool last) {
  if (!is_from_line(bytes, size, 0)) return last ? size : 0; /* an .eml: all of it */
  for (const char *at = bytes; (at = memchr(at, '\n', size - (size_t)(at - bytes))); at++) {
    size_t next = (size_t)(at - bytes) + 1;
    bool blank_before = next >= 2 && (at[-1] == '\n' || (next >= 3 && at[-1] == '\r' && at[-2] == '\n'));
    if (blank_before && is_from_line(bytes, size, next)) return next;
  }
  return last ? size : 0;
}

/* Lets what comes next begin a line (1) or a paragraph (2). */
static void apart(dm_text_builder *b, size_t at, size_t lines) {
  const dm_document *doc = b->doc;
  size_t there = 0;
  while (there < lines && there < doc->text_size && doc->text[doc->text_size - 1 - there] == '\n') there++;
  if (doc->text_size) dm_text_put(b, "\n\n", lines - there, at, at);
}

static bool has_charset(const char *charset) {
  return !dm_mail_is_plain(charset);
}

/* Appends a text part, whose transfer encoding and character set are undone first where it has any. */
static void add_text(dm_text_builder *b, size_t from, size_t to, dm_mail_value type, dm_mail_value encoding) {
  char charset[32];
  bool html = dm_mail_is(b->bytes, type, "text/html"), base64 = dm_mail_is(b->bytes, encoding, "base64");
  bool quoted = dm_mail_is(b->bytes, encoding, "quoted-printable");
  dm_mail_parameter(b->bytes, type, "charset", charset, sizeof charset);
  apart(b, from, 2);
  if (!base64 && !quoted && !has_charset(charset)) {
    if (html)
      dm_html_text(b, from, to);
    else
      dm_text_decode(b, from, to);
    return;
  }
  dm_document *raw = dm_document_new(""), *clear = dm_document_new(""), *shown = dm_document_new("");
  if (!raw || !clear || !shown) dm_out_of_memory(sizeof *raw);
  dm_text_builder to_raw, to_clear, to_shown;
  dm_text_begin(&to_raw, raw, b->bytes, b->size, b->base, to - from);
  if (base64)
    dm_mail_base64(&to_raw, from, to);
  else if (quoted)
    dm_mail_quoted_printable(&to_raw, from, to, false);
  else
    dm_text_copy(&to_raw, from, to);
  dm_text_begin(&to_clear, clear, raw->text, raw->text_size, 0, raw->text_size);
  if (!has_charset(charset) || !dm_mail_convert(&to_clear, 0, raw->text_size, charset))
    dm_text_decode(&to_clear, 0, raw->text_size);
  dm_text_begin(&to_shown, shown, clear->text, clear->text_size, 0, clear->text_size);
  if (html)
    dm_html_text(&to_shown, 0, clear->text_size);
  else
    dm_text_copy(&to_shown, 0, clear->text_size);
  const dm_document *const steps[] = {clear, raw};
  dm_text_append(b, shown, steps, 2);
  dm_document_free(shown);
  dm_document_free(clear);
  dm_document_free(raw);
}

static void add_part(dm_text_builder *b, size_t from, size_t to, int depth);

/* Where the line "--boundary" starts at or after `at`; `to` if it does not. *end is behind the line. */
static size_t find_boundary(const char *bytes, size_t at, size_t to, const char *boundary, size_t *end) {
  size_t length = strlen(boundary);
  while (at < to) {
    const char *line = memchr(bytes + at, '\n', to - at);
    *end = line ? (size_t)(line - bytes) + 1 : to;
    if (*end - at >= length + 2 && bytes[at] == '-' && bytes[at + 1] == '-' &&
        !memcmp(bytes + at + 2, boundary, length))
      return at;
    at = *end;
  }
  return *end = to;
}

static bool is_alternative_html(const char *bytes, size_t from, size_t to) {
  size_t body = dm_mail_header_end(bytes, from, to);
  return dm_mail_is(bytes, dm_mail_find(bytes, from, body, "Content-Type"), "text/html");
}

static void add_parts(dm_text_builder *b, size_t from, size_t to, dm_mail_value type, int depth) {
  char boundary[128];
  dm_mail_parameter(b->bytes, type, "boundary", boundary, sizeof boundary);
  if (!boundary[0] || depth == PARTS_DEEP) {
    dm_text_decode(b, from, to);
    return;
  }
  bool alternative = dm_mail_is(b->bytes, type, "multipart/alternative");
  uint32_t before = b->doc->text_size;
  size_t begin, next;
  find_boundary(b->bytes, from, to, boundary, &begin);
  while (begin < to) {
    size_t end = find_boundary(b->bytes, begin, to, boundary, &next);
    bool shown = b->doc->text_size > before;
    if (!(alternative && shown && is_alternative_html(b->bytes, begin, end)))
      add_part(b, begin, end, depth + 1);
    if (end + 2 + strlen(boundary) + 2 <= to && !memcmp(b->bytes + end + 2 + strlen(boundary), "--", 2)) break;
    begin = next;
  }
}

static void add_attachment(dm_text_builder *b, dm_mail_value type, dm_mail_value disposition) {
  char name[256];
  dm_mail_parameter(b->bytes, disposition, "filename", name, sizeof name);
  if (!name[0]) dm_mail_parameter(b->bytes, type, "name", name, sizeof name);
  size_t valid = dm_utf8_valid(name, strlen(name));
  dm_document_add_field(b->doc, "attachment", name[0] ? name : "unnamed", name[0] ? valid : 7, 0, 0);
}

static void add_header(dm_text_builder *b, size_t from, size_t to) {
  for (size_t i = 0; i < sizeof SHOWN / sizeof *SHOWN; i++) {
    dm_mail_value value = dm_mail_find(b->bytes, from, to, SHOWN[i].header);
    if (value.begin == value.end) continue;
    size_t name = value.begin;
    while (name > from && b->bytes[name - 1] != '\n') name--;
    apart(b, name, 1);
    dm_text_decode(b, name, value.begin);
    uint32_t begin = b->doc->text_size;
    dm_mail_show(b, value);
    dm_document_add_field(b->doc, SHOWN[i].field, b->doc->text + begin, b->doc->text_size - begin,
                          b->base + value.begin, b->base + value.end);
  }
}

/* A part with its own header, or the message itself (depth 0). */
static void add_part(dm_text_builder *b, size_t from, size_t to, int depth) {
  size_t body = dm_mail_header_end(b->bytes, from, to);
  dm_mail_value type = dm_mail_find(b->bytes, from, body, "Content-Type");
  dm_mail_value encoding = dm_mail_find(b->bytes, from, body, "Content-Transfer-Encoding");
  dm_mail_value disposition = dm_mail_find(b->bytes, from, body, "Content-Disposition");
  bool multipart = dm_mail_is(b->bytes, type, "multipart/"), text = type.begin == type.end;
  text = text || dm_mail_is(b->bytes, type, "text/");
  if (multipart)
    add_parts(b, body, to, type, depth);
  else if (dm_mail_is(b->bytes, type, "message/rfc822") && depth < PARTS_DEEP) {
    apart(b, body, 2);
    add_header(b, body, dm_mail_header_end(b->bytes, body, to));
    add_part(b, body, to, depth + 1);
  } else if (text)
    add_text(b, body, to, type, encoding);
  else
    add_attachment(b, type, disposition);
}

static dm_status read_message(const dm_input *input, size_t from, size_t to, const dm_read_sink *sink) {
  dm_document *doc = dm_document_for_part(input, DM_FORMAT_MAIL, from, to);
  dm_text_builder b;
  dm_text_begin(&b, doc, input->bytes, to, input->offset, to - from);
  if (is_from_line(input->bytes, to, from)) {
    const char *line = memchr(input->bytes + from, '\n', to - from);
    from = line ? (size_t)(line - input->bytes) + 1 : to;
  }
  size_t body = dm_mail_header_end(input->bytes, from, to);
  dm_mail_value id = dm_mail_find(input->bytes, from, body, "Message-ID");
  if (id.begin < id.end) {
    dm_document_add_source_field(doc, "message id", input->bytes, input->offset, id.begin, id.end);
    doc->id = doc->fields[doc->field_count - 1].value;
  }
  add_header(&b, from, body);
  dm_document_add_block(doc, 0, doc->text_size, DM_BLOCK_TRANSMISSION);
  uint32_t header = doc->text_size;
  add_part(&b, from, to, 0);
  while (header < doc->text_size && doc->text[header] == '\n') header++;
  dm_document_add_block(doc, header, doc->text_size, DM_BLOCK_MESSAGE);
  return sink->document(sink->user, doc);
}

dm_status dm_read_mail(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  (void)error;
  dm_status status = DM_OK;
  for (size_t at = 0; at < input->size && !status;) {
    size_t size = dm_mbox_message(input->bytes + at, input->size - at, true);
    status = read_message(input, at, at + size, sink);
    at += size;
  }
  return status;
}
