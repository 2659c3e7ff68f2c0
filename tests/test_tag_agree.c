/* Mentions of one document made to agree: given by hand here, so that no model has a say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/document.h"
#include "read/read.h"
#include "segment/segment.h"
#include "tag/agree.h"

enum { PER, ORG };
static const char *const types[] = {"PER", "ORG"};

static dm_document *document(const char *text) {
  dm_document *doc = dm_document_from_text("t", text, strlen(text));
  assert_int_equal(dm_segment(doc, NULL), DM_OK);
  doc->types = types;
  doc->type_count = 2;
  return doc;
}

static int is(const dm_document *doc, uint32_t token, const char *word) {
  dm_span span = doc->tokens[token].span;
  return strlen(word) == span.end - span.begin && !memcmp(doc->text + span.begin, word, strlen(word));
}

/* Marks `words` tokens from the next `word` at or behind token `from`; returns the token behind them. */
static uint32_t mark(dm_document *doc, uint32_t from, const char *word, uint32_t words, uint16_t type,
                     float confidence) {
  while (!is(doc, from, word)) assert_true(++from < doc->token_count);
  doc->mentions =
      dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof *doc->mentions);
  doc->mentions[doc->mention_count++] =
      (dm_mention){.span = {doc->tokens[from].span.begin, doc->tokens[from + words - 1].span.end},
                   .first = from,
                   .end = from + words,
                   .type = type,
                   .confidence = confidence};
  return from + words;
}

static void expect(const dm_document *doc, size_t at, const char *text, uint16_t type, double confidence) {
  assert_true(at < doc->mention_count);
  const dm_mention *m = &doc->mentions[at];
  assert_int_equal(m->span.end - m->span.begin, strlen(text));
  assert_memory_equal(doc->text + m->span.begin, text, strlen(text));
  assert_int_equal(m->type, type);
  assert_float_equal(m->confidence, confidence, 1e-6);
}

static void one_type_for_one_name(void **state) {
  (void)state;
  dm_document *doc = document("Vell spoke. VELL left. Then Vell wrote.");
  uint32_t t = mark(doc, 0, "Vell", 1, PER, 0.9f);
  t = mark(doc, t, "VELL", 1, ORG, 0.4f);
  mark(doc, t, "Vell", 1, PER, 0.8f);
  dm_agree(doc);
  assert_int_equal(doc->mention_count, 3);
  expect(doc, 0, "Vell", PER, 0.9);
  expect(doc, 1, "VELL", PER, 1.7 / 3);
  expect(doc, 2, "Vell", PER, 0.8);
  dm_document_free(doc);
}

/* A mention of which no word is shown is like no other name. */
static void nothing_shown(void **state) {
  (void)state;
  dm_document *doc = document("1. (C) Vell spoke.");
  doc->tokens[0].zone = DM_ZONE_MARK;
  mark(doc, 0, "1", 1, ORG, 0.5f);
  mark(doc, 0, "Vell", 1, PER, 0.9f);
  dm_agree(doc);
  expect(doc, 0, "1", ORG, 0.5);
  expect(doc, 1, "Vell", PER, 0.9);
  dm_document_free(doc);
}

/* What is not clear stays as it was. */
static void doubt_stays(void **state) {
  (void)state;
  dm_document *doc = document("Vell spoke. Vell Limited left. Then Vell wrote.");
  uint32_t t = mark(doc, 0, "Vell", 1, PER, 0.6f);
  t = mark(doc, t, "Vell", 2, ORG, 0.9f);
  mark(doc, t, "Vell", 1, ORG, 0.5f);
  dm_agree(doc);
  assert_int_equal(doc->mention_count, 3);
  expect(doc, 0, "Vell", PER, 0.6);
  expect(doc, 1, "Vell Limited", ORG, 0.9);
  expect(doc, 2, "Vell", ORG, 0.5);
  dm_document_free(doc);
}

static void what_was_passed_over(void **state) {
  (void)state;
  dm_document *doc = document(
      "Omar Vell spoke. The Board met Omar Vell. OMAR VELL LEFT. A board, and omar vell, and the Board.");
  uint32_t t = mark(doc, 0, "Omar", 2, PER, 0.9f);
  t = mark(doc, t, "Board", 1, ORG, 0.7f); /* not sure enough to be marked elsewhere */
  mark(doc, t, "Omar", 2, PER, 0.8f);
  dm_agree(doc);
  assert_int_equal(doc->mention_count, 4);
  expect(doc, 2, "Omar Vell", PER, 0.8);
  expect(doc, 3, "OMAR VELL", PER, 0.85);
  dm_document_free(doc);
}

/* A word that is mostly no name is not made one; nor what stands in marks or is half of a mention. */
static void not_everywhere(void **state) {
  (void)state;
  dm_document *doc = document(
      "May spoke. May left. In May, by May, until May it rained. Halm came, Halm went. Halm, Halm Limited.");
  uint32_t t = mark(doc, 0, "May", 1, PER, 0.9f);
  t = mark(doc, t, "May", 1, PER, 0.9f);
  t = mark(doc, t, "Halm", 1, PER, 0.9f);
  t = mark(doc, t, "Halm", 1, PER, 0.9f);
  while (!is(doc, t, "Halm")) t++;
  doc->tokens[t].zone = DM_ZONE_MARK;
  mark(doc, t + 1, "Halm", 2, ORG, 0.9f);
  dm_agree(doc);
  assert_int_equal(doc->mention_count, 5);
  expect(doc, 4, "Halm Limited", ORG, 0.9);
  dm_document_free(doc);
}

static void nothing_to_agree_on(void **state) {
  (void)state;
  dm_document *doc = document("It rained.");
  dm_agree(doc);
  assert_int_equal(doc->mention_count, 0);
  dm_document_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_type_for_one_name), cmocka_unit_test(doubt_stays),
      cmocka_unit_test(nothing_shown),         cmocka_unit_test(what_was_passed_over),
      cmocka_unit_test(not_everywhere),        cmocka_unit_test(nothing_to_agree_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
