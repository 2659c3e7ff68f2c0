/* What a client may send, as a target, a body, a query, a host or a cursor: whatever the bytes, what comes out
 * is UTF-8 without NUL, and places lie inside. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "serve/body.h"
#include "serve/guard.h"
#include "serve/target.h"
#include "serve/utf16.h"
#include "store/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds) {
  if (!holds) abort();
}

static void require_text(const char *text) {
  require(dm_utf8_valid(text, strlen(text)) == strlen(text));
}

static void target(dm_arena *arena, const char *text) {
  dm_target t;
  uint64_t number = 0;
  if (!dm_target_parse(arena, text, &t)) return;
  require_text(t.path);
  for (size_t i = 0; i < t.count; i++) {
    require_text(t.arguments[i].name);
    require_text(t.arguments[i].value);
    if (dm_target_number(&t, t.arguments[i].name, 3, 500, &number))
      require(!number || (number > 2 && number < 501));
  }
}

static void body(dm_arena *arena, const char *bytes, size_t size) {
  dm_object o;
  if (dm_object_read(arena, bytes, size, &o)) return;
  for (size_t i = 0; i < o.count; i++) {
    require_text(o.members[i].name);
    require_text(dm_object_text(&o, o.members[i].name));
  }
}

static void query(dm_arena *arena, const char *text) {
  dm_error error = {0};
  if (!dm_query_parse(arena, text, &error))
    require(error.status == DM_ERR_ARGUMENT && error.byte <= strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dm_arena *arena = dm_arena_new();
  const char *text = dm_strndup(arena, (const char *)data, size);
  uint32_t byte;
  target(arena, text);
  target(arena, dm_printf(arena, "/?%s", text));
  body(arena, text, size);
  query(arena, text);
  dm_host_allowed(text, (const char *const[]){"a.example"}, 1);
  dm_origin_allowed(text, "", text, false);
  if (dm_utf16_byte(text, size, size / 2, &byte)) require(byte <= size);
  dm_arena_free(arena);
  return 0;
}
