/* The readers behind dm_read, one file a format. Each parses one input and hands its documents to the
 * sink in order; a status other than DM_OK from the sink is returned at once. */
#ifndef DM_READ_PARSE_H
#define DM_READ_PARSE_H

#include "base/buffer.h"
#include "base/document.h"
#include "read/read.h"

/* The largest input that is read as one piece. Text offsets are 32 bits, and a byte can become three. */
#define DM_INPUT_LIMIT ((uint64_t)1 << 30)

typedef struct {
  dm_status (*document)(void *user, dm_document *doc); /* takes ownership */
  void *user;
} dm_read_sink;

dm_status dm_read_csv(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_html(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_conll(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_jsonl(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_mail(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_pdf(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_tei(const dm_input *input, const dm_read_sink *sink, dm_error *error);
dm_status dm_read_text(const dm_input *input, const dm_read_sink *sink, dm_error *error);

/* pdf.c: the document that pdftotext's output makes; changes `text`. */
dm_status dm_pdf_text(const dm_input *input, dm_buffer *text, const dm_read_sink *sink, dm_error *error);

/* All of the bytes as one text document, however many messages they hold. */
dm_document *dm_text_document(const dm_input *input);

/* A document for an input: path, id from the path, format, SHA-256 of the input's bytes. */
dm_document *dm_document_for(const dm_input *input, dm_format format);

/* The same for one of several documents in an input, bytes[begin..end) of it. */
dm_document *dm_document_for_part(const dm_input *input, dm_format format, size_t begin, size_t end);

/* Appends a field. `value` is copied; source..source_end is where it stands, 0..0 if nowhere literally. */
void dm_document_add_field(dm_document *doc, const char *name, const char *value, size_t size, uint64_t source,
                           uint64_t source_end);

/* Appends bytes[begin..end) (of an input that starts at source offset `base`), decoded, as a field. */
void dm_document_add_source_field(dm_document *doc, const char *name, const char *bytes, uint64_t base,
                                  size_t begin, size_t end);
void dm_document_add_block(dm_document *doc, uint32_t begin, uint32_t end, dm_block_kind kind);

#endif
