/* The source's own TEI with our names put in as persName, placeName, orgName or name; every other byte stays.
 * What the editors have marked as a name already is left as they marked it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "write/formats.h"
#include "write/parts.h"
#include "write/xml_tags.h"

/* ---- marks: which source bytes make up a name ------------------------------------------------ */

static void add_mark(dm_marks *marks, dm_mark mark) {
  if (mark.begin >= mark.end) return;
  dm_mark *last = marks->count ? &marks->items[marks->count - 1] : NULL;
  if (last && mark.joined && last->end == mark.begin) {
    last->end = mark.end;
    return;
  }
  if (marks->count == marks->room) {
    marks->room = marks->room ? 2 * marks->room : 256;
    marks->items = dm_xrealloc(marks->items, marks->room * sizeof *marks->items);
  }
  marks->items[marks->count++] = mark;
}

static void mark_part(const dm_document *doc, const dm_parts *part, size_t *run, dm_marks *marks) {
  dm_mark mark = {.type = dm_document_type_name(doc, part->mention->type)};
  while (*run + 1 < doc->run_count && doc->runs[*run + 1].text <= part->span.begin) ++*run;
  for (size_t i = *run; i < doc->run_count && doc->runs[i].text < part->span.end; i++) {
    const dm_run *r = &doc->runs[i];
    const uint32_t run_end = i + 1 < doc->run_count ? doc->runs[i + 1].text : doc->text_size;
    const uint32_t begin = r->text > part->span.begin ? r->text : part->span.begin;
    const uint32_t end = run_end < part->span.end ? run_end : part->span.end;
    mark.begin = r->literal ? r->source + (begin - r->text) : r->source;
    mark.end = r->literal ? r->source + (end - r->text) : r->source_end;
    add_mark(marks, mark);
    mark.joined = true;
  }
}

static void mark_document(const dm_document *doc, dm_marks *marks) {
  size_t run = 0;
  dm_parts part = dm_parts_of(doc);
  while (dm_parts_next(&part)) mark_part(doc, &part, &run, marks);
}

void dm_marks_free(dm_marks *marks) {
  free(marks->items);
  *marks = (dm_marks){0};
}

/* ---- names as elements ------------------------------------------------------------------------ */

typedef struct {
  uint64_t begin, end;
} range;

typedef struct {
  uint64_t at;
  bool closes;
  const char *type;
} insertion;

typedef struct {
  const char *source;
  dm_xml_tags tags;
  insertion *insertions; /* [count] */
  size_t count, room;
  const char *prefix; /* of the root element's name, with its colon */
  int prefix_size;
} editor;

static const struct {
  const char *type, *element;
} elements[] = {{"PER", "persName"}, {"LOC", "placeName"}, {"ORG", "orgName"}};

static const char *element_of(const char *type) {
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    if (!strcmp(elements[i].type, type)) return elements[i].element;
  return "name";
}

/* Is the tag's name, without its prefix, one of `names`, which ends with NULL? */
static bool is_one_of(const editor *e, const dm_xml_tag *tag, const char *const *names) {
  const char *name = e->source + tag->begin + (tag->kind == DM_TAG_CLOSE ? 2 : 1);
  const char *colon = memchr(name, ':', tag->name_size);
  const size_t local = colon ? tag->name_size - (size_t)(colon + 1 - name) : tag->name_size;
  if (colon) name = colon + 1;
  for (; *names; names++)
    if (strlen(*names) == local && !memcmp(*names, name, local)) return true;
  return false;
}

static bool is_name_tag(const editor *e, const dm_xml_tag *tag) {
  static const char *const names[] = {"persName", "placeName", "orgName", "name", "rs", NULL};
  return is_one_of(e, tag, names);
}

/* Elements within a line of text, which a name may hold. A cell or an item it may not. */
static bool is_phrase_tag(const editor *e, const dm_xml_tag *tag) {
  static const char *const names[] = {"hi",          "gloss",   "term", "ref",      "emph",  "foreign",
                                      "seg",         "abbr",    "sic",  "corr",     "title", "date",
                                      "affiliation", "unclear", "del",  "supplied", NULL};
  return is_one_of(e, tag, names);
}

/* The first tag that ends behind `at`. */
static size_t tag_behind(const editor *e, uint64_t at) {
  size_t low = 0, high = e->tags.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (e->tags.items[middle].end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool inside_tag(const editor *e, uint64_t at) {
  const size_t i = tag_behind(e, at);
  return i < e->tags.count && e->tags.items[i].begin < at;
}

/* Is the place inside an element that is a name already? */
static bool inside_name(const editor *e, uint64_t at) {
  const size_t next = tag_behind(e, at);
  if (next == 0) return false;
  const dm_xml_tag *last = &e->tags.items[next - 1];
  uint32_t open = last->kind == DM_TAG_OPEN ? (uint32_t)(next - 1) : last->parent;
  for (; open != DM_NONE; open = e->tags.items[open].parent)
    if (is_name_tag(e, &e->tags.items[open])) return true;
  return false;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does the source hold words, not just blanks and tags, in [begin, end)? */
static bool has_words(const editor *e, uint64_t begin, uint64_t end) {
  size_t tag = tag_behind(e, begin);
  for (uint64_t at = begin; at < end; at++) {
    if (tag < e->tags.count && at >= e->tags.items[tag].begin)
      at = e->tags.items[tag++].end - 1;
    else if (!is_blank(e->source[at]))
      return true;
  }
  return false;
}

/* Takes in tags that touch the name and whose partners are in it: <hi>Omar</hi> Vell begins before <hi>. */
static void take_in_partners(const editor *e, range *name) {
  size_t first = tag_behind(e, name->begin), behind = tag_behind(e, name->end);
  for (; first > 0; first--) {
    const dm_xml_tag *tag = &e->tags.items[first - 1];
    if (tag->kind != DM_TAG_OPEN || tag->end != name->begin || tag->match == DM_NONE || tag->match >= behind ||
        !is_phrase_tag(e, tag))
      break;
    name->begin = tag->begin;
  }
  for (; behind < e->tags.count; behind++) {
    const dm_xml_tag *tag = &e->tags.items[behind];
    if (tag->kind != DM_TAG_CLOSE || tag->begin != name->end || tag->match == DM_NONE || tag->match < first ||
        !is_phrase_tag(e, tag))
      break;
    name->end = tag->end;
  }
}

static void insert(editor *e, uint64_t at, bool closes, const char *type) {
  if (e->count == e->room) {
    e->room = e->room ? 2 * e->room : 256;
    e->insertions = dm_xrealloc(e->insertions, e->room * sizeof *e->insertions);
  }
  e->insertions[e->count++] = (insertion){at, closes, type};
}

/* One element around [begin, end), which cuts through no other, but not around blanks at its ends. */
static void wrap(editor *e, range r, const char *type) {
  while (r.begin < r.end && is_blank(e->source[r.begin])) r.begin++;
  while (r.begin < r.end && is_blank(e->source[r.end - 1])) r.end--;
  if (r.begin == r.end || !has_words(e, r.begin, r.end) || inside_name(e, r.begin)) return;
  insert(e, r.begin, false, type);
  insert(e, r.end, true, type);
}

static bool meets_editors_name(const editor *e, size_t first, size_t behind) {
  for (size_t i = first; i < behind; i++) {
    const dm_xml_tag *tag = &e->tags.items[i];
    if ((tag->kind == DM_TAG_OPEN || tag->kind == DM_TAG_CLOSE) && is_name_tag(e, tag)) return true;
  }
  return false;
}

/* The tags of a name whose partners are outside cut it into ranges; those of names by the editors forbid it, as
 * FRUS does not nest names. What is no phrase within it, a footnote, is left out. */
static void wrap_balanced(editor *e, range name, const char *type) {
  take_in_partners(e, &name);
  const size_t first = tag_behind(e, name.begin), behind = tag_behind(e, name.end);
  if (meets_editors_name(e, first, behind)) return;
  uint64_t begin = name.begin;
  for (size_t i = first; i < behind; i++) {
    const dm_xml_tag *tag = &e->tags.items[i];
    const bool paired = tag->match != DM_NONE && tag->match >= first && tag->match < behind;
    if ((tag->kind != DM_TAG_OPEN && tag->kind != DM_TAG_CLOSE) || (paired && is_phrase_tag(e, tag))) continue;
    wrap(e, (range){begin, tag->begin}, type);
    if (paired && tag->kind == DM_TAG_OPEN) i = tag->match;
    begin = e->tags.items[i].end;
  }
  wrap(e, (range){begin, name.end}, type);
}

/* One name: the marks from `first` to the last that is joined to it. Where words that are none of it stand
 * between two (a footnote), it is given in parts. */
static size_t wrap_name(editor *e, const dm_marks *marks, size_t first, size_t size) {
  size_t behind = first;
  for (size_t part = first; part == first || (part < marks->count && marks->items[part].joined);
       part = behind) {
    behind = part + 1;
    while (behind < marks->count && marks->items[behind].joined &&
           marks->items[behind].begin >= marks->items[behind - 1].end &&
           !has_words(e, marks->items[behind - 1].end, marks->items[behind].begin))
      behind++;
    const range r = {marks->items[part].begin, marks->items[behind - 1].end};
    if (r.end <= size && !inside_tag(e, r.begin) && !inside_tag(e, r.end))
      wrap_balanced(e, r, marks->items[part].type);
  }
  return behind;
}

/* At one place what closes comes before what opens; of names that follow each other nothing nests. */
static int by_place(const void *left, const void *right) {
  const insertion *a = left, *b = right;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  return (int)b->closes - (int)a->closes;
}

static void put_tag(const editor *e, const insertion *i, dm_buffer *out) {
  const char *element = element_of(i->type);
  dm_buffer_printf(out, i->closes ? "</%.*s%s" : "<%.*s%s", e->prefix_size, e->prefix, element);
  if (!i->closes && !strcmp(element, "name")) {
    dm_buffer_puts(out, " type=\"");
    for (const char *c = i->type; *c; c++) dm_buffer_putc(out, strchr("<&\" \t\n", *c) ? '_' : *c);
    dm_buffer_putc(out, '"');
  }
  dm_buffer_putc(out, '>');
}

static void find_prefix(editor *e) {
  e->prefix = "";
  for (size_t i = 0; i < e->tags.count; i++) {
    const dm_xml_tag *tag = &e->tags.items[i];
    if (tag->kind != DM_TAG_OPEN) continue;
    const char *name = e->source + tag->begin + 1, *colon = memchr(name, ':', tag->name_size);
    e->prefix = name;
    e->prefix_size = colon ? (int)(colon + 1 - name) : 0;
    return;
  }
}

static void rewrite(const dm_marks *marks, const char *source, size_t size, dm_buffer *out) {
  editor e = {.source = source, .tags = dm_xml_tags_find(source, size)};
  find_prefix(&e);
  for (size_t i = 0; i < marks->count;) i = wrap_name(&e, marks, i, size);
  if (e.count) qsort(e.insertions, e.count, sizeof *e.insertions, by_place);
  uint64_t at = 0;
  for (size_t i = 0; i < e.count; i++) {
    dm_buffer_add(out, source + at, e.insertions[i].at - at);
    put_tag(&e, &e.insertions[i], out);
    at = e.insertions[i].at;
  }
  dm_buffer_add(out, source + at, size - at);
  dm_xml_tags_free(&e.tags);
  free(e.insertions);
}

const dm_writer dm_write_tei = {
    .name = "tei",
    .help = "the TEI source itself with the names put in",
    .extension = "xml",
    .between = "",
    .source_format = DM_FORMAT_TEI,
    .mark = mark_document,
    .rewrite = rewrite,
};
