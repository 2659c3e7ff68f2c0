/* Where the tags of an XML source stand and which belong together, so that elements can be inserted without
 * touching anything else. The source is taken to be well-formed; where it is not, tags stay unmatched. */
#ifndef DM_WRITE_XML_TAGS_H
#define DM_WRITE_XML_TAGS_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  DM_TAG_OPEN,
  DM_TAG_CLOSE,
  DM_TAG_EMPTY, /* <pb/> */
  DM_TAG_OTHER, /* comment, processing instruction, declaration, CDATA section */
} dm_tag_kind;

typedef struct {
  uint64_t begin, end; /* bytes, from < to behind > */
  uint32_t name_size;  /* the name begins at begin + 1, of a closing tag at begin + 2 */
  uint32_t match;      /* the tag that closes or opens this one, DM_NONE if there is none */
  uint32_t parent;     /* the opening tag around this one, DM_NONE at the top */
  uint8_t kind;        /* dm_tag_kind */
} dm_xml_tag;

typedef struct {
  dm_xml_tag *items; /* [count], in source order */
  size_t count;
} dm_xml_tags;

dm_xml_tags dm_xml_tags_find(const char *source, size_t size);
void dm_xml_tags_free(dm_xml_tags *tags);

#endif
