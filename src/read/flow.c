#include "read/flow.h"

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

dm_flow dm_flow_begin(dm_text_builder *b, size_t from) {
  return (dm_flow){.b = b, .start = b->doc->text_size, .shown = from};
}

/* Pays what is owed before a word that stands at `at`. */
static void pay(dm_flow *f, size_t at) {
  if (f->b->doc->text_size > f->start) {
    if (f->lines)
      dm_text_put(f->b, "\n\n", (size_t)f->lines, f->shown, at);
    else if (f->blank && at == f->shown + 1 && f->b->bytes[f->shown] == ' ')
      dm_text_copy(f->b, f->shown, at);
    else if (f->blank)
      dm_text_put(f->b, " ", 1, f->shown, at);
  }
  f->lines = 0;
  f->blank = false;
}

void dm_flow_text(dm_flow *f, size_t from, size_t to) {
  const char *s = f->b->bytes;
  while (from < to) {
    size_t end = from;
    while (!f->keep && end < to && is_blank(s[end])) end++;
    if (end > from) f->blank = true;
    from = end;
    while (end < to && (f->keep || !is_blank(s[end]))) end++;
    if (end == from) continue;
    pay(f, from);
    dm_text_decode(f->b, from, end);
    f->shown = from = end;
  }
}

void dm_flow_code(dm_flow *f, uint32_t code, size_t from, size_t to) {
  pay(f, from);
  dm_text_put_code(f->b, code, from, to);
  f->shown = to;
}

void dm_flow_break(dm_flow *f, int lines) {
  if (lines > 2) lines = 2;
  if (lines > f->lines) f->lines = lines;
  f->blank = true;
}
