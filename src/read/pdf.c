/* The text layer of a PDF, by pdftotext (poppler), a program of its own: a PDF may do anything to whoever reads
 * it. What it writes cannot be traced to the PDF's bytes, so all of the text maps onto the whole file. */
#include <string.h>

#include "base/error.h"
#include "read/page_form.h"
#include "read/parse.h"
#include "read/subprocess.h"
#include "read/text_builder.h"

static const dm_subprocess_limits LIMITS = {
    .seconds = 60, .memory = (size_t)2 << 30, .output = (size_t)64 << 20};

/* Pages end in form feeds: they become line ends. */
static void pages_to_lines(dm_buffer *text) {
  for (size_t i = 0; i < text->size; i++)
    if (text->bytes[i] == '\f') text->bytes[i] = '\n';
}

static bool has_words(const dm_document *doc) {
  for (size_t i = 0; i < doc->text_size; i++)
    if ((unsigned char)doc->text[i] > ' ') return true;
  return false;
}

dm_status dm_pdf_text(const dm_input *input, dm_buffer *text, const dm_read_sink *sink, dm_error *error) {
  pages_to_lines(text);
  dm_document *clear = dm_document_from_text("", text->size ? text->bytes : "", text->size);
  if (!clear || !has_words(clear)) {
    dm_document_free(clear);
    return dm_fail(error, DM_ERR_FORMAT,
                   "a PDF without a text layer: pictures of pages, to be read by OCR first");
  }
  dm_document *doc = dm_document_for(input, DM_FORMAT_PDF);
  dm_text_builder b;
  dm_text_begin(&b, doc, input->bytes, input->size, input->offset, clear->text_size);
  dm_text_put(&b, clear->text, clear->text_size, 0, input->size);
  dm_document_add_block(doc, 0, doc->text_size, DM_BLOCK_MESSAGE);
  if (dm_is_page_form(doc->text, doc->text_size)) dm_find_furniture(doc);
  dm_document_free(clear);
  return sink->document(sink->user, doc);
}

dm_status dm_read_pdf(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  static const char *const PROGRAM[] = {"pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", "-", "-", NULL};
  dm_buffer text = {0};
  dm_status status = dm_subprocess(PROGRAM, input->bytes, input->size, &LIMITS, &text, error);
  if (status == DM_OK) status = dm_pdf_text(input, &text, sink, error);
  dm_buffer_free(&text);
  return status;
}
