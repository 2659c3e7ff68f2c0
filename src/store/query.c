/* Recursive descent over the text itself; depth is bounded. */
#include "store/query.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/normal.h"

enum { DEPTH = 64, NEAR_DISTANCE = 10 };

static const char *const field_names[DM_FIELD_COUNT] = {
    "person", "place", "org",  "misc", "name",    "entity", "tags",  "class",
    "from",   "to",    "date", "para", "subject", "id",     "cites", "citedby",
};

const char *dm_query_field_name(dm_query_field field) {
  return field < DM_FIELD_COUNT ? field_names[field] : "";
}

typedef struct {
  dm_arena *arena;
  const char *text;
  size_t at;
  int depth;
  dm_error *error;
} parser;

static dm_query *parse_or(parser *p);

static dm_query *wrong(parser *p, size_t at, const char *why) {
  if (p->error && p->error->status == DM_OK) {
    dm_fail(p->error, DM_ERR_ARGUMENT, "%s", why);
    p->error->byte = at;
  }
  return NULL;
}

static void blanks(parser *p) {
  while (isspace((unsigned char)p->text[p->at])) p->at++;
}

static dm_query *make(parser *p, dm_query_kind kind, size_t at, dm_query *left, dm_query *right) {
  dm_query *q = dm_alloc(p->arena, sizeof *q);
  *q = (dm_query){.kind = kind, .at = at, .left = left, .right = right, .text = "", .until = ""};
  return q;
}

static bool ends_word(char c) {
  return !c || isspace((unsigned char)c) || c == '(' || c == ')' || c == '"';
}

/* Is the next word `keyword`, written in capitals? Steps over it. */
static bool take_keyword(parser *p, const char *keyword) {
  size_t n = strlen(keyword);
  if (strncmp(p->text + p->at, keyword, n) != 0 || !ends_word(p->text[p->at + n])) return false;
  p->at += n;
  return true;
}

/* A word or a quoted phrase; NULL after an error. `stop` are further characters that end a bare word. */
static const char *take_text(parser *p, const char *stop, bool *prefix) {
  size_t begin = p->at;
  const char *text;
  if (p->text[p->at] == '"') {
    const char *close = strchr(p->text + begin + 1, '"');
    if (!close) {
      wrong(p, begin, "this quotation mark is never closed");
      return NULL;
    }
    text = dm_strndup(p->arena, p->text + begin + 1, (size_t)(close - p->text) - begin - 1);
    p->at = (size_t)(close - p->text) + 1;
  } else {
    while (!ends_word(p->text[p->at]) && !strchr(stop, p->text[p->at]) &&
           strncmp(p->text + p->at, "..", 2) != 0)
      p->at++;
    if (p->at > begin && p->text[p->at - 1] == '*') p->at--;
    text = dm_strndup(p->arena, p->text + begin, p->at - begin);
  }
  *prefix = p->text[p->at] == '*';
  p->at += *prefix;
  if (*text) return text;
  wrong(p, begin, "a word is missing here");
  return NULL;
}

static bool has_word(const char *text) {
  for (; *text; text++)
    if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80) return true;
  return false;
}

static dm_query *parse_words(parser *p, const char *stop) {
  dm_query *q = make(p, DM_QUERY_WORDS, p->at, NULL, NULL);
  q->text = take_text(p, stop, &q->prefix);
  if (!q->text) return NULL;
  return has_word(q->text) ? q : wrong(p, q->at, "there is no letter or digit in this");
}

static dm_query *parse_near(parser *p, size_t at) {
  dm_query *q = make(p, DM_QUERY_NEAR, at, NULL, NULL), **end = &q->right;
  size_t count = 0;
  q->distance = NEAR_DISTANCE;
  p->at++; /* the bracket */
  for (blanks(p); p->text[p->at] && !strchr("),", p->text[p->at]); blanks(p), count++) {
    if (p->text[p->at] == '(') return wrong(p, p->at, "NEAR takes words and phrases only");
    *end = parse_words(p, ",");
    if (!*end) return NULL;
    end = &(*end)->right;
  }
  if (p->text[p->at] == ',') {
    p->at++;
    blanks(p);
    char *rest;
    long distance = strtol(p->text + p->at, &rest, 10);
    if (rest == p->text + p->at || distance < 0 || distance > 10000)
      return wrong(p, p->at, "NEAR takes the number of words between here");
    q->distance = (int)distance;
    p->at = (size_t)(rest - p->text);
    blanks(p);
  }
  if (p->text[p->at] != ')') return wrong(p, at, "this NEAR( is never closed");
  p->at++;
  return count > 1 ? q : wrong(p, at, "NEAR needs two words or more");
}

/* ---- fields ------------------------------------------------------------------------------------ */

/* The field whose name and colon stand here, DM_FIELD_COUNT if there is none; *size is the name's. */
static dm_query_field field_here(const parser *p, size_t *size) {
  const char *at = p->text + p->at;
  *size = 0;
  while (isalpha((unsigned char)at[*size])) ++*size;
  if (!*size || at[*size] != ':') return *size = 0, DM_FIELD_COUNT;
  for (int f = 0; f < DM_FIELD_COUNT; f++)
    if (strlen(field_names[f]) == *size && !strncmp(at, field_names[f], *size)) return (dm_query_field)f;
  return DM_FIELD_COUNT;
}

static dm_query_op take_op(parser *p) {
  static const struct {
    const char *sign;
    dm_query_op op;
  } ops[] = {
      {"<=", DM_OP_AT_MOST}, {">=", DM_OP_AT_LEAST}, {"<", DM_OP_LESS}, {">", DM_OP_MORE}, {"=", DM_OP_IS}};
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
    if (!strncmp(p->text + p->at, ops[i].sign, strlen(ops[i].sign))) {
      p->at += strlen(ops[i].sign);
      return ops[i].op;
    }
  return DM_OP_IS;
}

/* NULL if the value makes sense for the field. */
static const char *objection(dm_query_field field, const char *value) {
  char scratch[16];
  if (field == DM_FIELD_DATE && !dm_normal_date(value, scratch))
    return "this is no date; write 2009, 2009-04 or 2009-04-02";
  if (field == DM_FIELD_CLASS && dm_normal_class(value) < 0)
    return "no such classification; unclassified, sensitive, restricted, confidential, secret, \"top secret\"";
  if (field == DM_FIELD_ENTITY && (strspn(value, "0123456789") != strlen(value) || !*value))
    return "entity: takes a number; person:, place:, org:, misc: and name: take names";
  return NULL;
}

static bool has_order(dm_query_field field) {
  return field == DM_FIELD_DATE || field == DM_FIELD_CLASS;
}

static dm_query *parse_field(parser *p, dm_query_field field, size_t name_size) {
  dm_query *q = make(p, DM_QUERY_FIELD, p->at, NULL, NULL);
  q->field = field;
  p->at += name_size + 1;
  blanks(p);
  size_t value = p->at;
  q->op = take_op(p);
  if (q->op != DM_OP_IS && !has_order(field)) return wrong(p, value, "only date: and class: can be compared");
  size_t from = p->at, until = p->at;
  bool open = !strncmp(p->text + p->at, "..", 2);
  if (!open && !(q->text = take_text(p, "", &q->prefix))) return NULL;
  if (!strncmp(p->text + p->at, "..", 2)) {
    if (!has_order(field) || q->op != DM_OP_IS)
      return wrong(p, p->at, "a range needs date: or class:, and no sign");
    q->op = DM_OP_RANGE;
    until = p->at += 2;
    if (!ends_word(p->text[p->at]) || p->text[p->at] == '"') q->until = take_text(p, "", &q->prefix);
    if (!q->until) return NULL;
  }
  const char *why = *q->text ? objection(field, q->text) : NULL;
  if (why) return wrong(p, from, why);
  why = *q->until ? objection(field, q->until) : NULL;
  if (why) return wrong(p, until, why);
  if (q->op == DM_OP_RANGE && !*q->text && !*q->until) return wrong(p, value, "a range needs one end at least");
  return q;
}

/* ---- the grammar ------------------------------------------------------------------------------- */

static dm_query *parse_atom(parser *p) {
  size_t at = p->at, size;
  if (p->text[at] == '(') {
    p->at++;
    dm_query *inner = parse_or(p);
    if (!inner) return NULL;
    blanks(p);
    if (p->text[p->at] != ')') return wrong(p, at, "this bracket is never closed");
    p->at++;
    return inner;
  }
  if (p->text[at] == ')') return wrong(p, at, "this bracket closes nothing");
  if (!strncmp(p->text + at, "NEAR(", 5)) {
    p->at += 4;
    return parse_near(p, at);
  }
  dm_query_field field = field_here(p, &size);
  if (field < DM_FIELD_COUNT) return parse_field(p, field, size);
  if (size)
    return wrong(
        p, at,
        "no such field; there are person, place, org, misc, name, entity, tags, class, from, to, date, para,"
        " subject, id, cites, citedby (quote the word if you mean the text)");
  return parse_words(p, "");
}

static dm_query *parse_unary(parser *p) {
  size_t at = p->at;
  bool dash =
      p->text[at] == '-' && !ends_word(p->text[at + 1]) ? true : p->text[at] == '-' && p->text[at + 1] == '(';
  dash |= p->text[at] == '-' && p->text[at + 1] == '"';
  if (!dash && !take_keyword(p, "NOT")) return parse_atom(p);
  p->at += dash;
  blanks(p);
  if (!p->text[p->at]) return wrong(p, at, "nothing follows to be left out");
  if (p->depth++ > DEPTH) return wrong(p, at, "too deeply nested");
  dm_query *inner = parse_unary(p);
  p->depth--;
  return inner ? make(p, DM_QUERY_NOT, at, inner, NULL) : NULL;
}

static dm_query *parse_and(parser *p) {
  blanks(p);
  size_t at = p->at;
  if (!p->text[at]) return wrong(p, at, "something is missing here");
  if (take_keyword(p, "OR") || take_keyword(p, "AND")) return wrong(p, at, "nothing stands before this");
  dm_query *left = parse_unary(p);
  while (left) {
    blanks(p);
    size_t here = p->at;
    if (!p->text[here] || p->text[here] == ')') return left;
    if (take_keyword(p, "OR")) {
      p->at = here;
      return left;
    }
    bool stated = take_keyword(p, "AND");
    blanks(p);
    if (stated && (!p->text[p->at] || p->text[p->at] == ')')) return wrong(p, here, "nothing follows this");
    dm_query *right = parse_unary(p);
    left = right ? make(p, DM_QUERY_AND, at, left, right) : NULL;
  }
  return NULL;
}

static dm_query *parse_or(parser *p) {
  if (p->depth++ > DEPTH) return wrong(p, p->at, "too deeply nested");
  dm_query *left = parse_and(p);
  while (left) {
    blanks(p);
    size_t here = p->at;
    if (!take_keyword(p, "OR")) break;
    blanks(p);
    if (!p->text[p->at] || p->text[p->at] == ')') return wrong(p, here, "nothing follows this");
    dm_query *right = parse_and(p);
    left = right ? make(p, DM_QUERY_OR, here, left, right) : NULL;
  }
  p->depth--;
  return left;
}

const dm_query *dm_query_parse(dm_arena *arena, const char *text, dm_error *error) {
  dm_error unseen = {0};
  parser p = {.arena = arena, .text = text, .error = error ? error : &unseen};
  p.error->status = DM_OK;
  blanks(&p);
  if (!text[p.at]) return make(&p, DM_QUERY_ALL, 0, NULL, NULL);
  dm_query *q = parse_or(&p);
  if (!q) return NULL;
  blanks(&p);
  return text[p.at] ? wrong(&p, p.at, "this bracket closes nothing") : q;
}
