#include "serve/body.h"

#include <string.h>

#include "read/json_scan.h"

enum { MEMBERS = 64 };

static const dm_object_member *find(const dm_object *object, const char *name) {
  for (size_t i = 0; i < object->count; i++)
    if (!strcmp(object->members[i].name, name)) return &object->members[i];
  return NULL;
}

/* The string with its escapes undone; NULL if it holds a NUL. */
static const char *take(dm_text_builder *b, dm_json_string string) {
  uint32_t begin = b->doc->text_size;
  dm_json_decode(b, string);
  size_t size = b->doc->text_size - begin;
  return memchr(b->doc->text + begin, 0, size) ? NULL : dm_strndup(b->doc->arena, b->doc->text + begin, size);
}

static bool literal(dm_json_scan *scan, const char *word) {
  size_t n = strlen(word);
  if (scan->size - scan->at < n || memcmp(scan->bytes + scan->at, word, n) != 0) return false;
  scan->at += n;
  return true;
}

static void blanks(dm_json_scan *scan) {
  while (scan->at < scan->size && memchr(" \t\r\n", scan->bytes[scan->at], 4)) scan->at++;
}

/* False for what is no string, number, true, false or null. *there is false for null. */
static bool take_value(dm_json_scan *scan, dm_text_builder *b, dm_object_member *out, bool *there) {
  dm_json_string string;
  uint32_t number;
  *there = true;
  blanks(scan);
  char c = scan->at < scan->size ? scan->bytes[scan->at] : 0;
  if (c == '"') return dm_json_take_string(scan, &string) && (out->text = take(b, string)) != NULL;
  if (literal(scan, "null")) return *there = false, true;
  if (literal(scan, "true")) return out->number = 1, true;
  if (literal(scan, "false")) return true;
  bool good = c >= '0' && c <= '9' && dm_json_take_number(scan, &number);
  if (good) out->number = number;
  return good;
}

static const char *read_members(dm_json_scan *scan, dm_text_builder *b, dm_arena *arena, dm_object *out) {
  if (!dm_json_enter(scan, '{')) return "this is no JSON object";
  for (bool first = true; dm_json_next(scan, first); first = false) {
    dm_json_string key;
    dm_object_member m = {0};
    bool there;
    if (!dm_json_take_key(scan, &key) || !(m.name = take(b, key))) return "this is no JSON object";
    if (!take_value(scan, b, &m, &there)) return "only texts and whole numbers are taken";
    if (find(out, m.name) || out->count == MEMBERS) return "a name stands twice";
    m.name = dm_strdup(arena, m.name);
    if (m.text) m.text = dm_strdup(arena, m.text);
    out->members = dm_grow(arena, out->members, out->count, &out->room, sizeof *out->members);
    if (there) out->members[out->count++] = m;
  }
  blanks(scan);
  return scan->error || scan->at != scan->size ? "this is no JSON object" : NULL;
}

const char *dm_object_read(dm_arena *arena, const char *bytes, size_t size, dm_object *out) {
  *out = (dm_object){0};
  dm_document *doc = dm_document_new("");
  dm_text_builder b;
  dm_text_begin(&b, doc, bytes, size, 0, size);
  dm_json_scan scan = {.bytes = bytes, .size = size};
  const char *wrong = read_members(&scan, &b, arena, out);
  dm_document_free(doc);
  return wrong;
}

const char *dm_object_text(const dm_object *object, const char *name) {
  const dm_object_member *m = find(object, name);
  return m && m->text ? m->text : "";
}

uint64_t dm_object_number(const dm_object *object, const char *name) {
  const dm_object_member *m = find(object, name);
  return m && !m->text ? m->number : 0;
}
