/* Readers beside a writer: each sees whole documents only, and never an error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>

#include "resolve/resolve.h"
#include "store/search.h"
#include "store/view.h"
#include "store_fixture.h"

enum { DOCUMENTS = 120, READERS = 3 };

typedef struct {
  const char *path;
  atomic_bool *done;
  const char *wrong; /* NULL: all well */
  size_t most;       /* documents seen at the end */
} reader;

/* Every document has three passages with "rope" and two mentions, or it is not there. */
static const char *look(dm_store *store, size_t *most) {
  dm_arena *arena = dm_arena_new();
  dm_error error = {0};
  const char *wrong = NULL;
  dm_search *search = dm_search_open(store, dm_query_parse(arena, "rope", &error), DM_SORT_OLDEST, &error);
  if (!search) wrong = "the search fails";
  size_t count = search ? dm_search_count(search) : 0;
  if (count < *most) wrong = "documents vanish";
  *most = count;
  for (int64_t id = 0; search && !wrong && dm_search_step(search, &id);) {
    dm_view_document doc;
    if (!dm_store_read_document(store, arena, id, &doc))
      wrong = "a document that was found is not there";
    else if (doc.mention_count != 2 || doc.paragraph_count != 2 || !doc.mentions[1].entity)
      wrong = "half a document";
  }
  if (search && dm_search_close(search, &error) != DM_OK) wrong = "the search ends badly";
  dm_arena_free(arena);
  return wrong;
}

static void *read_on(void *user) {
  reader *r = user;
  dm_error error = {0};
  dm_store *store = dm_store_open(r->path, DM_STORE_OPEN, dm_resolver_default(), &error);
  if (!store) r->wrong = "the archive does not open";
  while (!r->wrong && !atomic_load(r->done)) r->wrong = look(store, &r->most);
  if (!r->wrong) r->wrong = look(store, &r->most);
  dm_store_close(store);
  return NULL;
}

static void test_readers(void **unused) {
  (void)unused;
  fixture f = fixture_new_with(dm_resolver_default());
  atomic_bool done = false;
  pthread_t threads[READERS];
  reader readers[READERS];
  for (int i = 0; i < READERS; i++) {
    readers[i] = (reader){.path = f.path, .done = &done};
    assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readers[i]), 0);
  }
  dm_store_group(f.store, 8);
  for (int i = 0; i < DOCUMENTS; i++) {
    char id[32], text[200];
    snprintf(id, sizeof id, "09RAVENNA%d", i + 1);
    snprintf(text, sizeof text,
             "1. General [PER:Samir Mamluk] has rope number %d.\n\n2. (C) [PER:Oda Venn] has rope.\n", i);
    fixture_add(&f, id, id, "2009-01-01", "", "RAVENNA", text);
  }
  assert_int_equal(dm_store_flush(f.store, NULL), DM_OK);
  atomic_store(&done, true);
  for (int i = 0; i < READERS; i++) {
    pthread_join(threads[i], NULL);
    if (readers[i].wrong) fail_msg("%s", readers[i].wrong);
    assert_int_equal(readers[i].most, DOCUMENTS);
  }
  fixture_free(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_readers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
