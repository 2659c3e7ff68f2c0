/* Header fields: each in the shapes that cables have, with what is missing, doubtful or contradicted. */
#include <stdio.h>

#include "cable/tables.h"
#include "segment_fixture.h"

static dm_document *read_cable(const char *text) {
  dm_document *doc = document_of(text, strlen(text));
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  assert_non_null(doc->cable);
  return doc;
}

static void expect(const dm_cable_value *value, dm_field_status status, const char *normal) {
  if (!normal) assert_null(value->normal);
  if (normal) assert_non_null(value->normal);
  if (normal) assert_string_equal(value->normal, normal);
  assert_int_equal(value->status, status);
  assert_true(status == DM_FIELD_STATED || status == DM_FIELD_MISSING || value->note);
}

/* The value's span holds the value, blanks apart. */
static void expect_span(const dm_document *doc, const dm_cable_value *value) {
  const char *v = value->value;
  for (uint32_t i = value->span.begin; i < value->span.end; i++) {
    if (strchr(" \n", doc->text[i])) continue;
    while (*v == ' ') v++;
    assert_int_equal(*v++, doc->text[i]);
  }
  assert_int_equal(*v, 0);
}

static const char cable[] = "VZCZCXYZ0000\n"
                            "PP RUEHC\n"
                            "DE RUEHAM #0813/01 0920549\n"
                            "ZNY SSSSS ZZH\n"
                            "P 020549Z APR 09\n"
                            "FM AMEMBASSY AMMAN\n"
                            "TO RUEHC/SECSTATE WASHDC PRIORITY 4793\n"
                            "INFO RUEHTV/AMEMBASSY TEL AVIV PRIORITY 0298-0299\n"
                            "RHEHNSC/NSC WASHDC\n"
                            "S E C R E T SECTION 01 OF 03 AMMAN 000813\n"
                            "\n"
                            "SIPDIS\n"
                            "NOFORN\n"
                            "\n"
                            "DEPARTMENT FOR P, NEA, S/CT\n"
                            "\n"
                            "E.O. 12958: DECL: 04/02/2029\n"
                            "TAGS: PREL, PTER, ZZQQ, (VELK, JOSEF), JO\n"
                            "SUBJECT: (S) A VISIT TO THE\n"
                            "BROTHERS OF TARN\n"
                            "\n"
                            "REF: A. STATE 25892\n"
                            "\xC2\xB6"
                            "B. 08 TEL AVIV 3329 (NOTAL)\n"
                            "\xC2\xB6"
                            "C. AMMAN 900\n"
                            "\xC2\xB6"
                            "D. CAIRO 12, 14 AND PREVIOUS\n"
                            "\n"
                            "Classified By: DCM Josef A. Velk, for reasons 1.4 (b) and (d).\n"
                            "\n"
                            "\xC2\xB6"
                            "1. (S//NF) Summary: He came. End summary.\n"
                            "\n"
                            "\xC2\xB6"
                            "2. (S/REL TO USA, FVEY) Comment: He left.\n"
                            "\n"
                            "\xC2\xB6"
                            "3. (U) U.S. participants:\n"
                            "\n"
                            "Ambassador Anna Orsk\n"
                            "Peter Lind, Political Counselor\n"
                            "\n"
                            "ORSK\n";

static void transmission(void **unused) {
  (void)unused;
  dm_document *doc = read_cable(cable);
  const dm_cable_fields *f = doc->cable;
  expect(&f->date, DM_FIELD_STATED, "2009-04-02T05:49Z");
  expect_span(doc, &f->date);
  expect(&f->precedence, DM_FIELD_STATED, "PRIORITY");
  expect(&f->station, DM_FIELD_STATED, "RUEHAM");
  expect(&f->origin, DM_FIELD_STATED, "Embassy Amman");
  assert_string_equal(f->country, "Jordan");
  assert_int_equal(f->to_count, 1);
  expect(&f->to[0].name, DM_FIELD_STATED, "Secretary of State");
  assert_string_equal(f->to[0].route, "RUEHC");
  assert_string_equal(f->to[0].sequence, "4793");
  assert_int_equal(f->info_count, 2);
  expect(&f->info[0].name, DM_FIELD_STATED, "Embassy Tel Aviv");
  assert_string_equal(f->info[0].precedence, "PRIORITY");
  assert_string_equal(f->info[0].sequence, "0298-0299");
  assert_string_equal(f->info[1].name.value, "NSC WASHDC");
  dm_document_free(doc);
}

static void message(void **unused) {
  (void)unused;
  dm_document *doc = read_cable(cable);
  const dm_cable_fields *f = doc->cable;
  expect(&f->classification, DM_FIELD_STATED, "SECRET//NOFORN");
  expect(&f->number, DM_FIELD_STATED, "09AMMAN813");
  expect_span(doc, &f->number);
  expect(&f->section, DM_FIELD_STATED, "1/3");
  assert_int_equal(f->caption_count, 2);
  assert_int_equal(f->passing_count, 1);
  expect(&f->order, DM_FIELD_STATED, "12958");
  expect(&f->declassify, DM_FIELD_STATED, "2029-04-02");
  expect(&f->subject, DM_FIELD_STATED, "A VISIT TO THE BROTHERS OF TARN");
  assert_string_equal(f->subject.value, "(S) A VISIT TO THE BROTHERS OF TARN");
  expect_span(doc, &f->subject);
  expect(&f->officer, DM_FIELD_STATED, NULL);
  assert_string_equal(f->officer.value, "Josef A. Velk");
  assert_string_equal(f->office.value, "DCM");
  expect(&f->reasons, DM_FIELD_STATED, "1.4(b) 1.4(d)");
  assert_string_equal(f->signer.value, "ORSK");
  dm_document_free(doc);
}

static void tags(void **unused) {
  (void)unused;
  static const char *const kinds[] = {"subject", "subject", "unknown", "person", "geo"};
  dm_document *doc = read_cable(cable);
  const dm_cable_fields *f = doc->cable;
  expect(&f->tag_line, DM_FIELD_STATED, "PREL PTER ZZQQ VELK, JOSEF JO");
  assert_int_equal(f->tag_count, 5);
  for (size_t i = 0; i < 5; i++) assert_string_equal(f->tags[i].kind, kinds[i]);
  assert_string_equal(f->tags[4].meaning, "Jordan");
  expect(&f->tags[2].code, DM_FIELD_DOUBTFUL, "ZZQQ");
  dm_document_free(doc);
}

static void references(void **unused) {
  (void)unused;
  static const char *const numbers[] = {"09STATE25892", "08TELAVIV3329", "08AMMAN900", "09CAIRO12",
                                        "09CAIRO14"};
  dm_document *doc = read_cable(cable);
  const dm_cable_fields *f = doc->cable;
  assert_int_equal(f->reference_count, 5);
  for (size_t i = 0; i < 5; i++) assert_string_equal(f->references[i].message.normal, numbers[i]);
  assert_int_equal(f->references[1].letter, 'B');
  assert_true(f->references[1].notal);
  assert_true(f->references[4].previous);
  /* A serial above the message's own is of the year before. */
  assert_int_equal(f->references[2].message.status, DM_FIELD_DOUBTFUL);
  dm_document_free(doc);
}

static void expect_references(const char *line, const char *expected) {
  char text[600];
  snprintf(text, sizeof text,
           "P 020549Z APR 09\nFM AMEMBASSY AMMAN\nC O N F I D E N T I A L AMMAN 000813\n\nSIPDIS\n"
           "SUBJECT: A VISIT\n\n%s\n\n\xC2\xB6"
           "1. (C) He came.\n",
           line);
  dm_document *doc = read_cable(text);
  dm_buffer seen = {0};
  for (size_t i = 0; i < doc->cable->reference_count; i++)
    dm_buffer_printf(&seen, "%s%s", i ? " " : "", doc->cable->references[i].message.normal);
  dm_buffer_putc(&seen, 0);
  assert_string_equal(seen.bytes, expected);
  dm_buffer_free(&seen);
  dm_document_free(doc);
}

static void references_in_all_shapes(void **unused) {
  (void)unused;
  expect_references("REF: SECSTATE 2743", "09STATE2743");
  expect_references("REF: A) RIGA 478 B) RIGA472 C) 2008 RIGA 492", "09RIGA478 09RIGA472 08RIGA492");
  expect_references("REF: (A) BUENOS AIRES 0498 (B) DOHA 152 (08)", "09BUENOSAIRES498 08DOHA152");
  expect_references("REF: A. A. CAIRO 120  B. B. 08CAIRO 156", "09CAIRO120 08CAIRO156");
  expect_references("REF: PARIS POINTS OF 5/16 AND IIR 6 832 0617 08", "");
  expect_references("REF: CAIRO 7; RIGA 8", "09CAIRO7 09RIGA8");
  expect_references("Ref: a. 07 state 75839\nb. State 15220\nc. Berlin 195",
                    "07STATE75839 09STATE15220 09BERLIN195");
  expect_references("REF: NONE", "");
  expect_references("REF: QASR AL BAHR 33", "09QASRALBAHR33");
}

static void body(void **unused) {
  (void)unused;
  dm_document *doc = read_cable(cable);
  const dm_cable_fields *f = doc->cable;
  assert_string_equal(f->portions[0].level, "S");
  assert_string_equal(f->portions[0].caveats, "NF");
  assert_string_equal(f->portions[1].caveats, "REL TO USA, FVEY");
  assert_string_equal(f->portions[2].level, "U");
  assert_null(f->portions[2].caveats);
  assert_int_equal(f->block_count, 2);
  assert_string_equal(f->blocks[0].kind, "summary");
  assert_memory_equal(doc->text + f->blocks[0].span.begin, "Summary: He came. End summary.", 30);
  assert_string_equal(f->blocks[1].kind, "comment");
  assert_int_equal(f->participant_count, 2);
  assert_string_equal(f->participants[0].side, "U.S.");
  assert_string_equal(f->participants[0].person, "Anna Orsk");
  assert_string_equal(f->participants[0].office, "Ambassador");
  assert_string_equal(f->participants[1].person, "Peter Lind");
  assert_string_equal(f->participants[1].office, "Political Counselor");
  dm_document_free(doc);
}

static void nothing_is_invented(void **unused) {
  (void)unused;
  dm_document *doc =
      read_cable("C O N F I D E N T I A L MADRID 004063\n\nSIPDIS\n\nE.O. 12958: N/A\nSUBJECT: A VISIT\n\n"
                 "\xC2\xB6"
                 "1. (C) He came.\n");
  const dm_cable_fields *f = doc->cable;
  expect(&f->date, DM_FIELD_MISSING, NULL);
  expect(&f->tag_line, DM_FIELD_MISSING, NULL);
  expect(&f->reference_line, DM_FIELD_MISSING, NULL);
  expect(&f->officer, DM_FIELD_MISSING, NULL);
  expect(&f->signer, DM_FIELD_MISSING, NULL);
  expect(&f->declassify, DM_FIELD_STATED, "N/A");
  expect(&f->number, DM_FIELD_DOUBTFUL, "MADRID4063");     /* no year */
  expect(&f->origin, DM_FIELD_DOUBTFUL, "Embassy Madrid"); /* from the number */
  dm_document_free(doc);
}

static void year_from_declassification(void **unused) {
  (void)unused;
  dm_document *doc =
      read_cable("C O N F I D E N T I A L MADRID 004063\n\nSIPDIS\n\nE.O. 12958: DECL: 2014/10/15\n"
                 "SUBJECT: A VISIT\n\n\xC2\xB6"
                 "1. (C) He came.\n");
  expect(&doc->cable->number, DM_FIELD_DOUBTFUL, "04MADRID4063");
  expect(&doc->cable->declassify, DM_FIELD_STATED, "2014-10-15");
  dm_document_free(doc);
}

static void contradictions(void **unused) {
  (void)unused;
  dm_document *doc =
      read_cable("DE RUEHAM #0813/01 1000549\nP 020549Z APR 09\nFM AMEMBASSY AMMAN\n"
                 "TO SECSTATE WASHDC 1\nS E C R E T MADRID 000512\n\nSIPDIS\n\nE.O. 12598: DECL: 04/02/2019\n"
                 "SUBJECT: A VISIT\n\n\xC2\xB6"
                 "1. (S) He came.\n");
  expect(&doc->cable->number, DM_FIELD_CONTRADICTED, "09AMMAN813"); /* FM and DE against the message's line */
  expect(&doc->cable->date, DM_FIELD_CONTRADICTED, "2009-04-02T05:49Z");
  expect(&doc->cable->order, DM_FIELD_DOUBTFUL, "12598");
  dm_document_free(doc);
}

static void carrier_contradicts(void **unused) {
  (void)unused;
  const char *text = "UNCLAS ROME 000001\n\nSIPDIS\nSENSITIVE\n\nSUBJECT: A VISIT\n\n\xC2\xB6"
                     "1. (SBU) He came.\n";
  dm_document *doc = document_of(text, strlen(text));
  doc->fields = dm_grow(doc->arena, doc->fields, 0, &doc->field_room, sizeof *doc->fields);
  doc->fields[doc->field_count++] = (dm_field){.name = "classification", .value = "SECRET"};
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  expect(&doc->cable->classification, DM_FIELD_CONTRADICTED, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
  assert_non_null(strstr(doc->cable->classification.note, "SECRET"));
  dm_document_free(doc);
}

static void day_from_the_carrier(void **unused) {
  (void)unused;
  const char *text = "UNCLAS ROME 000001\n\nSIPDIS\n\nSUBJECT: A VISIT\n\n\xC2\xB6"
                     "1. (U) He came.\n";
  dm_document *doc = document_of(text, strlen(text));
  doc->fields = dm_grow(doc->arena, doc->fields, 0, &doc->field_room, sizeof *doc->fields);
  doc->fields[doc->field_count++] = (dm_field){.name = "created", .value = "2004-06-09 09:09"};
  assert_int_equal(dm_cable(doc, NULL), DM_OK);
  expect(&doc->cable->date, DM_FIELD_DOUBTFUL, "2004-06-09");
  expect(&doc->cable->number, DM_FIELD_DOUBTFUL, "04ROME1");
  dm_document_free(doc);
}

static void expect_classification(const char *line, dm_field_status status, const char *normal) {
  char text[300];
  snprintf(text, sizeof text,
           "%s\n\nSIPDIS\n\nSUBJECT: A VISIT\n\n\xC2\xB6"
           "1. (C) He came.\n",
           line);
  dm_document *doc = read_cable(text);
  expect(&doc->cable->classification, status, normal);
  assert_string_equal(doc->cable->number.normal, "ROME17");
  dm_document_free(doc);
}

static void classification_lines(void **unused) {
  (void)unused;
  expect_classification("S E C R E T ROME 000017", DM_FIELD_STATED, "SECRET");
  expect_classification("SS E C R E T ROME 000017", DM_FIELD_STATED, "SECRET");
  expect_classification("S e c r e t rome 000017", DM_FIELD_STATED, "SECRET");
  expect_classification("O N F I D E N T I A L ROME 000017", DM_FIELD_DOUBTFUL, "CONFIDENTIAL");
  expect_classification("C O N F I D E N T I A L SECTION 01 OF 02 ROME 000017", DM_FIELD_STATED,
                        "CONFIDENTIAL");
  expect_classification("S E C R E T//NOFORN ROME 000017", DM_FIELD_STATED, "SECRET//NOFORN");
  expect_classification("UNCLAS ROME 000017", DM_FIELD_STATED, "UNCLASSIFIED");
  expect_classification("UNCLAS SBU ROME 000017", DM_FIELD_STATED, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
  expect_classification("T O P S E C R E T ROME 000017", DM_FIELD_STATED, "TOP SECRET");
}

static void expect_officer(const char *line, const char *officer, const char *office, const char *reasons) {
  char text[300];
  snprintf(text, sizeof text,
           "SIPDIS\n\nSUBJECT: A VISIT\n\n%s\n\n\xC2\xB6"
           "1. (C) He came.\n",
           line);
  dm_document *doc = read_cable(text);
  assert_string_equal(doc->cable->officer.value, officer);
  assert_string_equal(doc->cable->office.value, office);
  expect(&doc->cable->reasons, DM_FIELD_STATED, reasons);
  dm_document_free(doc);
}

static void officers(void **unused) {
  (void)unused;
  expect_officer("Classified By: Ambassador Anna B. Orsk for reasons 1.4 (b) and (d)", "Anna B. Orsk",
                 "Ambassador", "1.4(b) 1.4(d)");
  expect_officer("CLASSIFIED BY: Josef Velk, Charge d'Affaires, U.S. Embassy Tarn; REASON: 1.4(B), (D)",
                 "Josef Velk", "Charge d'Affaires, U.S. Embassy Tarn", "1.4(b) 1.4(d)");
  expect_officer("Classified By: Classified by Political Officer Josef Velk; reasons\n1.5 (B,D)", "Josef Velk",
                 "Political Officer", "1.5(b) 1.5(d)");
  expect_officer("Classified By: A/DCM Josef Velk. Reason: 1.4 (d)", "Josef Velk", "A/DCM", "1.4(d)");
  expect_officer("Classified By: MINISTER-COUNSELOR JOSEF VELK FOR REASONS 1.4 B/D", "JOSEF VELK",
                 "MINISTER-COUNSELOR", "1.4(b) 1.4(d)");
}

static void tables_are_sorted(void **unused) {
  (void)unused;
  for (size_t i = 1; i < dm_tag_row_count; i++)
    assert_true(strcmp(dm_tag_rows[i - 1].code, dm_tag_rows[i].code) < 0);
  for (size_t i = 1; i < dm_post_row_count; i++)
    assert_true(strcmp(dm_post_rows[i - 1].station, dm_post_rows[i].station) < 0);
  for (size_t i = 1; i < dm_route_row_count; i++)
    assert_true(strcmp(dm_route_rows[i - 1].route, dm_route_rows[i].route) < 0);
  assert_string_equal(dm_find_tag("PREL and more", 4)->meaning, "External Political Relations");
  assert_null(dm_find_tag("PRE", 3));
  assert_null(dm_find_post("", 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(transmission),
      cmocka_unit_test(message),
      cmocka_unit_test(tags),
      cmocka_unit_test(references),
      cmocka_unit_test(references_in_all_shapes),
      cmocka_unit_test(body),
      cmocka_unit_test(nothing_is_invented),
      cmocka_unit_test(year_from_declassification),
      cmocka_unit_test(contradictions),
      cmocka_unit_test(carrier_contradicts),
      cmocka_unit_test(day_from_the_carrier),
      cmocka_unit_test(classification_lines),
      cmocka_unit_test(officers),
      cmocka_unit_test(tables_are_sorted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
