/* Any text as two documents with names into an archive, and once more after another model: every name is kept
 * at its place, what entities count adds up, and no row is left over. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/document.h"
#include "cable/cable.h"
#include "read/read.h"
#include "resolve/resolve.h"
#include "segment/segment.h"
#include "store/db.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 6, MOST = 200 };

static void require(int holds) {
  if (!holds) abort();
}

/* Tokens with a capital, or beyond ASCII, stand for names, one type or another. */
static void mark(dm_document *doc) {
  static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};
  doc->types = types;
  doc->type_count = 4;
  for (size_t i = 0; i < doc->token_count && doc->mention_count < MOST; i++) {
    size_t end = i;
    while (end < doc->token_count && end - i < LONGEST) {
      unsigned char first = (unsigned char)doc->text[doc->tokens[end].span.begin];
      if (!isupper(first) && first < 0x80) break;
      end++;
    }
    if (end == i) continue;
    dm_mention m = {.span = {doc->tokens[i].span.begin, doc->tokens[end - 1].span.end},
                    .type = (uint16_t)(i % 3 ? 0 : (end - i) % 4),
                    .paragraph = DM_NONE,
                    .confidence = 0.9f};
    doc->mentions = dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof m);
    doc->mentions[doc->mention_count++] = m;
    i = end;
  }
}

static size_t add(dm_store *store, uint32_t ordinal, const uint8_t *data, size_t size) {
  static const char *const origins[] = {"Embassy Damascus", "Secretary of State", ""};
  uint8_t hash[32] = {0};
  dm_document *doc = dm_document_from_text("fuzz", (const char *)data, size);
  if (!doc) doc = dm_document_from_text("fuzz", "", 0);
  require(doc && dm_segment(doc, NULL) == DM_OK && dm_cable(doc, NULL) == DM_OK);
  mark(doc);
  char date[] = "2010-02-17";
  if (size) date[3] = (char)('0' + data[0] % 10);
  dm_field fields[] = {{.name = "created", .value = date},
                       {.name = "origin", .value = origins[size % 3]},
                       {.name = "volume", .value = size % 2 ? "" : "v1"}};
  dm_record record = {.path = "fuzz",
                      .sha256 = hash,
                      .ordinal = ordinal,
                      .count = 2,
                      .doc = doc,
                      .fields = fields,
                      .field_count = 3};
  bool replaced;
  require(dm_store_add(store, &record, &replaced, NULL) == DM_OK);
  size_t count = doc->mention_count;
  dm_document_free(doc);
  return count;
}

static int64_t number(dm_store *store, const char *sql) {
  return dm_db_int(store, -1, sql, "");
}

static void check(dm_store *store, size_t mentions) {
  require(number(store, "SELECT count(*) FROM document") == 2);
  require(number(store, "SELECT count(*) FROM mention_row") == (int64_t)mentions);
  require(number(store, "SELECT count(*) FROM mention m JOIN body_row b ON b.document = m.document WHERE "
                        "m.\"end\" > b.size") == 0);
  require(number(store, "SELECT coalesce(sum(mentions), 0) FROM entity") ==
          number(store, "SELECT count(*) FROM mention_row WHERE entity IS NOT NULL"));
  require(
      number(
          store,
          "SELECT count(*) FROM appearance_row a LEFT JOIN entity e ON e.id = a.entity WHERE e.id IS NULL") ==
      0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dm_store *store = dm_store_open(":memory:", DM_STORE_CREATE, dm_resolver_default(), NULL);
  require(store != NULL);
  for (int round = 0; round < 2; round++) {
    require(dm_store_begin_run(store, "fuzz", round ? "two" : "one", NULL) == DM_OK);
    size_t mentions = add(store, 0, data, size / 2);
    mentions += add(store, 1, data + size / 2, size - size / 2);
    check(store, mentions);
  }
  dm_store_close(store);
  return 0;
}
