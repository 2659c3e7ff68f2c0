/* Sets of leaves are joined bit by bit, and their weights added up. */
#include "store/match.h"

#include <math.h>

#include "store/matching.h"

dm_set dm_settle(matching *m) {
  dm_set set = dm_no_documents(m);
  dm_match *match = m->match;
  size_t count = 0;
  for (int64_t id = 0; id <= m->counts.highest; id++) count += m->counts.times[id] != 0;
  double n = (double)match->documents, df = (double)count;
  float idf = (float)log(1 + (n - df + 0.5) / (df + 0.5));
  for (int64_t id = 0; id <= m->counts.highest; id++) {
    float tf = (float)m->counts.times[id];
    if (tf <= 0) continue;
    m->counts.times[id] = 0;
    dm_set_add(&set, id);
    if (!m->negated) match->scores[id] += idf * tf * 2.2f / (tf + 1.2f);
  }
  if (!m->negated) match->weighted = true;
  return set;
}

static dm_set evaluate(matching *m, const dm_query *q);

static dm_set evaluate_negated(matching *m, const dm_query *q) {
  m->negated = !m->negated;
  dm_set set = evaluate(m, q);
  m->negated = !m->negated;
  return set;
}

/* Dates and classifications are quickly looked up for the few documents that the rest has left. */
static bool is_cheap_among_few(const dm_query *q) {
  return q->kind == DM_QUERY_FIELD && (q->field == DM_FIELD_DATE || q->field == DM_FIELD_CLASS);
}

static dm_set both(matching *m, const dm_query *first, const dm_query *then) {
  if (first->kind == DM_QUERY_NOT || (is_cheap_among_few(first) && !is_cheap_among_few(then))) {
    const dm_query *swap = first;
    first = then;
    then = swap;
  }
  const dm_set *outside = m->within;
  dm_set set = evaluate(m, first), other;
  m->within = &set;
  if (then->kind == DM_QUERY_NOT) {
    other = evaluate_negated(m, then->left);
    dm_set_minus(&set, &other);
  } else {
    other = evaluate(m, then);
    dm_set_and(&set, &other);
  }
  m->within = outside;
  return set;
}

static dm_set evaluate(matching *m, const dm_query *q) {
  dm_set left, right;
  dm_db_look_at_limit(m->store);
  switch (q->kind) {
  case DM_QUERY_ALL: return dm_match_all(m);
  case DM_QUERY_WORDS: return dm_match_words(m, q);
  case DM_QUERY_NEAR: return dm_match_near(m, q);
  case DM_QUERY_FIELD: return dm_match_field(m, q);
  case DM_QUERY_NOT:
    right = evaluate_negated(m, q->left);
    left = dm_match_all(m);
    dm_set_minus(&left, &right);
    return left;
  case DM_QUERY_OR:
    left = evaluate(m, q->left);
    right = evaluate(m, q->right);
    dm_set_or(&left, &right);
    return left;
  case DM_QUERY_AND: break;
  }
  return both(m, q->left, q->right);
}

static int by_number(const void *a, const void *b) {
  int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
  return (p > q) - (p < q);
}

void dm_match_query(struct dm_store *store, dm_arena *arena, const dm_query *query, dm_match *out) {
  size_t count;
  const dm_column *columns = dm_columns(store, &count);
  *out = (dm_match){.columns = columns,
                    .highest =
                        columns ? (int64_t)count - 1 : dm_db_int(store, 0, "SELECT max(id) FROM document", "")};
  out->documents = out->highest; /* ids are dense but for removed documents: near enough for a weight */
  out->scores = dm_alloc(arena, ((size_t)out->highest + 1) * sizeof *out->scores);
  matching m = {
      .store = store, .arena = arena, .match = out, .counts = {.highest = out->highest, .limit = store->limit}};
  m.counts.times = dm_alloc(arena, ((size_t)out->highest + 1) * sizeof *m.counts.times);
  out->set = evaluate(&m, query);
  if (out->shown.entity_count)
    qsort(out->shown.entities, out->shown.entity_count, sizeof *out->shown.entities, by_number);
}
