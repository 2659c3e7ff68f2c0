/* A throw-away archive for tests, filled with documents written as "Met [PER:Ilya Karn] in [LOC:Sorvia].":
 * marks become mentions, blank lines part paragraphs, "(S/NF)" after a number is a portion mark. Unless
 * another resolver is set, names are one entity exactly where their type and words are equal. */
#ifndef DM_TESTS_STORE_FIXTURE_H
#define DM_TESTS_STORE_FIXTURE_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

typedef struct {
  char path[64];
  dm_store *store;
  const dm_resolver *resolver;
} fixture;

static inline size_t fixture_keys(dm_arena *arena, const char *type, const char *name,
                                  const char *const **out) {
  const char **keys = dm_alloc(arena, sizeof *keys);
  keys[0] = dm_printf(arena, "%s=%s", type, name);
  *out = keys;
  return 1;
}

static inline float fixture_similar(const char *type, const char *a, const char *b) {
  (void)type;
  return strcmp(a, b) ? 0.0f : 1.0f;
}

static inline dm_resolution fixture_resolve(dm_arena *arena, const dm_names *names, const dm_lookup *lookup) {
  dm_resolution r = {.clusters = dm_alloc(arena, (names->count + 1) * sizeof *r.clusters),
                     .members = dm_alloc(arena, (names->count + 1) * sizeof *r.members)};
  for (size_t i = 0; i < names->count; i++) {
    const dm_name *n = &names->names[i];
    const char *words = dm_strndup(arena, names->text + n->span.begin, n->span.end - n->span.begin);
    const char *const *keys;
    size_t key_count = fixture_keys(arena, n->type, words, &keys), at = 0;
    int64_t entity = n->entity;
    dm_candidate *found;
    if (!entity && lookup && lookup->find(lookup->user, arena, keys[0], &found)) entity = found[0].id;
    while (at < r.cluster_count && (strcmp(r.clusters[at].keys[0], keys[0]) || r.clusters[at].entity != entity))
      at++;
    if (at == r.cluster_count)
      r.clusters[r.cluster_count++] =
          (dm_cluster){n->type, words, "", entity, 1.0f, entity ? "same words" : "first met", keys, key_count};
    r.members[i] = (dm_member){(uint32_t)at, 1.0f, NULL};
  }
  return r;
}

static inline void fixture_model(fixture *f, const char *model) {
  if (dm_store_begin_run(f->store, "test", model, NULL) != DM_OK) abort();
}

static inline fixture fixture_new_with(const dm_resolver *resolver) {
  static const dm_resolver plain = {fixture_resolve, fixture_keys, fixture_similar};
  fixture f = {.path = "/tmp/dm-store-XXXXXX", .resolver = resolver ? resolver : &plain};
  int file = mkstemp(f.path);
  if (file < 0) abort();
  close(file);
  dm_error error = {0};
  f.store = dm_store_open(f.path, DM_STORE_CREATE, f.resolver, &error);
  if (!f.store) {
    fprintf(stderr, "%s\n", error.message);
    abort();
  }
  fixture_model(&f, "model-1");
  return f;
}

static inline fixture fixture_new(void) {
  return fixture_new_with(NULL);
}

static inline void fixture_free(fixture *f) {
  dm_store_close(f->store);
  char side[80];
  unlink(f->path);
  snprintf(side, sizeof side, "%s-wal", f->path);
  unlink(side);
  snprintf(side, sizeof side, "%s-shm", f->path);
  unlink(side);
}

/* Any 32 bytes that differ with the text will do for a hash. */
static inline void fixture_hash(const char *text, uint8_t out[32]) {
  uint64_t h = 1469598103934665603u;
  for (; *text; text++) h = (h ^ (uint8_t)*text) * 1099511628211u;
  for (int i = 0; i < 32; i++) out[i] = (uint8_t)(h >> (i % 8 * 8)) ^ (uint8_t)i;
}

static inline void fixture_paragraph(dm_document *doc, uint32_t begin, uint32_t end) {
  if (begin == end) return;
  dm_paragraph p = {.span = {begin, end}, .zone = DM_ZONE_BODY};
  const char *at = doc->text + begin;
  p.number = (uint32_t)strtoul(at, NULL, 10);
  const char *open = memchr(at, '(', end - begin < 8 ? end - begin : 8);
  if (p.number && open) {
    const char *close = strchr(open, ')');
    p.mark = (dm_span){(uint32_t)(open - doc->text), (uint32_t)(close + 1 - doc->text)};
  }
  doc->paragraphs = dm_grow(doc->arena, doc->paragraphs, doc->paragraph_count, &doc->paragraph_room, sizeof p);
  doc->paragraphs[doc->paragraph_count++] = p;
}

static inline dm_document *fixture_document(const char *path, const char *id, const char *marked) {
  static const char *const types[] = {"PER", "LOC", "ORG", "MISC"};
  dm_document *doc = dm_document_new(path);
  doc->id = dm_strdup(doc->arena, id);
  doc->types = types;
  doc->type_count = 4;
  doc->text = dm_alloc(doc->arena, strlen(marked) + 1);
  uint32_t n = 0, paragraph = 0;
  for (const char *at = marked; *at; at++) {
    if (*at == '[' && isupper((unsigned char)at[1])) {
      const char *colon = strchr(at, ':'), *close = strchr(at, ']');
      dm_mention m = {.span = {n, n + (uint32_t)(close - colon - 1)}, .paragraph = DM_NONE, .confidence = 0.9f};
      while (strncmp(types[m.type], at + 1, (size_t)(colon - at - 1)) != 0) m.type++;
      doc->mentions = dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof m);
      doc->mentions[doc->mention_count++] = m;
      memcpy(doc->text + n, colon + 1, (size_t)(close - colon - 1));
      n = m.span.end;
      at = close;
      continue;
    }
    doc->text[n++] = *at;
    if (*at == '\n' && (!at[1] || at[1] == '\n')) {
      fixture_paragraph(doc, paragraph, n - 1);
      while (at[1] == '\n') doc->text[n++] = *++at;
      paragraph = n;
    }
  }
  fixture_paragraph(doc, paragraph, n);
  doc->text_size = n;
  return doc;
}

/* The document's mentions as the resolver sees them; the names live as long as the document. */
static inline dm_names fixture_names(dm_document *doc) {
  dm_name *names = dm_alloc(doc->arena, (doc->mention_count + 1) * sizeof *names);
  for (size_t i = 0; i < doc->mention_count; i++)
    names[i] = (dm_name){.span = doc->mentions[i].span, .type = doc->types[doc->mentions[i].type]};
  return (dm_names){.text = doc->text,
                    .size = doc->text_size,
                    .origin = "",
                    .collection = "",
                    .names = names,
                    .count = doc->mention_count};
}

static inline void fixture_add_fields(fixture *f, const char *path, const char *id, const dm_field *fields,
                                      size_t count, const char *marked) {
  uint8_t hash[32];
  fixture_hash(marked, hash);
  dm_document *doc = fixture_document(path, id, marked);
  dm_record record = {
      .path = path, .sha256 = hash, .count = 1, .doc = doc, .fields = fields, .field_count = count};
  bool replaced;
  dm_error error = {0};
  if (dm_store_add(f->store, &record, &replaced, &error) != DM_OK) {
    fprintf(stderr, "%s\n", error.message);
    abort();
  }
  dm_document_free(doc);
}

static inline void fixture_add(fixture *f, const char *path, const char *id, const char *date,
                               const char *class, const char *origin, const char *marked) {
  dm_field fields[] = {{.name = "created", .value = date},
                       {.name = "classification", .value = class},
                       {.name = "origin", .value = origin}};
  fixture_add_fields(f, path, id, fields, 3, marked);
}

static inline dm_content_state fixture_look(fixture *f, const char *marked) {
  uint8_t hash[32];
  fixture_hash(marked, hash);
  dm_content_state state;
  if (dm_store_look(f->store, hash, &state, NULL) != DM_OK) abort();
  return state;
}

static inline void fixture_touch(fixture *f, const char *path, const char *marked) {
  uint8_t hash[32];
  fixture_hash(marked, hash);
  if (dm_store_touch(f->store, path, hash, NULL) != DM_OK) abort();
}

#endif
