/* "TAGS: PREL, PTER, SY": Traffic Analysis by Geography and Subject. */
#include <string.h>

#include "cable/fields.h"
#include "cable/tables.h"

static dm_cable_tag *add_tag(dm_cable_fields *fields, const dm_field_text *text, uint32_t begin, uint32_t end) {
  dm_document *doc = text->doc;
  fields->tags = dm_grow(doc->arena, fields->tags, fields->tag_count, &fields->tag_room, sizeof *fields->tags);
  dm_cable_tag *tag = &fields->tags[fields->tag_count++];
  *tag = (dm_cable_tag){.code = dm_value_of(text, begin, end)};
  char *normal = dm_strdup(doc->arena, tag->code.value);
  for (char *c = normal; *c; c++) *c = dm_upper(*c);
  tag->code.normal = normal;
  return tag;
}

static void look_up(dm_cable_tag *tag) {
  const dm_tag_row *row = dm_find_tag(tag->code.normal, strlen(tag->code.normal));
  tag->kind = row ? row->kind : "unknown";
  tag->meaning = row ? row->meaning : NULL;
  if (!row) dm_doubt(&tag->code, "no such code in the table");
}

void dm_parse_tags(dm_cable_fields *fields, const dm_field_text *text) {
  if (fields->tag_line.value) return;
  uint32_t at = 4;
  while (at < text->size && strchr(" :", text->s[at])) at++;
  fields->tag_line = dm_value_of(text, at, text->size);
  char *line = dm_alloc(text->doc->arena, text->size + 1);
  uint32_t size = 0;
  while (at < text->size) {
    uint32_t begin = at;
    bool person = text->s[at] == '('; /* "(HARIRI, SAAD)": a person's TAG */
    if (person)
      while (at < text->size && text->s[at] != ')') at++;
    else
      while (at < text->size && (dm_is_alpha(text->s[at]) || dm_is_digit(text->s[at]))) at++;
    if (at - begin > 1) {
      dm_cable_tag *tag = add_tag(fields, text, begin + person, at);
      if (person)
        tag->kind = "person";
      else
        look_up(tag);
      if (size) line[size++] = ' ';
      memcpy(line + size, tag->code.normal, strlen(tag->code.normal));
      size += (uint32_t)strlen(tag->code.normal);
    }
    at += at == begin || person;
  }
  if (size) fields->tag_line.normal = line;
}
