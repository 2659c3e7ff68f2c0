/* Subject, and the captions that say how a message is to be handled. */
#include <string.h>

#include "cable/fields.h"
#include "cable/portion.h"

void dm_parse_subject(dm_cable_fields *fields, const dm_field_text *text) {
  if (fields->subject.value) return;
  uint32_t at = 0;
  while (at < text->size && dm_is_alpha(text->s[at])) at++;
  while (at < text->size && strchr(" :", text->s[at])) at++;
  fields->subject = dm_value_of(text, at, text->size);
  if (!fields->subject.value) return;
  uint32_t mark = dm_portion_mark(text->s + at, text->size - at, true);
  fields->subject.normal = dm_value_of(text, at + mark, text->size).value;
}

static const char *const captions[] = {
    "SIPDIS",   "NOFORN",     "NODIS",     "EXDIS",    "LIMDIS",  "STADIS", "NSIAT",    "CODEL",
    "STAFFDEL", "SENSITIVE",  "ROGER",     "CHANNEL",  "DISSENT", "TERREP", "AIDAC",    "ORCON",
    "PROPIN",   "DIRONLY",    "CORRECTED", "COPY",     "SBU",     "FOUO",   "CHEROKEE", "ELLIPSE",
    "DSSCR",    "NOCONTRACT", "EXCLUSIVE", "ECONINFO", "MEDNEWS"};

static bool is_caption(const char *word, size_t size) {
  for (size_t i = 0; i < sizeof captions / sizeof *captions; i++)
    if (strlen(captions[i]) == size && !memcmp(captions[i], word, size)) return true;
  return false;
}

/* Whether what stands behind the captions of a line is for some office: "STATE FOR EUR/RUS". */
static bool is_passing(const dm_field_text *text, uint32_t at) {
  return dm_text_find(text, at, "FOR") < text->size || dm_text_find(text, at, "PASS") < text->size ||
         memchr(text->s + at, '/', text->size - at);
}

uint32_t dm_parse_captions(dm_cable_fields *fields, const dm_field_text *text) {
  char *line = dm_alloc(text->doc->arena, text->size + 1);
  uint32_t end = 0;
  for (uint32_t i = 0; i < text->size; i++) line[i] = dm_upper(text->s[i]);
  for (uint32_t at = 0; at < text->size;) {
    uint32_t begin = at;
    while (at < text->size && dm_is_alpha(line[at])) at++;
    if (at > begin && !is_caption(line + begin, at - begin)) break;
    if (at > begin) end = at;
    at += at == begin;
  }
  if (!end && !dm_text_starts(text, 0, "C O R R E C T E D")) return 0;
  if (!end || !is_passing(text, end)) end = text->size;
  line[end] = 0;
  dm_document *doc = text->doc;
  fields->captions = dm_grow(doc->arena, fields->captions, fields->caption_count, &fields->caption_room,
                             sizeof *fields->captions);
  dm_cable_value *caption = &fields->captions[fields->caption_count++];
  *caption = dm_value_of(text, 0, end);
  caption->normal = line;
  return end;
}
