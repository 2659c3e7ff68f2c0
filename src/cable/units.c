#include "cable/zones.h"

#include <string.h>
#include <strings.h>

#include "cable/portion.h"

bool dm_token_is(const dm_document *doc, uint32_t token, const char *text) {
  size_t size = strlen(text);
  return token < doc->token_count && dm_token_size(doc, token) == size &&
         !memcmp(dm_token_bytes(doc, token), text, size);
}

bool dm_token_is_nocase(const dm_document *doc, uint32_t token, const char *text) {
  size_t size = strlen(text);
  return token < doc->token_count && dm_token_size(doc, token) == size &&
         !strncasecmp(dm_token_bytes(doc, token), text, size);
}

uint32_t dm_token_number(const dm_document *doc, uint32_t token, uint32_t most) {
  uint32_t value = 0;
  if (token >= doc->token_count) return 0;
  const char *text = dm_token_bytes(doc, token);
  for (uint32_t i = 0; i < dm_token_size(doc, token); i++) {
    if (text[i] < '0' || text[i] > '9') return 0;
    value = value * 10 + (uint32_t)(text[i] - '0');
    if (value > most) return 0;
  }
  return value;
}

static bool has_between(const dm_document *doc, uint32_t token, char low, char high) {
  const char *text = dm_token_bytes(doc, token);
  for (uint32_t i = 0; i < dm_token_size(doc, token); i++)
    if (text[i] >= low && text[i] <= high) return true;
  return false;
}

bool dm_token_has_lower(const dm_document *doc, uint32_t token) {
  return has_between(doc, token, 'a', 'z');
}
bool dm_token_has_upper(const dm_document *doc, uint32_t token) {
  return has_between(doc, token, 'A', 'Z');
}

dm_span dm_unit_span(const dm_document *doc, const dm_unit *unit) {
  if (unit->end == unit->first) return (dm_span){0, 0};
  return (dm_span){doc->tokens[unit->first].span.begin, doc->tokens[unit->end - 1].span.end};
}

enum { HEADER_UNITS = 200 };

/* The walk over lines, tokens and sentences side by side. */
typedef struct {
  dm_document *doc;
  dm_unit_list units;
  uint32_t token, sentence;
  bool blank; /* since the last line with text */
  bool body;  /* behind the first paragraph mark */
} walk;

static dm_unit *add_unit(walk *w, uint32_t first, uint32_t end) {
  dm_document *doc = w->doc;
  dm_unit_list *units = &w->units;
  units->items = dm_grow(doc->arena, units->items, units->count, &units->room, sizeof *units->items);
  dm_unit *unit = &units->items[units->count++];
  *unit = (dm_unit){.first = first, .end = end, .sentence = w->sentence};
  while (w->sentence < doc->sentence_count && doc->sentences[w->sentence].end <= end) w->sentence++;
  unit->sentence_end = w->sentence;
  return unit;
}

/* "2. (C) He left." */
static bool is_numbered(const dm_document *doc, const dm_sentence *sentence) {
  uint32_t first = sentence->first;
  if (first + 2 >= sentence->end || !dm_token_number(doc, first, 99) || !dm_token_is(doc, first + 1, "."))
    return false;
  dm_span rest = {doc->tokens[first + 2].span.begin, doc->tokens[sentence->end - 1].span.end};
  return dm_portion_mark(doc->text + rest.begin, rest.end - rest.begin, true) > 0;
}

/* Whether the sentence begins a unit of its own inside a stretch of lines: at a paragraph's mark or its number
 * with a portion mark, and in the header at a field. */
static bool begins_unit(walk *w, const dm_sentence *sentence) {
  if (dm_token_is(w->doc, sentence->first, "\xC2\xB6"))
    return w->body |= dm_token_is(w->doc, sentence->first + 1, "1"), true;
  if (is_numbered(w->doc, sentence)) return w->body = true;
  dm_unit unit = {.first = sentence->first, .end = sentence->end};
  return !w->body && w->units.count < HEADER_UNITS && dm_unit_field(w->doc, &unit) != DM_HEAD_NONE;
}

/* Adds the unit of tokens [first, end), cut where another begins. */
static void add_text(walk *w, uint32_t first, uint32_t end) {
  dm_document *doc = w->doc;
  bool blank = w->blank, inside = false;
  for (uint32_t i = w->sentence; first < end; i++) {
    uint32_t next = i + 1 < doc->sentence_count ? doc->sentences[i + 1].first : end;
    if (next < end && !begins_unit(w, &doc->sentences[i + 1])) continue;
    if (next > end) next = end;
    dm_unit *unit = add_unit(w, first, next);
    unit->blank_before = blank && !inside;
    unit->inside = inside;
    inside = true;
    first = next;
  }
}

static uint32_t tokens_of_line(walk *w, const dm_line *line) {
  while (w->token < w->doc->token_count && w->doc->tokens[w->token].span.begin < line->span.end) w->token++;
  return w->token;
}

static bool is_furniture(const dm_line *line) {
  return line->kind == DM_LINE_PAGE || line->kind == DM_LINE_SECTION || line->kind == DM_LINE_UNDERLINE;
}

static void add_furniture(walk *w, const dm_line *line) {
  uint32_t first = w->token;
  if (line->kind == DM_LINE_UNDERLINE && w->units.count && !w->blank)
    w->units.items[w->units.count - 1].underlined = true;
  dm_unit *unit = add_unit(w, first, tokens_of_line(w, line));
  unit->furniture = true;
}

dm_unit_list dm_cable_units(dm_document *doc) {
  walk w = {.doc = doc, .blank = true};
  uint32_t first = 0;
  bool open = false; /* the unit goes on behind the last wrap */
  size_t text_unit = SIZE_MAX;
  for (size_t i = 0; i < doc->line_count; i++) {
    const dm_line *line = &doc->lines[i];
    if (line->kind == DM_LINE_BLANK) {
      w.blank |= !open;
      if (text_unit != SIZE_MAX && !open) w.units.items[text_unit].blank_after = true;
      continue;
    }
    if (is_furniture(line)) {
      if (open)
        tokens_of_line(&w, line);
      else
        add_furniture(&w, line);
      continue;
    }
    if (!open) first = w.token;
    tokens_of_line(&w, line);
    open = line->soft;
    if (open) continue;
    add_text(&w, first, w.token);
    text_unit = w.units.count ? w.units.count - 1 : SIZE_MAX;
    w.blank = false;
  }
  if (open) add_text(&w, first, w.token);
  if (w.units.count) w.units.items[w.units.count - 1].blank_after = true;
  return w.units;
}
