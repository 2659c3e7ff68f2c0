/* Summary and comment: what the message itself sets apart as such, by "Summary:" ... "End summary.". */
#include <string.h>
#include <strings.h>

#include "cable/fields.h"

static void add_block(dm_document *doc, dm_cable_fields *fields, const char *kind, dm_span span) {
  fields->blocks =
      dm_grow(doc->arena, fields->blocks, fields->block_count, &fields->block_room, sizeof *fields->blocks);
  fields->blocks[fields->block_count++] = (dm_cable_block){kind, span};
}

/* First token of the sentence that is neither mark nor opening bracket. */
static uint32_t first_word(const dm_document *doc, const dm_sentence *sentence) {
  uint32_t t = sentence->first;
  while (t < sentence->end &&
         (doc->tokens[t].zone == DM_ZONE_MARK || doc->tokens[t].zone == DM_ZONE_FURNITURE ||
          !dm_is_alpha(*dm_token_bytes(doc, t))))
    t++;
  return t;
}

/* What the sentence opens: "Summary:", "Summary.", "SUMMARY AND COMMENT:", a heading "Comment"; or closes,
 * "End summary.". */
static bool says(const dm_document *doc, const dm_sentence *sentence, uint32_t word, const char *kind) {
  if (!dm_token_is_nocase(doc, word, kind) || word >= sentence->end) return false;
  uint32_t next = word + 1;
  if (next >= sentence->end || doc->tokens[word].zone == DM_ZONE_HEADING) return true;
  return dm_token_is(doc, next, ":") || dm_token_is(doc, next, ".") || dm_token_is(doc, next, "--") ||
         dm_token_is(doc, next, "-") || dm_token_is_nocase(doc, next, "and");
}

static void find_blocks(dm_document *doc, dm_cable_fields *fields, const char *kind) {
  uint32_t begin = 0, end = 0;
  bool open = false, heading = false;
  for (size_t i = 0; i < doc->sentence_count; i++) {
    const dm_sentence *sentence = &doc->sentences[i];
    uint32_t word = first_word(doc, sentence);
    if (sentence->paragraph == DM_NONE || word >= sentence->end) continue;
    bool closes = dm_token_is_nocase(doc, word, "end") && word + 1 < sentence->end &&
                  dm_token_is_nocase(doc, word + 1, kind);
    bool in_heading = doc->tokens[word].zone == DM_ZONE_HEADING;
    if (open && !closes && (in_heading ? heading : false) && end > begin) {
      add_block(doc, fields, kind, (dm_span){begin, end}); /* the next heading ends what a heading began */
      open = false;
    }
    if (open && closes) {
      add_block(doc, fields, kind, (dm_span){begin, doc->tokens[sentence->end - 1].span.end});
      open = false;
    } else if (!open && says(doc, sentence, word, kind)) {
      open = true;
      heading = in_heading;
      begin = doc->tokens[word].span.begin;
      end = 0;
    }
    if (open && !in_heading && doc->tokens[sentence->first].zone != DM_ZONE_SIGNATURE)
      end = doc->tokens[sentence->end - 1].span.end;
    /* What no "end" closes ends with its paragraph. */
    bool last = i + 1 == doc->sentence_count || doc->sentences[i + 1].paragraph != sentence->paragraph;
    if (open && !heading && last) {
      bool closed_later = false;
      for (size_t k = i + 1; k < doc->sentence_count && k < i + 80 && !closed_later; k++) {
        uint32_t w = first_word(doc, &doc->sentences[k]);
        closed_later = dm_token_is_nocase(doc, w, "end") && dm_token_is_nocase(doc, w + 1, kind);
      }
      if (closed_later) continue;
      add_block(doc, fields, kind, (dm_span){begin, end ? end : doc->tokens[sentence->end - 1].span.end});
      open = false;
    }
  }
  if (open && end > begin) add_block(doc, fields, kind, (dm_span){begin, end});
}

void dm_parse_blocks(dm_document *doc, dm_cable_fields *fields) {
  find_blocks(doc, fields, "summary");
  find_blocks(doc, fields, "comment");
}
