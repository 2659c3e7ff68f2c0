#include "store/search.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "store/columns.h"
#include "store/facets.h"
#include "store/match.h"
#include "store/snippet.h"

enum {
  FEW = 1000
}; /* so many answers are looked up one by one rather than by walking an index, and ranked at a time */

typedef struct {
  int64_t document;
  float score;
  char date[12];
} ranked;

struct dm_search {
  dm_store *store;
  dm_arena *arena; /* of the search */
  dm_arena *page;  /* of one hit */
  dm_match match;
  dm_sort sort;
  size_t count;
  ranked *heap; /* [left], at most FEW; NULL while an index is walked instead */
  size_t left;
  bool more; /* answers that come after those of the heap */
  sqlite3_stmt *walk;
  ranked last;  /* the answer given last, or the one to go on behind */
  bool resumed; /* what does not come after `last` has been given */
  bool undated; /* the walk is at documents without a date */
};

/* Does a come before b? Ties go to the older row (the newer one where the newest is wanted), so that the order
 * is always the same. */
static bool before(dm_sort sort, const ranked *a, const ranked *b) {
  if (sort == DM_SORT_RELEVANCE && a->score != b->score) return a->score > b->score;
  int order = a->date[0] || b->date[0] ? strcmp(a->date, b->date) : 0; /* most often neither has been read */
  if (order && !a->date[0]) return false;                              /* without a date: last */
  if (order && !b->date[0]) return true;
  if (order) return sort == DM_SORT_OLDEST ? order < 0 : order > 0;
  return sort == DM_SORT_NEWEST ? a->document > b->document : a->document < b->document;
}

/* What comes first is at the top of the heap, or what comes last. */
static void sink(dm_search *s, size_t at, bool last) {
  for (;;) {
    size_t first = at, child = 2 * at + 1;
    for (size_t k = child; k < s->left && k < child + 2; k++)
      if (last ? before(s->sort, &s->heap[first], &s->heap[k]) : before(s->sort, &s->heap[k], &s->heap[first]))
        first = k;
    if (first == at) return;
    ranked swap = s->heap[at];
    s->heap[at] = s->heap[first];
    s->heap[first] = swap;
    at = first;
  }
}

static void read_date(dm_store *store, ranked *r) {
  dm_column column;
  if (dm_column_of(store, r->document, &column)) memcpy(r->date, column.date, sizeof column.date);
}

static void make_heap(dm_search *s, bool last) {
  for (size_t i = s->left / 2; i-- > 0;) sink(s, i, last);
}

/* Takes the answer in if it is one of the first FEW so far. */
static void offer(dm_search *s, const ranked *r) {
  if (s->left < FEW) {
    s->heap[s->left++] = *r;
    if (s->left == FEW) make_heap(s, true);
    return;
  }
  s->more = true;
  if (!before(s->sort, r, &s->heap[0])) return;
  s->heap[0] = *r;
  sink(s, 0, true);
}

/* The first FEW answers, after `last` where something has been given. */
static void fill_heap(dm_search *s) {
  bool dated = s->count <= FEW || s->sort != DM_SORT_RELEVANCE;
  s->more = false;
  for (size_t w = 0; w < s->match.set.words; w++)
    for (uint64_t bits = s->match.set.bits[w]; bits; bits &= bits - 1) {
      ranked r = {.document = (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits))};
      r.score = s->match.scores[r.document];
      if (dated) read_date(s->store, &r);
      if (!s->resumed || before(s->sort, &s->last, &r)) offer(s, &r);
    }
  make_heap(s, false);
}

static void start(dm_search *s) {
  if (s->sort == DM_SORT_RELEVANCE || s->count <= FEW) {
    s->heap = dm_alloc(s->arena, FEW * sizeof *s->heap);
    fill_heap(s);
    return;
  }
  /* Without a date: last, which for the oldest first takes a second walk. */
  s->walk = s->sort == DM_SORT_NEWEST
                ? dm_db_query(s->store, "SELECT id, date FROM document ORDER BY date DESC, id DESC", "")
                : dm_db_query(s->store, "SELECT id, date FROM document WHERE date > '' ORDER BY date, id", "");
}

static bool step(dm_search *s) {
  if (dm_db_next(s->store, s->walk)) return true;
  if (s->sort != DM_SORT_OLDEST || s->undated) return false;
  s->undated = true;
  s->walk = dm_db_query(s->store, "SELECT id, date FROM document WHERE date IS NULL ORDER BY id", "");
  return dm_db_next(s->store, s->walk);
}

/* "SCORE.DATE.DOCUMENT", the score as the bits of a float. */
static bool read_cursor(const char *cursor, ranked *out) {
  uint32_t bits;
  int size = 0;
  *out = (ranked){0};
  if (sscanf(cursor, "%8" SCNx32 ".%n", &bits, &size) != 1 || !size) return false;
  memcpy(&out->score, &bits, sizeof out->score);
  cursor += size;
  size_t date = strspn(cursor, "0123456789-");
  if (date >= sizeof out->date || cursor[date] != '.') return false;
  memcpy(out->date, cursor, date);
  cursor += date + 1;
  size_t digits = strspn(cursor, "0123456789");
  return digits && digits < 19 && !cursor[digits] && sscanf(cursor, "%" SCNd64, &out->document) == 1;
}

void dm_search_cursor(const dm_search *s, char out[DM_CURSOR_ROOM]) {
  uint32_t bits;
  memcpy(&bits, &s->last.score, sizeof bits);
  snprintf(out, DM_CURSOR_ROOM, "%08" PRIx32 ".%s.%" PRId64, bits, s->last.date, s->last.document);
}

static dm_search *open_search(dm_store *store, const dm_query *query, dm_sort sort, const ranked *after,
                              dm_error *error) {
  dm_arena *arena = dm_arena_new();
  dm_search *s = dm_alloc(arena, sizeof *s);
  *s = (dm_search){.store = store, .arena = arena, .page = dm_arena_new(), .sort = sort};
  if (after) s->last = *after;
  s->resumed = after != NULL;
  dm_db_do(store, "BEGIN", ""); /* one state of the archive, whatever is written meanwhile */
  dm_match_query(store, arena, query, &s->match);
  if (!s->match.weighted && sort == DM_SORT_RELEVANCE) s->sort = DM_SORT_NEWEST;
  s->count = dm_set_count(&s->match.set);
  start(s);
  if (!store->failed) return s;
  dm_search_close(s, error);
  return NULL;
}

dm_search *dm_search_open(dm_store *store, const dm_query *query, dm_sort sort, dm_error *error) {
  return open_search(store, query, sort, NULL, error);
}

dm_search *dm_search_resume(dm_store *store, const dm_query *query, dm_sort sort, const char *cursor,
                            dm_error *error) {
  ranked after;
  if (read_cursor(cursor, &after)) return open_search(store, query, sort, &after, error);
  dm_fail(error, DM_ERR_ARGUMENT, "this is no cursor of an earlier answer");
  return NULL;
}

dm_sort dm_search_order(const dm_search *search) {
  return search->sort;
}

size_t dm_search_count(const dm_search *search) {
  return search->count;
}

/* False at the end; else the answer is s->last. */
static bool next_document(dm_search *s) {
  while (!s->heap && step(s)) {
    ranked r = {.document = sqlite3_column_int64(s->walk, 0)};
    if (!dm_set_has(&s->match.set, r.document)) continue;
    strncpy(r.date, dm_db_text(s->walk, 1), sizeof r.date - 1);
    if (s->resumed && !before(s->sort, &s->last, &r)) continue;
    r.score = s->match.scores[r.document];
    s->last = r;
    return true;
  }
  if (s->heap && !s->left && s->more) {
    s->resumed = true;
    fill_heap(s);
  }
  if (!s->heap || !s->left) return false;
  s->last = s->heap[0];
  s->heap[0] = s->heap[--s->left];
  sink(s, 0, false);
  return true;
}

bool dm_search_more(dm_search *s) {
  ranked last = s->last;
  bool more = next_document(s);
  s->last = last;
  return more;
}

bool dm_search_next(dm_search *s, dm_hit *hit) {
  if (!next_document(s)) return false;
  *hit = (dm_hit){.class = -1, .document = s->last.document, .score = (double)s->last.score};
  dm_arena_free(s->page);
  s->page = dm_arena_new();
  sqlite3_stmt *q = dm_db_query(s->store,
                                "SELECT reference, path, date, origin, subject, collection, coalesce(class, -1)"
                                " FROM document WHERE id=?1",
                                "i", hit->document);
  if (dm_db_next(s->store, q)) {
    hit->reference = dm_db_copy(s->page, q, 0);
    hit->path = dm_db_copy(s->page, q, 1);
    hit->date = dm_db_copy(s->page, q, 2);
    hit->origin = dm_db_copy(s->page, q, 3);
    hit->subject = dm_db_copy(s->page, q, 4);
    hit->collection = dm_db_copy(s->page, q, 5);
    hit->class = sqlite3_column_int(q, 6);
    sqlite3_reset(q);
  }
  dm_snippet(s->store, s->page, &s->match.shown, hit);
  return !s->store->failed;
}

dm_status dm_search_close(dm_search *s, dm_error *error) {
  dm_store *store = s->store;
  if (s->walk) sqlite3_reset(s->walk);
  dm_arena_free(s->page);
  dm_arena_free(s->arena);
  dm_db_rollback(store); /* ends reading */
  return dm_db_status(store, error);
}

const dm_set *dm_search_set(const dm_search *search) {
  return &search->match.set;
}

dm_store *dm_search_store(const dm_search *search) {
  return search->store;
}
