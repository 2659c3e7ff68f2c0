/* The document as the stages see it. Each stage fills the block under its name, allocates from
 * `arena`, and treats everything above that block as read-only. */
#ifndef DM_BASE_DOCUMENT_H
#define DM_BASE_DOCUMENT_H

#include "base/arena.h"
#include "dragoman.h"

/* text[text ..) came from source[source ..). A literal run maps byte for byte; any other run
 * (an entity, a re-encoded character, a mended one) maps whole onto [source, source_end). */
typedef struct {
  uint32_t text;
  uint32_t
      literal; /* source bytes a text byte, up to the next run: 1 (a copy), 2 (ASCII in UTF-16); 0: see above */
  uint64_t source, source_end;
} dm_run;

/* A stretch of text that the carrier sets apart. */
typedef enum {
  DM_BLOCK_TRANSMISSION, /* site page: first <pre> */
  DM_BLOCK_MESSAGE,      /* the message: second <pre>, the body field, a whole text file */
  DM_BLOCK_NOTE,         /* footnote of an edition */
} dm_block_kind;

typedef struct {
  dm_span span;
  dm_block_kind kind;
} dm_block;

/* Source markup that the brackets writer puts back. `before` is written ahead of text[at], `after`
 * behind text[end]. */
typedef struct {
  uint32_t at, end;
  const char *before, *after; /* either may be "" */
} dm_anchor;

/* What the carrier says about the document outside its text: "reference id", "created", "released",
 * "classification", "origin", "subject", "references", "tag" (may repeat), "title", "date", ... */
typedef struct {
  const char *name, *value;
  uint64_t source, source_end; /* where the value stands, 0..0 if not literal there */
} dm_field;

/* A mention that the source itself marks (persName, gloss, our own JSONL). */
typedef struct {
  dm_span span;
  const char *type; /* "PER", ..., as a label */
  const char *key;  /* identity in the source ("p_RD1"), NULL if none */
} dm_given;

/* What a line is, as layout (dm_segment). */
typedef enum {
  DM_LINE_BLANK = 0,
  DM_LINE_TEXT,
  DM_LINE_PAGE,      /* AMMAN 00000813 001.2 OF 003 */
  DM_LINE_SECTION,   /* section join: repeated header of a later section */
  DM_LINE_UNDERLINE, /* dashes, stars or equals signs under a heading */
} dm_line_kind;

typedef struct {
  dm_span span; /* without the line end */
  uint8_t kind; /* dm_line_kind */
  uint8_t soft; /* 1: the end of this line is a wrap, not a break */
} dm_line;

struct dm_document {
  dm_arena *arena;

  /* read */
  const char *path, *id;
  dm_format format;
  uint8_t sha256[32];
  uint64_t source_size;
  char *text; /* [text_size + 1], NUL at the end */
  uint32_t text_size;
  dm_run *runs; /* sorted by text, first has text == 0 */
  size_t run_count, run_room;
  dm_block *blocks;
  size_t block_count, block_room;
  dm_span *furniture; /* whole lines that the page puts between the message's: banners, stamps; sorted */
  size_t furniture_count, furniture_room;
  dm_anchor *anchors; /* sorted by at */
  size_t anchor_count, anchor_room;
  dm_field *fields;
  size_t field_count, field_room;
  dm_given *givens; /* sorted by span.begin */
  size_t given_count, given_room;

  /* segment */
  dm_line *lines;
  size_t line_count, line_room;
  dm_token *tokens; /* zone is filled by cable */
  size_t token_count, token_room;
  dm_sentence *sentences; /* paragraph is filled by cable */
  size_t sentence_count, sentence_room;

  /* cable */
  dm_paragraph *paragraphs;
  size_t paragraph_count, paragraph_room;
  struct dm_cable_fields *cable; /* cable/cable.h; NULL where the text is no cable */

  /* tag */
  dm_mention *mentions; /* sorted by first token, not overlapping */
  size_t mention_count, mention_room;
  const char *const *types; /* [type_count] */
  size_t type_count;
};

/* An empty document with its own arena. */
dm_document *dm_document_new(const char *path);

/* Appends one run, joining it to the last where both are literal alike and adjacent in source. */
void dm_document_add_run(dm_document *doc, uint32_t text, uint64_t source, uint64_t source_end,
                         uint32_t literal);

/* The first token that ends behind text[at]; token_count if there is none. */
uint32_t dm_document_token_at(const dm_document *doc, uint32_t at);

/* The run that holds text[at]: the last one that begins at or ahead of it. There must be one. */
size_t dm_document_run_at(const dm_document *doc, uint32_t at);

#endif
