/* A token a line, an empty line between sentences, -DOCSTART- between documents. Our own form has the token's
 * start and end (code points) in columns two and three, and the text gets its blanks back; in any other, tokens
 * are one blank apart. The last column is a tag in BIO, IOB or BIOES. */
#include <string.h>

#include "base/utf8.h"
#include "read/given_parts.h"
#include "read/parse.h"
#include "read/split.h"
#include "read/text_builder.h"

enum { COLUMNS = 4 };

typedef struct {
  size_t begin, end;
} column;

typedef struct {
  const dm_input *input;
  dm_document *doc;
  dm_text_builder b;
  uint32_t points; /* code points of the text so far */
  uint64_t blanks; /* that may still be put between tokens: a claimed start must not cost memory without end */
  bool first_of_sentence;
  dm_span name; /* the mention that is open, empty if none */
  column type;
} reader;

static const char DOCSTART[] = "-DOCSTART-";

static size_t line_end(const char *bytes, size_t at, size_t size) {
  const char *end = memchr(bytes + at, '\n', size - at);
  return end ? (size_t)(end - bytes) : size;
}

static bool starts_document(const char *bytes, size_t at, size_t size) {
  return size - at >= sizeof DOCSTART - 1 && !memcmp(bytes + at, DOCSTART, sizeof DOCSTART - 1);
}

/* Splits a line: the first columns, and the last in columns[COLUMNS - 1]. Tabs separate where there are any. */
static size_t take_columns(const char *bytes, size_t at, size_t end, column columns[COLUMNS]) {
  size_t count = 0;
  bool tabs = memchr(bytes + at, '\t', end - at) != NULL;
  while (at < end) {
    size_t from = at;
    while (at < end && bytes[at] != '\t' && (tabs || bytes[at] != ' ') && bytes[at] != '\r') at++;
    if (at > from) {
      if (count < COLUMNS - 1) columns[count] = (column){from, at};
      columns[COLUMNS - 1] = (column){from, at};
      count++;
    }
    if (at < end) at++;
  }
  return count;
}

static bool whole_number(const char *bytes, column c, uint32_t *value) {
  uint64_t sum = 0;
  if (c.end - c.begin > 9) return false;
  for (size_t i = c.begin; i < c.end; i++) {
    if (bytes[i] < '0' || bytes[i] > '9') return false;
    sum = sum * 10 + (uint64_t)(bytes[i] - '0');
  }
  *value = (uint32_t)sum;
  return c.end > c.begin;
}

static uint32_t count_points(const char *text, size_t size) {
  uint32_t points = 0;
  for (size_t i = 0; i < size; i++) points += (text[i] & 0xC0) != 0x80;
  return points;
}

static void close_name(reader *r) {
  if (r->name.begin < r->name.end)
    dm_add_given(r->doc, r->name,
                 dm_strndup(r->doc->arena, r->input->bytes + r->type.begin, r->type.end - r->type.begin));
  r->name = (dm_span){0, 0};
}

/* "O", "B-PER", "I-PER", "E-PER", "S-PER" */
static void take_tag(reader *r, column tag, dm_span token) {
  const char *s = r->input->bytes;
  bool named = tag.end - tag.begin > 2 && s[tag.begin + 1] == '-';
  column type = {tag.begin + 2, tag.end};
  bool goes_on = named && r->name.begin < r->name.end && (s[tag.begin] == 'I' || s[tag.begin] == 'E') &&
                 type.end - type.begin == r->type.end - r->type.begin &&
                 !memcmp(s + type.begin, s + r->type.begin, type.end - type.begin);
  if (!goes_on) close_name(r);
  if (!named) return;
  if (!goes_on) r->name.begin = token.begin;
  r->name.end = token.end;
  r->type = type;
}

/* How many blanks stand before a token: what its start says, else one. */
static uint32_t gap_before(const reader *r, const column *columns, size_t count) {
  uint32_t start, end, otherwise = r->doc->text_size ? 1 : 0;
  if (count < COLUMNS || !whole_number(r->input->bytes, columns[1], &start) ||
      !whole_number(r->input->bytes, columns[2], &end))
    return otherwise;
  if (end < start || start < r->points || start - r->points > r->blanks) return otherwise;
  return start - r->points;
}

static void take_token(reader *r, const column *columns, size_t count) {
  dm_document *doc = r->doc;
  size_t before = columns[0].begin;
  uint32_t gap = gap_before(r, columns, count);
  r->blanks -= gap < r->blanks ? gap : r->blanks;
  for (uint32_t i = 0; i < gap; i++) {
    dm_text_put(&r->b, r->first_of_sentence && i == 0 && doc->text_size ? "\n" : " ", 1, before, before);
    r->points++;
  }
  uint32_t begin = doc->text_size;
  dm_text_decode(&r->b, columns[0].begin, columns[0].end);
  dm_span span = {begin, doc->text_size};
  r->points += count_points(doc->text + begin, span.end - begin);
  r->first_of_sentence = false;
  if (!dm_add_token(doc, span)) return;
  take_tag(r, count > 1 ? columns[COLUMNS - 1] : (column){0, 0}, span);
}

static void end_sentence(reader *r) {
  close_name(r);
  dm_add_sentence(r->doc);
  r->first_of_sentence = true;
}

/* Reads the document at bytes[from..to). */
static dm_status read_document(const dm_input *input, size_t from, size_t to, const dm_read_sink *sink) {
  reader r = {.input = input, .first_of_sentence = true, .blanks = 10000 + 4 * (uint64_t)(to - from)};
  r.doc = dm_document_for_part(input, DM_FORMAT_CONLL, from, to);
  dm_text_begin(&r.b, r.doc, input->bytes, to, input->offset, to - from);
  r.b.as_is = true;
  for (size_t at = from, end; at < to; at = end + 1) {
    column columns[COLUMNS];
    end = line_end(input->bytes, at, to);
    size_t count = take_columns(input->bytes, at, end, columns);
    if (starts_document(input->bytes, at, to)) {
      bool named = count == COLUMNS && memcmp(input->bytes + columns[1].begin, "-X-", 3) != 0;
      if (named)
        r.doc->id =
            dm_strndup(r.doc->arena, input->bytes + columns[1].begin, columns[1].end - columns[1].begin);
    } else if (count) {
      take_token(&r, columns, count);
    } else {
      end_sentence(&r);
    }
  }
  end_sentence(&r);
  dm_document_add_block(r.doc, 0, r.doc->text_size, DM_BLOCK_MESSAGE);
  if (r.doc->token_count) return sink->document(sink->user, r.doc);
  dm_document_free(r.doc);
  return DM_OK;
}

size_t dm_conll_document(const char *bytes, size_t size, bool last) {
  for (size_t at = line_end(bytes, 0, size); at < size; at = line_end(bytes, at + 1, size))
    if (starts_document(bytes, at + 1, size)) return at + 1;
  return last ? size : 0;
}

dm_status dm_read_conll(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  (void)error;
  dm_status status = DM_OK;
  for (size_t at = 0, size; at < input->size && !status; at += size) {
    size = dm_conll_document(input->bytes + at, input->size - at, true);
    status = read_document(input, at, at + size, sink);
  }
  return status;
}

bool dm_is_conll(const char *bytes, size_t size) {
  size_t lines = 0;
  if (starts_document(bytes, 0, size)) return true;
  for (size_t at = 0, end; at < size && lines < 20; at = end + 1) {
    column columns[COLUMNS];
    end = line_end(bytes, at, size);
    if (end == size && lines > 2) break; /* maybe cut */
    size_t count = take_columns(bytes, at, end, columns);
    if (!count) continue;
    column tag = columns[COLUMNS - 1];
    bool outside = tag.end - tag.begin == 1 && bytes[tag.begin] == 'O';
    bool named = tag.end - tag.begin > 2 && strchr("BIES", bytes[tag.begin]) && bytes[tag.begin] &&
                 bytes[tag.begin + 1] == '-';
    if (count < 2 || (!outside && !named)) return false;
    lines++;
  }
  return lines > 2;
}
