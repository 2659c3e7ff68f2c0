/* One <div> of a FRUS volume -> one document. */
#ifndef DM_READ_TEI_PART_H
#define DM_READ_TEI_PART_H

#include "read/text_builder.h"
#include "read/xml_scan.h"

/* Fills the document from the element `div` that `scan` has just opened, up to its end: text with footnotes
 * behind the body, blocks, fields (title, date, place, from, to, subject, participant, source note) and
 * given names. Stops early with scan->error set where the XML breaks. */
void dm_tei_part(dm_text_builder *b, dm_xml_scan *scan);

#endif
