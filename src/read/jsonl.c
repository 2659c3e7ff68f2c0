/* Our own JSONL (docs/jsonl.md), one document a line. "text" is all that a line must have; fields, blocks,
 * tokens, sentences and mentions are taken over where they are there. */
#include <string.h>

#include "base/error.h"
#include "read/given_parts.h"
#include "read/json_scan.h"
#include "read/parse.h"
#include "read/split.h"

typedef struct {
  const dm_input *input;
  dm_json_scan scan;
  dm_document *doc;
  /* Where the members' values start, SIZE_MAX if they are not there: the text must be read first. */
  size_t text, id, fields, blocks, tokens, sentences, mentions;
} record;

size_t dm_jsonl_line(const char *bytes, size_t size, bool last) {
  const char *end = memchr(bytes, '\n', size);
  return end ? (size_t)(end - bytes) + 1 : last ? size : 0;
}

static void find_members(record *r) {
  static const char *const NAMES[] = {"text", "id", "fields", "blocks", "tokens", "sentences", "mentions"};
  size_t *const starts[] = {&r->text, &r->id, &r->fields, &r->blocks, &r->tokens, &r->sentences, &r->mentions};
  dm_json_string key;
  if (!dm_json_enter(&r->scan, '{')) return;
  for (bool first = true; dm_json_next(&r->scan, first) && dm_json_take_key(&r->scan, &key); first = false) {
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
      if (dm_json_is(&r->scan, key, NAMES[i])) *starts[i] = r->scan.at;
    dm_json_skip(&r->scan);
  }
}

/* Moves the scan to a member; false if it is not there. */
static bool go_to(record *r, size_t member) {
  if (member == SIZE_MAX || r->scan.error) return false;
  r->scan.at = member;
  return true;
}

/* A string's text, in the document's arena. */
static const char *take_text(record *r, const char *otherwise) {
  dm_json_string string;
  if (!dm_json_take_string(&r->scan, &string)) return otherwise;
  dm_document *scratch = dm_document_new("");
  if (!scratch) dm_out_of_memory(sizeof *scratch);
  dm_text_builder b;
  dm_text_begin(&b, scratch, r->scan.bytes, r->scan.size, 0, string.end - string.begin);
  b.as_is = true;
  dm_json_decode(&b, string);
  const char *text = dm_strndup(r->doc->arena, scratch->text, scratch->text_size);
  dm_document_free(scratch);
  return text;
}

/* {"name": ["value", ...], ...} */
static void take_fields(record *r) {
  if (!dm_json_enter(&r->scan, '{')) return;
  for (bool first = true; dm_json_next(&r->scan, first); first = false) {
    const char *name = take_text(r, "");
    r->scan.at += r->scan.at < r->scan.size && r->scan.bytes[r->scan.at] == ':';
    if (!dm_json_enter(&r->scan, '[')) return;
    for (bool value = true; dm_json_next(&r->scan, value); value = false) {
      const char *text = take_text(r, NULL);
      if (text) dm_document_add_field(r->doc, name, text, strlen(text), 0, 0);
    }
  }
}

/* {"start": S, "end": E, ...}: code points; *name gets the value of `also`. */
static bool take_range(record *r, uint32_t range[2], const char *also, const char **name) {
  dm_json_string key;
  range[0] = range[1] = DM_NONE;
  *name = "";
  if (!dm_json_enter(&r->scan, '{')) return false;
  for (bool first = true; dm_json_next(&r->scan, first) && dm_json_take_key(&r->scan, &key); first = false) {
    if (dm_json_is(&r->scan, key, "start"))
      dm_json_take_number(&r->scan, &range[0]);
    else if (dm_json_is(&r->scan, key, "end"))
      dm_json_take_number(&r->scan, &range[1]);
    else if (dm_json_is(&r->scan, key, also))
      *name = take_text(r, "");
    else
      dm_json_skip(&r->scan);
  }
  return !r->scan.error;
}

static bool bad_range(record *r) {
  if (!r->scan.error) r->scan.error = "a range outside the text or out of order";
  return false;
}

static dm_span bytes_of(dm_point *point, const uint32_t range[2]) {
  uint32_t begin = dm_point_byte(point, range[0]);
  return (dm_span){begin, begin == DM_NONE ? DM_NONE : dm_point_byte(point, range[1])};
}

static void take_blocks(record *r) {
  static const char *const KINDS[] = {"transmission", "message", "note"}; /* by dm_block_kind */
  dm_point point = {.doc = r->doc};
  uint32_t range[2];
  const char *kind;
  if (!dm_json_enter(&r->scan, '[')) return;
  for (bool first = true; dm_json_next(&r->scan, first) && take_range(r, range, "kind", &kind); first = false) {
    dm_span span = bytes_of(&point, range);
    if (span.end == DM_NONE || span.begin > span.end) bad_range(r);
    for (size_t i = 0; i < 3 && !r->scan.error; i++)
      if (!strcmp(kind, KINDS[i])) dm_document_add_block(r->doc, span.begin, span.end, (dm_block_kind)i);
  }
}

/* [start, end] */
static bool take_pair(record *r, dm_point *point, dm_span *span) {
  uint32_t range[2];
  if (!dm_json_enter(&r->scan, '[') || !dm_json_next(&r->scan, true)) return false;
  if (!dm_json_take_number(&r->scan, &range[0]) || !dm_json_next(&r->scan, false)) return false;
  if (!dm_json_take_number(&r->scan, &range[1]) || dm_json_next(&r->scan, false)) return false;
  *span = bytes_of(point, range);
  return span->end != DM_NONE || bad_range(r);
}

static void take_tokens(record *r) {
  dm_point point = {.doc = r->doc};
  dm_span span;
  if (!dm_json_enter(&r->scan, '[')) return;
  for (bool first = true; dm_json_next(&r->scan, first) && take_pair(r, &point, &span); first = false)
    if (!dm_add_token(r->doc, span)) bad_range(r);
}

/* A sentence takes the tokens up to its end. */
static void take_sentences(record *r) {
  dm_point point = {.doc = r->doc};
  dm_document *doc = r->doc;
  dm_span span;
  size_t tokens = doc->token_count;
  doc->token_count = 0;
  if (!dm_json_enter(&r->scan, '[')) return;
  for (bool first = true; dm_json_next(&r->scan, first) && take_pair(r, &point, &span); first = false) {
    while (doc->token_count < tokens && doc->tokens[doc->token_count].span.end <= span.end) doc->token_count++;
    if (!dm_add_sentence(doc)) bad_range(r);
  }
  if (doc->token_count < tokens) bad_range(r);
}

static void take_mentions(record *r) {
  dm_point point = {.doc = r->doc};
  uint32_t range[2];
  const char *type;
  if (!dm_json_enter(&r->scan, '[')) return;
  for (bool first = true; dm_json_next(&r->scan, first) && take_range(r, range, "type", &type); first = false) {
    dm_span span = bytes_of(&point, range);
    if (span.end == DM_NONE || !dm_add_given(r->doc, span, type)) bad_range(r);
  }
}

static void take_members(record *r) {
  dm_text_builder b;
  dm_json_string text;
  dm_text_begin(&b, r->doc, r->scan.bytes, r->scan.size, r->input->offset, r->scan.size - r->text);
  b.as_is = true;
  go_to(r, r->text);
  if (dm_json_take_string(&r->scan, &text)) dm_json_decode(&b, text);
  if (go_to(r, r->id)) r->doc->id = take_text(r, r->doc->id);
  if (go_to(r, r->fields)) take_fields(r);
  if (go_to(r, r->blocks)) take_blocks(r);
  if (!r->doc->block_count) dm_document_add_block(r->doc, 0, r->doc->text_size, DM_BLOCK_MESSAGE);
  bool split = r->tokens != SIZE_MAX && r->sentences != SIZE_MAX; /* one without the other is of no use */
  if (split && go_to(r, r->tokens)) take_tokens(r);
  if (split && go_to(r, r->sentences)) take_sentences(r);
  if (go_to(r, r->mentions)) take_mentions(r);
}

static dm_status read_line(const dm_input *input, size_t from, size_t to, uint64_t line,
                           const dm_read_sink *sink, dm_error *error) {
  record r = {.input = input,
              .scan = {.bytes = input->bytes, .size = to, .at = from},
              .text = SIZE_MAX,
              .id = SIZE_MAX,
              .fields = SIZE_MAX,
              .blocks = SIZE_MAX,
              .tokens = SIZE_MAX,
              .sentences = SIZE_MAX,
              .mentions = SIZE_MAX};
  find_members(&r);
  if (!r.scan.error && r.text == SIZE_MAX) r.scan.error = "an object without \"text\"";
  if (!r.scan.error) {
    r.doc = dm_document_for_part(input, DM_FORMAT_JSONL, from, to);
    take_members(&r);
    if (!r.scan.error) return sink->document(sink->user, r.doc);
    dm_document_free(r.doc);
  }
  if (error && !error->status) { /* the first error is the one that is reported */
    dm_fail(error, DM_ERR_FORMAT, "%s", r.scan.error);
    dm_fail_at(error, NULL, input->offset + r.scan.at, line);
  }
  return DM_OK;
}

static bool is_empty(const char *bytes, size_t from, size_t to) {
  while (from < to && (bytes[from] == ' ' || (bytes[from] >= '\t' && bytes[from] <= '\r'))) from++;
  return from == to;
}

dm_status dm_read_jsonl(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  uint64_t line = input->line;
  dm_error mine = {0};
  for (size_t at = 0, end; at < input->size; at = end, line++) {
    end = at + dm_jsonl_line(input->bytes + at, input->size - at, true);
    if (is_empty(input->bytes, at, end)) continue;
    dm_status status = read_line(input, at, end, line, sink, &mine);
    if (status) return status;
  }
  if (!mine.status) return DM_OK;
  dm_fail_at(error, NULL, mine.byte, mine.line);
  return dm_fail(error, mine.status, "%s", mine.message);
}
