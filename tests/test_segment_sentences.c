/* Sentences: ends, abbreviations, wraps, page lines, headings, header fields. */
#include "segment_fixture.h"

static void ends(void **unused) {
  (void)unused;
  expect_sentences("Velk spoke. He left.", "Velk|spoke|. / He|left|.");
  expect_sentences("“It is so.” Velk left.", "“|It|is|so|.|” / Velk|left|.");
  expect_sentences("(Comment: no. End comment.) He left.", "(|Comment|:|no|. / End|comment|.|) / He|left|.");
  expect_sentences("Why? Nobody knew! Velk did.", "Why|? / Nobody|knew|! / Velk|did|.");
  expect_sentences("in Syria. “We know,” he said", "in|Syria|. / “|We|know|,|”|he|said");
  expect_sentences("It failed. al-Velk said so.", "It|failed|. / al-Velk|said|so|.");
  expect_sentences("He asked “why?” and left.", "He|asked|“|why|?|”|and|left|.");
}

static void abbreviations(void **unused) {
  (void)unused;
  expect_sentences("Amb. Velk met Lt. Gen. Orsk of the U.S. Navy.",
                   "Amb.|Velk|met|Lt.|Gen.|Orsk|of|the|U.S.|Navy|.");
  expect_sentences("He likes the U.S. The rest do not.", "He|likes|the|U.S. / The|rest|do|not|.");
  expect_sentences("J. R. Velk came at 3 p.m. They met.", "J.|R.|Velk|came|at|3|p.m. / They|met|.");
}

static void paragraph_marks(void **unused) {
  (void)unused;
  expect_sentences("other areas.¶2. (C) Velk left.", "other|areas|. / ¶|2|.|(|C|)|Velk|left|.");
  expect_sentences("¶1. (U) Summary. Velk left.", "¶|1|.|(|U|)|Summary|. / Velk|left|.");
}

static void text_without_capitals(void **unused) {
  (void)unused;
  expect_sentences("velk spoke. he left. it was late. they met again.",
                   "velk|spoke|. / he|left|. / it|was|late|. / they|met|again|.");
}

static void wraps_are_joined(void **unused) {
  (void)unused;
  expect_sentences(
      "The visiting minister said that his government would send General Ali\n"
      "Velk to the talks, and that the delegation would stay there until the\n"
      "end of the week.  He left.\n"
      "\n"
      "Next steps\n",
      "The|visiting|minister|said|that|his|government|would|send|General|Ali|Velk|to|the|talks|,|and|"
      "that|the|delegation|would|stay|there|until|the|end|of|the|week|. / He|left|. / Next|steps");
}

static void one_paragraph_a_line(void **unused) {
  (void)unused;
  expect_sentences("PARTICIPANTS\nThe Secretary\nMr. Velk\nMr. Orsk, Minister of Trade\n",
                   "PARTICIPANTS / The|Secretary / Mr.|Velk / Mr.|Orsk|,|Minister|of|Trade");
}

static void double_spaced_lines(void **unused) {
  (void)unused;
  const char *text = "The visiting minister said that his government would send Ali\n\n"
                     "velk to the talks, and that the delegation would stay there a\n\n"
                     "week or two, until the conference of the parties had ended and\n\n"
                     "the results were known to the public of both the countries and\n\n"
                     "also to the neighbours who had followed the proceedings and so\n\n"
                     "on and so forth, as was usual on such occasions in that region\n\n"
                     "that was known for its long memory and for the rich variety of\n\n"
                     "its cuisine, which the minister praised in a long speech after\n\n"
                     "dinner that nobody present could follow any more at that hour,\n\n"
                     "and so to bed.\n";
  dm_document *doc = document_of(text, strlen(text));
  assert_int_equal(doc->sentence_count, 1);
  dm_document_free(doc);
}

static void page_lines_are_skipped(void **unused) {
  (void)unused;
  expect_sentences(
      "The visiting minister said that his government would send Josep and\n"
      "\n"
      "ORLAND 00000934  002.2 OF 004\n"
      "\n"
      "\n"
      "national leaders to the talks.\n",
      "The|visiting|minister|said|that|his|government|would|send|Josep|and|national|leaders|to|the|talks|.");
}

static void headings_stand_alone(void **unused) {
  (void)unused;
  expect_sentences("He left.\n\n--------\nThe Hook\n--------\n\n¶4. (U) Velk",
                   "He|left|. / -------- / The|Hook / -------- / ¶|4|.|(|U|)|Velk");
}

static void header_fields(void **unused) {
  (void)unused;
  expect_sentences("SIPDIS\nE.O. 12958: DECL: 04/16/2016\nTAGS: PGOV SP\nSUBJECT: ORLAND'S PARTY: LOSING THE\n"
                   "BATTLE\n\nREF: A. ORLAND 765\n¶B. ORLAND 783\n",
                   "SIPDIS / E.O.|12958|:|DECL|:|04/16/2016 / TAGS|:|PGOV|SP / "
                   "SUBJECT|:|ORLAND|'S|PARTY|:|LOSING|THE|BATTLE / REF|:|A.|ORLAND|765 / ¶|B.|ORLAND|783");
  expect_sentences("EO 12958 DECL: 02/24/2020 TAGS PTER, SY SUBJECT: A VISIT Classified By: X",
                   "EO|12958|DECL|:|02/24/2020 / TAGS|PTER|,|SY / SUBJECT|:|A|VISIT / Classified|By|:|X");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ends),
      cmocka_unit_test(abbreviations),
      cmocka_unit_test(paragraph_marks),
      cmocka_unit_test(text_without_capitals),
      cmocka_unit_test(wraps_are_joined),
      cmocka_unit_test(one_paragraph_a_line),
      cmocka_unit_test(double_spaced_lines),
      cmocka_unit_test(page_lines_are_skipped),
      cmocka_unit_test(headings_stand_alone),
      cmocka_unit_test(header_fields),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
