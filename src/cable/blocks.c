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

/* Words that may stand ahead of the kind: "Embassy Comment:", "Introduction and summary:". */
static bool leads_to(const dm_document *doc, uint32_t token) {
  static const char *const words[] = {
      "embassy",       "post",         "mission", "consulate", "ambassador", "'s",
      "\xE2\x80\x99s", "introduction", "and",     "begin",     "brief",      "action",
      "request",       "summary",      "comment", "usint",     "short",      ",s"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (dm_token_is_nocase(doc, token, words[i])) return true;
  return false;
}

/* The token that names the kind at or a few words behind `word`; `end` if there is none. */
static uint32_t find_kind(const dm_document *doc, uint32_t word, uint32_t end, const char *kind) {
  for (uint32_t t = word; t < end && t < word + 5; t++) {
    if (dm_token_is_nocase(doc, t, kind)) return t;
    if (!leads_to(doc, t)) break;
  }
  return end;
}

/* What the sentence opens: "Summary:", "Summary.", "SUMMARY AND COMMENT:", a heading "Comment"; what closes it
 * is "End summary.". */
static bool says(const dm_document *doc, const dm_sentence *sentence, uint32_t word, const char *kind) {
  word = find_kind(doc, word, sentence->end, kind);
  if (word >= sentence->end) return false;
  uint32_t next = word + 1;
  if (next >= sentence->end || doc->tokens[word].zone == DM_ZONE_HEADING) return true;
  return dm_token_is(doc, next, ":") || dm_token_is(doc, next, ".") || dm_token_is(doc, next, "--") ||
         dm_token_is(doc, next, "-") || dm_token_is_nocase(doc, next, "and");
}

static bool closes(const dm_document *doc, const dm_sentence *sentence, uint32_t word, const char *kind) {
  return dm_token_is_nocase(doc, word, "end") && find_kind(doc, word + 1, sentence->end, kind) < sentence->end;
}

static void find_blocks(dm_document *doc, dm_cable_fields *fields, const char *kind) {
  uint32_t begin = 0, end = 0;
  bool open = false, heading = false;
  for (size_t i = 0; i < doc->sentence_count; i++) {
    const dm_sentence *sentence = &doc->sentences[i];
    uint32_t word = first_word(doc, sentence);
    if (sentence->paragraph == DM_NONE || word >= sentence->end) continue;
    bool ends = closes(doc, sentence, word, kind);
    bool in_heading = doc->tokens[word].zone == DM_ZONE_HEADING;
    if (open && !ends && (in_heading ? heading : false) && end > begin) {
      add_block(doc, fields, kind, (dm_span){begin, end}); /* the next heading ends what a heading began */
      open = false;
    }
    if (open && ends) {
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
      bool closed_later = false, again = false;
      for (size_t k = i + 1; k < doc->sentence_count && k < i + 80 && !closed_later && !again; k++) {
        const dm_sentence *later = &doc->sentences[k];
        closed_later = closes(doc, later, first_word(doc, later), kind);
        again = says(doc, later, first_word(doc, later), kind);
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
