/* People in a cable: who classified, who signed, who took part; and what a message without a date says of its
 * year. */
#include <stdio.h>

#include "segment_fixture.h"

static dm_document *read_cable(const char *head, const char *body) {
  char text[3000];
  snprintf(text, sizeof text,
           "C O N F I D E N T I A L TARN 000017\n\nSIPDIS\n\nSUBJECT: A VISIT\n%s\n\n\xC2\xB6"
           "1. (C) He came.\n%s",
           head, body);
  dm_document *doc = document_of(text, strlen(text));
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  assert_non_null(doc->cable);
  return doc;
}

static void same(const char *seen, const char *wanted) {
  if (!wanted) assert_null(seen);
  if (!wanted) return;
  assert_non_null(seen);
  assert_string_equal(seen, wanted);
}

static void expect_officer(const char *line, const char *officer, const char *office, const char *reasons,
                           int status) {
  dm_document *doc = read_cable(line, "");
  same(doc->cable->officer.value, officer);
  same(doc->cable->office.value, office);
  same(doc->cable->reasons.normal, reasons);
  assert_int_equal(doc->cable->reasons.status, status);
  dm_document_free(doc);
}

static void officers(void **unused) {
  (void)unused;
  expect_officer("Classified By: DCM Josef Velk for reasons 1.4\n(b) and (d).", "Josef Velk", "DCM",
                 "1.4(b) 1.4(d)", DM_FIELD_STATED);
  expect_officer("Classified By: Pol MC Anna M. Orsk, FOR REAS\nONS 1.4 B/D", "Anna M. Orsk", "Pol MC",
                 "1.4(b) 1.4(d)", DM_FIELD_STATED);
  expect_officer("Classified By: CHARGE ANNA ORSK FO\nR REASONS 1.4 (b) a nd (d )", "ANNA ORSK", "CHARGE",
                 "1.4(b) 1.4(d)", DM_FIELD_STATED);
  expect_officer("Classified By: Ambassador Josef Velk under Section 1.4b/d", "Josef Velk", "Ambassador",
                 "1.4(b) 1.4(d)", DM_FIELD_STATED);
  expect_officer("Classified By: (U) CLASSIFIED BY EAP DAS JOSEF VELK,\nREASON: 1.4 (C).", "JOSEF VELK",
                 "EAP DAS", "1.4(c)", DM_FIELD_STATED);
  expect_officer("Classified By: Counselor Josef Velk, Jr. for reasons 14 (b)", "Josef Velk, Jr.", "Counselor",
                 "1.4(b)", DM_FIELD_DOUBTFUL);
  expect_officer("Classified By: CDA Josef Velk; Reasons ( b) and (d)", "Josef Velk", "CDA", "(b) (d)",
                 DM_FIELD_DOUBTFUL);
  expect_officer("CLASSIFIED BY: Anna Orsk, Charge d'Affaires a.i.; REASON: 1.4(D)", "Anna Orsk",
                 "Charge d'Affaires a.i.", "1.4(d)", DM_FIELD_STATED);
}

static void officer_ahead_of_paragraph_one(void **unused) {
  (void)unused;
  dm_document *doc =
      document_of("C O N F I D E N T I A L TARN 000017\nSUBJECT: A VISIT\nCLASSIFIED BY: Anna Orsk, DCM. "
                  "REASON: 1.4 (b), (d) 1. (C) Summary: He came. 2. (SBU) He left, see para 1.\n",
                  145);
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  assert_string_equal(doc->cable->classified_by.value, "CLASSIFIED BY: Anna Orsk, DCM. REASON: 1.4 (b), (d)");
  assert_int_equal(doc->paragraph_count, 2);
  same(doc->cable->portions[0].level, "C");
  same(doc->cable->portions[1].level, "SBU");
  dm_document_free(doc);
}

/* Numbers that are no paragraphs, and a mark in the next line. */
static void numbers_of_paragraphs(void **unused) {
  (void)unused;
  dm_document *doc = read_cable("", "\xC2\xB6"
                                    "2.\n(SBU) He spoke, and was there until\n3. March.\n\n\xC2\xB6"
                                    "3. (C) They left on the day that had been set, in May\n\xC2\xB6"
                                    "22. Nobody knew.\n");
  assert_int_equal(doc->paragraph_count, 3);
  same(doc->cable->portions[1].level, "SBU");
  same(doc->cable->portions[2].level, "C");
  dm_document_free(doc);
}

/* A message that lost its capitals. */
static void small_letters(void **unused) {
  (void)unused;
  static const char text[] =
      "unclas port vale 000012\n\nsipdis\n\ntags prel, pter\nsubject: a visit\n\nclassified by: dcm anna orsk, "
      "reason 1.4 (d)\n\n1. (c) he came.\nvelk\n\nnnnn\n";
  dm_document *doc = document_of(text, sizeof text - 1);
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  same(doc->cable->classification.normal, "UNCLASSIFIED");
  same(doc->cable->number.normal, "PORTVALE12");
  assert_int_equal(doc->cable->tag_count, 2);
  same(doc->cable->officer.value, "anna orsk");
  same(doc->cable->signer.value, "velk");
  dm_document_free(doc);
}

static void blocks(void **unused) {
  (void)unused;
  static const char *const kinds[] = {"summary", "summary", "comment", "comment"};
  dm_document *doc =
      read_cable("", "\xC2\xB6"
                     "2. (C) Introduction and summary: He spoke. End introduction and summary.\n\n\xC2\xB6"
                     "3. (C) Embassy Comment: He left.\n\n\xC2\xB6"
                     "4. (C) Summary and comment. It rained. End summary and comment.\n\n\xC2\xB6"
                     "5. (C) Comment was not made.\n");
  assert_int_equal(doc->cable->block_count, 4);
  for (size_t i = 0; i < 4; i++) assert_string_equal(doc->cable->blocks[i].kind, kinds[i]);
  dm_document_free(doc);
}

static void expect_signer(const char *end, const char *signer) {
  dm_document *doc = read_cable("", end);
  same(doc->cable->signer.value, signer);
  dm_document_free(doc);
}

static void signers(void **unused) {
  (void)unused;
  expect_signer("VELK\n", "VELK");
  expect_signer("He left. END COMMENT VELK\n", "VELK");
  expect_signer("VELK UNQUOTE ORSK\n", "ORSK");
  expect_signer("VELK Velk\n", "Velk");
  expect_signer("Visit our site: http://www.tarn.example/index.\ncfm Velk\n", "Velk");
  expect_signer("http://www.tarn.example/index.cfm\nVELK\n", "VELK");
  expect_signer("End of part one LA VELK\n", "LA VELK");
  expect_signer("VELK\nEnd Cable Text\nA Clerk 07/30/2008 04:04:14 PM From DB/Inbox: TRANS\n.\n", "VELK");
  expect_signer("Best,\n\nvelk\n", "velk");
  expect_signer("xxxxx\n", NULL);
  expect_signer("He left. End comment.\n", NULL);
}

typedef struct {
  const char *person, *office, *organization, *side, *country;
} row;

static void expect_rows(const char *body, const row *rows, size_t count) {
  dm_document *doc = read_cable("", body);
  assert_int_equal(doc->cable->participant_count, count);
  for (size_t i = 0; i < count; i++) {
    const dm_cable_participant *p = &doc->cable->participants[i];
    same(p->person, rows[i].person);
    same(p->office, rows[i].office);
    same(p->organization, rows[i].organization);
    same(p->side, rows[i].side);
    same(p->country, rows[i].country);
  }
  dm_document_free(doc);
}

static void rows_that_go_on(void **unused) {
  (void)unused;
  static const row rows[] = {
      {"Anna Orsk", "Under Secretary of State for Political Affairs", "Department of State", "United States",
       "United States"},
      {"Josef Velk", "Assistant Secretary of State for European and Eurasian Affairs", "Department of State",
       "United States", "United States"},
      {"Pierre de Tarn", "Counselor, Embassy of France", "Embassy of France", "France", "France"}};
  expect_rows("\xC2\xB6"
              "2. (U) Participants:\n\nUnited States:\n\nDepartment of State\nAnna Orsk, Under Secretary of "
              "State for Political Affairs\n"
              "Josef Velk, Assistant Secretary of State for European and\nEurasian "
              "Affairs\n\nFrance:\n\nPierre de Tarn, Counselor, Embassy of France\n\n"
              "\xC2\xB6"
              "3. (U) He left.\n",
              rows, 3);
}

static void rows_with_dashes(void **unused) {
  (void)unused;
  static const row rows[] = {{"Anna Orsk", "National Security Council Special Assistant to the President", NULL,
                              "U.S.", "United States"},
                             {"Josef Velk", "Coordinator", NULL, "U.S.", "United States"},
                             {"Remi Tarn", "Advisor", "Presidency of the Republic", "FRANCE", "France"}};
  expect_rows("PARTICIPANTS\n------------\n\xC2\xB6"
              "2. (U) U.S.\n- Anna Orsk, National Security Council Special\nAssistant to the President\n- "
              "Josef Velk, Coordinator\n\n"
              "FRANCE\nPresidency of the Republic\n- Remi Tarn, Advisor\n\n\xC2\xB6"
              "3. (U) He left.\n",
              rows, 3);
}

static void rows_without_commas(void **unused) {
  (void)unused;
  static const row rows[] = {
      {"Hatim al-Daoud", "President", NULL, "Syrian", "Syria"},
      {"Walid Orsk", "Foreign Minister", NULL, "Syrian", "Syria"},
      {"Samira Velk", "Presidential Advisor for Media and Policy Affairs", NULL, "Syrian", "Syria"},
      {"Karim Tarn", "Senator", NULL, "Syrian", "Syria"}};
  expect_rows(
      "\xC2\xB6"
      "2. (C) Syrian Participants:\n\nPresident Hatim al-Daoud\nForeign Minister Walid Orsk\nPresidential "
      "Advisor for Media and Policy Affairs Samira\nVelk\nSenator Karim Tarn (by telephone)\n\n"
      "\xC2\xB6"
      "3. (U) He left.\n",
      rows, 4);
}

static void expect_number(const char *head, const char *body, const char *number) {
  dm_document *doc = read_cable(head, body);
  same(doc->cable->number.normal, number);
  assert_int_equal(doc->cable->number.status, DM_FIELD_DOUBTFUL);
  dm_document_free(doc);
}

static void years_from_events(void **unused) {
  (void)unused;
  const char *order = "E.O. 12958: DECL: 01/25/2014";
  expect_number(order, "", "04TARN17");
  expect_number(order, "They were released December 21, 2004, he said.\n",
                "05TARN17"); /* the declassification date is a slip */
  expect_number(order, "They will be released by December 21, 2004.\n", "04TARN17");
  expect_number(order, "He was told that they go on December 21, 2004.\n", "04TARN17");
  expect_number("E.O. 12958: N/A", "They were released December 21, 2004.\n",
                "TARN17"); /* a lower bound is no year */
}

static void captions_and_what_follows(void **unused) {
  (void)unused;
  static const char text[] =
      "UNCLAS TARN 000017\n\nSIPDIS STATE FOR EUR/TA\nSENSITIVE BUT UNCLASSIFIED, PLEASE PROTECT\n\n"
      "SUBJECT: A VISIT\n\n1. (U) He came.\n";
  dm_document *doc = document_of(text, sizeof text - 1);
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  assert_int_equal(doc->cable->caption_count, 2);
  assert_string_equal(doc->cable->captions[0].normal, "SIPDIS");
  assert_string_equal(doc->cable->captions[1].value, "SENSITIVE BUT UNCLASSIFIED, PLEASE PROTECT");
  assert_int_equal(doc->cable->passing_count, 1);
  assert_string_equal(doc->cable->passing[0].value, "STATE FOR EUR/TA");
  dm_document_free(doc);
}

static void subjects_over_blank_lines(void **unused) {
  (void)unused;
  static const char head[] =
      "UNCLAS TARN 000017\n\nSUBJECT: (U) THE VISIT OF THE\n\nBROTHERS; AND WHAT THEY BROUGHT\n";
  static const char *const ends[] = {"REF: TARN 12\n\n1. (U) He came.\n", "\nSUMMARY\n\n1. (U) He came.\n"};
  static const char *const subjects[] = {"THE VISIT OF THE BROTHERS; AND WHAT THEY BROUGHT",
                                         "THE VISIT OF THE"};
  for (size_t i = 0; i < 2; i++) {
    char text[300];
    int size = snprintf(text, sizeof text, "%s%s", head, ends[i]);
    dm_document *doc = document_of(text, (size_t)size);
    assert_int_equal(dm_cable(doc, NULL), DM_OK);
    same(doc->cable->subject.normal, subjects[i]);
    dm_document_free(doc);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(officers),
      cmocka_unit_test(officer_ahead_of_paragraph_one),
      cmocka_unit_test(signers),
      cmocka_unit_test(blocks),
      cmocka_unit_test(numbers_of_paragraphs),
      cmocka_unit_test(small_letters),
      cmocka_unit_test(rows_that_go_on),
      cmocka_unit_test(rows_with_dashes),
      cmocka_unit_test(rows_without_commas),
      cmocka_unit_test(years_from_events),
      cmocka_unit_test(captions_and_what_follows),
      cmocka_unit_test(subjects_over_blank_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
