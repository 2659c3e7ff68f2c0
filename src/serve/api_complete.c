/* How a word of a query may go on. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cable/tables.h"
#include "serve/api.h"
#include "serve/server.h"
#include "store/complete.h"
#include "store/normal.h"

enum { MOST = 50 };

static const struct {
  const char *field; /* as in a query */
  unsigned kinds;
} fields[] = {
    {"person", DM_COMPLETE_PERSON},
    {"place", DM_COMPLETE_PLACE},
    {"org", DM_COMPLETE_ORG},
    {"misc", DM_COMPLETE_MISC},
    {"tags", DM_COMPLETE_TAG},
    {"from", DM_COMPLETE_POST},
    {"name", DM_COMPLETE_PERSON | DM_COMPLETE_PLACE | DM_COMPLETE_ORG | DM_COMPLETE_MISC},
};

static const char *kind_name(dm_complete_kind kind) {
  switch (kind) {
  case DM_COMPLETE_PERSON: return "person";
  case DM_COMPLETE_PLACE: return "place";
  case DM_COMPLETE_ORG: return "org";
  case DM_COMPLETE_TAG: return "tag";
  case DM_COMPLETE_POST: return "post";
  default: return "misc";
  }
}

static void put_item(dm_put *put, const char *kind, const char *text, const char *detail, int64_t entity,
                     uint64_t documents, const char *query) {
  dm_put_open(put, NULL, '{');
  dm_put_text(put, "kind", kind);
  dm_put_text(put, "text", text);
  dm_put_text(put, "detail", detail);
  if (entity) dm_put_int(put, "entity", entity);
  dm_put_int(put, "documents", (int64_t)documents);
  dm_put_text(put, "query", query);
  dm_put_close(put, '}');
}

static void put_completion(dm_put *put, dm_arena *arena, const dm_completion *c) {
  const dm_tag_row *tag = c->kind == DM_COMPLETE_TAG ? dm_find_tag(c->name, strlen(c->name)) : NULL;
  const char *query = c->kind == DM_COMPLETE_TAG    ? dm_query_of(arena, "tags", c->name)
                      : c->kind == DM_COMPLETE_POST ? dm_query_of(arena, "from", c->name)
                                                    : dm_printf(arena, "entity:%" PRId64, c->entity);
  put_item(put, kind_name(c->kind), c->name, tag ? tag->meaning : "", c->entity, c->documents, query);
}

/* Names of fields that begin so, and the levels of class:. */
static size_t put_words(dm_put *put, dm_arena *arena, const char *prefix, size_t limit) {
  size_t shown = 0, size = strlen(prefix);
  for (int f = 0; size && f < DM_FIELD_COUNT && shown < limit; f++) {
    const char *name = dm_query_field_name((dm_query_field)f);
    if (strncmp(name, prefix, size) != 0) continue;
    const char *text = dm_printf(arena, "%s:", name);
    put_item(put, "field", text, "", 0, 0, text);
    shown++;
  }
  for (int level = 0; !strncmp(prefix, "class:", 6) && level < DM_CLASS_COUNT; level++) {
    if (strncmp(dm_class_name(level), prefix + 6, size - 6) != 0) continue;
    const char *text = dm_query_of(arena, "class", dm_class_name(level));
    put_item(put, "field", text, "", 0, 0, text);
    shown++;
  }
  return shown;
}

void dm_answer_complete(dm_worker *w, dm_request *r) {
  (void)w;
  uint64_t limit = 8;
  if (!dm_request_number(r, "limit", 1, MOST, &limit)) return;
  const char *prefix = dm_request_argument(r, "prefix"), *word = prefix;
  unsigned kinds = DM_COMPLETE_ANY;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    size_t size = strlen(fields[i].field);
    if (strncmp(prefix, fields[i].field, size) != 0 || prefix[size] != ':') continue;
    kinds = fields[i].kinds;
    word = prefix + size + 1;
  }
  word += strspn(word, "\"-(");
  dm_completion found[MOST];
  dm_put put = dm_reply_object(r);
  dm_put_open(&put, "items", '[');
  size_t words = put_words(&put, r->arena, prefix, 2), room = words < limit ? limit - words : 0;
  bool named = kinds != DM_COMPLETE_ANY; /* a field alone: its most frequent names */
  size_t count =
      *word || named ? dm_watch_complete(r->server->watch, r->arena, word, kinds, (size_t)room, found) : 0;
  for (size_t i = 0; i < count; i++) put_completion(&put, r->arena, &found[i]);
  dm_put_close(&put, ']');
  dm_reply_end(&put);
}
