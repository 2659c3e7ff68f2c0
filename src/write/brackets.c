/* Text with inline brackets, [PER Ali Mamlouk  ], one sentence a line; docs/brackets.md. And the same with
 * the names in colour for a terminal. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "write/formats.h"
#include "write/parts.h"

/* Markup that goes back in at a place of the text. */
typedef struct {
  uint32_t at;
  bool closes;
  size_t order; /* among events of one kind and place */
  const char *markup;
} event;

typedef struct {
  const dm_document *doc;
  dm_buffer *out;
  bool colour;
  event *events; /* [event_count], in the order of printing */
  size_t event_count, event;
  size_t block; /* the one at or behind the token */
  dm_parts part;
  bool more; /* `part` is one */
} printer;

/* ---- markup --------------------------------------------------------------------------------- */

static int by_place(const void *left, const void *right) {
  const event *a = left, *b = right;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  if (a->closes != b->closes) return a->closes ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static bool in_transmission(const dm_document *doc, uint32_t at) {
  for (size_t i = 0; i < doc->block_count; i++)
    if (doc->blocks[i].kind == DM_BLOCK_TRANSMISSION && doc->blocks[i].span.begin <= at &&
        at < doc->blocks[i].span.end)
      return true;
  return false;
}

/* Anchors nest: of those that open at one place the first is outermost, and closes last. */
static void collect_events(printer *p) {
  const dm_document *doc = p->doc;
  p->events = dm_xcalloc(2 * doc->anchor_count, sizeof *p->events);
  for (size_t i = 0; i < doc->anchor_count; i++) {
    const dm_anchor *a = &doc->anchors[i];
    if (in_transmission(doc, a->at)) continue;
    p->events[p->event_count++] = (event){a->at, false, 2 * i, a->before};
    if (a->end > a->at)
      p->events[p->event_count++] = (event){a->end, true, doc->anchor_count - i, a->after};
    else
      p->events[p->event_count++] = (event){a->at, false, 2 * i + 1, a->after};
  }
  qsort(p->events, p->event_count, sizeof *p->events, by_place);
}

static void put_event(printer *p) {
  dm_buffer_puts(p->out, p->events[p->event++].markup);
}

/* Closing markup up to `limit`; tells whether there was any. */
static bool close_markup(printer *p, uint32_t limit) {
  bool any = false;
  while (p->event < p->event_count && p->events[p->event].closes && p->events[p->event].at <= limit) {
    put_event(p);
    any = true;
  }
  return any;
}

/* ---- words ---------------------------------------------------------------------------------- */

/* A `]` of the source is printed between the parts of a name: readers of this form stop at the first. */
static bool breaks_name(const dm_document *doc, uint32_t token) {
  const dm_span span = doc->tokens[token].span;
  return dm_token_skipped(doc, token) || memchr(doc->text + span.begin, ']', span.end - span.begin);
}

static bool is_type(const dm_document *doc, const char *name, size_t size) {
  for (size_t i = 0; i < doc->type_count; i++)
    if (strlen(doc->types[i]) == size && !memcmp(doc->types[i], name, size)) return true;
  return false;
}

/* A word of the source that ends like the beginning of a name of ours, "[PER", gets a backslash: "[\PER";
 * one that ends in "[\PER" gets another, and so on. Returns the place for it, or `end` if none is due. */
static uint32_t escape_place(const dm_document *doc, uint32_t begin, uint32_t end) {
  for (uint32_t at = end; at > begin; at--) {
    if (doc->text[at - 1] != '[') continue;
    uint32_t name = at;
    while (name < end && doc->text[name] == '\\') name++;
    return is_type(doc, doc->text + name, end - name) ? at : end;
  }
  return end;
}

/* Control characters of the source must not reach the terminal: their pictures do. */
static void put_safe(dm_buffer *out, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    uint32_t code;
    const uint32_t length = dm_utf8_decode(text, size, at, &code);
    char bytes[4];
    if (code < 0x20)
      code += 0x2400;
    else if (code == 0x7F)
      code = 0x2421;
    else if (code >= 0x80 && code < 0xA0)
      code = 0xFFFD;
    dm_buffer_add(out, bytes, dm_utf8_encode(code, bytes));
    at += length;
  }
}

static void put_text(printer *p, uint32_t begin, uint32_t end) {
  if (p->colour)
    put_safe(p->out, p->doc->text + begin, end - begin);
  else
    dm_buffer_add(p->out, p->doc->text + begin, end - begin);
}

/* The token's bytes, with markup that stands inside it. */
static void put_word(printer *p, dm_span span) {
  uint32_t at = span.begin;
  const uint32_t escape = escape_place(p->doc, span.begin, span.end);
  if (escape < span.end) {
    put_text(p, at, escape);
    dm_buffer_putc(p->out, '\\');
    at = escape;
  }
  while (p->event < p->event_count && p->events[p->event].at < span.end) {
    if (p->events[p->event].at > at) {
      put_text(p, at, p->events[p->event].at);
      at = p->events[p->event].at;
    }
    put_event(p);
  }
  put_text(p, at, span.end);
}

static const char *colour_of(const char *type) {
  static const struct {
    const char *type, *code;
  } colours[] = {{"PER", "\033[1;36m"}, {"LOC", "\033[1;32m"}, {"ORG", "\033[1;33m"}, {"MISC", "\033[1;35m"}};
  for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
    if (!strcmp(colours[i].type, type)) return colours[i].code;
  return "\033[1;34m";
}

static void open_name(printer *p) {
  const char *type = dm_document_type_name(p->doc, p->part.mention->type);
  if (p->colour) dm_buffer_puts(p->out, colour_of(type));
  dm_buffer_putc(p->out, '[');
  dm_buffer_puts(p->out, type);
  dm_buffer_putc(p->out, ' ');
}

static void close_name(printer *p) {
  dm_buffer_puts(p->out, "  ]");
  if (p->colour) dm_buffer_puts(p->out, "\033[0m");
}

static void put_token(printer *p, uint32_t index) {
  const dm_document *doc = p->doc;
  const dm_span span = doc->tokens[index].span;
  while (p->event < p->event_count && p->events[p->event].at <= span.begin) put_event(p);
  while (p->more && p->part.end <= index) p->more = dm_parts_next(&p->part);
  if (p->more && p->part.first == index) open_name(p);
  put_word(p, span);
  if (p->more && p->part.end == index + 1) close_name(p);
  const bool last = index + 1 == doc->token_count;
  const bool closed = close_markup(p, last ? doc->text_size : doc->tokens[index + 1].span.begin);
  /* <a id='par1' href='#par1'>¶</a>1: what the markup was wrapped from stays joined */
  if (!(closed && !last && (doc->tokens[index + 1].flags & DM_TOKEN_GLUED))) dm_buffer_putc(p->out, ' ');
}

/* Of a cable page only the message is printed, as its transmission lines are no text to read. */
static bool is_printed(printer *p, uint32_t index) {
  const dm_document *doc = p->doc;
  const uint32_t at = doc->tokens[index].span.begin;
  while (p->block < doc->block_count && doc->blocks[p->block].span.end <= at) p->block++;
  return p->block == doc->block_count || doc->blocks[p->block].kind != DM_BLOCK_TRANSMISSION ||
         doc->blocks[p->block].span.begin > at;
}

static void print(const dm_document *doc, dm_buffer *out, bool colour) {
  printer p = {.doc = doc, .out = out, .colour = colour, .part = dm_parts_of(doc)};
  p.part.breaks = breaks_name;
  p.more = dm_parts_next(&p.part);
  collect_events(&p);
  for (size_t s = 0; s < doc->sentence_count; s++) {
    const size_t before = out->size;
    for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++)
      if (is_printed(&p, i)) put_token(&p, i);
    if (out->size > before) dm_buffer_putc(out, '\n');
  }
  if (p.event < p.event_count) { /* a message without words */
    while (p.event < p.event_count) put_event(&p);
    dm_buffer_putc(out, '\n');
  }
  free(p.events);
}

static void document(const dm_document *doc, dm_buffer *out) {
  print(doc, out, false);
}

static void document_in_colour(const dm_document *doc, dm_buffer *out) {
  print(doc, out, true);
}

const dm_writer dm_write_brackets = {
    .name = "brackets",
    .help = "the text, one sentence a line, names as [PER Ali Mamlouk  ]",
    .extension = "txt",
    .between = "\n",
    .document = document,
};

const dm_writer dm_write_ansi = {
    .name = "ansi",
    .help = "brackets with the names in colour, for a terminal",
    .extension = "txt",
    .between = "\n",
    .document = document_in_colour,
};
