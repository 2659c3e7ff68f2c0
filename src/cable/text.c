#include "cable/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

dm_field_text dm_field_text_of(dm_document *doc, uint32_t first, uint32_t end) {
  dm_field_text text = {.doc = doc};
  if (first >= end) {
    text.s = dm_alloc(doc->arena, 1);
    text.at = dm_alloc(doc->arena, sizeof *text.at);
    return text;
  }
  uint32_t room = doc->tokens[end - 1].span.end - doc->tokens[first].span.begin + 1;
  text.s = dm_alloc(doc->arena, room);
  text.at = dm_alloc(doc->arena, room * sizeof *text.at);
  uint32_t last = doc->tokens[first].span.begin;
  for (uint32_t t = first; t < end; t++) {
    dm_span span = doc->tokens[t].span;
    if (doc->tokens[t].zone == DM_ZONE_FURNITURE) {
      last = span.begin; /* a blank, not the page line, stands between its neighbours */
      continue;
    }
    if (span.begin > last && text.size) text.s[text.size] = ' ', text.at[text.size++] = last;
    for (uint32_t i = span.begin; i < span.end; i++) text.s[text.size] = doc->text[i], text.at[text.size++] = i;
    last = span.end;
  }
  text.at[text.size] = last;
  return text;
}

dm_cable_value dm_value_of(const dm_field_text *text, uint32_t begin, uint32_t end) {
  while (begin < end && text->s[begin] == ' ') begin++;
  while (end > begin && text->s[end - 1] == ' ') end--;
  if (begin == end) return (dm_cable_value){0};
  return (dm_cable_value){.value = dm_strndup(text->doc->arena, text->s + begin, end - begin),
                          .span = {text->at[begin], text->at[end - 1] + 1},
                          .status = DM_FIELD_STATED};
}

void dm_normalise(dm_document *doc, dm_cable_value *value, const char *format, ...) {
  char text[256];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  value->normal = dm_strdup(doc->arena, text);
}

void dm_doubt(dm_cable_value *value, const char *note) {
  if (value->status == DM_FIELD_MISSING || value->status == DM_FIELD_CONTRADICTED) return;
  value->status = DM_FIELD_DOUBTFUL;
  if (!value->note) value->note = note;
}

dm_cable_value dm_concluded(dm_document *doc, const char *normal, const char *note) {
  return (dm_cable_value){.normal = dm_strdup(doc->arena, normal), .note = note, .status = DM_FIELD_DOUBTFUL};
}

bool dm_text_starts(const dm_field_text *text, uint32_t at, const char *with) {
  for (; *with; with++, at++)
    if (at >= text->size || dm_upper(text->s[at]) != dm_upper(*with)) return false;
  return true;
}

static bool is_word_char(char c) {
  return dm_is_alpha(c) || dm_is_digit(c);
}

uint32_t dm_text_find(const dm_field_text *text, uint32_t from, const char *what) {
  uint32_t size = (uint32_t)strlen(what);
  for (uint32_t at = from; at + size <= text->size; at++) {
    if (!dm_text_starts(text, at, what)) continue;
    bool open = at == 0 || !is_word_char(text->s[at - 1]) || !is_word_char(what[0]);
    bool close = at + size == text->size || !is_word_char(text->s[at + size]) || !is_word_char(what[size - 1]);
    if (open && close) return at;
  }
  return text->size;
}

uint32_t dm_skip_blanks(const dm_field_text *text, uint32_t at) {
  while (at < text->size && text->s[at] == ' ') at++;
  return at;
}

char *dm_station_key(dm_arena *arena, const char *text, uint32_t size) {
  char *key = dm_alloc(arena, size + 1);
  uint32_t count = 0;
  for (uint32_t i = 0; i < size; i++)
    if (is_word_char(text[i])) key[count++] = dm_upper(text[i]);
  return key;
}

const char *dm_field_status_name(dm_field_status status) {
  static const char *const names[] = {"missing", "stated", "doubtful", "contradicted"};
  return status <= DM_FIELD_CONTRADICTED ? names[status] : "missing";
}
