/* The parsers of single header fields. Each takes the field's text and fills its part of the fields. */
#ifndef DM_CABLE_FIELDS_H
#define DM_CABLE_FIELDS_H

#include "cable/text.h"
#include "cable/zones.h"

/* classification.c: "S E C R E T SECTION 01 OF 03 AMMAN 000813": classification, section, station and
 * serial of the number. false: it is no such line. */
bool dm_parse_classification(dm_cable_fields *fields, const dm_field_text *text);
/* The caveats that captions and the line itself give, put into classification.normal. */
void dm_finish_classification(dm_document *doc, dm_cable_fields *fields);
/* Number from its parts and the year; what DE and page lines say where the line has none. */
void dm_finish_number(dm_document *doc, dm_cable_fields *fields);

/* year.c: of a message without a date: ten years before it is to be declassified, by the usual rule; the year
 * after that, where it tells of later events as past. 0: unknown. *note: what was concluded from what. */
int dm_conclude_year(const dm_document *doc, const dm_cable_fields *fields, const char **note);

/* transmission.c: one line of the transmission header. *open: the addressee list that a line without
 * FM, TO or INFO goes on with. */
typedef enum { DM_LIST_NONE, DM_LIST_TO, DM_LIST_INFO } dm_address_list;
void dm_parse_transmission(dm_cable_fields *fields, const dm_field_text *text, dm_address_list *open);
/* "Friday, 27 August 2004, 08:08" */
bool dm_parse_site_date(dm_cable_fields *fields, const dm_field_text *text);
void dm_finish_origin(dm_document *doc, dm_cable_fields *fields);

/* order.c */
void dm_parse_order(dm_cable_fields *fields, const dm_field_text *text);
/* tags.c */
void dm_parse_tags(dm_cable_fields *fields, const dm_field_text *text);
/* subject.c: also captions */
void dm_parse_subject(dm_cable_fields *fields, const dm_field_text *text);
/* Where the captions that the line begins with end; 0 if it begins with none. */
uint32_t dm_parse_captions(dm_cable_fields *fields, const dm_field_text *text);
/* references.c */
void dm_parse_references(dm_cable_fields *fields, const dm_field_text *text);
void dm_finish_references(dm_document *doc, dm_cable_fields *fields);
/* officer.c */
void dm_parse_officer(dm_cable_fields *fields, const dm_field_text *text);
bool dm_is_office_word(const char *word, uint32_t size); /* no name holds it: "Counselor", "A/DCM" */

/* carrier.c: the day that the carrier gives where the text gives none; then what it denies. */
void dm_take_carried_date(dm_document *doc, dm_cable_fields *fields);
void dm_compare_carrier(dm_document *doc, dm_cable_fields *fields);

/* parse.c: all header fields; people.c, blocks.c: what the body has. */
dm_cable_fields *dm_parse_fields(dm_document *doc, const dm_unit_list *units, const dm_header_extent *extent);
void dm_parse_participants(dm_document *doc, const dm_unit_list *units, dm_cable_fields *fields, size_t body);
void dm_parse_blocks(dm_document *doc, dm_cable_fields *fields);
void dm_parse_portions(dm_document *doc, dm_cable_fields *fields);

/* A date as cables write them: 04/02/2029, 2/4/29, 2029/04/02. ISO form to out; false if it is none. */
bool dm_parse_date(const char *s, char out[16]);

#endif
