#include "read_help.h"

/* A volume in the form of Foreign Relations of the United States; everything in it is invented. */
static const char VOLUME[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made up -->\n"
    "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:frus=\"http://history.state.gov/frus/ns/1.0\">\n"
    "<teiHeader><title type=\"complete\">Foreign Relations,\n   Volume IX, Marivia</title>"
    "<idno type=\"frus\">frus1971v99</idno></teiHeader>\n<text>\n<front>\n"
    "<div type=\"section\" xml:id=\"preface\"><head>Preface</head><p>About the book.</p></div>\n"
    "<div type=\"section\" xml:id=\"persons\"><head>Persons</head><list><item><hi rend=\"strong\"><persName "
    "xml:id=\"p_OT1\">Orrin, Tobias</persName>,</hi> Minister of "
    "Marivia</item></list></div>\n</front>\n<body>\n"
    "<div type=\"compilation\"><head>Marivia<note n=\"*\">Not a word.</note></head>\n"
    "<div type=\"document\" xml:id=\"d1\" n=\"1\">\n<pb n=\"2\"/>\n"
    "<head>1. Telegram From the <gloss type=\"from\">Embassy in Marivia</gloss> to the <gloss "
    "target=\"#t_DOS1\" "
    "type=\"to\">Department\n     of State</gloss><note n=\"1\" type=\"source\">Source: Made up, <hi>Box</hi> "
    "4.</note></head>\n"
    "<dateline><placeName>Port Vale</placeName>, <date when=\"1971-03-04\">March 4, 1971</date>.</dateline>\n"
    "<list type=\"participants\"><head>PARTICIPANTS</head><item>Minister <persName "
    "corresp=\"#p_OT1\">Orrin</persName>"
    "</item><item>Mr. Vane</item></list>\n"
    "<p>In Port<pb n=\"3\"/> Vale, <persName corresp=\"#p_OT1\">Tobias\n  <hi>Orrin</hi></persName>'s "
    "aide<note "
    "n=\"2\">Mr. Vane.<note>He of <gloss target=\"#t_M1\">M&amp;M</gloss>.</note></note> said &lt;no&gt; to "
    "R&D.</p>\n"
    "<list><label>a.</label>\n <item>first</item><label>b.</label><item>second</item></list>"
    "<p>Line<lb/>broken.<![CDATA[ <kept> ]]></p></div>\n"
    "<div type=\"document\" xml:id=\"d2\" n=\"2\" frus:doc-dateTime-min=\"1971-05-06T00:00:00\"><head>2. "
    "Editorial "
    "Note</head></div>\n</div></body></text></TEI>\n";

static dm_document *document(const read_result *result, size_t index) {
  assert_true(index < result->count);
  return result->docs[index];
}

static void read_volume(read_result *result) {
  assert_int_equal(read_bytes(VOLUME, sizeof VOLUME - 1, DM_FORMAT_UNKNOWN, result), DM_OK);
  assert_int_equal(result->count, 3);
  for (size_t i = 0; i < result->count; i++) {
    assert_int_equal(result->docs[i]->format, DM_FORMAT_TEI);
    check_map(result->docs[i], VOLUME, sizeof VOLUME - 1);
    check_parts(result->docs[i]);
  }
}

static void text_and_notes(void **state) {
  (void)state;
  static const char BODY[] =
      "1. Telegram From the Embassy in Marivia to the Department of State\n\nPort Vale, March 4, 1971.\n\n"
      "PARTICIPANTS\n\nMinister Orrin\nMr. Vane\n\nIn Port Vale, Tobias Orrin's aide said <no> to R&D.\n\n"
      "a. first\nb. second\n\nLine\nbroken. <kept>";
  static const char *const NOTES[] = {"Source: Made up, Box 4.", "Mr. Vane.", "He of M&M."};
  read_result result;
  read_volume(&result);
  const dm_document *doc = document(&result, 1);
  assert_int_equal(doc->block_count, 4);
  assert_int_equal(doc->blocks[0].kind, DM_BLOCK_MESSAGE);
  assert_int_equal(doc->blocks[0].span.end, sizeof BODY - 1);
  assert_memory_equal(doc->text, BODY, sizeof BODY - 1);
  for (int i = 0; i < 3; i++) {
    dm_span span = doc->blocks[i + 1].span;
    assert_int_equal(doc->blocks[i + 1].kind, DM_BLOCK_NOTE);
    assert_int_equal(span.end - span.begin, strlen(NOTES[i]));
    assert_memory_equal(doc->text + span.begin, NOTES[i], strlen(NOTES[i]));
  }
  free_result(&result);
}

static void fields(void **state) {
  (void)state;
  static const char *const WANTED[][2] = {
      {"volume", "frus1971v99"},
      {"volume title", "Foreign Relations, Volume IX, Marivia"},
      {"chapter", "Marivia"},
      {"number", "1"},
      {"from", "Embassy in Marivia"},
      {"to", "Department of State"},
      {"title", "1. Telegram From the Embassy in Marivia to the Department of State"},
      {"place", "Port Vale"},
      {"date", "1971-03-04"},
      {"participant", "Minister Orrin"},
      {"participant", "Mr. Vane"},
      {"source note", "Source: Made up, Box 4."},
  };
  read_result result;
  read_volume(&result);
  const dm_document *doc = document(&result, 1);
  assert_string_equal(doc->id, "frus1971v99/d1");
  assert_string_equal(doc->path, "folder/sample.ext#d1");
  assert_int_equal(doc->field_count, sizeof WANTED / sizeof *WANTED);
  for (size_t i = 0; i < doc->field_count; i++) {
    assert_string_equal(doc->fields[i].name, WANTED[i][0]);
    assert_string_equal(doc->fields[i].value, WANTED[i][1]);
  }
  assert_string_equal(field_of(document(&result, 2), "title"), "2. Editorial Note");
  assert_string_equal(field_of(document(&result, 2), "date"), "1971-05-06T00:00:00");
  free_result(&result);
}

static void given_names(void **state) {
  (void)state;
  static const char *const WANTED[][3] = {
      {"TERM", "-", "Embassy in Marivia"}, {"TERM", "t_DOS1", "Department of State"}, {"LOC", "-", "Port Vale"},
      {"PER", "p_OT1", "Orrin"},           {"PER", "p_OT1", "Tobias Orrin"},          {"TERM", "t_M1", "M&M"},
  };
  read_result result;
  read_volume(&result);
  const dm_document *doc = document(&result, 1);
  assert_int_equal(doc->given_count, sizeof WANTED / sizeof *WANTED);
  for (size_t i = 0; i < doc->given_count; i++) {
    const dm_given *given = &doc->givens[i];
    assert_string_equal(given->type, WANTED[i][0]);
    assert_string_equal(given->key ? given->key : "-", WANTED[i][1]);
    assert_int_equal(given->span.end - given->span.begin, strlen(WANTED[i][2]));
    assert_memory_equal(doc->text + given->span.begin, WANTED[i][2], strlen(WANTED[i][2]));
  }
  free_result(&result);
}

static void list_of_persons(void **state) {
  (void)state;
  read_result result;
  read_volume(&result);
  const dm_document *doc = document(&result, 0);
  assert_string_equal(doc->id, "frus1971v99/persons");
  assert_string_equal(field_of(doc, "kind"), "list of persons");
  assert_string_equal(doc->text, "Persons\n\nOrrin, Tobias, Minister of Marivia");
  assert_int_equal(doc->given_count, 1);
  assert_string_equal(doc->givens[0].key, "p_OT1");
  free_result(&result);
}

/* A cut volume gives the documents that are whole, then one error that says where. */
static void truncated(void **state) {
  (void)state;
  size_t root = (size_t)(strstr(VOLUME, "<TEI") - VOLUME);
  size_t whole = (size_t)(strstr(VOLUME, "<div type=\"document\" xml:id=\"d2\"") - VOLUME);
  for (size_t size = root + 1; size < sizeof VOLUME - 2; size++) {
    read_result result;
    assert_int_equal(read_bytes(VOLUME, size, DM_FORMAT_TEI, &result), DM_ERR_FORMAT);
    assert_true(size < whole || result.count >= 2);
    for (size_t i = 0; i < result.count; i++) check_map(result.docs[i], VOLUME, size);
    free_result(&result);
  }
}

static void broken(void **state) {
  (void)state;
  static const char *const BROKEN[] = {
      "<TEI><p></TEI>", "<TEI></p></TEI>", "<TEI><", "<TEI a='>",
      "<TEI><!-- ",     "<TEI>",           "</TEI>", "<TEI><p></p >x<![CDATA["};
  for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
    read_result result;
    assert_int_equal(read_bytes(BROKEN[i], strlen(BROKEN[i]), DM_FORMAT_TEI, &result), DM_ERR_FORMAT);
    assert_int_equal(result.count, 0);
  }
  char deep[4 * 200 + 1];
  for (int i = 0; i < 200; i++) memcpy(deep + 4 * i, "<a> ", 4);
  read_result result;
  assert_int_equal(read_bytes(deep, 4 * 200, DM_FORMAT_TEI, &result), DM_ERR_FORMAT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_and_notes),  cmocka_unit_test(fields),    cmocka_unit_test(given_names),
      cmocka_unit_test(list_of_persons), cmocka_unit_test(truncated), cmocka_unit_test(broken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
