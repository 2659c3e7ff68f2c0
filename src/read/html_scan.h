/* A scanner for HTML that knows where everything stands. libxml2's parsers report byte positions only
 * roughly (they count re-encoded buffers), and the map from text to source must be exact to the byte;
 * its tables of elements and entities are used, its extraction is what ours is tested against. */
#ifndef DM_READ_HTML_SCAN_H
#define DM_READ_HTML_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  DM_HTML_END,
  DM_HTML_TEXT,   /* bytes[begin..end) as they stand */
  DM_HTML_ENTITY, /* bytes[begin..end) mean the character `code` */
  DM_HTML_OPEN,   /* <name attributes> */
  DM_HTML_CLOSE,  /* </name> */
} dm_html_kind;

typedef struct {
  dm_html_kind kind;
  size_t begin, end;
  uint32_t code;
  char name[12]; /* in lower case; "" for elements that HTML 4 does not know */
} dm_html_event;

typedef struct {
  const char *bytes;
  size_t size, at;
  bool strict;  /* text follows in which a tag that HTML does not know is text: "<redacted>" */
  char raw[12]; /* inside <script>, <style>: text up to the closing tag is skipped */
} dm_html_scan;

void dm_html_begin(dm_html_scan *scan, const char *bytes, size_t size);
dm_html_event dm_html_next(dm_html_scan *scan); /* comments and declarations are passed over */

/* Value of an attribute of an opening tag as bytes[*begin..*end), entities as they stand. */
bool dm_html_attribute(const dm_html_scan *scan, const dm_html_event *tag, const char *name, size_t *begin,
                       size_t *end);

#endif
