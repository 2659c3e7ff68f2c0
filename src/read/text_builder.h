/* Writing a document's text while keeping the way back to the source. Every reader appends through
 * this: what it copies, what it replaces and what it puts in between. */
#ifndef DM_READ_TEXT_BUILDER_H
#define DM_READ_TEXT_BUILDER_H

#include "base/document.h"

typedef struct {
  dm_document *doc; /* text, text_size and runs are being filled */
  const char *bytes;
  size_t size;   /* [size] the source in memory */
  uint64_t base; /* source offset of bytes[0] */
  size_t room;   /* bytes doc->text can take */
  bool as_is;    /* the source counts its characters: UTF-8 encoded twice stays */
} dm_text_builder;

/* `hint`: how long the text is expected to be. */
void dm_text_begin(dm_text_builder *b, dm_document *doc, const char *bytes, size_t size, uint64_t base,
                   size_t hint);

/* Copies bytes[from..to), which must be valid UTF-8. */
void dm_text_copy(dm_text_builder *b, size_t from, size_t to);

/* Copies the UTF-16 code units bytes[from..to), all of them ASCII. */
void dm_text_copy_wide(dm_text_builder *b, size_t from, size_t to, int big_endian);

/* Appends text[size] that stands for bytes[from..to). */
void dm_text_put(dm_text_builder *b, const char *text, size_t size, size_t from, size_t to);
void dm_text_put_code(dm_text_builder *b, uint32_t code, size_t from, size_t to);

/* Appends bytes[from..to) as a reader would see them: line ends become \n, a stretch of NUL bytes one
 * U+FFFD, UTF-8 encoded twice ("â€™", mojibake.h) the character it was, and a byte that is not UTF-8 the
 * Windows-1252 character it is (U+FFFD for the five that Windows-1252 leaves open). */
void dm_text_decode(dm_text_builder *b, size_t from, size_t to);

/* Appends the text of `inner`, which was made from the text of steps[0], that from steps[1], and so on; the
 * last was made from bytes. The map leads through all of them. */
void dm_text_append(dm_text_builder *b, const dm_document *inner, const dm_document *const *steps,
                    size_t count);

/* The Windows-1252 meaning of a byte >= 0x80; U+FFFD for 81 8D 8F 90 9D. */
uint32_t dm_windows_1252(unsigned char byte);

#endif
