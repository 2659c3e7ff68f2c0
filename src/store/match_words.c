/* Words, phrases, beginnings and NEAR, by the full text index. */
#include "store/matching.h"

void dm_put_quoted(dm_buffer *out, const dm_query *words) {
  dm_buffer_putc(out, '"');
  for (const char *c = words->text; *c; c++)
    if (*c != '"') dm_buffer_putc(out, *c);
  dm_buffer_puts(out, words->prefix ? "\" *" : "\"");
}

static void show(matching *m, const dm_query *words) {
  dm_shown *shown = &m->match->shown;
  if (m->negated) return;
  shown->words = dm_grow(m->arena, shown->words, shown->word_count, &shown->word_room, sizeof *shown->words);
  shown->words[shown->word_count++] = words;
}

/* All rows in one call. */
static void count_phrase(matching *m, const dm_buffer *phrase) {
  dm_db_do(m->store, "SELECT dm_count(words, ?2) FROM words WHERE words MATCH ?1 LIMIT 1", "tp", phrase->bytes,
           phrase->size, &m->counts, DM_COUNTS_POINTER);
}

/* Row by row, as the index gives them. */
static void count_rows(matching *m, const dm_buffer *expression) {
  sqlite3_stmt *s = dm_db_query(m->store, "SELECT rowid, dm_times(words) FROM words WHERE words MATCH ?1", "t",
                                expression->bytes, expression->size);
  while (dm_db_next(m->store, s))
    dm_counts_add(&m->counts, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1));
}

/* For a beginning the index first puts the places of all its words in order, and would do so anew inside of
 * dm_count. */
dm_set dm_match_words(matching *m, const dm_query *q) {
  dm_buffer expression = {0};
  dm_put_quoted(&expression, q);
  show(m, q);
  if (q->prefix)
    count_rows(m, &expression);
  else
    count_phrase(m, &expression);
  dm_buffer_free(&expression);
  return dm_settle(m);
}

dm_set dm_match_near(matching *m, const dm_query *q) {
  dm_buffer expression = {0};
  dm_buffer_puts(&expression, "NEAR(");
  for (const dm_query *w = q->right; w; w = w->right) {
    dm_put_quoted(&expression, w);
    dm_buffer_putc(&expression, ' ');
    show(m, w);
  }
  dm_buffer_printf(&expression, ", %d)", q->distance);
  count_rows(m, &expression);
  dm_buffer_free(&expression);
  return dm_settle(m);
}
