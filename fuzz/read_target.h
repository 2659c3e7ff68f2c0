/* A fuzz target for one reader: whatever the bytes, it must not crash, and every document's map must hold. */
#ifndef DM_FUZZ_READ_TARGET_H
#define DM_FUZZ_READ_TARGET_H

#include <stdlib.h>
#include <string.h>

#include "base/document.h"
#include "base/utf8.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds) {
  if (!holds) abort();
}

static dm_status check_document(void *user, dm_document *doc) {
  const dm_input *input = user;
  require(dm_utf8_valid(doc->text, doc->text_size) == doc->text_size);
  require(!doc->text_size || (doc->run_count && doc->runs[0].text == 0));
  for (size_t i = 0; i < doc->run_count; i++) {
    const dm_run *run = &doc->runs[i];
    uint32_t end = i + 1 < doc->run_count ? run[1].text : doc->text_size;
    require(run->text < end && run->source <= run->source_end && run->source_end <= input->size);
    if (run->literal == 1) require(!memcmp(doc->text + run->text, input->bytes + run->source, end - run->text));
  }
  for (size_t i = 0; i < doc->block_count; i++)
    require(doc->blocks[i].span.begin <= doc->blocks[i].span.end && doc->blocks[i].span.end <= doc->text_size);
  for (size_t i = 0; i < doc->given_count; i++)
    require(doc->givens[i].span.begin < doc->givens[i].span.end && doc->givens[i].span.end <= doc->text_size);
  dm_document_free(doc);
  return DM_OK;
}

#define READ_TARGET(format_)                                                                                   \
  int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {                                               \
    dm_input input = {                                                                                         \
        .path = (char *)"fuzz", .bytes = (char *)data, .size = size, .format = format_, .line = 1};            \
    dm_error error = {0};                                                                                      \
    dm_read(&input, check_document, &input, &error);                                                           \
    return 0;                                                                                                  \
  }

#endif
