/* Zones, paragraphs and marks: what each sentence of a cable is taken for. */
#include <stdio.h>

#include "segment_fixture.h"

/* One letter a sentence, the zone of its first token that is no mark: T transmission, H header, b body,
 * h heading, p participants, s signature, f furniture. */
static char *zones_of(const dm_document *doc) {
  static const char letters[] = "bTHhpsmf";
  dm_buffer out = {0};
  for (size_t i = 0; i < doc->sentence_count; i++) {
    uint32_t t = doc->sentences[i].first;
    while (t + 1 < doc->sentences[i].end && doc->tokens[t].zone == DM_ZONE_MARK) t++;
    dm_buffer_putc(&out, letters[doc->tokens[t].zone]);
  }
  dm_buffer_putc(&out, 0);
  return out.bytes;
}

static dm_document *cable_of(const char *text) {
  dm_document *doc = document_of(text, strlen(text));
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  return doc;
}

static void expect_zones(const char *text, const char *zones) {
  dm_document *doc = cable_of(text);
  char *seen = zones_of(doc);
  assert_string_equal(seen, zones);
  free(seen);
  dm_document_free(doc);
}

static const char cable[] = "PP RUEHWEB\n"
                            "DE RUEHOR #0813/01 0920549\n"
                            "P 020549Z APR 09\n"
                            "FM AMEMBASSY ORLAND\n"
                            "TO SECSTATE WASHDC PRIORITY 4793\n"
                            "S E C R E T ORLAND 000813\n"
                            "\n"
                            "SIPDIS\n"
                            "\n"
                            "NEA/ELA AND INR/TCA\n"
                            "\n"
                            "E.O. 12958: DECL: 04/02/2029\n"
                            "TAGS: PREL PINR\n"
                            "SUBJECT: A VISIT TO TARN\n"
                            "\n"
                            "Classified By: DCM Josef Velk, for reasons 1.4 (b) and (d).\n"
                            "\n"
                            "¶1. (S/NF) Summary: He came. End summary.\n"
                            "\n"
                            "----------\n"
                            "The Talks\n"
                            "----------\n"
                            "\n"
                            "¶2. (C) They talked.\n"
                            "\n"
                            "A NEW BEGINNING\n"
                            "¶3. (SBU) They left.\n"
                            "\n"
                            "¶4. (U) Participants:\n"
                            "\n"
                            "Ambassador Orsk\n"
                            "Minister of Trade Anna Velk\n"
                            "\n"
                            "ORSK\n"
                            "NNNN\n";

static bool token_is(const dm_document *doc, size_t token, const char *text) {
  dm_span span = doc->tokens[token].span;
  return strlen(text) == span.end - span.begin && !memcmp(doc->text + span.begin, text, strlen(text));
}

static void a_whole_cable(void **unused) {
  (void)unused;
  expect_zones(cable, "mTTTTHHHHHHHbbfhfbhbbppsb");
}

/* TAGS codes are marks, in a line of their own or not; a person's TAG and the subject are not. */
static void codes_are_marks(void **unused) {
  (void)unused;
  static const char *const texts[] = {
      "SECRET ORLAND 000813\n\nTAGS: NATO, PREL, (VELK, ANNA), G8\nSUBJECT: NATO AND CH\n\n¶1. (C) NATO met.\n",
      "SECRET ORLAND 000813\n\nEO 12958 DECL: 04/02/2029 TAGS NATO, PREL, (VELK, ANNA), G8 SUBJECT: NATO AND "
      "CH\n\n¶1. (C) NATO met.\n"};
  static const char *const marks[] = {"NATO", "PREL", "G8"};
  for (size_t i = 0; i < 2; i++) {
    dm_document *doc = cable_of(texts[i]);
    size_t met = 0;
    for (size_t t = 0; t < doc->token_count && !token_is(doc, t, "SUBJECT"); t++) {
      bool code = met < 3 && token_is(doc, t, marks[met]);
      met += code;
      if (code) assert_int_equal(doc->tokens[t].zone, DM_ZONE_MARK);
      if (token_is(doc, t, "ANNA")) assert_int_equal(doc->tokens[t].zone, DM_ZONE_HEADER);
    }
    assert_int_equal(met, 3);
    for (size_t t = 0; t < doc->token_count; t++)
      if (token_is(doc, t, "CH")) assert_int_equal(doc->tokens[t].zone, DM_ZONE_HEADER);
    dm_document_free(doc);
  }
}

/* Routing lines name nobody; posts and countries in them do. */
static void routing_is_marks(void **unused) {
  (void)unused;
  dm_document *doc = cable_of(cable);
  static const char *const marks[] = {"PP", "RUEHWEB", "DE", "RUEHOR"}, *const names[] = {"AMEMBASSY",
                                                                                          "SECSTATE", "WASHDC"};
  for (size_t t = 0; t < doc->token_count; t++) {
    for (size_t i = 0; i < 4; i++)
      if (token_is(doc, t, marks[i])) assert_int_equal(doc->tokens[t].zone, DM_ZONE_MARK);
    for (size_t i = 0; i < 3; i++)
      if (token_is(doc, t, names[i])) assert_int_equal(doc->tokens[t].zone, DM_ZONE_TRANSMISSION);
  }
  dm_document_free(doc);
  doc = cable_of("PP RUEHWEB\nDE RUEHOR #0813/01 0920549\nINFO RUEHC/RUSSIA COLLECTIVE\nSECRET ORLAND "
                 "000813\nTAGS: PREL\n");
  size_t met = 0;
  for (size_t t = 0; t < doc->token_count; t++)
    if (token_is(doc, t, "RUSSIA")) {
      assert_int_equal(doc->tokens[t].zone, DM_ZONE_TRANSMISSION);
      met++;
    }
  assert_int_equal(met, 1);
  dm_document_free(doc);
}

static void paragraphs_have_numbers_and_marks(void **unused) {
  (void)unused;
  static const char *const marks[] = {"(S/NF)", "", "(C)", "", "(SBU)", "(U)"};
  static const uint32_t numbers[] = {1, 0, 2, 0, 3, 4};
  dm_document *doc = cable_of(cable);
  assert_true(doc->paragraph_count >= 6);
  for (size_t i = 0; i < 6; i++) {
    const dm_paragraph *p = &doc->paragraphs[i];
    assert_int_equal(p->number, numbers[i]);
    assert_int_equal(p->mark.end - p->mark.begin, strlen(marks[i]));
    assert_memory_equal(doc->text + p->mark.begin, marks[i], strlen(marks[i]));
  }
  assert_int_equal(doc->paragraphs[1].zone, DM_ZONE_HEADING);
  /* Header sentences are in no paragraph. */
  assert_int_equal(doc->sentences[6].paragraph, DM_NONE);
  assert_int_equal(doc->sentences[12].paragraph, 0);
  dm_document_free(doc);
}

static void portion_marks_of_all_kinds(void **unused) {
  (void)unused;
  static const char *const good[] = {"(C)",          "(S/NF)",     "(S//NF)",
                                     "(C NF)",       "( C )",      "(S-NF)",
                                     "(SBU/NF)",     "(U)",        "(S//REL TO USA, FVEY)",
                                     "(S/REL NATO)", "(S/NOFORN)", "(u)"};
  static const char *const bad[] = {"(b)", "(GID)", "(MFA)", "(Comment)", "(1)", "(S"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    char text[100];
    snprintf(text, sizeof text, "¶1. %s Velk spoke.\n", good[i]);
    dm_document *doc = cable_of(text);
    dm_span mark = doc->paragraphs[0].mark;
    assert_int_equal(mark.end - mark.begin, strlen(good[i]));
    dm_document_free(doc);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char text[100];
    snprintf(text, sizeof text, "¶1. %s Velk spoke.\n", bad[i]);
    dm_document *doc = cable_of(text);
    dm_span mark = doc->paragraphs[0].mark;
    assert_int_equal(mark.end - mark.begin, 0);
    dm_document_free(doc);
  }
}

static void header_in_one_line(void **unused) {
  (void)unused;
  expect_zones(
      "Friday, 27 August 2004, 08:08 S E C R E T ORLAND 001100 SIPDIS EO 12958 DECL: 08/26/2014 TAGS PARM, "
      "PINR SUBJECT: A VISIT Classified By: DCM Velk FOR REASON 1.5.\n"
      "¶1. (S) He came. Velk\n",
      "THHHHHHbs");
}

static void people_behind_the_colon(void **unused) {
  (void)unused;
  dm_document *doc = cable_of("SIPDIS\nSUBJECT: A VISIT\n\n¶1. (C) Tarn participants: Amb. Orsk Mr. Velk\n");
  assert_int_equal(doc->tokens[doc->token_count - 1].zone, DM_ZONE_PARTICIPANTS);
  dm_document_free(doc);
}

static void text_that_is_no_cable(void **unused) {
  (void)unused;
  dm_document *doc =
      cable_of("12. Memorandum of Conversation\n\nThe minister came. He left.\n\nThen it rained.\n");
  assert_int_equal(doc->paragraph_count, 3);
  assert_int_equal(doc->paragraphs[0].zone, DM_ZONE_HEADING);
  assert_int_equal(doc->paragraphs[1].zone, DM_ZONE_BODY);
  assert_int_equal(doc->sentences[2].paragraph, 1);
  assert_null(doc->cable);
  dm_document_free(doc);
}

static void page_lines_inside_prose(void **unused) {
  (void)unused;
  expect_zones("SIPDIS\nSUBJECT: A VISIT\n\n¶1. (C) The minister and the ambassador spoke with\n\n"
               "ORLAND 00000934  002.2 OF 004\n\n\nleaders there.\n",
               "HHb");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_whole_cable),
      cmocka_unit_test(codes_are_marks),
      cmocka_unit_test(routing_is_marks),
      cmocka_unit_test(paragraphs_have_numbers_and_marks),
      cmocka_unit_test(portion_marks_of_all_kinds),
      cmocka_unit_test(header_in_one_line),
      cmocka_unit_test(people_behind_the_colon),
      cmocka_unit_test(text_that_is_no_cable),
      cmocka_unit_test(page_lines_inside_prose),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
