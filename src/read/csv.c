/* The dump of cables: rows of eight quoted fields (id, date, reference id, origin, classification,
 * references, header, body), quotes inside them as \" (or ""), line ends inside them as they are or behind a
 * backslash. */
#include <string.h>

#include "base/error.h"
#include "read/parse.h"
#include "read/split.h"
#include "read/text_builder.h"

enum { FIELDS = 8, REFERENCES = 5, HEADER = 6, BODY = 7 };

typedef struct {
  size_t begin, end; /* content, without the quotes */
} csv_field;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool ends_field(char c) {
  return c == ',' || c == '\r' || c == '\n';
}

/* Does a row start at bytes[at]? `"251287","2/28/2010 12:00",` cannot be anything else, so a quote that was
 * lost spoils one row and not the rest of the file. */
static bool row_starts(const char *bytes, size_t size, size_t at) {
  size_t first = at + 1, digits = first;
  if (at >= size || bytes[at] != '"') return false;
  while (digits < size && is_digit(bytes[digits])) digits++;
  if (digits == first || size - digits < 6 || memcmp(bytes + digits, "\",\"", 3)) return false;
  digits += 3;
  return is_digit(bytes[digits]) && (bytes[digits + 1] == '/' || bytes[digits + 2] == '/');
}

/* The end of a quoted field's content, whose opening quote is before `at`: a quote that a comma, a line
 * end or the end follows. Without one, the end of the row. */
static size_t quoted_end(const char *bytes, size_t size, size_t at) {
  for (; at < size; at++) {
    if (bytes[at] == '\\') {
      at++;
    } else if (bytes[at] == '"') {
      if (at + 1 >= size || ends_field(bytes[at + 1])) return at;
      if (bytes[at + 1] == '"' && at + 2 < size) at++;
    } else if (bytes[at] == '\n' && row_starts(bytes, size, at + 1)) {
      return at;
    }
  }
  return size;
}

/* Reads the field at `at`; returns the offset of the comma or line end behind it. */
static size_t take_field(const char *bytes, size_t size, size_t at, csv_field *field) {
  bool quoted = at < size && bytes[at] == '"';
  if (quoted) {
    field->begin = at + 1;
    field->end = at = quoted_end(bytes, size, at + 1);
    return at < size && bytes[at] == '"' ? at + 1 : at;
  }
  field->begin = at;
  while (at < size && !ends_field(bytes[at])) at++;
  field->end = at;
  return at;
}

/* Reads one row; returns the offset behind its line end. *count may pass `room`. */
static size_t take_row(const char *bytes, size_t size, size_t at, csv_field *fields, size_t room,
                       size_t *count) {
  *count = 0;
  for (;;) {
    csv_field field;
    at = take_field(bytes, size, at, &field);
    if (*count < room) fields[*count] = field;
    (*count)++;
    if (at >= size || bytes[at] != ',') break;
    at++;
  }
  if (at < size && bytes[at] == '\r') at++;
  if (at < size && bytes[at] == '\n') at++;
  return at;
}

size_t dm_csv_row(const char *bytes, size_t size, bool last) {
  size_t count, end = take_row(bytes, size, 0, NULL, 0, &count);
  /* Near the window's end a quote or a lost one cannot be judged yet. */
  return last || (end + 64 <= size) ? end : 0;
}

/* Appends a field's text with its escapes undone. */
static void add_text(dm_text_builder *b, csv_field field) {
  const char *s = b->bytes;
  size_t from = field.begin;
  for (size_t at = from; at + 1 < field.end; at++) {
    bool slash = s[at] == '\\' && strchr("\"\\\r\n", s[at + 1]) && s[at + 1];
    if (!slash && !(s[at] == '"' && s[at + 1] == '"')) continue;
    dm_text_decode(b, from, at);
    from = ++at; /* the escaped character itself is copied with what follows */
  }
  dm_text_decode(b, from, field.end);
}

static uint32_t add_block(dm_text_builder *b, csv_field field, dm_block_kind kind) {
  uint32_t begin = b->doc->text_size;
  add_text(b, field);
  dm_document_add_block(b->doc, begin, b->doc->text_size, kind);
  return b->doc->text_size - begin;
}

static void add_value(dm_document *doc, const dm_input *input, const char *name, csv_field at) {
  if (at.begin < at.end) dm_document_add_source_field(doc, name, input->bytes, input->offset, at.begin, at.end);
}

/* "66STATE106206|67BONN12" */
static void add_references(dm_document *doc, const dm_input *input, csv_field all) {
  for (size_t at = all.begin; at < all.end;) {
    const char *bar = memchr(input->bytes + at, '|', all.end - at);
    size_t end = bar ? (size_t)(bar - input->bytes) : all.end;
    add_value(doc, input, "reference", (csv_field){at, end});
    at = end + 1;
  }
}

static dm_document *make_document(const dm_input *input, const csv_field *fields, size_t begin, size_t end) {
  static const char *const NAMES[] = {"row", "created", "reference id", "origin", "classification"};
  dm_document *doc = dm_document_for_part(input, DM_FORMAT_CSV, begin, end);
  for (size_t i = 0; i < REFERENCES; i++) add_value(doc, input, NAMES[i], fields[i]);
  add_references(doc, input, fields[REFERENCES]);
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, "reference id")) doc->id = doc->fields[i].value;
  dm_text_builder b;
  dm_text_begin(&b, doc, input->bytes, input->size, input->offset, end - begin);
  if (add_block(&b, fields[HEADER], DM_BLOCK_TRANSMISSION))
    dm_text_put(&b, "\n\n", 2, fields[HEADER].end, fields[BODY].begin);
  else
    doc->block_count = 0;
  add_block(&b, fields[BODY], DM_BLOCK_MESSAGE);
  return doc;
}

static uint64_t line_of(const dm_input *input, size_t at) {
  uint64_t line = input->line;
  for (size_t i = 0; i < at; i++) line += input->bytes[i] == '\n';
  return line;
}

dm_status dm_read_csv(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  dm_status result = DM_OK;
  for (size_t at = 0, end; at < input->size; at = end) {
    csv_field fields[FIELDS];
    size_t count;
    end = take_row(input->bytes, input->size, at, fields, FIELDS, &count);
    bool empty = count == 1 && fields[0].begin == fields[0].end;
    if (!empty && count != FIELDS && !result) {
      result = dm_fail(error, DM_ERR_FORMAT, "a row with %zu fields, not 8", count);
      dm_fail_at(error, NULL, input->offset + at, line_of(input, at));
    }
    if (count != FIELDS) continue;
    dm_status status = sink->document(sink->user, make_document(input, fields, at, end));
    if (status) return status;
  }
  return result;
}
