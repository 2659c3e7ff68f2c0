/* Who appears with whom: edges by weight, or the strongest of each name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/search.h"
#include "store/view.h"
#include "store_fixture.h"

/* Ada and Bo always meet; Hub is everywhere; Cy and Di meet once, with Hub. */
static fixture archive(void) {
  static const char *const texts[] = {"[PER:Ada] met [PER:Bo] and [PER:Hub].",
                                      "Again [PER:Ada] met [PER:Bo] and [PER:Hub].",
                                      "[PER:Cy] met [PER:Di] and [PER:Hub].", "[PER:Hub] was in [LOC:Sorvia]."};
  fixture f = fixture_new();
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char id[8];
    snprintf(id, sizeof id, "09A%zu", i);
    fixture_add(&f, id, id, "2009-01-01", "", "", texts[i]);
  }
  return f;
}

/* "Ada-Bo:2 ..." in the order of the edges. */
static void draw(fixture *f, dm_graph_wish wish, char *out) {
  dm_arena *arena = dm_arena_new();
  dm_search *search = dm_search_open(f->store, dm_query_parse(arena, "", NULL), DM_SORT_OLDEST, NULL);
  dm_view_graph g;
  wish.node_limit = wish.node_limit ? wish.node_limit : 100;
  assert_int_equal(dm_store_graph(search, arena, &wish, &g, NULL), DM_OK);
  *out = 0;
  for (size_t i = 0; i < g.edge_count; i++) {
    const char *a = g.nodes[g.edges[i].a].name, *b = g.nodes[g.edges[i].b].name;
    bool ordered = strcmp(a, b) < 0;
    sprintf(out + strlen(out), "%s%s-%s:%d", i ? " " : "", ordered ? a : b, ordered ? b : a,
            (int)g.edges[i].together);
  }
  dm_search_close(search, NULL);
  dm_arena_free(arena);
}

static void test_edges(void **unused) {
  (void)unused;
  fixture f = archive();
  char got[512];
  draw(&f, (dm_graph_wish){.min_weight = 2}, got);
  assert_string_equal(got, "Ada-Hub:2 Bo-Hub:2 Ada-Bo:2");
  draw(&f, (dm_graph_wish){.min_weight = 3}, got);
  assert_string_equal(got, "");
  fixture_free(&f);
}

static void test_strongest(void **unused) {
  (void)unused;
  fixture f = archive();
  char got[512];
  /* What everybody has with Hub says nothing: it stays only where a name has nothing else. */
  draw(&f, (dm_graph_wish){.min_weight = 1, .strongest = 1}, got);
  assert_string_equal(got, "Ada-Bo:2 Cy-Di:1 Ada-Hub:2 Hub-Sorvia:1");
  draw(&f, (dm_graph_wish){.min_weight = 1, .strongest = 9}, got);
  assert_non_null(strstr(got, "Hub-Sorvia:1"));
  assert_non_null(strstr(got, "Bo-Hub:2"));
  fixture_free(&f);
}

static void test_strongest_around(void **unused) {
  (void)unused;
  fixture f = archive();
  dm_arena *arena = dm_arena_new();
  dm_view_entity *hub;
  assert_int_equal(dm_store_find_entities(f.store, arena, "PER", "Hub", &hub), 1);
  char got[512];
  draw(&f, (dm_graph_wish){.min_weight = 1, .strongest = 1, .around = hub->id}, got);
  for (const char *const *name = (const char *const[]){"Ada-Hub", "Bo-Hub", "Cy-Hub", "Di-Hub", NULL}; *name;
       name++)
    assert_non_null(strstr(got, *name));
  dm_arena_free(arena);
  fixture_free(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_edges),
      cmocka_unit_test(test_strongest),
      cmocka_unit_test(test_strongest_around),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
