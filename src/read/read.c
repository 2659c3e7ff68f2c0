#include "read/read.h"

#include <stdlib.h>

#include "base/error.h"
#include "read/parse.h"

void dm_input_free(dm_input *input) {
  if (!input) return;
  free(input->path);
  free(input->bytes);
  free(input);
}

static dm_status parse(const dm_input *input, const dm_read_sink *sink, dm_error *error) {
  dm_format format = input->format ? input->format : dm_sniff(input->bytes, input->size);
  switch (format) {
  case DM_FORMAT_CSV: return dm_read_csv(input, sink, error);
  case DM_FORMAT_CONLL: return dm_read_conll(input, sink, error);
  case DM_FORMAT_JSONL: return dm_read_jsonl(input, sink, error);
  case DM_FORMAT_HTML: return dm_read_html(input, sink, error);
  case DM_FORMAT_MAIL: return dm_read_mail(input, sink, error);
  case DM_FORMAT_PDF: return dm_read_pdf(input, sink, error);
  case DM_FORMAT_TEI: return dm_read_tei(input, sink, error);
  case DM_FORMAT_AAD:
  case DM_FORMAT_TEXT: return dm_read_text(input, sink, error);
  default:
    return dm_fail(error, DM_ERR_ARGUMENT, "there is no reader for the format %s", dm_format_name(format));
  }
}

dm_status dm_read(const dm_input *input, dm_status (*sink)(void *user, dm_document *doc), void *user,
                  dm_error *error) {
  dm_fail_at(error, input->path, input->offset, input->line);
  if (input->size > DM_INPUT_LIMIT)
    return dm_fail(error, DM_ERR_LIMIT, "%zu bytes; one document may have 1 GiB", input->size);
  dm_read_sink to = {.document = sink, .user = user};
  return parse(input, &to, error);
}

dm_document *dm_document_from_text(const char *path, const char *text, size_t size) {
  /* The reader does not write to an input's bytes. */
  dm_input input = {.path = (char *)(path ? path : ""), .bytes = (char *)text, .size = size, .line = 1};
  return size <= DM_INPUT_LIMIT ? dm_text_document(&input) : NULL;
}
