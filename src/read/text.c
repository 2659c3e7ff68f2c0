/* Plain text: UTF-8, UTF-16 by its byte order mark or its zero bytes, Windows-1252 where it is not UTF-8; the
 * 1970s page form, too. A file may hold several messages. */
#include <string.h>

#include "base/error.h"
#include "read/page_form.h"
#include "read/parse.h"
#include "read/text_builder.h"

static uint32_t unit(const char *bytes, int big) {
  const unsigned char *s = (const unsigned char *)bytes;
  return big ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

/* End of the stretch of ASCII (no CR, no NUL) that starts at `at`. */
static size_t ascii_end(const dm_text_builder *b, size_t at, int big) {
  for (; at + 1 < b->size; at += 2) {
    uint32_t c = unit(b->bytes + at, big);
    if (c == 0 || c == '\r' || c >= 0x80) break;
  }
  return at;
}

/* Code point at bytes[at] with surrogates joined; *end is behind it. A lone surrogate or an odd last
 * byte is U+FFFD. */
static uint32_t utf16_code(const dm_text_builder *b, size_t at, int big, size_t *end) {
  if (at + 1 >= b->size) return *end = b->size, 0xFFFD;
  uint32_t c = unit(b->bytes + at, big);
  *end = at + 2;
  if (c < 0xD800 || c > 0xDFFF) return c ? c : 0xFFFD;
  if (c >= 0xDC00 || at + 3 >= b->size) return 0xFFFD;
  uint32_t low = unit(b->bytes + at + 2, big);
  if (low < 0xDC00 || low > 0xDFFF) return 0xFFFD;
  *end = at + 4;
  return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static void decode_utf16(dm_text_builder *b, size_t at, int big) {
  while (at < b->size) {
    size_t end = ascii_end(b, at, big);
    dm_text_copy_wide(b, at, end, big);
    if (end >= b->size) return;
    uint32_t code = utf16_code(b, end, big, &at);
    if (code != '\r')
      dm_text_put_code(b, code, end, at);
    else if (at + 1 >= b->size || unit(b->bytes + at, big) != '\n') /* \r\n: the \n comes next */
      dm_text_put(b, "\n", 1, end, at);
  }
}

static int starts(const dm_input *input, const char *mark, size_t size) {
  return input->size >= size && !memcmp(input->bytes, mark, size);
}

typedef enum { BYTES, WIDE_LITTLE, WIDE_BIG, BINARY } encoding;

/* Text has few control characters; UTF-16 without a mark has zero bytes in every other place. */
static encoding guess(const dm_input *input) {
  size_t look = input->size < 4096 ? input->size : 4096, zeros[2] = {0, 0}, controls = 0;
  for (size_t i = 0; i < look; i++) {
    unsigned char c = (unsigned char)input->bytes[i];
    zeros[i & 1] += c == 0;
    controls += c < 0x20 && (c < '\a' || c > '\r') && c != 0x1A && c != 0x1B;
  }
  if (look >= 16 && zeros[1] > look * 2 / 5 && zeros[0] * 50 <= look) return WIDE_LITTLE;
  if (look >= 16 && zeros[0] > look * 2 / 5 && zeros[1] * 50 <= look) return WIDE_BIG;
  return look >= 64 && controls > look / 8 ? BINARY : BYTES;
}

static dm_document *make_document(const dm_input *input, size_t from, size_t to) {
  bool pages = dm_is_page_form(input->bytes + from, to - from) || input->format == DM_FORMAT_AAD;
  dm_document *doc = dm_document_for_part(input, pages ? DM_FORMAT_AAD : DM_FORMAT_TEXT, from, to);
  dm_text_builder b;
  dm_text_begin(&b, doc, input->bytes, input->size, input->offset, to - from);
  dm_text_decode(&b, from, to);
  dm_document_add_block(doc, 0, doc->text_size, DM_BLOCK_MESSAGE);
  if (pages) dm_find_furniture(doc);
  return doc;
}

static dm_document *make_wide_document(const dm_input *input, size_t from, int big) {
  dm_document *doc = dm_document_for(input, DM_FORMAT_TEXT);
  dm_text_builder b;
  dm_text_begin(&b, doc, input->bytes, input->size, input->offset, input->size / 2);
  decode_utf16(&b, from, big);
  dm_document_add_block(doc, 0, doc->text_size, DM_BLOCK_MESSAGE);
  return doc;
}

/* What the bytes are, and where their text begins. */
static encoding encoding_of(const dm_input *input, size_t *from) {
  *from = starts(input, "\xEF\xBB\xBF", 3) ? 3 : 0;
  bool big = starts(input, "\xFE\xFF", 2);
  if (!big && !starts(input, "\xFF\xFE", 2)) return guess(input);
  *from = 2;
  return big ? WIDE_BIG : WIDE_LITTLE;
}

dm_document *dm_text_document(const dm_input *input) {
  size_t from;
  encoding kind = encoding_of(input, &from);
  if (kind == WIDE_LITTLE || kind == WIDE_BIG) return make_wide_document(input, from, kind == WIDE_BIG);
  return make_document(input, from, input->size);
}

dm_status dm_read_text(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  size_t from, end;
  encoding kind = encoding_of(input, &from);
  if (kind == BINARY && input->format == DM_FORMAT_UNKNOWN)
    return dm_fail(error, DM_ERR_FORMAT, "binary data, not text");
  end =
      kind == WIDE_LITTLE || kind == WIDE_BIG ? input->size : dm_next_message(input->bytes, input->size, from);
  if (end == input->size) return sink->document(sink->user, dm_text_document(input));
  for (size_t part = 1;; part++) {
    dm_document *doc = make_document(input, from, end);
    doc->id = dm_printf(doc->arena, "%s#%zu", doc->id, part);
    doc->path = dm_printf(doc->arena, "%s#%zu", doc->path, part);
    dm_status status = sink->document(sink->user, doc);
    if (status || end == input->size) return status;
    from = end;
    end = dm_next_message(input->bytes, input->size, from);
  }
}
