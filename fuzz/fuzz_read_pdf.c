/* What pdftotext may write, as the text of a PDF. */
#include "read/parse.h"
#include "read_target.h"

static dm_status take(void *user, dm_document *doc) {
  require(doc->text_size && doc->block_count == 1);
  for (size_t i = 0; i < doc->furniture_count; i++)
    require(doc->furniture[i].begin < doc->furniture[i].end && doc->furniture[i].end <= doc->text_size);
  return check_document(user, doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char file[] = "%PDF";
  dm_input input = {.path = (char *)"fuzz",
                    .bytes = (char *)file,
                    .size = sizeof file - 1,
                    .format = DM_FORMAT_PDF,
                    .line = 1};
  dm_buffer text = {0};
  dm_error error = {0};
  dm_read_sink sink = {.user = &input, .document = take};
  dm_buffer_add(&text, (const char *)data, size);
  dm_status status = dm_pdf_text(&input, &text, &sink, &error);
  require(status == DM_OK || (status == DM_ERR_FORMAT && error.message[0]));
  dm_buffer_free(&text);
  return 0;
}
