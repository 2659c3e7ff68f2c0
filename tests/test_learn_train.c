/* Training: the same seed gives the same bytes, also after an interruption; training on moves the model. */
#include "learn_fixture.h"

#include <sys/wait.h>

static dm_training small(const char *out) {
  dm_training how = learn_training(out);
  how.epochs = 5;
  return how;
}

static void test_same_seed(void **state) {
  (void)state;
  dm_training how = small(learn_path("one"));
  learn_train(&how);
  how = small(learn_path("two"));
  learn_train(&how);
  assert_true(learn_same_files(learn_path("one"), learn_path("two")));
  how.seed = 2;
  learn_train(&how);
  assert_false(learn_same_files(learn_path("one"), learn_path("two")));
  assert_int_not_equal(access(learn_path("one.checkpoint"), F_OK), 0);
  assert_int_not_equal(access(learn_path("one.tmp"), F_OK), 0);
}

static void die_after_second(void *user, const dm_epoch *epoch) {
  (void)user;
  if (epoch->epoch == 1) _exit(42);
}

/* Trains in a process of its own that dies behind its second epoch. */
static void train_and_die(const dm_training *how) {
  pid_t child = fork();
  int status;
  assert_true(child >= 0);
  if (!child) {
    const dm_watcher watcher = {NULL, die_after_second, learn_quiet_step, learn_quiet_note};
    dm_train(how, &watcher, NULL);
    _exit(1);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 42);
}

static void resume_as(dm_training how, const char *whole, const char *broken) {
  how.out = whole;
  learn_train(&how);
  how.out = broken;
  train_and_die(&how);
  how.resume = 1;
  learn_train(&how);
  assert_true(learn_same_files(whole, broken));
}

static void test_resume(void **state) {
  (void)state;
  resume_as(small(NULL), learn_path("whole"), learn_path("broken"));
}

/* The epochs without a better score count on behind the interruption. */
static void test_resume_patience(void **state) {
  (void)state;
  dm_training how = small(NULL);
  how.epochs = 12;
  how.patience = 2;
  how.rate = 1e-6f; /* nothing gets better */
  resume_as(how, learn_path("whole2"), learn_path("broken2"));
}

static void test_resume_other(void **state) {
  (void)state;
  dm_error error = {0};
  dm_training how = small(learn_path("other"));
  train_and_die(&how);
  how.resume = 1;
  how.config.width = 24;
  assert_int_equal(dm_train(&how, &learn_quiet, &error), DM_ERR_MODEL);
  how = small(learn_path("never"));
  how.resume = 1;
  assert_int_equal(dm_train(&how, &learn_quiet, &error), DM_ERR_IO);
}

/* All mentions that a model finds in a text, as one string. */
static char *mentions_of(const char *model_path, const char *text_path) {
  dm_error error = {0};
  dm_buffer out = {0};
  dm_model *model = dm_model_open(model_path, &error);
  assert_non_null(model);
  dm_tagger *tagger = dm_tagger_new(model);
  learn_documents all = learn_corpus(text_path);
  for (size_t i = 0; i < all.count; i++) {
    dm_document *doc = all.docs[i];
    assert_int_equal(dm_tag(tagger, doc, &error), DM_OK);
    for (size_t m = 0; m < doc->mention_count; m++)
      dm_buffer_printf(&out, "%s %.*s; ", doc->types[doc->mentions[m].type],
                       (int)(doc->mentions[m].span.end - doc->mentions[m].span.begin),
                       doc->text + doc->mentions[m].span.begin);
  }
  dm_buffer_putc(&out, 0);
  learn_free(&all);
  dm_tagger_free(tagger);
  dm_model_close(model);
  return out.bytes;
}

static void test_from(void **state) {
  (void)state;
  static const char own[] = "-DOCSTART-\tO\n\nTalks\tO\nwith\tO\nOrland\tB-ORG\nend\tO\ntomorrow\tO\n.\tO\n\n"
                            "The\tO\nembassy\tO\nthanked\tO\nOrland\tB-ORG\n.\tO\n";
  const char *base = learn_path("base"), *text = learn_path("own.tsv");
  learn_write(text, own, sizeof own - 1);
  dm_training how = learn_training(base);
  learn_train(&how);
  char *before = mentions_of(base, text);
  assert_non_null(strstr(before, "Orland"));
  assert_null(strstr(before, "ORG Orland; ORG Orland"));
  how = learn_training(learn_path("tuned"));
  how.from = base;
  how.sources[0].path = text;
  how.devs[0] = text;
  how.epochs = 25;
  how.rate = 0.02f;
  learn_train(&how);
  char *after = mentions_of(learn_path("tuned"), text);
  assert_string_equal(after, "ORG Orland; ORG Orland; ");
  free(before);
  free(after);
  how.out = learn_path("still"); /* hardly a step: what was learnt before is still there */
  how.rate = 1e-7f;
  how.epochs = 1;
  learn_train(&how);
  before = mentions_of(base, DM_NAMES_DEV);
  after = mentions_of(learn_path("still"), DM_NAMES_DEV);
  assert_string_equal(before, after);
  free(before);
  free(after);
}

/* Sizes and name lists of the model to train on from are taken from it. */
static void test_from_alone(void **state) {
  (void)state;
  static const char lists[] = "people\tOmar Vell\nplaces\tOrland\n";
  learn_write(learn_path("lists.tsv"), lists, sizeof lists - 1);
  dm_training how = learn_training(learn_path("listed"));
  how.gazetteer = learn_path("lists.tsv");
  how.config.width = 24;
  how.config.temperature = 1.5f;
  learn_train(&how);
  dm_training on = learn_training(learn_path("on"));
  on.from = how.out;
  on.config.temperature = 0;
  on.rate = 1e-7f;
  on.epochs = 1;
  learn_train(&on);
  dm_error error = {0};
  dm_model *model = dm_model_open(on.out, &error);
  assert_non_null(model);
  assert_int_equal(model->config.width, 24);
  assert_float_equal(model->config.temperature, 1.5, 0);
  assert_int_equal(model->config.lists, 2);
  assert_string_equal(model->list_names[1], "places");
  dm_model_close(model);
  char *before = mentions_of(how.out, DM_NAMES_DEV), *after = mentions_of(on.out, DM_NAMES_DEV);
  assert_string_equal(before, after);
  free(before);
  free(after);
}

static void expect_refused(const dm_training *how, dm_status status) {
  dm_error error = {0};
  assert_int_equal(dm_train(how, &learn_quiet, &error), status);
  assert_int_equal(error.status, status);
  assert_true(error.message[0] != 0);
}

static void test_refused(void **state) {
  (void)state;
  dm_training how = small(learn_path("no"));
  how.config.width = 20;
  expect_refused(&how, DM_ERR_ARGUMENT);
  how = small(learn_path("no"));
  how.config.taps = 4;
  expect_refused(&how, DM_ERR_ARGUMENT);
  how = small(learn_path("no"));
  how.shards = 0;
  expect_refused(&how, DM_ERR_ARGUMENT);
  how = small(learn_path("no"));
  how.sources[0].path = learn_path("nothing.tsv");
  expect_refused(&how, DM_ERR_IO);
  learn_write(learn_path("nothing.tsv"), "\n\n", 2);
  how.sources[0].path = learn_path("nothing.tsv");
  expect_refused(&how, DM_ERR_ARGUMENT);
  how = small(learn_path("no"));
  how.vectors = DM_NAMES_DEV;
  expect_refused(&how, DM_ERR_MODEL);
  how = small(learn_path("no"));
  how.gazetteer = learn_path("nothing.tsv");
  expect_refused(&how, DM_ERR_FORMAT);
  how = small(learn_path("none/model"));
  expect_refused(&how, DM_ERR_IO);
  dm_training listless = small(learn_path("listless"));
  listless.epochs = 1;
  learn_train(&listless);
  static const char lists[] = "people\tOmar Vell\n";
  learn_write(learn_path("lists.tsv"), lists, sizeof lists - 1);
  how = small(learn_path("no"));
  how.from = learn_path("listless");
  how.gazetteer = learn_path("lists.tsv");
  expect_refused(&how, DM_ERR_ARGUMENT);
  assert_int_not_equal(access(learn_path("no"), F_OK), 0);
}

/* A source that annotates some types only says nothing about the others: they are still found. */
static void test_types_of_source(void **state) {
  (void)state;
  static const char persons[] =
      "-DOCSTART-\tO\n\nOmar\tB-PER\nVell\tI-PER\nmet\tO\nHalm\tB-PER\nin\tO\nOrland\tO\n.\tO\n\n";
  learn_write(learn_path("persons.tsv"), persons, sizeof persons - 1);
  char *found[2];
  for (int masked = 0; masked < 2; masked++) {
    dm_training how = learn_training(learn_path("mixed"));
    how.sources[1] = (dm_source){.path = learn_path("persons.tsv"), .times = 12};
    how.source_count = 2;
    how.epochs = 12;
    if (masked) strcpy(how.sources[1].types, "PER+PERSONAL");
    learn_train(&how);
    found[masked] = mentions_of(how.out, learn_path("persons.tsv"));
  }
  assert_string_equal(found[0], "PER Omar Vell; PER Halm; ");
  assert_int_equal(strncmp(found[1], found[0], strlen(found[0])), 0);
  assert_non_null(strstr(found[1], " Orland; "));
  free(found[0]);
  free(found[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_seed),
      cmocka_unit_test(test_resume),
      cmocka_unit_test(test_resume_patience),
      cmocka_unit_test(test_resume_other),
      cmocka_unit_test(test_from),
      cmocka_unit_test(test_from_alone),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_types_of_source),
  };
  return cmocka_run_group_tests(tests, learn_open_folder, learn_remove_folder);
}
