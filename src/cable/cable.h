/* tokens -> structure: header fields, numbered paragraphs with portion marks, headings, participants,
 * signature; gives every token its zone and every sentence its paragraph.
 *
 * What a field says is kept as it stands (value), in one form (normal), and by its place (span). Nothing is
 * invented: a field that the text lacks is DM_FIELD_MISSING; one that could only be concluded from something
 * else, or that breaks its own form, is DM_FIELD_DOUBTFUL; one that another part of the document denies is
 * DM_FIELD_CONTRADICTED. `note` says why. docs/cable-fields.md describes each field with examples. */
#ifndef DM_CABLE_CABLE_H
#define DM_CABLE_CABLE_H

#include "base/document.h"

/* Fills paragraphs, cable, token.zone and sentence.paragraph. Text that is no cable gets paragraphs by
 * blank lines and the zone BODY or HEADING throughout. */
dm_status dm_cable(dm_document *doc, dm_error *error);

typedef enum {
  DM_FIELD_MISSING = 0,
  DM_FIELD_STATED,
  DM_FIELD_DOUBTFUL,
  DM_FIELD_CONTRADICTED,
} dm_field_status;

const char *dm_field_status_name(dm_field_status status); /* "missing", "stated", ... */

typedef struct {
  const char *value;  /* as it stands, blanks and line ends made one blank; NULL if missing */
  const char *normal; /* the same in one form; NULL if it has none */
  const char *note;   /* why the status is not "stated"; NULL if there is nothing to say */
  dm_span span;       /* of text; empty where it was concluded and stands nowhere */
  uint8_t status;     /* dm_field_status */
} dm_cable_value;

/* FM, TO or INFO: one addressee a line. */
typedef struct {
  dm_cable_value name;               /* "AMEMBASSY AMMAN"; normal: "Embassy Amman" for a post */
  const char *route;                 /* routing indicator, "RUEHAM"; NULL if the line has none */
  const char *country;               /* of the post; NULL if unknown */
  const char *precedence, *sequence; /* "PRIORITY", "4793" or "0298-0299"; NULL if not there */
} dm_cable_address;

typedef struct {
  dm_cable_value code; /* normal: capitals; doubtful if the table does not have it */
  const char *kind;    /* "subject", "geo", "organization", "program", "person", "unknown" */
  const char *meaning; /* NULL if unknown */
} dm_cable_tag;

typedef struct {
  dm_cable_value message;  /* normal: "08AMMAN3329"; NULL for what is no message number */
  char letter;             /* 'A'.., 0 if the reference has none */
  uint8_t notal, previous; /* NOTAL; "and previous" */
} dm_cable_reference;

/* Parallel to dm_document.paragraphs. */
typedef struct {
  const char *level;   /* "U", "SBU", "C", "S", "TS", ...; NULL if unmarked */
  const char *caveats; /* "NF", "REL TO USA, FVEY"; NULL if none */
} dm_cable_portion;

typedef struct {
  const char *kind; /* "summary", "comment" */
  dm_span span;     /* of text */
} dm_cable_block;

/* A row of a list of participants. */
typedef struct {
  dm_span span;
  const char *value;           /* the row as it stands */
  const char *person, *office; /* NULL if unknown */
  const char *organization;    /* of the heading above, or named in the office; NULL if unknown */
  const char *side, *country; /* what the list's heading says ("Syrian") and the country that means ("Syria") */
} dm_cable_participant;

typedef struct dm_cable_fields {
  /* transmission */
  dm_cable_value transmission; /* start of transmission, "VZCZCXRO5491" */
  dm_cable_value precedence;   /* of the action addressees; normal: "PRIORITY" */
  dm_cable_value station;      /* DE line; normal: originating routing indicator */
  dm_cable_value prosign;      /* ZNY / ZNR */
  dm_cable_value date;         /* date-time group; normal: "2009-04-02T05:49Z" */
  dm_cable_value origin;       /* normal: "Embassy Amman" */
  const char *country;         /* of the origin; NULL if unknown */
  dm_cable_address *to, *info; /* [to_count], [info_count] */
  size_t to_count, info_count, to_room, info_room;

  /* message */
  dm_cable_value classification; /* normal: "SECRET//NOFORN" */
  dm_cable_value number;         /* normal: "09AMMAN813" */
  dm_cable_value section;        /* normal: "1/3" */
  dm_cable_value *captions;      /* [caption_count] */
  dm_cable_value *passing;       /* [passing_count], passing and attention lines */
  size_t caption_count, passing_count, caption_room, passing_room;
  dm_cable_value order;      /* executive order; normal: "12958" */
  dm_cable_value declassify; /* normal: ISO date, "N/A", "OADR" or the event */
  dm_cable_tag *tags;        /* [tag_count] */
  dm_cable_value tag_line;   /* normal: codes separated by blanks */
  size_t tag_count, tag_room;
  dm_cable_value subject;         /* normal: without its portion mark */
  dm_cable_reference *references; /* [reference_count] */
  dm_cable_value reference_line;
  size_t reference_count, reference_room;
  dm_cable_value classified_by;            /* the whole line */
  dm_cable_value officer, office, reasons; /* its parts; reasons normal: "1.4(b) 1.4(d)" */

  /* body */
  dm_cable_portion *portions;         /* [dm_document.paragraph_count] */
  dm_cable_block *blocks;             /* [block_count] */
  dm_cable_participant *participants; /* [participant_count] */
  size_t block_count, block_room, participant_count, participant_room;
  dm_cable_value signer;

  /* What the carrier says outside the text ("reference id", "created", ...) is no field of its own. Where the
   * text has no date, its day is taken as a doubtful one; where it differs from a field above, that field is
   * DM_FIELD_CONTRADICTED; where it has what a field lacks, the note says so. */
} dm_cable_fields;

#endif
