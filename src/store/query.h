/* The query language (docs/queries.md) as a tree.
 *
 *     query := and { "OR" and }        and := unary { ["AND"] unary }       unary := {"NOT" | "-"} atom
 *     atom  := "(" query ")" | words | NEAR "(" words words ... ["," number] ")" | field ":" value
 *     words := word ["*"] | "\"" ... "\"" ["*"]
 *     value := [ "<" | "<=" | ">" | ">=" | "=" ] words | [words] ".." [words]
 */
#ifndef DM_STORE_QUERY_H
#define DM_STORE_QUERY_H

#include <stdbool.h>

#include "base/arena.h"
#include "dragoman.h"

typedef enum {
  DM_QUERY_ALL,
  DM_QUERY_AND,
  DM_QUERY_OR,
  DM_QUERY_NOT,
  DM_QUERY_WORDS,
  DM_QUERY_NEAR,
  DM_QUERY_FIELD
} dm_query_kind;

typedef enum {
  DM_FIELD_PERSON,
  DM_FIELD_PLACE,
  DM_FIELD_ORG,
  DM_FIELD_MISC,
  DM_FIELD_NAME,   /* of any type */
  DM_FIELD_ENTITY, /* by number */
  DM_FIELD_TAGS,
  DM_FIELD_CLASS,
  DM_FIELD_FROM,
  DM_FIELD_TO,
  DM_FIELD_DATE,
  DM_FIELD_PARA,
  DM_FIELD_SUBJECT,
  DM_FIELD_ID,
  DM_FIELD_CITES,
  DM_FIELD_CITEDBY,
  DM_FIELD_COUNT
} dm_query_field;

typedef enum { DM_OP_IS, DM_OP_LESS, DM_OP_AT_MOST, DM_OP_MORE, DM_OP_AT_LEAST, DM_OP_RANGE } dm_query_op;

typedef struct dm_query {
  dm_query_kind kind;
  size_t at;                     /* byte of the query's text where this begins */
  struct dm_query *left, *right; /* AND, OR; NOT has left; NEAR: a chain of WORDS over right */
  dm_query_field field;
  dm_query_op op;
  const char *text;  /* WORDS, FIELD; RANGE: from, "" if open */
  const char *until; /* RANGE: to, "" if open */
  bool prefix;       /* the last word may go on */
  int distance;      /* NEAR: words between */
} dm_query;

/* NULL with DM_ERR_ARGUMENT and the offset of the mistake in error->byte. An empty text asks for all. */
const dm_query *dm_query_parse(dm_arena *arena, const char *text, dm_error *error);

const char *dm_query_field_name(dm_query_field field);

#endif
