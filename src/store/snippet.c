/* The part of a document that shows most of what was asked for. Words are found again in the text by the
 * same folding that the index uses; names by their mentions. */
#include "store/snippet.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "store/filed.h"

enum { WINDOW = 240, LEAD = 60, WORD = 64 };

typedef struct {
  dm_span span;
  uint32_t what; /* which word or name of the query */
} find;

typedef struct {
  dm_arena *arena;
  const char *text;
  uint32_t size;
  find *finds;
  size_t count, room;
} scan;

static void add(scan *s, dm_span span, uint32_t what) {
  s->finds = dm_grow(s->arena, s->finds, s->count, &s->room, sizeof *s->finds);
  s->finds[s->count++] = (find){span, what};
}

/* A byte of ASCII folded, 0 if it stands in no word. */
static char fold_ascii(char c) {
  unsigned char lower = (unsigned char)c | 0x20; /* makes no letter of what is none */
  if (lower >= 'a' && lower <= 'z') return (char)lower;
  return c >= '0' && c <= '9' ? c : 0;
}

static bool is_letter(uint32_t code) {
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO &&
          category != UTF8PROC_CATEGORY_ME) ||
         category == UTF8PROC_CATEGORY_CO;
}

/* Folds the character at `at`, appending to out[*n]. Its length if it stands in a word, else minus that. */
static int fold_other(const char *text, uint32_t size, uint32_t at, char out[WORD], size_t *n) {
  uint32_t code;
  int length = (int)dm_utf8_decode(text, size, at, &code);
  if (!is_letter(code)) return -length;
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t k = utf8proc_decompose_char(
      (utf8proc_int32_t)code, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
  for (utf8proc_ssize_t i = 0; i < k && i < 8 && *n + 5 < WORD; i++)
    *n += dm_utf8_encode((uint32_t)parts[i], out + *n);
  return length;
}

/* The next word at or after *at, folded as unicode61 remove_diacritics does. False at the end. */
static bool next_word(const char *text, uint32_t size, uint32_t *at, dm_span *span, char out[WORD]) {
  size_t n = 0;
  bool inside = false;
  uint32_t here = *at;
  while (here < size) {
    char folded = fold_ascii(text[here]);
    int length = 1;
    if (folded) {
      if (n + 5 < WORD) out[n++] = folded;
    } else {
      length = (unsigned char)text[here] < 0x80 ? -1 : fold_other(text, size, here, out, &n);
    }
    if (length < 0 && inside) break;
    if (length > 0 && !inside) {
      span->begin = here;
      inside = true;
    }
    here += (uint32_t)abs(length);
  }
  out[n] = 0;
  span->end = *at = here;
  return inside;
}

/* A phrase of the query as folded words. */
typedef struct {
  char words[16][WORD];
  size_t count;
  bool prefix;
} phrase;

static void fold_phrase(const dm_query *q, phrase *out) {
  uint32_t at = 0, size = (uint32_t)strlen(q->text);
  dm_span span;
  out->count = 0;
  out->prefix = q->prefix;
  while (out->count < 16 && next_word(q->text, size, &at, &span, out->words[out->count])) out->count++;
}

static bool fits(const phrase *p, size_t i, const char *word) {
  bool last = i + 1 == p->count;
  return last && p->prefix ? !strncmp(p->words[i], word, strlen(p->words[i])) : !strcmp(p->words[i], word);
}

/* How many words of the phrase the text has gone through; a phrase that breaks may begin anew at once. */
typedef struct {
  size_t matched;
  uint32_t begin;
} progress;

typedef struct {
  phrase *phrases; /* [count] */
  progress *at;    /* [count] */
  size_t count;
  bool begins[256]; /* with these bytes, folded, the phrases' words begin */
  bool under_way;   /* some phrase has been begun */
} looking;

static looking look_for(dm_arena *arena, const dm_shown *shown) {
  looking l = {.count = shown->word_count};
  l.phrases = dm_alloc(arena, (l.count + 1) * sizeof *l.phrases);
  l.at = dm_alloc(arena, (l.count + 1) * sizeof *l.at);
  for (size_t i = 0; i < l.count; i++) {
    fold_phrase(shown->words[i], &l.phrases[i]);
    for (size_t k = 0; k < l.phrases[i].count; k++) l.begins[(unsigned char)*l.phrases[i].words[k]] = true;
  }
  return l;
}

/* Passes over ASCII up to a word that may be looked for, or to anything else. Most of a text is passed over so.
 */
static void pass_over(looking *l, const char *text, uint32_t size, uint32_t *at) {
  for (uint32_t i = *at; i < size;) {
    unsigned char first = (unsigned char)fold_ascii(text[i]);
    if (!first) {
      if ((unsigned char)text[i] >= 0x80) return;
      *at = ++i;
      continue;
    }
    if (l->begins[first]) return;
    while (i < size && fold_ascii(text[i])) i++;
    if (i < size && (unsigned char)text[i] >= 0x80) return; /* the word may go on */
    if (l->under_way) memset(l->at, 0, l->count * sizeof *l->at);
    l->under_way = false;
    *at = i;
  }
}

static void look_at(scan *s, looking *l, dm_span span, const char *word) {
  for (size_t i = 0; i < l->count; i++) {
    const phrase *p = &l->phrases[i];
    progress *at = &l->at[i];
    if (!p->count) continue;
    if (!fits(p, at->matched, word)) at->matched = 0;
    if (!fits(p, at->matched, word)) continue;
    if (!at->matched++) at->begin = span.begin;
    l->under_way = true;
    if (at->matched < p->count) continue;
    add(s, (dm_span){at->begin, span.end}, (uint32_t)i);
    at->matched = 0;
  }
}

static void find_words(scan *s, const dm_shown *shown) {
  if (!shown->word_count) return;
  looking l = look_for(s->arena, shown);
  char word[WORD];
  dm_span span;
  for (uint32_t here = 0;;) {
    pass_over(&l, s->text, s->size, &here);
    if (!next_word(s->text, s->size, &here, &span, word)) return;
    look_at(s, &l, span, word);
  }
}

static int by_number(const void *a, const void *b) {
  int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
  return (p > q) - (p < q);
}

static void find_names(scan *s, struct dm_store *store, const dm_shown *shown, int64_t document) {
  if (!shown->entity_count) return;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT entity, begin, begin + size FROM mention_row WHERE id BETWEEN ?1 << 24"
                                " AND (?1 << 24) + 16777215 AND entity IS NOT NULL",
                                "i", document);
  while (dm_db_next(store, q)) {
    int64_t entity = sqlite3_column_int64(q, 0);
    const int64_t *found = bsearch(&entity, shown->entities, shown->entity_count, sizeof entity, by_number);
    if (found)
      add(s, (dm_span){(uint32_t)sqlite3_column_int64(q, 1), (uint32_t)sqlite3_column_int64(q, 2)},
          (uint32_t)(shown->word_count + (size_t)(found - shown->entities)));
  }
}

static int by_place(const void *a, const void *b) {
  const find *p = a, *q = b;
  if (p->span.begin != q->span.begin) return p->span.begin < q->span.begin ? -1 : 1;
  return (p->span.end > q->span.end) - (p->span.end < q->span.end);
}

/* Where a window shows the most different things, then the most things. */
static size_t best_window(const scan *s) {
  size_t best = 0, best_score = 0;
  for (size_t i = 0; i < s->count; i++) {
    uint64_t seen = 0;
    size_t things = 0;
    for (size_t k = i; k < s->count && s->finds[k].span.end <= s->finds[i].span.begin + WINDOW - LEAD; k++) {
      seen |= UINT64_C(1) << (s->finds[k].what % 64);
      things++;
    }
    size_t score = (size_t)__builtin_popcountll(seen) * 1000 + (things < 999 ? things : 999);
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  return best;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* [*begin, *end) moved to word ends. */
static void trim(const scan *s, uint32_t *begin, uint32_t *end) {
  if (*begin)
    while (*begin < s->size && !is_blank(s->text[*begin])) ++*begin;
  if (*end < s->size)
    while (*end > *begin && !is_blank(s->text[*end])) --*end;
  while (*begin < *end && is_blank(s->text[*begin])) ++*begin;
  while (*end > *begin && is_blank(s->text[*end - 1])) --*end;
}

/* Copies the window on one line and carries the marks over. */
static void write_window(const scan *s, uint32_t begin, uint32_t end, dm_hit *hit) {
  char *out = dm_alloc(s->arena, end - begin + 1);
  uint32_t *to = dm_alloc(s->arena, (end - begin + 2) * sizeof *to), n = 0;
  for (uint32_t i = begin; i < end; i++) {
    to[i - begin] = n;
    bool blank = is_blank(s->text[i]);
    if (blank && (!n || out[n - 1] == ' ')) continue;
    out[n++] = blank ? ' ' : s->text[i];
  }
  to[end - begin] = n;
  dm_span *marks = dm_alloc(s->arena, (s->count + 1) * sizeof *marks);
  for (size_t i = 0; i < s->count; i++) {
    dm_span span = s->finds[i].span;
    if (span.begin < begin || span.end > end) continue;
    span = (dm_span){to[span.begin - begin], to[span.end - begin]};
    if (hit->mark_count && span.begin < marks[hit->mark_count - 1].end) { /* overlapping: one mark */
      if (span.end > marks[hit->mark_count - 1].end) marks[hit->mark_count - 1].end = span.end;
      continue;
    }
    marks[hit->mark_count++] = span;
  }
  hit->snippet = out;
  hit->marks = marks;
}

void dm_snippet(struct dm_store *store, dm_arena *arena, const dm_shown *shown, dm_hit *hit) {
  scan s = {.arena = arena, .text = ""};
  size_t size;
  s.text = dm_filed_text(store, hit->document, arena, &size);
  s.size = (uint32_t)size;
  find_words(&s, shown);
  find_names(&s, store, shown, hit->document);
  if (s.count) qsort(s.finds, s.count, sizeof *s.finds, by_place);
  uint32_t begin = s.count ? s.finds[best_window(&s)].span.begin : 0;
  if (!s.count) { /* nothing to show: how the message itself begins */
    sqlite3_stmt *q =
        dm_db_query(store,
                    "SELECT begin FROM paragraph WHERE document=?1 AND (number>0 OR zone=0) ORDER BY position"
                    " LIMIT 1",
                    "i", hit->document);
    if (dm_db_next(store, q)) {
      begin = (uint32_t)sqlite3_column_int64(q, 0) + LEAD;
      sqlite3_reset(q);
    }
  }
  begin = begin > LEAD ? begin - LEAD : 0;
  uint32_t end = s.size - begin > WINDOW ? begin + WINDOW : s.size;
  trim(&s, &begin, &end);
  write_window(&s, begin, end, hit);
}
