/* Dragoman: names in diplomatic documents.
 *
 * The whole public interface. Data flows one way, and each stage fills its own part of a
 * document and touches no other:
 *
 *     bytes --read--> document --segment--> tokens --cable--> structure --tag--> mentions --write--> text
 *
 * A document is made by dm_read (or dm_document_from_text), enriched by dm_segment, dm_cable and
 * dm_tag in this order, and freed by dm_document_free. Between stages it may be looked at freely;
 * it may be handed from thread to thread but not used by two at once. A dm_model is immutable and
 * may be shared by any number of threads; a dm_tagger (working memory) belongs to one thread.
 *
 * Offsets are bytes of UTF-8 in dm_document_text unless a name says otherwise. Strings are UTF-8.
 * Pointers obtained from a document live as long as the document.
 */
#ifndef DRAGOMAN_H
#define DRAGOMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DM_VERSION "0.1.0"

/* ---- errors ---------------------------------------------------------------------------- */

typedef enum {
  DM_OK = 0,
  DM_ERR_IO,        /* the system refused: errno text is in the message */
  DM_ERR_FORMAT,    /* the bytes are not what they were taken for */
  DM_ERR_LIMIT,     /* a documented limit was passed (size, depth, time) */
  DM_ERR_MEMORY,    /* out of memory */
  DM_ERR_MODEL,     /* the model file is damaged, of another version or not a model */
  DM_ERR_ARGUMENT,  /* the caller asked for something that does not exist */
  DM_ERR_CANCELLED, /* a callback asked to stop */
} dm_status;

typedef struct {
  dm_status status;
  uint64_t byte;     /* offset in the source, where known (else 0) */
  uint64_t line;     /* 1-based line in the source, 0 if unknown */
  char path[512];    /* the file, empty if none; shortened at the front if too long */
  char message[256]; /* one line, no full stop */
} dm_error;

const char *dm_status_name(dm_status status); /* static string, never NULL */

/* ---- documents ------------------------------------------------------------------------- */

typedef struct dm_document dm_document;

typedef struct {
  uint32_t begin, end; /* half open, bytes of the document's text */
} dm_span;

typedef enum {
  DM_FORMAT_UNKNOWN = 0,
  DM_FORMAT_HTML,  /* published cable page */
  DM_FORMAT_TEXT,  /* plain text, one message */
  DM_FORMAT_CSV,   /* one row of the eight-field cable dump */
  DM_FORMAT_TEI,   /* one document of a FRUS volume */
  DM_FORMAT_AAD,   /* 1970s page form */
  DM_FORMAT_MAIL,  /* one message of an mbox or an .eml */
  DM_FORMAT_PDF,   /* text layer of a PDF */
  DM_FORMAT_JSONL, /* our own */
  DM_FORMAT_CONLL, /* token per line */
} dm_format;

/* Where a token stands; decided by dm_cable, one value a token. */
typedef enum {
  DM_ZONE_BODY = 0,
  DM_ZONE_TRANSMISSION, /* routing lines, FM, TO, INFO */
  DM_ZONE_HEADER,       /* classification line down to Classified By */
  DM_ZONE_HEADING,      /* a heading inside the message */
  DM_ZONE_PARTICIPANTS, /* a list of people */
  DM_ZONE_SIGNATURE,    /* the signer's line */
  DM_ZONE_MARK,         /* paragraph number and portion mark: never part of a name */
  DM_ZONE_FURNITURE,    /* page lines, section joins, underlines: out of the sentence flow */
  DM_ZONE_COUNT
} dm_zone;

typedef struct {
  dm_span span;  /* of text */
  uint8_t zone;  /* dm_zone */
  uint8_t flags; /* DM_TOKEN_* */
} dm_token;

#define DM_TOKEN_GLUED 1u   /* no blank between this token and the one before it */
#define DM_TOKEN_SKIPPED 2u /* furniture inside a sentence: kept in the text, unseen by the tagger */

typedef struct {
  uint32_t first, end; /* tokens, half open; sentences are in order and cover all tokens */
  uint32_t paragraph;  /* index into paragraphs, or DM_NONE */
} dm_sentence;

#define DM_NONE UINT32_MAX

typedef struct {
  dm_span span;    /* of text, from number (or first word) to the last word */
  dm_span mark;    /* portion mark with its brackets, empty if there is none */
  uint32_t number; /* as printed, 0 if the paragraph has none */
  uint8_t zone;    /* dm_zone of its first words after the marks */
} dm_paragraph;

typedef struct {
  dm_span span;        /* of text */
  uint32_t first, end; /* tokens, half open */
  uint32_t paragraph;  /* index into paragraphs, or DM_NONE */
  uint16_t type;       /* index into dm_document_types */
  uint8_t zone;        /* dm_zone of its first token */
  float confidence;    /* probability that span and type are right, 0..1 */
} dm_mention;

const char *dm_document_path(const dm_document *doc); /* as found; "archive.zip!member" inside archives */
const char *dm_document_id(const dm_document *doc);   /* reference id, else the file's stem */
dm_format dm_document_format(const dm_document *doc);
const uint8_t *dm_document_sha256(const dm_document *doc); /* [32], of the source bytes */
const char *dm_document_text(const dm_document *doc, size_t *size);
const dm_token *dm_document_tokens(const dm_document *doc, size_t *count);
const dm_sentence *dm_document_sentences(const dm_document *doc, size_t *count);
const dm_paragraph *dm_document_paragraphs(const dm_document *doc, size_t *count);
const dm_mention *dm_document_mentions(const dm_document *doc, size_t *count);
const char *dm_document_type_name(const dm_document *doc, uint16_t type);

/* Source byte range that gave text[span]. */
void dm_document_source(const dm_document *doc, dm_span span, uint64_t *begin, uint64_t *end);

void dm_document_free(dm_document *doc); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
