/* Names and header fields. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/entities.h"
#include "store/matching.h"
#include "store/normal.h"

static dm_set match_entities(matching *m, const int64_t *ids, size_t count) {
  dm_shown *shown = &m->match->shown;
  for (size_t i = 0; i < count; i++) {
    sqlite3_stmt *s =
        dm_db_query(m->store, "SELECT document, mentions FROM appearance_row WHERE entity=?1 AND mentions > 0",
                    "i", ids[i]);
    while (dm_db_next(m->store, s))
      dm_counts_add(&m->counts, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1));
    if (m->negated) continue;
    shown->entities = dm_grow(m->arena, shown->entities, shown->entity_count, &shown->entity_room, sizeof *ids);
    shown->entities[shown->entity_count++] = ids[i];
  }
  return dm_settle(m);
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

/* For statements that dm_collect the documents of all rows into ?1. */
#define COLLECT(m, set, sql, format, ...)                                                                      \
  dm_db_do((m)->store, sql, "p" format, set, DM_SET_POINTER, __VA_ARGS__)

/* A row that is looked up costs as much as so many that an index gives one after the other. */
enum { LOOKUP = 100 };

static bool is_few(const matching *m) {
  return m->within && dm_set_count(m->within) * LOOKUP < (size_t)m->match->highest;
}

/* Adds the documents that pass where that need not be asked of an index: among few, or of columns kept in
 * memory. False where it need. */
static bool sift(matching *m, bool (*passes)(const dm_column *column, const void *what), const void *what,
                 dm_set *set) {
  const dm_column *columns = m->match->columns;
  if (!is_few(m)) {
    for (int64_t id = 1; columns && id <= m->match->highest; id++)
      if (passes(&columns[id], what)) dm_set_add(set, id);
    return columns != NULL;
  }
  for (size_t w = 0; w < set->words; w++)
    for (uint64_t bits = m->within->bits[w]; bits; bits &= bits - 1) {
      int64_t id = (int64_t)(w * 64 + (size_t)__builtin_ctzll(bits));
      dm_column column;
      if (dm_column_of(m->store, id, &column) && passes(&column, what)) dm_set_add(set, id);
    }
  return true;
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
  dm_set set = dm_no_documents(m);
  if (!sift(m, has_date, &wanted, &set))
    COLLECT(m, &set, "SELECT dm_collect(id, ?1) FROM document WHERE date >= ?2 AND date < ?3", "ss", from,
            until);
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
  dm_set set = dm_no_documents(m);
  if (!sift(m, has_class, &wanted, &set))
    COLLECT(m, &set, "SELECT dm_collect(id, ?1) FROM document WHERE class BETWEEN ?2 AND ?3", "ii", low, high);
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
  dm_set set = dm_no_documents(m);
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
    COLLECT(m, &set, "SELECT dm_collect(id, ?1) FROM document WHERE origin = ?2", "s", origin);
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
  dm_set set = dm_no_documents(m);
  COLLECT(m, &set, sql, "ss", value, until);
  return set;
}

/* Addressees are few as well: the next one after the one before is a step in the index. */
static dm_set match_to(matching *m, const dm_query *q) {
  dm_set set = dm_no_documents(m);
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
    COLLECT(m, &set, "SELECT dm_collect(document, ?1) FROM field_row WHERE name=6 AND value = ?2", "s", to);
  }
  return set;
}

static dm_set match_subject(matching *m, const dm_query *q) {
  dm_buffer expression = {0};
  dm_set set = dm_no_documents(m);
  dm_put_quoted(&expression, q);
  COLLECT(m, &set, "SELECT dm_collect(rowid, ?1) FROM subject_words WHERE subject_words MATCH ?2", "t",
          expression.bytes, expression.size);
  dm_buffer_free(&expression);
  return set;
}

dm_set dm_match_field(matching *m, const dm_query *q) {
  char value[128];
  switch (q->field) {
  case DM_FIELD_DATE: return match_date(m, q);
  case DM_FIELD_CLASS: return match_class(m, q);
  case DM_FIELD_FROM: return match_from(m, q);
  case DM_FIELD_TAGS:
    return match_value(
        m, "SELECT dm_collect(document, ?1) FROM field_row WHERE name=5 AND value BETWEEN ?2 AND ?3", q,
        in_capitals(m, q->text));
  case DM_FIELD_TO: return match_to(m, q);
  case DM_FIELD_PARA:
    dm_normal_mark(q->text, strlen(q->text), value, sizeof value);
    return match_value(
        m, "SELECT dm_collect(document, ?1) FROM paragraph WHERE mark IS NOT NULL AND mark BETWEEN ?2 AND ?3",
        q, value);
  case DM_FIELD_SUBJECT: return match_subject(m, q);
  case DM_FIELD_ID:
    dm_normal_reference(q->text, strlen(q->text), value, sizeof value);
    return match_value(m, "SELECT dm_collect(id, ?1) FROM document WHERE reference BETWEEN ?2 AND ?3", q,
                       value);
  case DM_FIELD_CITES:
    dm_normal_reference(q->text, strlen(q->text), value, sizeof value);
    return match_value(m, "SELECT dm_collect(document, ?1) FROM citation WHERE target BETWEEN ?2 AND ?3", q,
                       value);
  case DM_FIELD_CITEDBY:
    dm_normal_reference(q->text, strlen(q->text), value, sizeof value);
    return match_value(
        m,
        "SELECT dm_collect(d.id, ?1) FROM document s JOIN citation c ON c.document = s.id JOIN document d"
        " ON d.reference = c.target WHERE s.reference BETWEEN ?2 AND ?3",
        q, value);
  default: return match_name(m, q);
  }
}

dm_set dm_match_all(matching *m) {
  const dm_column *columns = m->match->columns;
  dm_set set = dm_no_documents(m);
  if (!columns) dm_db_do(m->store, "SELECT dm_collect(id, ?1) FROM document", "p", &set, DM_SET_POINTER);
  for (int64_t id = 1; columns && id <= m->match->highest; id++)
    if (columns[id].class != DM_COLUMN_NONE) dm_set_add(&set, id);
  return set;
}
