/* What the readers' tests share: reading bytes in memory, and the checks that hold for every document. */
#ifndef DM_TESTS_READ_HELP_H
#define DM_TESTS_READ_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/document.h"
#include "base/utf8.h"
#include "read/read.h"

#define UNUSED __attribute__((unused))

typedef struct {
  dm_document *docs[64];
  size_t count;
} read_result;

UNUSED static dm_status collect_document(void *user, dm_document *doc) {
  read_result *result = user;
  assert_true(result->count < 64);
  result->docs[result->count++] = doc;
  return DM_OK;
}

UNUSED static void free_result(read_result *result) {
  for (size_t i = 0; i < result->count; i++) dm_document_free(result->docs[i]);
  result->count = 0;
}

UNUSED static dm_status read_bytes(const char *bytes, size_t size, dm_format format, read_result *result) {
  dm_input input = {
      .path = (char *)"folder/sample.ext", .bytes = (char *)bytes, .size = size, .format = format, .line = 1};
  dm_error error = {0};
  result->count = 0;
  return dm_read(&input, collect_document, result, &error);
}

/* Reads text that must give exactly one document. */
UNUSED static dm_document *read_one(const char *bytes, dm_format format) {
  read_result result;
  assert_int_equal(read_bytes(bytes, strlen(bytes), format, &result), DM_OK);
  assert_int_equal(result.count, 1);
  return result.docs[0];
}

UNUSED static const char *field_of(const dm_document *doc, const char *name) {
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, name)) return doc->fields[i].value;
  return "(none)";
}

/* The map from text to source: runs in order, covering the text, inside the source; copies are copies. */
UNUSED static void check_map(const dm_document *doc, const char *bytes, size_t size) {
  assert_int_equal(strlen(doc->text), doc->text_size); /* no NUL inside */
  assert_int_equal(dm_utf8_valid(doc->text, doc->text_size), doc->text_size);
  assert_true(doc->text_size == 0 || (doc->run_count && doc->runs[0].text == 0));
  for (size_t i = 0; i < doc->run_count; i++) {
    const dm_run *run = &doc->runs[i];
    uint32_t end = i + 1 < doc->run_count ? run[1].text : doc->text_size;
    assert_true(run->text < end);
    assert_true(run->source <= run->source_end && run->source_end <= size);
    if (run->literal)
      assert_int_equal(run->source_end - run->source, (uint64_t)(end - run->text) * run->literal);
    if (run->literal == 1) assert_memory_equal(doc->text + run->text, bytes + run->source, end - run->text);
  }
}

/* Everything a reader leaves in a document points inside its text. */
UNUSED static void check_parts(const dm_document *doc) {
  uint32_t last = 0;
  for (size_t i = 0; i < doc->block_count; i++) {
    dm_span span = doc->blocks[i].span;
    assert_true(last <= span.begin && span.begin <= span.end && span.end <= doc->text_size);
    last = span.end;
  }
  for (size_t i = 0; i < doc->anchor_count; i++) {
    assert_true(doc->anchors[i].at <= doc->anchors[i].end && doc->anchors[i].end <= doc->text_size);
    assert_true(i == 0 || doc->anchors[i - 1].at <= doc->anchors[i].at);
  }
  for (size_t i = 0; i < doc->given_count; i++) {
    dm_span span = doc->givens[i].span;
    assert_true(span.begin < span.end && span.end <= doc->text_size);
    assert_true(i == 0 || doc->givens[i - 1].span.begin <= span.begin);
  }
}

/* xorshift64*: tests that use chance are the same every time. */
UNUSED static uint64_t next_random(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 0x2545F4914F6CDD1Du;
}

#endif
