/* A scanner for XML that knows where everything stands (see html_scan.h on why it is ours). It reads what
 * is well-formed, and an ampersand that is none of XML's entities as text; anything else ends it with `error`
 * set. */
#ifndef DM_READ_XML_SCAN_H
#define DM_READ_XML_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  DM_XML_END,
  DM_XML_TEXT,   /* bytes[begin..end) as they stand */
  DM_XML_ENTITY, /* bytes[begin..end) mean the character `code` */
  DM_XML_OPEN,   /* <name attributes>, also <name/> */
  DM_XML_CLOSE,  /* </name>, also right after <name/>, then empty */
} dm_xml_kind;

typedef struct {
  dm_xml_kind kind;
  size_t begin, end;
  uint32_t code;
  size_t name, name_size; /* bytes[name ..) */
} dm_xml_event;

enum { DM_XML_DEPTH = 128 };

typedef struct {
  const char *bytes;
  size_t size, at;
  bool empty;                 /* an empty element's CLOSE is due */
  size_t depth;               /* open elements */
  size_t names[DM_XML_DEPTH]; /* [depth] offset of each one's name */
  const char *error;          /* static text; it stands at `at` */
} dm_xml_scan;

void dm_xml_begin(dm_xml_scan *scan, const char *bytes, size_t size);
dm_xml_event dm_xml_next(dm_xml_scan *scan);
bool dm_xml_is(const dm_xml_scan *scan, const dm_xml_event *tag, const char *name);

/* Value of an attribute as bytes[*begin..*end), entities as they stand. */
bool dm_xml_attribute(const dm_xml_scan *scan, const dm_xml_event *tag, const char *name, size_t *begin,
                      size_t *end);
bool dm_xml_attribute_is(const dm_xml_scan *scan, const dm_xml_event *tag, const char *name, const char *value);

#endif
