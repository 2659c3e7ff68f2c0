#include "serve/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *dm_percent_decode(dm_arena *arena, const char *raw, size_t size, bool plus) {
  char *out = dm_alloc(arena, size + 1);
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    char c = raw[i];
    if (c == '%') {
      if (size - i < 3 || digit(raw[i + 1]) < 0 || digit(raw[i + 2]) < 0) return NULL;
      c = (char)(digit(raw[i + 1]) << 4 | digit(raw[i + 2]));
      i += 2;
    } else if (c == '+' && plus) {
      c = ' ';
    }
    if (!c) return NULL;
    out[n++] = c;
  }
  return dm_utf8_valid(out, n) == n ? out : NULL;
}

bool dm_target_fields(dm_arena *arena, const char *raw, size_t size, dm_target *out) {
  for (size_t at = 0; at < size;) {
    const char *amp = memchr(raw + at, '&', size - at);
    size_t end = amp ? (size_t)(amp - raw) : size;
    const char *equals = memchr(raw + at, '=', end - at);
    size_t name_end = equals ? (size_t)(equals - raw) : end, value = equals ? name_end + 1 : end;
    dm_argument field = {dm_percent_decode(arena, raw + at, name_end - at, true),
                         dm_percent_decode(arena, raw + value, end - value, true)};
    if (!field.name || !field.value) return false;
    if (end > at) {
      out->arguments = dm_grow(arena, out->arguments, out->count, &out->room, sizeof *out->arguments);
      out->arguments[out->count++] = field;
    }
    at = end + 1;
  }
  return true;
}

bool dm_target_parse(dm_arena *arena, const char *raw, dm_target *out) {
  *out = (dm_target){0};
  size_t path = strcspn(raw, "?");
  out->path = *raw == '/' ? dm_percent_decode(arena, raw, path, false) : NULL;
  if (!out->path) return false;
  return !raw[path] || dm_target_fields(arena, raw + path + 1, strlen(raw + path + 1), out);
}

static const dm_argument *find(const dm_target *target, const char *name) {
  for (size_t i = target->count; i-- > 0;)
    if (!strcmp(target->arguments[i].name, name)) return &target->arguments[i];
  return NULL;
}

const char *dm_target_get(const dm_target *target, const char *name) {
  const dm_argument *found = find(target, name);
  return found ? found->value : "";
}

bool dm_target_has(const dm_target *target, const char *name) {
  return find(target, name) != NULL;
}

bool dm_target_number(const dm_target *target, const char *name, uint64_t low, uint64_t high, uint64_t *out) {
  const char *text = dm_target_get(target, name);
  if (!*text) return true;
  size_t digits = strspn(text, "0123456789");
  if (text[digits] || digits > 18) return false;
  uint64_t value = strtoull(text, NULL, 10);
  if (value < low || value > high) return false;
  *out = value;
  return true;
}
