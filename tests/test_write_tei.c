/* Names put into a TEI source: where, around what, and that nothing else changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "write/write.h"
#include "write/xml_tags.h"

/* The text of an XML source with its runs: what a reader would make of it, apart from footnotes, whose words
 * are left out, and entities. Tokens are words. */
static dm_document *read(const char *source) {
  dm_document *doc = dm_document_new("volume.xml");
  doc->types = fixture_types;
  doc->type_count = 4;
  doc->text = dm_alloc(doc->arena, strlen(source) + 1);
  bool in_note = false;
  for (size_t at = 0; source[at];) {
    if (source[at] == '<') {
      if (!strncmp(source + at, "<note", 5)) in_note = true;
      if (!strncmp(source + at, "</note", 6)) in_note = false;
      const bool comment = !strncmp(source + at, "<!--", 4);
      const char *end = strstr(source + at, comment ? "-->" : ">");
      at = end ? (size_t)(end - source) + (comment ? 3 : 1) : strlen(source);
    } else {
      const size_t size = source[at] == '&' ? strcspn(source + at, ";") + 1 : strcspn(source + at, "<&");
      const bool entity = source[at] == '&';
      if (!in_note) {
        dm_document_add_run(doc, doc->text_size, at, at + size, !entity);
        memcpy(doc->text + doc->text_size, entity ? "&" : source + at, entity ? 1 : size);
        doc->text_size += entity ? 1 : (uint32_t)size;
      }
      at += size;
    }
  }
  for (uint32_t at = 0, end; at < doc->text_size; at = end + 1) {
    end = at + (uint32_t)strcspn(doc->text + at, " ");
    if (end > at) fixture_token(doc, at, end, 0);
  }
  return doc;
}

/* Marks the words of the text that spell `name`. */
static void mark(dm_document *doc, const char *name, uint16_t type) {
  const char *found = strstr(doc->text, name);
  assert_non_null(found);
  const uint32_t begin = (uint32_t)(found - doc->text), end = begin + (uint32_t)strlen(name);
  uint32_t first = 0;
  while (doc->tokens[first].span.end <= begin) first++;
  uint32_t last = first;
  while (last < doc->token_count && doc->tokens[last].span.begin < end) last++;
  fixture_mark(doc, first, last, type);
}

static void expect(const char *source, const char *name, uint16_t type, const char *wanted) {
  const dm_writer *writer = dm_writer_find("tei");
  dm_document *doc = read(source);
  dm_marks marks = {0};
  dm_buffer out = {0};
  mark(doc, name, type);
  writer->mark(doc, &marks);
  writer->rewrite(&marks, source, strlen(source), &out);
  dm_buffer_putc(&out, 0);
  assert_string_equal(out.bytes, wanted);
  dm_buffer_free(&out);
  dm_marks_free(&marks);
  dm_document_free(doc);
}

enum { PER, LOC, ORG, MISC };

static void wraps_each_type(void **state) {
  (void)state;
  expect("<p>met Omar Vell now</p>", "Omar Vell", PER, "<p>met <persName>Omar Vell</persName> now</p>");
  expect("<p>in Ansel now</p>", "Ansel", LOC, "<p>in <placeName>Ansel</placeName> now</p>");
  expect("<p>the MFA now</p>", "MFA", ORG, "<p>the <orgName>MFA</orgName> now</p>");
  expect("<p>the Pact now</p>", "Pact", MISC, "<p>the <name type=\"MISC\">Pact</name> now</p>");
}

static void keeps_to_the_namespace_prefix(void **state) {
  (void)state;
  expect("<?xml version=\"1.0\"?><tei:p>met Vell</tei:p>", "Vell", PER,
         "<?xml version=\"1.0\"?><tei:p>met <tei:persName>Vell</tei:persName></tei:p>");
}

static void takes_whole_elements_in(void **state) {
  (void)state;
  expect("<p><hi>Omar</hi> Vell</p>", "Omar Vell", PER, "<p><persName><hi>Omar</hi> Vell</persName></p>");
  expect("<p>H<hi>istorian</hi> x</p>", "Historian", ORG, "<p><orgName>H<hi>istorian</hi></orgName> x</p>");
  expect("<p>Omar <pb n=\"2\"/>Vell</p>", "Omar Vell", PER,
         "<p><persName>Omar <pb n=\"2\"/>Vell</persName></p>");
  expect("<p>Omar<!-- > --> Vell</p>", "Omar Vell", PER, "<p><persName>Omar<!-- > --> Vell</persName></p>");
}

static void never_cuts_through_an_element(void **state) {
  (void)state;
  expect("<p><hi>the Omar</hi> Vell x</p>", "Omar Vell", PER,
         "<p><hi>the <persName>Omar</persName></hi> <persName>Vell</persName> x</p>");
  expect("<p>the Omar <hi>Vell x</hi></p>", "Omar Vell", PER,
         "<p>the <persName>Omar</persName> <hi><persName>Vell</persName> x</hi></p>");
}

static void stays_in_its_cell(void **state) {
  (void)state;
  expect("<table><row><cell>Omar Vell</cell></row></table>", "Omar Vell", PER,
         "<table><row><cell><persName>Omar Vell</persName></cell></row></table>");
  expect("<table><row><cell>Omar</cell> <cell>Vell x</cell></row></table>", "Omar", PER,
         "<table><row><cell><persName>Omar</persName></cell> <cell>Vell x</cell></row></table>");
}

static void leaves_the_editors_names(void **state) {
  (void)state;
  expect("<p><persName corresp=\"#p\">Omar Vell</persName></p>", "Omar Vell", PER,
         "<p><persName corresp=\"#p\">Omar Vell</persName></p>");
  expect("<p><placeName>Ansel</placeName></p>", "Ansel", ORG, "<p><placeName>Ansel</placeName></p>");
  expect("<p><persName>Mr. Omar</persName> Vell</p>", "Omar Vell", PER,
         "<p><persName>Mr. Omar</persName> Vell</p>");
  expect("<p>the <persName>Vell</persName> Library</p>", "Vell Library", ORG,
         "<p>the <persName>Vell</persName> Library</p>");
}

static void parts_a_name_at_a_footnote(void **state) {
  (void)state;
  expect("<p>Omar<note>See Annex.</note> Vell</p>", "Omar Vell", PER,
         "<p><persName>Omar</persName><note>See Annex.</note> <persName>Vell</persName></p>");
}

static void counts_entities_as_they_stand(void **state) {
  (void)state;
  expect("<p>A &amp; B Ansel</p>", "A & B", ORG, "<p><orgName>A &amp; B</orgName> Ansel</p>");
}

static void copes_with_what_is_not_well_formed(void **state) {
  (void)state;
  expect("</p></p>met Vell<p", "Vell", PER, "</p></p>met <persName>Vell</persName><p");
  expect("<p>met Vell", "Vell", PER, "<p>met <persName>Vell</persName>");
}

static void finds_and_matches_tags(void **state) {
  (void)state;
  const char *source = "<?x?><!DOCTYPE a [<!ENTITY b \"]>\">]><a b='>'><c/><![CDATA[<d>]]></a>";
  dm_xml_tags tags = dm_xml_tags_find(source, strlen(source));
  assert_int_equal(tags.count, 6);
  assert_int_equal(tags.items[0].kind, DM_TAG_OTHER);
  assert_int_equal(tags.items[2].kind, DM_TAG_OPEN);
  assert_int_equal(tags.items[2].match, 5);
  assert_int_equal(tags.items[3].kind, DM_TAG_EMPTY);
  assert_int_equal(tags.items[3].parent, 2);
  assert_int_equal(tags.items[4].kind, DM_TAG_OTHER);
  assert_int_equal(tags.items[5].match, 2);
  assert_int_equal(tags.items[5].end, strlen(source));
  dm_xml_tags_free(&tags);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wraps_each_type),
      cmocka_unit_test(keeps_to_the_namespace_prefix),
      cmocka_unit_test(takes_whole_elements_in),
      cmocka_unit_test(never_cuts_through_an_element),
      cmocka_unit_test(stays_in_its_cell),
      cmocka_unit_test(leaves_the_editors_names),
      cmocka_unit_test(parts_a_name_at_a_footnote),
      cmocka_unit_test(counts_entities_as_they_stand),
      cmocka_unit_test(copes_with_what_is_not_well_formed),
      cmocka_unit_test(finds_and_matches_tags),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
