/* One document a line as JSON; docs/jsonl.md describes every member. */
#include <string.h>

#include "write/formats.h"
#include "write/json.h"
#include "write/parts.h"
#include "write/units.h"

static const char *const format_names[] = {
    [DM_FORMAT_UNKNOWN] = "unknown", [DM_FORMAT_HTML] = "html", [DM_FORMAT_TEXT] = "text",
    [DM_FORMAT_CSV] = "csv",         [DM_FORMAT_TEI] = "tei",   [DM_FORMAT_AAD] = "aad",
    [DM_FORMAT_MAIL] = "mail",       [DM_FORMAT_PDF] = "pdf",   [DM_FORMAT_JSONL] = "jsonl",
    [DM_FORMAT_CONLL] = "conll",
};
static const char *const block_names[] = {
    [DM_BLOCK_TRANSMISSION] = "transmission",
    [DM_BLOCK_MESSAGE] = "message",
    [DM_BLOCK_NOTE] = "note",
};

static void member(dm_buffer *out, const char *name, const char *value) {
  dm_json_key(out, name);
  dm_json_cstring(out, value);
  dm_buffer_putc(out, ',');
}

static void pair(dm_buffer *out, dm_units *units, dm_span span) {
  dm_buffer_putc(out, '[');
  dm_json_number(out, dm_units_points(units, span.begin));
  dm_buffer_putc(out, ',');
  dm_json_number(out, dm_units_points(units, span.end));
  dm_buffer_putc(out, ']');
}

/* "start":S,"end":E */
static void range(dm_buffer *out, dm_units *units, dm_span span) {
  dm_json_key(out, "start");
  dm_json_number(out, dm_units_points(units, span.begin));
  dm_buffer_putc(out, ',');
  dm_json_key(out, "end");
  dm_json_number(out, dm_units_points(units, span.end));
}

static void comma(dm_buffer *out, size_t index) {
  if (index) dm_buffer_putc(out, ',');
}

static void hash(dm_buffer *out, const uint8_t *bytes) {
  char hex[65];
  for (size_t i = 0; i < 32; i++) {
    hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
  hex[64] = 0;
  member(out, "sha256", hex);
}

/* Is this the first field of its name? */
static bool is_first(const dm_document *doc, size_t index) {
  for (size_t i = 0; i < index; i++)
    if (!strcmp(doc->fields[i].name, doc->fields[index].name)) return false;
  return true;
}

/* {"name":["value",...],...}: names may repeat, so every value is a list. */
static void fields(dm_buffer *out, const dm_document *doc) {
  dm_buffer_putc(out, '{');
  for (size_t i = 0, names = 0; i < doc->field_count; i++) {
    if (!is_first(doc, i)) continue;
    comma(out, names++);
    dm_json_key(out, doc->fields[i].name);
    dm_buffer_putc(out, '[');
    for (size_t j = i, values = 0; j < doc->field_count; j++) {
      if (strcmp(doc->fields[i].name, doc->fields[j].name) != 0) continue;
      comma(out, values++);
      dm_json_cstring(out, doc->fields[j].value);
    }
    dm_buffer_putc(out, ']');
  }
  dm_buffer_putc(out, '}');
}

static void blocks(dm_buffer *out, const dm_document *doc) {
  dm_units units = dm_units_of(doc);
  for (size_t i = 0; i < doc->block_count; i++) {
    comma(out, i);
    dm_buffer_puts(out, "{\"kind\":\"");
    dm_buffer_puts(out, block_names[doc->blocks[i].kind]);
    dm_buffer_puts(out, "\",");
    range(out, &units, doc->blocks[i].span);
    dm_buffer_putc(out, '}');
  }
}

static void paragraphs(dm_buffer *out, const dm_document *doc) {
  dm_units units = dm_units_of(doc);
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    const dm_paragraph *p = &doc->paragraphs[i];
    comma(out, i);
    dm_buffer_putc(out, '{');
    range(out, &units, p->span);
    if (p->number) {
      dm_buffer_puts(out, ",\"number\":");
      dm_json_number(out, p->number);
    }
    if (p->mark.end > p->mark.begin) {
      dm_buffer_puts(out, ",\"mark\":");
      dm_json_string(out, doc->text + p->mark.begin, p->mark.end - p->mark.begin);
    }
    if (p->zone == DM_ZONE_HEADING) dm_buffer_puts(out, ",\"heading\":true");
    dm_buffer_putc(out, '}');
  }
}

static void sentences(dm_buffer *out, const dm_document *doc) {
  dm_units units = dm_units_of(doc);
  for (size_t i = 0, written = 0; i < doc->sentence_count; i++) {
    const dm_sentence *s = &doc->sentences[i];
    if (s->end <= s->first) continue;
    comma(out, written++);
    pair(out, &units, (dm_span){doc->tokens[s->first].span.begin, doc->tokens[s->end - 1].span.end});
  }
}

static void tokens(dm_buffer *out, const dm_document *doc) {
  dm_units units = dm_units_of(doc);
  for (size_t i = 0; i < doc->token_count; i++) {
    comma(out, i);
    pair(out, &units, doc->tokens[i].span);
  }
}

static void mention(dm_buffer *out, const dm_parts *part, dm_units *units) {
  const dm_document *doc = part->doc;
  const dm_mention *m = part->mention;
  uint64_t source, source_end;
  dm_document_source(doc, part->span, &source, &source_end);
  dm_buffer_putc(out, '{');
  range(out, units, part->span);
  dm_buffer_puts(out, ",\"source_start\":");
  dm_json_number(out, source);
  dm_buffer_puts(out, ",\"source_end\":");
  dm_json_number(out, source_end);
  dm_buffer_putc(out, ',');
  member(out, "type", dm_document_type_name(doc, m->type));
  dm_json_key(out, "text");
  dm_buffer name = {0};
  dm_part_name(part, &name);
  dm_json_string(out, name.bytes, name.size);
  dm_buffer_free(&name);
  dm_buffer_puts(out, ",\"confidence\":");
  dm_json_probability(out, (double)m->confidence);
  dm_buffer_puts(out, ",\"paragraph\":");
  if (m->paragraph == DM_NONE)
    dm_buffer_puts(out, "null");
  else
    dm_json_number(out, m->paragraph);
  dm_buffer_puts(out, m->zone == DM_ZONE_HEADING ? ",\"heading\":true}" : ",\"heading\":false}");
}

static void mentions(dm_buffer *out, const dm_document *doc) {
  dm_units units = dm_units_of(doc);
  dm_parts parts = dm_parts_of(doc);
  for (size_t i = 0; dm_parts_next(&parts); i++) {
    comma(out, i);
    mention(out, &parts, &units);
  }
}

static void list(dm_buffer *out, const dm_document *doc, const char *name,
                 void (*items)(dm_buffer *, const dm_document *)) {
  dm_buffer_putc(out, ',');
  dm_json_key(out, name);
  dm_buffer_putc(out, '[');
  items(out, doc);
  dm_buffer_putc(out, ']');
}

static void document(const dm_document *doc, dm_buffer *out) {
  dm_buffer_putc(out, '{');
  member(out, "id", doc->id);
  member(out, "path", doc->path);
  hash(out, doc->sha256);
  member(out, "format", format_names[doc->format]);
  dm_json_key(out, "fields");
  fields(out, doc);
  dm_buffer_putc(out, ',');
  dm_json_key(out, "text");
  dm_json_string(out, doc->text, doc->text_size);
  list(out, doc, "blocks", blocks);
  list(out, doc, "paragraphs", paragraphs);
  list(out, doc, "sentences", sentences);
  list(out, doc, "tokens", tokens);
  list(out, doc, "mentions", mentions);
  dm_buffer_puts(out, "}\n");
}

const dm_writer dm_write_jsonl = {
    .name = "jsonl",
    .help = "a document a line in JSON: text, structure, mentions with offsets",
    .extension = "jsonl",
    .between = "",
    .document = document,
};
