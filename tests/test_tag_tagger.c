/* Tagging: the same from every kernel and whatever came before, inside and across windows. */
#include "learn_fixture.h"

#include "base/buffer.h"
#include "cable/cable.h"
#include "segment/segment.h"
#include "tag/tagger.h"

#include <math.h>

static void *bytes;
static dm_model *model;

static int open_all(void **state) {
  size_t size;
  dm_error error = {0};
  if (learn_open_folder(state)) return -1;
  dm_training how = learn_training(learn_path("model"));
  learn_train(&how);
  bytes = learn_read(how.out, &size);
  model = dm_model_of(bytes, size, &error);
  return model ? 0 : -1;
}

static int close_all(void **state) {
  dm_model_close(model);
  free(bytes);
  return learn_remove_folder(state);
}

static dm_document *document(const char *text) {
  dm_document *doc = dm_document_new("test");
  doc->text = dm_strdup(doc->arena, text);
  doc->text_size = (uint32_t)strlen(text);
  assert_int_equal(dm_segment(doc, NULL), DM_OK);
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  return doc;
}

static void tag(dm_tagger *tagger, dm_document *doc) {
  dm_error error = {0};
  assert_int_equal(dm_tag(tagger, doc, &error), DM_OK);
}

/* What holds for the mentions of any document. */
static void check(const dm_document *doc) {
  uint32_t behind = 0;
  size_t sentence = 0;
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_mention *m = &doc->mentions[i];
    assert_true(m->first >= behind && m->first < m->end && m->end <= doc->token_count);
    behind = m->end;
    while (doc->sentences[sentence].end <= m->first) sentence++;
    assert_true(m->first >= doc->sentences[sentence].first && m->end <= doc->sentences[sentence].end);
    assert_int_equal(m->span.begin, doc->tokens[m->first].span.begin);
    assert_int_equal(m->span.end, doc->tokens[m->end - 1].span.end);
    assert_true(m->type < doc->type_count);
    assert_true(m->confidence >= 0 && m->confidence <= 1);
    for (uint32_t t = m->first; t < m->end; t++)
      assert_true(doc->tokens[t].zone != DM_ZONE_MARK &&
                  (doc->tokens[t].zone != DM_ZONE_FURNITURE || doc->tokens[t].flags & DM_TOKEN_SKIPPED));
  }
}

static void expect_same(const dm_mention *a, size_t count, const dm_document *doc, uint32_t shift, float most) {
  assert_int_equal(doc->mention_count, count);
  for (size_t i = 0; i < count; i++) {
    const dm_mention *b = &doc->mentions[i];
    assert_int_equal(a[i].first, b->first + shift);
    assert_int_equal(a[i].end, b->end + shift);
    assert_int_equal(a[i].type, b->type);
    if (!(fabsf(a[i].confidence - b->confidence) <= most))
      fail_msg("confidence %g and %g", (double)a[i].confidence, (double)b->confidence);
  }
}

static const char *const note =
    "Omar Vell met Ilya Tarn in Port Sarno on Monday. The Tarskish delegation left Orland for "
    "talks with the Ministry of Salt. Dorin Halm, head of the Harbor Council, said that the "
    "harvest was good. The embassy thanked Halm for the dinner.\n\n"
    "MINISTRY OF SALT DENIES THE REPORT\n\nTalks with Sefa Orlo end tomorrow in Orland.\n";

static void test_learnt(void **state) {
  (void)state;
  learn_documents dev = learn_corpus(DM_NAMES_DEV);
  dm_tagger *tagger = dm_tagger_new(model);
  dm_score score = {0};
  for (size_t i = 0; i < dev.count; i++) {
    tag(tagger, dev.docs[i]);
    check(dev.docs[i]);
    dm_score_add(&score, dev.docs[i]);
  }
  assert_true(dm_score_f1(&score) > 0.9); /* else the tests below say little */
  dm_tagger_free(tagger);
  learn_free(&dev);
}

static void test_kernels(void **state) {
  (void)state;
  static const char *const names[] = {"plain", "avx2", "avx512", "avx512vnni"};
  dm_mention *first = NULL;
  size_t count = 0;
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    if (!dm_kernel_named(names[k])) continue;
    dm_tagger *tagger = dm_tagger_with(model, dm_kernel_named(names[k]));
    dm_document *doc = document(note);
    tag(tagger, doc);
    check(doc);
    if (!first) {
      count = doc->mention_count;
      assert_true(count >= 6);
      first = malloc(count * sizeof *first);
      memcpy(first, doc->mentions, count * sizeof *first);
    }
    expect_same(first, count, doc, 0, 1e-3f);
    dm_document_free(doc);
    dm_tagger_free(tagger);
  }
  free(first);
}

/* A tagger keeps what it has computed of forms; that must not show. */
static void test_nothing_remembered(void **state) {
  (void)state;
  dm_tagger *tagger = dm_tagger_new(model), *other = dm_tagger_new(model);
  dm_document *doc = document(note), *again = document(note),
              *between = document("Nothing of this was said before.");
  tag(tagger, doc);
  tag(other, between);
  tag(other, again);
  expect_same(doc->mentions, doc->mention_count, again, 0, 0);
  tag(tagger, again);
  expect_same(doc->mentions, doc->mention_count, again, 0, 0);
  dm_document_free(doc);
  dm_document_free(again);
  dm_document_free(between);
  dm_tagger_free(tagger);
  dm_tagger_free(other);
}

/* Tokens are encoded so many at a time; a document of several windows keeps its mentions where they are, and
 * one that says the same in each window is tagged alike in each. */
static void test_windows(void **state) {
  (void)state;
  enum { COPIES = 260 };
  dm_tagger *tagger = dm_tagger_new(model);
  dm_document *one = document(note);
  dm_buffer text = {0};
  for (int i = 0; i < COPIES; i++) dm_buffer_puts(&text, note), dm_buffer_puts(&text, "\n\n");
  dm_buffer_putc(&text, 0);
  dm_document *many = document(text.bytes);
  assert_true(many->token_count > 3 * 4096);
  assert_int_equal(many->token_count, COPIES * one->token_count);
  tag(tagger, one);
  tag(tagger, many);
  check(many);
  assert_int_equal(many->mention_count, COPIES * one->mention_count);
  for (uint32_t i = 0; i < COPIES; i++)
    expect_same(many->mentions + i * one->mention_count, one->mention_count, one,
                i * (uint32_t)one->token_count, 0.05f);
  dm_document_free(one);
  dm_document_free(many);
  dm_buffer_free(&text);
  dm_tagger_free(tagger);
}

/* More forms than a tagger keeps, and a sentence longer than any batch of the gazetteer. */
static void test_many_forms(void **state) {
  (void)state;
  dm_tagger *tagger = dm_tagger_new(model);
  dm_buffer text = {0};
  for (int i = 0; i < 30000; i++)
    dm_buffer_printf(&text, "%c%c%c%c%s", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576,
                     i % 25 == 24 ? ". Talks with Halm. " : " ");
  dm_buffer_putc(&text, 0);
  dm_document *doc = document(text.bytes);
  tag(tagger, doc);
  check(doc);
  dm_document_free(doc);
  dm_buffer_free(&text);
  doc = dm_document_new("test"); /* tokens by hand: segmenting would cut it */
  doc->text = dm_strdup(doc->arena, "Halm met");
  doc->text_size = 8;
  for (size_t i = 0; i < 20000; i++) {
    doc->tokens = dm_grow(doc->arena, doc->tokens, doc->token_count, &doc->token_room, sizeof *doc->tokens);
    doc->tokens[doc->token_count++] = (dm_token){.span = {i % 2 ? 5 : 0, i % 2 ? 8 : 4}};
  }
  doc->sentences = dm_alloc(doc->arena, sizeof *doc->sentences);
  doc->sentences[0] = (dm_sentence){0, (uint32_t)doc->token_count, DM_NONE};
  doc->sentence_count = 1;
  tag(tagger, doc);
  for (size_t i = 0; i < doc->mention_count; i++) assert_true(doc->mentions[i].end <= doc->token_count);
  dm_document_free(doc);
  dm_tagger_free(tagger);
}

static void test_barred(void **state) {
  (void)state;
  dm_tagger *tagger = dm_tagger_new(model);
  learn_documents dev = learn_corpus(DM_NAMES_DEV);
  dm_document *doc = dev.docs[0];
  tag(tagger, doc);
  assert_true(doc->mention_count > 3);
  for (size_t i = 0; i < doc->mention_count; i++) doc->tokens[doc->mentions[i].first].zone = DM_ZONE_MARK;
  tag(tagger, doc);
  check(doc);
  for (size_t t = 0; t < doc->token_count; t++)
    doc->tokens[t].flags = DM_TOKEN_SKIPPED; /* a sentence of nothing */
  tag(tagger, doc);
  assert_int_equal(doc->mention_count, 0);
  dm_document *empty = document("");
  tag(tagger, empty);
  assert_int_equal(empty->mention_count, 0);
  assert_int_equal(empty->type_count, 4);
  dm_document_free(empty);
  learn_free(&dev);
  dm_tagger_free(tagger);
}

/* How far confidence moves, at most, when a document's first sentence is tagged alone. */
static double moved_alone(const dm_model *which) {
  learn_documents dev = learn_corpus(DM_NAMES_DEV);
  dm_tagger *tagger = dm_tagger_new(which);
  double most = 0;
  for (size_t i = 0; i < dev.count; i++) {
    dm_document *doc = dev.docs[i];
    float together[16];
    size_t n = 0;
    tag(tagger, doc);
    for (; n < doc->mention_count && n < 16 && doc->mentions[n].end <= doc->sentences[0].end; n++)
      together[n] = doc->mentions[n].confidence;
    doc->sentence_count = 1;
    tag(tagger, doc);
    for (size_t m = 0; m < n && m < doc->mention_count; m++)
      most = fmax(most, fabs((double)(together[m] - doc->mentions[m].confidence)));
  }
  dm_tagger_free(tagger);
  learn_free(&dev);
  return most;
}

/* Without document memory a sentence is tagged as if it were alone; with it, the rest of its document counts.
 */
static void test_memory(void **state) {
  (void)state;
  dm_training how = learn_training(learn_path("plain"));
  dm_error error = {0};
  how.config.memory = DM_NONE;
  how.epochs = 4;
  learn_train(&how);
  dm_model *plain = dm_model_open(how.out, &error);
  assert_non_null(plain);
  how.config.memory = 1;
  learn_train(&how);
  dm_model *with = dm_model_open(how.out, &error);
  assert_non_null(with);
  assert_true(moved_alone(plain) <
              2e-3); /* numbers are scaled to the largest of the window: not quite nothing */
  assert_true(moved_alone(with) > 5e-3);
  dm_model_close(plain);
  dm_model_close(with);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_learnt),
      cmocka_unit_test(test_kernels),
      cmocka_unit_test(test_nothing_remembered),
      cmocka_unit_test(test_windows),
      cmocka_unit_test(test_many_forms),
      cmocka_unit_test(test_barred),
      cmocka_unit_test(test_memory),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
