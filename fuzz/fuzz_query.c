/* The query parser: whatever the text, a tree whose places lie in it, or an error at a place in it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds) {
  if (!holds) abort();
}

static void check(const dm_query *q, size_t size) {
  require(q->kind <= DM_QUERY_FIELD && q->at <= size && q->text && q->until);
  require(q->kind != DM_QUERY_FIELD || dm_query_field_name(q->field)[0]);
  require(q->kind != DM_QUERY_AND || (q->left && q->right));
  require(q->kind != DM_QUERY_OR || (q->left && q->right));
  require(q->kind != DM_QUERY_NOT || q->left);
  require(q->kind != DM_QUERY_NEAR || (q->right && q->right->right));
  require(q->kind != DM_QUERY_WORDS || q->text[0]);
  if (q->left) check(q->left, size);
  if (q->right) check(q->right, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dm_arena *arena = dm_arena_new();
  char *text = dm_strndup(arena, (const char *)data, size);
  dm_error error = {0};
  const dm_query *q = dm_query_parse(arena, text, &error);
  size = strlen(text);
  if (q)
    check(q, size);
  else
    require(error.status == DM_ERR_ARGUMENT && error.byte <= size && error.message[0]);
  dm_arena_free(arena);
  return 0;
}
