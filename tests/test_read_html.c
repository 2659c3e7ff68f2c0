#include "read_help.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <unistd.h>

/* A page as the site served it, with an invented cable. */
static const char PAGE[] =
    "<?xml version='1.0' encoding='utf-8' ?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 "
    "Transitional//EN\">\n"
    "<html lang='en'>\n<head>\n<title>Cable Viewer</title>\n</head>\n<body>\n"
    "<h3>Browse by classification</h3>\n<a href='/tag/PGOV_0.html'>PGOV</a>\n"
    "<h3>Viewing cable 09PORTVALE12, MINISTER ORRIN &amp; THE DAM</h3>\n"
    "<table class='cable'>\n<tr>\n<th>Reference ID</th>\n<th>Created</th>\n<th>Released</th>\n"
    "<th>Classification</th>\n<th>Origin</th>\n</tr>\n<tr>\n"
    "<td>\n<a href='/cable/2009/01/09PORTVALE12.html'>09PORTVALE12</a>\n</td>\n"
    "<td>\n<a href='/date/2009-01_0.html'>2009-01-07 15:03</a>\n</td>\n"
    "<td>\n<a href='/reldate/2010-12-09_0.html'>2010-12-09 21:09</a>\n</td>\n"
    "<td>\n<a href='/classification/4_0.html' title='secret'>CONFIDENTIAL</a>\n</td>\n"
    "<td>\n<a href='/origin/33_0.html'>Embassy Port Vale</a>\n</td>\n</tr>\n</table>\n"
    "<code><pre>PP RUEHWEB&#x000A;DE RUEHPV #0012/01 0071503</pre></code>\n"
    "<code><pre>C O N F I D E N T I A L PORT VALE 000012 &#x000A;TAGS <a href='/tag/PREL_0.html'>PREL</a>, "
    "<a href='/tag/ZQ_0.html'>ZQ</a>&#x000A;REF: <a href='/cable/2008/12/08PORTVALE900.html'>08 PORT VALE "
    "900</a>"
    "&#x000A;<a id='par1' href='#par1'>¶</a>1. (C) Orrin’s R&D aide said &quiet8 things, 1 < 2.&#x000A;"
    "<a id='par2' href='#par2'>¶</a>2. (U) <redacted> left.</pre></code>\n</body>\n</html>\n";

static const char MESSAGE[] =
    "C O N F I D E N T I A L PORT VALE 000012 \nTAGS PREL, ZQ\nREF: 08 PORT VALE 900\n"
    "¶1. (C) Orrin’s R&D aide said &quiet8 things, 1 < 2.\n¶2. (U) <redacted> left.";

static void site_page(void **state) {
  (void)state;
  dm_document *doc = read_one(PAGE, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->format, DM_FORMAT_HTML);
  check_map(doc, PAGE, sizeof PAGE - 1);
  check_parts(doc);
  assert_int_equal(doc->block_count, 2);
  assert_int_equal(doc->blocks[0].kind, DM_BLOCK_TRANSMISSION);
  assert_int_equal(doc->blocks[1].kind, DM_BLOCK_MESSAGE);
  assert_string_equal(doc->text + doc->blocks[1].span.begin, MESSAGE);
  assert_memory_equal(doc->text, "PP RUEHWEB\nDE RUEHPV #0012/01 0071503\n\nC O N F", 46);
  dm_document_free(doc);
}

/* Pages of 2011: the same, but for a backslash ahead of each line end. */
static void backslashes(void **state) {
  (void)state;
  static const char page[] =
      "<code><pre>UNCLAS PORT VALE 000012 \\&#x000A; \\&#x000A;1. (U) C:\\dam \\ and \\\n"
      "<a id='par2' href='#par2'>¶</a>2. (U) He left. \\&#10;ORRIN \\</pre></code>";
  dm_document *doc = read_one(page, DM_FORMAT_HTML);
  check_map(doc, page, sizeof page - 1);
  check_parts(doc);
  assert_string_equal(doc->text,
                      "UNCLAS PORT VALE 000012 \n \n1. (U) C:\\dam \\ and \n¶2. (U) He left. \nORRIN ");
  dm_document_free(doc);
}

static void fields(void **state) {
  (void)state;
  static const char *const WANTED[][2] = {
      {"title", "Viewing cable 09PORTVALE12, MINISTER ORRIN & THE DAM"},
      {"subject", "MINISTER ORRIN & THE DAM"},
      {"reference id", "09PORTVALE12"},
      {"created", "2009-01-07 15:03"},
      {"released", "2010-12-09 21:09"},
      {"classification", "CONFIDENTIAL"},
      {"origin", "Embassy Port Vale"},
      {"tag", "PREL"},
      {"tag", "ZQ"},
      {"reference", "08 PORT VALE 900"},
  };
  dm_document *doc = read_one(PAGE, DM_FORMAT_UNKNOWN);
  assert_string_equal(doc->id, "09PORTVALE12");
  assert_int_equal(doc->field_count, sizeof WANTED / sizeof *WANTED);
  for (size_t i = 0; i < doc->field_count; i++) {
    const dm_field *field = &doc->fields[i];
    assert_string_equal(field->name, WANTED[i][0]);
    assert_string_equal(field->value, WANTED[i][1]);
    if (field->source_end) assert_memory_equal(PAGE + field->source, field->value, strlen(field->value));
    assert_int_equal(field->source_end == 0, strchr(field->value, '&') != NULL);
  }
  dm_document_free(doc);
}

static void anchors(void **state) {
  (void)state;
  dm_document *doc = read_one(PAGE, DM_FORMAT_UNKNOWN);
  assert_int_equal(doc->anchor_count, 3);
  assert_string_equal(doc->anchors[0].before, "<code><pre>");
  assert_string_equal(doc->anchors[0].after, "</pre></code>");
  assert_int_equal(doc->anchors[0].at, doc->blocks[1].span.begin);
  assert_int_equal(doc->anchors[0].end, doc->text_size);
  assert_string_equal(doc->anchors[2].before, "<a id='par2' href='#par2'>");
  assert_string_equal(doc->anchors[2].after, "</a>");
  assert_memory_equal(doc->text + doc->anchors[2].at, "¶2.", 4);
  assert_int_equal(doc->anchors[2].end - doc->anchors[2].at, 2);
  dm_document_free(doc);
}

/* Wherever the page is cut, what is left is read and maps back. */
static void truncated(void **state) {
  (void)state;
  for (size_t size = 0; size < sizeof PAGE; size++) {
    read_result result;
    assert_int_equal(read_bytes(PAGE, size, DM_FORMAT_HTML, &result), DM_OK);
    assert_int_equal(result.count, 1);
    check_map(result.docs[0], PAGE, size);
    check_parts(result.docs[0]);
    free_result(&result);
  }
}

static void check_text(const char *html, const char *wanted) {
  dm_document *doc = read_one(html, DM_FORMAT_HTML);
  assert_string_equal(doc->text, wanted);
  check_map(doc, html, strlen(html));
  dm_document_free(doc);
}

static void entities(void **state) {
  (void)state;
  check_text("<code><pre>a&#10;b&#xA;c&#x000A;d</pre>", "a\nb\nc\nd");
  check_text("<code><pre>&lt;&amp;&gt;&quot;&eacute;&apos;&#8217;&#146;</pre>", "<&>\"é'’’");
  check_text("<code><pre>&#0;&#xD800;&#99999999999;&#13;</pre>", "\uFFFD\uFFFD\uFFFD ");
  check_text("<code><pre>R&D &amp &nosuch; &; &#; &#x; &ldquo</pre>", "R&D &amp &nosuch; &; &#; &#x; &ldquo");
}

static void tags(void **state) {
  (void)state;
  check_text("<code><pre>a<br>b<br/>c<b>d</b><!-- e -->f</pre>", "a\nb\ncdf");
  check_text("<code><pre>x <none@here.org> 3<4 <", "x <none@here.org> 3<4 <");
  check_text("<code><pre>one</pre><pre>two</pre><pre>three", "one\n\ntwo\n\nthree");
  check_text("<code><pre><a id=par1 title=\"a>b\">¶</a>1.</pre>", "¶1.");
}

static void other_html(void **state) {
  (void)state;
  check_text(
      "<html><head><title>T</title><style>p{}</style></head><body><p>One\n  two<p>three<script>x<y</script>"
      "<ul><li>a<li>b &amp; c</ul>&nbsp;d",
      "One two\n\nthree\n\na\nb & c\n\n\u00A0d");
  check_text("<body>x <pre>a\n  b</pre>y", "x\n\na\n  b\n\ny");
}

/* ---- against libxml2 ---- */

static xmlChar *libxml2_pre(const char *bytes, size_t size, int index) {
  htmlDocPtr tree = htmlReadMemory(bytes, (int)size, NULL, "UTF-8", HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  xmlXPathContextPtr context = xmlXPathNewContext(tree);
  xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST "//pre", context);
  assert_true(found->nodesetval && index < found->nodesetval->nodeNr);
  xmlChar *text = xmlNodeGetContent(found->nodesetval->nodeTab[index]);
  xmlXPathFreeObject(found);
  xmlXPathFreeContext(context);
  xmlFreeDoc(tree);
  return text;
}

static void compare_with_libxml2(const char *bytes, size_t size) {
  read_result result;
  assert_int_equal(read_bytes(bytes, size, DM_FORMAT_UNKNOWN, &result), DM_OK);
  const dm_document *doc = result.docs[0];
  check_map(doc, bytes, size);
  check_parts(doc);
  assert_int_equal(doc->block_count, 2);
  for (int i = 0; i < 2; i++) {
    xmlChar *text = libxml2_pre(bytes, size, i);
    dm_span span = doc->blocks[i].span;
    assert_int_equal(strlen((char *)text), span.end - span.begin);
    assert_memory_equal(text, doc->text + span.begin, span.end - span.begin);
    xmlFree(text);
  }
  for (size_t i = 0; i < doc->field_count; i++) assert_string_not_equal(doc->fields[i].value, "");
  assert_string_not_equal(field_of(doc, "reference id"), "(none)");
  free_result(&result);
}

static void real_pages(void **state) {
  (void)state;
  const char *shared = getenv("DM_SHARED");
  char archive[1024], command[2048];
  snprintf(archive, sizeof archive, "%s/data/cables/site-html-200.tar.xz",
           shared ? shared : DM_ROOT "/../shared");
  if (access(archive, R_OK)) {
    print_message("skipped: no %s\n", archive);
    skip();
  }
  snprintf(command, sizeof command, "tar -xOf %s --wildcards '*.html'", archive);
  FILE *pages = popen(command, "r");
  assert_non_null(pages);
  size_t room = 64u << 20, count = 0;
  char *bytes = malloc(room);
  assert_non_null(bytes);
  size_t size = fread(bytes, 1, room - 1, pages);
  assert_int_equal(pclose(pages), 0);
  bytes[size] = 0;
  for (char *at = bytes, *end; (end = strstr(at, "</html>")); at = end, count++) {
    end += strlen("</html>");
    compare_with_libxml2(at, (size_t)(end - at));
  }
  assert_int_equal(count, 200);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(site_page), cmocka_unit_test(fields),     cmocka_unit_test(backslashes),
      cmocka_unit_test(anchors),   cmocka_unit_test(truncated),  cmocka_unit_test(entities),
      cmocka_unit_test(tags),      cmocka_unit_test(other_html), cmocka_unit_test(real_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
