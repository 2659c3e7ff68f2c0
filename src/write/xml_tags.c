#include "write/xml_tags.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "dragoman.h"

static bool starts(const char *at, const char *end, const char *word) {
  return (size_t)(end - at) >= strlen(word) && !memcmp(at, word, strlen(word));
}

/* Behind the next `word`, or the end. */
static const char *find(const char *at, const char *end, const char *word) {
  for (; at < end && (at = memchr(at, *word, (size_t)(end - at))); at++)
    if (starts(at, end, word)) return at + strlen(word);
  return end;
}

/* Behind the > that ends the tag at `at`; one inside a quoted value does not. */
static const char *tag_end(const char *at, const char *end) {
  for (char quote = 0; at < end; at++) {
    if (quote) {
      if (*at == quote) quote = 0;
    } else if (*at == '"' || *at == '\'') {
      quote = *at;
    } else if (*at == '>') {
      return at + 1;
    }
  }
  return end;
}

/* The declaration <!DOCTYPE ...>, which may hold others between its square brackets. */
static const char *doctype_end(const char *at, const char *end) {
  const char *open = at;
  while (open < end && *open != '[' && *open != '>') open++;
  return open < end && *open == '[' ? tag_end(find(open, end, "]"), end) : tag_end(at, end);
}

static const char *other_end(const char *at, const char *end) {
  if (starts(at, end, "<!--")) return find(at + 4, end, "-->");
  if (starts(at, end, "<![CDATA[")) return find(at, end, "]]>");
  if (starts(at, end, "<?")) return find(at, end, "?>");
  return doctype_end(at, end);
}

static uint32_t name_size(const char *at, const char *end) {
  const char *name = at;
  while (at < end && !strchr(" \t\r\n/>", *at)) at++;
  return (uint32_t)(at - name);
}

/* The tag at `at`, which is a <. */
static dm_xml_tag read_tag(const char *source, const char *at, const char *end) {
  dm_xml_tag tag = {.begin = (uint64_t)(at - source), .match = DM_NONE, .parent = DM_NONE};
  const char *last;
  if (at + 1 < end && (at[1] == '!' || at[1] == '?')) {
    tag.kind = DM_TAG_OTHER;
    last = other_end(at, end);
  } else {
    last = tag_end(at, end);
    tag.kind = at + 1 < end && at[1] == '/' ? DM_TAG_CLOSE : last[-2] == '/' ? DM_TAG_EMPTY : DM_TAG_OPEN;
    tag.name_size = name_size(at + (tag.kind == DM_TAG_CLOSE ? 2 : 1), last);
  }
  tag.end = (uint64_t)(last - source);
  return tag;
}

/* Ties closing tags to the opening ones and tells every tag what it stands in. */
static void match(dm_xml_tags *tags) {
  uint32_t open = DM_NONE; /* the innermost element; its parent is the next one out */
  for (uint32_t i = 0; i < tags->count; i++) {
    dm_xml_tag *tag = &tags->items[i];
    if (tag->kind == DM_TAG_CLOSE && open != DM_NONE) {
      tag->match = open;
      tags->items[open].match = i;
      open = tags->items[open].parent;
    }
    tag->parent = open;
    if (tag->kind == DM_TAG_OPEN) open = i;
  }
}

dm_xml_tags dm_xml_tags_find(const char *source, size_t size) {
  dm_xml_tags tags = {0};
  size_t room = 0;
  const char *end = source + size;
  for (const char *at = source; (at = memchr(at, '<', (size_t)(end - at)));) {
    if (tags.count == room) {
      room = room ? 2 * room : 1024;
      tags.items = dm_xrealloc(tags.items, room * sizeof *tags.items);
    }
    tags.items[tags.count] = read_tag(source, at, end);
    at = source + tags.items[tags.count++].end;
  }
  match(&tags);
  return tags;
}

void dm_xml_tags_free(dm_xml_tags *tags) {
  free(tags->items);
  *tags = (dm_xml_tags){0};
}
