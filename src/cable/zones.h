/* Steps of dm_cable. Each works on units and fills token zones. */
#ifndef DM_CABLE_ZONES_H
#define DM_CABLE_ZONES_H

#include "cable/units.h"

/* header.c: whether the text is a cable, and how far its transmission lines and header go. */
typedef struct {
  bool cable;
  size_t message; /* unit of the classification line; 0 if there is none */
  size_t body;    /* first unit behind the header */
} dm_header_extent;
dm_header_extent dm_find_header(const dm_document *doc, const dm_unit_list *units);

/* What a unit opens with, as a header label; header.c. */
typedef enum {
  DM_HEAD_NONE = 0,
  DM_HEAD_TRANSMISSION, /* VZCZC, PP RUEH.., DE RU.., ZNY, date-time group, FM, TO, INFO */
  DM_HEAD_CLASSIFICATION,
  DM_HEAD_CAPTION,
  DM_HEAD_ORDER, /* E.O. */
  DM_HEAD_TAGS,
  DM_HEAD_SUBJECT,
  DM_HEAD_REFERENCE,
  DM_HEAD_CLASSIFIED_BY,
} dm_head_kind;
dm_head_kind dm_unit_field(const dm_document *doc, const dm_unit *unit);

/* body.c: paragraphs, marks, headings, participants, signature. */
void dm_find_body(dm_document *doc, const dm_unit_list *units, const dm_header_extent *extent);

/* signature.c: zone SIGNATURE for the signer, looked for from the end. */
void dm_find_signature(dm_document *doc, const dm_unit_list *units, size_t body);

void dm_zone_tokens(dm_document *doc, uint32_t first, uint32_t end, dm_zone zone); /* but furniture */

#endif
