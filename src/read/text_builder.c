#include "read/text_builder.h"

#include <string.h>

#include "base/utf8.h"
#include "read/mojibake.h"

/* Windows-1252 80..9F (https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT);
 * 0: not assigned. A0..FF are Latin-1. */
static const uint16_t WINDOWS_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

uint32_t dm_windows_1252(unsigned char byte) {
  if (byte >= 0xA0) return byte;
  uint32_t code = WINDOWS_1252[byte & 31];
  return code ? code : 0xFFFD;
}

void dm_text_begin(dm_text_builder *b, dm_document *doc, const char *bytes, size_t size, uint64_t base,
                   size_t hint) {
  *b = (dm_text_builder){.doc = doc, .bytes = bytes, .size = size, .base = base, .room = hint};
  doc->text = dm_alloc(doc->arena, hint + 1);
  doc->text_size = 0;
}

/* Place for `size` more bytes. The arena keeps the smaller block, so growth doubles. */
static char *room_for(dm_text_builder *b, size_t size) {
  dm_document *doc = b->doc;
  if (b->room - doc->text_size < size) {
    size_t room = b->room * 2 + 64;
    if (room - doc->text_size < size) room = doc->text_size + size;
    char *more = dm_alloc(doc->arena, room + 1);
    memcpy(more, doc->text, doc->text_size);
    doc->text = more;
    b->room = room;
  }
  return doc->text + doc->text_size;
}

void dm_text_copy(dm_text_builder *b, size_t from, size_t to) {
  if (from >= to) return;
  memcpy(room_for(b, to - from), b->bytes + from, to - from);
  dm_document_add_run(b->doc, b->doc->text_size, b->base + from, b->base + to, 1);
  b->doc->text_size += (uint32_t)(to - from);
}

void dm_text_copy_wide(dm_text_builder *b, size_t from, size_t to, int big_endian) {
  if (from >= to) return;
  size_t count = (to - from) / 2;
  char *out = room_for(b, count);
  for (size_t i = 0; i < count; i++) out[i] = b->bytes[from + 2 * i + (big_endian ? 1 : 0)];
  dm_document_add_run(b->doc, b->doc->text_size, b->base + from, b->base + to, 2);
  b->doc->text_size += (uint32_t)count;
}

void dm_text_put(dm_text_builder *b, const char *text, size_t size, size_t from, size_t to) {
  if (!size) return;
  memcpy(room_for(b, size), text, size);
  dm_document_add_run(b->doc, b->doc->text_size, b->base + from, b->base + to, 0);
  b->doc->text_size += (uint32_t)size;
}

void dm_text_put_code(dm_text_builder *b, uint32_t code, size_t from, size_t to) {
  char utf8[4];
  dm_text_put(b, utf8, dm_utf8_encode(code, utf8), from, to);
}

/* First byte at or after `at` that cannot simply be copied: NUL, CR, not UTF-8, or UTF-8 encoded twice. */
static size_t plain_end(const dm_text_builder *b, size_t at, size_t to) {
  const char *bytes = b->bytes;
  const unsigned char *s = (const unsigned char *)bytes;
  while (at < to) {
    if (s[at] < 0x80) {
      if (s[at] == 0 || s[at] == '\r') return at;
      at++;
    } else {
      uint32_t code, size = dm_utf8_decode(bytes, to, at, &code);
      if (size == 1) return at;
      if (((code >= 0xC2 && code <= 0xE2) || code == 0x201A) && !b->as_is && dm_mojibake(bytes, to, at, &code))
        return at;
      at += size;
    }
  }
  return to;
}

/* Appends what stands at bytes[at], a byte that plain_end stopped at; returns the offset behind it. */
static size_t put_special(dm_text_builder *b, size_t at, size_t to) {
  unsigned char byte = (unsigned char)b->bytes[at];
  if (byte == '\r') {
    if (at + 1 < to && b->bytes[at + 1] == '\n') return at + 1; /* the \n is copied with what follows */
    dm_text_put(b, "\n", 1, at, at + 1);
    return at + 1;
  }
  if (byte == 0) {
    size_t end = at;
    while (end < to && b->bytes[end] == 0) end++;
    dm_text_put_code(b, 0xFFFD, at, end);
    return end;
  }
  uint32_t code, size = b->as_is ? 0 : dm_mojibake(b->bytes, to, at, &code);
  if (!size) {
    size = 1;
    code = dm_windows_1252(byte);
  }
  dm_text_put_code(b, code, at, at + size);
  return at + size;
}

void dm_text_decode(dm_text_builder *b, size_t from, size_t to) {
  while (from < to) {
    size_t end = plain_end(b, from, to);
    dm_text_copy(b, from, end);
    from = end < to ? put_special(b, end, to) : end;
  }
}

/* Appends text[size], which came from [begin, end) of steps[0]'s text: byte for byte, or as a whole. */
static void append_piece(dm_text_builder *b, const char *text, uint32_t size, uint64_t begin, uint64_t end,
                         bool literal, const dm_document *const *steps, size_t count) {
  if (!count || !literal) {
    for (size_t i = 0; i < count; i++)
      dm_document_source(steps[i], (dm_span){(uint32_t)begin, (uint32_t)end}, &begin, &end);
    memcpy(room_for(b, size), text, size);
    dm_document_add_run(b->doc, b->doc->text_size, begin, end, literal);
    b->doc->text_size += size;
    return;
  }
  const dm_document *via = steps[0];
  for (size_t r = dm_document_run_at(via, (uint32_t)begin); begin < end; r++) {
    const dm_run *run = &via->runs[r];
    uint64_t stop = r + 1 < via->run_count ? run[1].text : via->text_size;
    if (stop > end) stop = end;
    uint32_t piece = (uint32_t)(stop - begin);
    uint64_t source = run->literal ? run->source + (begin - run->text) : run->source;
    append_piece(b, text, piece, source, run->literal ? source + piece : run->source_end, run->literal == 1,
                 steps + 1, count - 1);
    text += piece;
    begin = stop;
  }
}

void dm_text_append(dm_text_builder *b, const dm_document *inner, const dm_document *const *steps,
                    size_t count) {
  for (size_t i = 0; i < inner->run_count; i++) {
    const dm_run *run = &inner->runs[i];
    uint32_t end = i + 1 < inner->run_count ? run[1].text : inner->text_size;
    append_piece(b, inner->text + run->text, end - run->text, run->source, run->source_end, run->literal == 1,
                 steps, count);
  }
}
