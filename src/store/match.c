/* Each leaf of a query is one pass over one index and gives a set of documents; sets are joined bit by bit.
 * A leaf with a weight adds to the score of its documents as BM25 does without regard to length:
 * idf * tf * 2.2 / (tf + 1.2), where tf counts how often the words stand there, or the entity's mentions. */
#include "store/match.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "store/entities.h"
#include "store/normal.h"
#include "store/postings.h"

typedef struct {
  struct dm_store *store;
  dm_arena *arena;
  dm_match *match;
  bool negated;         /* under a NOT: no weights, nothing to show */
  const dm_set *within; /* no other documents matter, NULL: any may */
} matching;

static dm_set empty(const matching *m) {
  return dm_set_new(m->arena, m->match->highest);
}

static dm_set settle(matching *m, dm_postings *list) {
  dm_set set = empty(m);
  double n = (double)m->match->documents, df = (double)list->count;
  float idf = (float)log(1 + (n - df + 0.5) / (df + 0.5));
  for (size_t i = 0; i < list->count; i++) {
    int64_t document = list->items[i].document;
    float tf = (float)list->items[i].count;
    dm_set_add(&set, document);
    if (!m->negated && document <= m->match->highest)
      m->match->scores[document] += idf * tf * 2.2f / (tf + 1.2f);
  }
  if (!m->negated) m->match->weighted = true;
  free(list->items);
  return set;
}

/* ---- words ------------------------------------------------------------------------------------- */

static void add_quoted(dm_buffer *out, const dm_query *words) {
  dm_buffer_putc(out, '"');
  for (const char *c = words->text; *c; c++)
    if (*c != '"') dm_buffer_putc(out, *c);
  dm_buffer_puts(out, words->prefix ? "\" *" : "\"");
}

static void show_words(matching *m, const dm_query *words) {
  dm_shown *shown = &m->match->shown;
  if (m->negated) return;
  shown->words = dm_grow(m->arena, shown->words, shown->word_count, &shown->word_room, sizeof *shown->words);
  shown->words[shown->word_count++] = words;
}

/* Row by row, as the index gives them. */
static void post_rows(matching *m, const dm_buffer *expression, dm_postings *list) {
  sqlite3_stmt *s = dm_db_query(m->store, "SELECT rowid, dm_times(words) FROM words WHERE words MATCH ?1", "t",
                                expression->bytes, expression->size);
  while (dm_db_next(m->store, s))
    dm_postings_add(list, sqlite3_column_int64(s, 0), (uint32_t)sqlite3_column_int64(s, 1));
}

/* The words of a beginning are gathered anew for each query inside the query, so that is not worth it there. */
static dm_set match_words(matching *m, const dm_query *q) {
  dm_buffer expression = {0};
  dm_postings list = {0};
  add_quoted(&expression, q);
  show_words(m, q);
  if (q->prefix)
    post_rows(m, &expression, &list);
  else
    dm_db_do(m->store, "SELECT dm_postings(words, ?2) FROM words WHERE words MATCH ?1 LIMIT 1", "tp",
             expression.bytes, expression.size, &list, DM_POSTINGS_POINTER);
  dm_buffer_free(&expression);
  return settle(m, &list);
}

static dm_set match_near(matching *m, const dm_query *q) {
  dm_buffer expression = {0};
  dm_postings list = {0};
  dm_buffer_puts(&expression, "NEAR(");
  for (const dm_query *w = q->right; w; w = w->right) {
    add_quoted(&expression, w);
    dm_buffer_putc(&expression, ' ');
    show_words(m, w);
  }
  dm_buffer_printf(&expression, ", %d)", q->distance);
  post_rows(m, &expression, &list);
  dm_buffer_free(&expression);
  return settle(m, &list);
}

/* ---- names ------------------------------------------------------------------------------------- */

static int by_document(const void *a, const void *b) {
  const dm_posting *p = a, *q = b;
  return (p->document > q->document) - (p->document < q->document);
}

static dm_set match_entities(matching *m, const int64_t *ids, size_t count) {
  dm_postings found = {0}, merged = {0};
  dm_shown *shown = &m->match->shown;
  for (size_t i = 0; i < count; i++) {
    sqlite3_stmt *s =
        dm_db_query(m->store, "SELECT document, mentions FROM appearance_row WHERE entity=?1 AND mentions > 0",
                    "i", ids[i]);
    while (dm_db_next(m->store, s)) {
      dm_postings_add(&found, sqlite3_column_int64(s, 0), (uint32_t)sqlite3_column_int64(s, 1));
    }
    if (m->negated) continue;
    shown->entities = dm_grow(m->arena, shown->entities, shown->entity_count, &shown->entity_room, sizeof *ids);
    shown->entities[shown->entity_count++] = ids[i];
  }
  if (found.count) qsort(found.items, found.count, sizeof *found.items, by_document);
  for (size_t i = 0; i < found.count; i++)
    dm_postings_add(&merged, found.items[i].document, found.items[i].count);
  free(found.items);
  return settle(m, &merged);
}

static dm_set match_name(matching *m, const dm_query *q) {
  static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};
  dm_entity_ids ids = {0};
  if (q->field == DM_FIELD_ENTITY)
    dm_entities_numbered(m->store, m->arena, strtoll(q->text, NULL, 10), &ids);
  else if (q->field == DM_FIELD_NAME)
    for (int i = 0; i < 4; i++) dm_entities_named(m->store, m->arena, types[i], q->text, q->prefix, &ids);
  else
    dm_entities_named(m->store, m->arena, types[q->field - DM_FIELD_PERSON], q->text, q->prefix, &ids);
  return match_entities(m, ids.ids, ids.count);
}

/* ---- header fields ----------------------------------------------------------------------------- */

static dm_set collect(matching *m, sqlite3_stmt *s) {
  dm_set set = empty(m);
  while (dm_db_next(m->store, s)) dm_set_add(&set, sqlite3_column_int64(s, 0));
  return set;
}

/* A row that is looked up costs as much as so many that an index gives one after the other. */
enum { LOOKUP = 100 };

static bool is_few(const matching *m) {
  return m->within && dm_set_count(m->within) * LOOKUP < (size_t)m->match->highest;
}

/* The documents among few that pass. */
static dm_set sift(matching *m, bool (*passes)(const dm_column *column, const void *what), const void *what) {
  dm_set set = empty(m);
  for (size_t w = 0; w < set.words; w++)
    for (uint64_t bits = m->within->bits[w]; bits; bits &= bits - 1) {
      int64_t id = (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits));
      dm_column column;
      if (dm_column_of(m->store, id, &column) && passes(&column, what)) dm_set_add(&set, id);
    }
  return set;
}

typedef struct {
  char from[20], until[20];
} dates;

static bool has_date(const dm_column *column, const void *what) {
  const dates *wanted = what;
  return column->date[0] && strcmp(column->date, wanted->from) >= 0 && strcmp(column->date, wanted->until) < 0;
}

/* All dates that begin with the text sort from it up to it and a tilde. */
static dm_set match_date(matching *m, const dm_query *q) {
  dates wanted = {"", "~"};
  char *from = wanted.from, *until = wanted.until, date[16];
  if (*q->text && dm_normal_date(q->text, date)) {
    bool after = q->op == DM_OP_MORE, lower = q->op != DM_OP_LESS && q->op != DM_OP_AT_MOST;
    bool upper = q->op == DM_OP_IS || q->op == DM_OP_AT_MOST || q->op == DM_OP_LESS;
    if (lower) snprintf(from, sizeof wanted.from, "%s%s", date, after ? "~" : "");
    if (upper) snprintf(until, sizeof wanted.until, "%s%s", date, q->op == DM_OP_LESS ? "" : "~");
  }
  if (*q->until && dm_normal_date(q->until, date)) snprintf(until, sizeof wanted.until, "%s~", date);
  if (is_few(m)) return sift(m, has_date, &wanted);
  const dm_column *columns = m->match->columns;
  if (!columns)
    return collect(
        m, dm_db_query(m->store, "SELECT id FROM document WHERE date >= ?1 AND date < ?2", "ss", from, until));
  dm_set set = empty(m);
  for (int64_t id = 1; id <= m->match->highest; id++)
    if (has_date(&columns[id], &wanted)) dm_set_add(&set, id);
  return set;
}

typedef struct {
  int64_t low, high;
} levels;

static bool has_class(const dm_column *column, const void *what) {
  const levels *wanted = what;
  return column->class >= wanted->low && column->class <= wanted->high;
}

static dm_set of_class(matching *m, int64_t low, int64_t high) {
  levels wanted = {low, high};
  if (is_few(m)) return sift(m, has_class, &wanted);
  const dm_column *columns = m->match->columns;
  if (!columns)
    return collect(
        m, dm_db_query(m->store, "SELECT id FROM document WHERE class BETWEEN ?1 AND ?2", "ii", low, high));
  dm_set set = empty(m);
  for (int64_t id = 1; id <= m->match->highest; id++)
    if (has_class(&columns[id], &wanted)) dm_set_add(&set, id);
  return set;
}

static dm_set match_class(matching *m, const dm_query *q) {
  int64_t low = 0, high = DM_CLASS_COUNT, level = dm_normal_class(q->text);
  switch (q->op) {
  case DM_OP_IS: low = high = level; break;
  case DM_OP_LESS: high = level - 1; break;
  case DM_OP_AT_MOST: high = level; break;
  case DM_OP_MORE: low = level + 1; break;
  case DM_OP_AT_LEAST: low = level; break;
  case DM_OP_RANGE:
    if (*q->text) low = level;
    if (*q->until) high = dm_normal_class(q->until);
    break;
  }
  return of_class(m, low < 0 ? 0 : low, high);
}

/* Does `word` stand in `text` as whole words? Both in capitals. */
static bool has_words(const char *text, const char *words) {
  size_t n = strlen(words);
  for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
    if ((at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[n])) return true;
  return false;
}

/* Posts are few: each is looked at once, then its documents are taken from the index. */
static dm_set match_from(matching *m, const dm_query *q) {
  dm_set set = empty(m);
  char wanted[96];
  dm_normal_post(q->text, strlen(q->text), wanted, sizeof wanted);
  const char *origin = "";
  for (;;) {
    sqlite3_stmt *s = dm_db_query(m->store, "SELECT min(origin) FROM document WHERE origin > ?1", "s", origin);
    if (!dm_db_next(m->store, s)) break;
    bool none = sqlite3_column_type(s, 0) == SQLITE_NULL;
    origin = dm_db_copy(m->arena, s, 0);
    sqlite3_reset(s);
    if (none) break;
    bool wanted_here = q->prefix ? !strncmp(origin, wanted, strlen(wanted)) : has_words(origin, wanted);
    if (!wanted_here) continue;
    dm_set here = collect(m, dm_db_query(m->store, "SELECT id FROM document WHERE origin = ?1", "s", origin));
    dm_set_or(&set, &here);
  }
  return set;
}

static char *in_capitals(matching *m, const char *text) {
  char *out = dm_strdup(m->arena, text);
  for (char *c = out; *c; c++) *c = (char)toupper((unsigned char)*c);
  return out;
}

static dm_set match_value(matching *m, const char *sql, const dm_query *q, const char *value) {
  const char *until = q->prefix ? dm_printf(m->arena, "%s\xF4\x8F\xBF\xBF", value) : value;
  return collect(m, dm_db_query(m->store, sql, "ss", value, until));
}

/* Addressees are few as well: the next one after the one before is a step in the index. */
static dm_set match_to(matching *m, const dm_query *q) {
  dm_set set = empty(m);
  const char *wanted = in_capitals(m, q->text), *to = "";
  for (;;) {
    sqlite3_stmt *s =
        dm_db_query(m->store, "SELECT min(value) FROM field_row WHERE name=6 AND value > ?1", "s", to);
    if (!dm_db_next(m->store, s)) break;
    bool none = sqlite3_column_type(s, 0) == SQLITE_NULL;
    to = dm_db_copy(m->arena, s, 0);
    sqlite3_reset(s);
    if (none) break;
    if (!strstr(in_capitals(m, to), wanted)) continue;
    dm_set here = collect(
        m, dm_db_query(m->store, "SELECT document FROM field_row WHERE name=6 AND value = ?1", "s", to));
    dm_set_or(&set, &here);
  }
  return set;
}

static dm_set match_subject(matching *m, const dm_query *q) {
  dm_buffer expression = {0};
  add_quoted(&expression, q);
  dm_set set = collect(m, dm_db_query(m->store, "SELECT rowid FROM subject_words WHERE subject_words MATCH ?1",
                                      "t", expression.bytes, expression.size));
  dm_buffer_free(&expression);
  return set;
}

static dm_set match_field(matching *m, const dm_query *q) {
  char value[128];
  switch (q->field) {
  case DM_FIELD_DATE: return match_date(m, q);
  case DM_FIELD_CLASS: return match_class(m, q);
  case DM_FIELD_FROM: return match_from(m, q);
  case DM_FIELD_TAGS:
    return match_value(m, "SELECT document FROM field_row WHERE name=5 AND value BETWEEN ?1 AND ?2", q,
                       in_capitals(m, q->text));
  case DM_FIELD_TO: return match_to(m, q);
  case DM_FIELD_PARA:
    dm_normal_mark(q->text, strlen(q->text), value, sizeof value);
    return match_value(m, "SELECT document FROM paragraph WHERE mark IS NOT NULL AND mark BETWEEN ?1 AND ?2", q,
                       value);
  case DM_FIELD_SUBJECT: return match_subject(m, q);
  case DM_FIELD_ID:
    dm_normal_reference(q->text, strlen(q->text), value, sizeof value);
    return match_value(m, "SELECT id FROM document WHERE reference BETWEEN ?1 AND ?2", q, value);
  case DM_FIELD_CITES:
    dm_normal_reference(q->text, strlen(q->text), value, sizeof value);
    return match_value(m, "SELECT document FROM citation WHERE target BETWEEN ?1 AND ?2", q, value);
  case DM_FIELD_CITEDBY:
    dm_normal_reference(q->text, strlen(q->text), value, sizeof value);
    return match_value(m,
                       "SELECT d.id FROM document s JOIN citation c ON c.document = s.id JOIN document d"
                       " ON d.reference = c.target WHERE s.reference BETWEEN ?1 AND ?2",
                       q, value);
  default: return match_name(m, q);
  }
}

/* ---- the tree ---------------------------------------------------------------------------------- */

static dm_set match_all(matching *m) {
  const dm_column *columns = m->match->columns;
  if (!columns) return collect(m, dm_db_query(m->store, "SELECT id FROM document", ""));
  dm_set set = empty(m);
  for (int64_t id = 1; id <= m->match->highest; id++)
    if (columns[id].class != DM_COLUMN_NONE) dm_set_add(&set, id);
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
  switch (q->kind) {
  case DM_QUERY_ALL: return match_all(m);
  case DM_QUERY_WORDS: return match_words(m, q);
  case DM_QUERY_NEAR: return match_near(m, q);
  case DM_QUERY_FIELD: return match_field(m, q);
  case DM_QUERY_NOT:
    right = evaluate_negated(m, q->left);
    left = match_all(m);
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
  matching m = {.store = store, .arena = arena, .match = out};
  out->set = evaluate(&m, query);
  if (out->shown.entity_count)
    qsort(out->shown.entities, out->shown.entity_count, sizeof *out->shown.entities, by_number);
}
