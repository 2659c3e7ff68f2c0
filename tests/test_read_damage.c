/* Each kind of damage that archives are known to have (counted over real ones), in an invented cable: what
 * comes in damaged is read into sentences as it was meant. */
#include "read_help.h"

#include "base/buffer.h"
#include "cable/cable.h"
#include "segment/segment.h"

#define HEAD                                                                                                   \
  "C O N F I D E N T I A L PORT VALE 000123\n\nSIPDIS\n\nE.O. 12958: DECL: 04/02/2019\nTAGS: PREL, PGOV, ZQ\n" \
  "SUBJECT: MINISTER ORRIN ON THE DAM\n\nClassified By: Ambassador Jane Doe for reasons 1.4 (b) and (d).\n\n"
/* Enough wrapped lines to see how wide the text is. */
#define BODY                                                                                                   \
  "1. (C) The Foreign Office told the Embassy today that the\ngovernment was willing to discuss the dam "      \
  "before the end\n"                                                                                           \
  "of the month, and that it expected a reply from the other\nside before the council meets again in the "     \
  "capital.\n\n"

static const struct {
  const char *name, *text;
  const char *wanted; /* in one sentence, tokens apart by blanks */
} CASES[] = {
    {"wrap inside a name",
     HEAD BODY "2. (C) The chief of the service was with General Tobias\nOrrin, and said that he would see "
               "Ambassador Jane Doe in\nthe afternoon.\n",
     "with General Tobias Orrin , and said that he would see Ambassador Jane Doe in"},
    {"wrap at a hyphen",
     HEAD BODY
     "2. (C) He said that the other members of the council, Faisal al-\nOrrin among them, had agreed to it.\n",
     "Faisal al- Orrin among them"},
    {"page line",
     HEAD BODY "2. (C) The deputy said in that the talks with Tobias\n\nPORT VALE 00000123  002 OF "
               "003\n\n\nOrrin would go on.\n",
     "the talks with Tobias Orrin would go on ."},
    {"page line taken out",
     HEAD BODY "2. (C) The deputy said in that the talks about the dam and\n\n\nthe town would go on.\n",
     "the talks about the dam and the town would go on ."},
    {"lines made longer by redaction",
     HEAD BODY BODY
     "2. (C) He said that XXXXXXXXXXXX and XXXXXXXXXXXX of the council in town\nhad seen the minister in "
     "the capital, and that the talks\nabout the old dam would go on there with General Tobias\nOrrin, "
     "whom nobody of the service had met so far.\n",
     "with General Tobias Orrin , whom"},
    {"paragraph behind a full stop", HEAD BODY "2. (C) There was cooperation. 3. (C/NF) Orrin left.\n",
     "3 . ( C/NF ) Orrin left ."},
    {"number glued to a full stop",
     HEAD BODY "2. (C) There was cooperation.3. (C) Orrin left it.4.\n(U) He saw it.5. (C) So did Vane.\n",
     "4 . ( U ) He saw it . \n5 . ( C ) So did Vane ."},
    {"date over a line end",
     HEAD BODY
     "2. (C) The bank has spent all of it to defend the rate since May\n2. The Foreign Office in the capital "
     "was not willing to say so.\n",
     "the rate since May 2 . \nThe Foreign Office"},
    {"paragraph mark before a year",
     HEAD BODY "2. (C) The bank has spent all of it and has had no more of it in\n\xC2\xB6"
               "2006. The Foreign Office in the "
               "capital was not willing to say so.\n",
     "no more of it in \xC2\xB6 2006 . \nThe Foreign Office"},
    {"section join",
     HEAD BODY "2. (C) The deputy said in that the talks with Tobias\n"
               "C O N F I D E N T I A L SECTION 02 OF 03 PORT VALE 000123\n\nSIPDIS\n\n"
               "E.O. 12958: DECL: 04/02/2019\nTAGS: PREL, PGOV, ZQ\nSUBJECT: MINISTER ORRIN ON THE DAM\n\n"
               "Orrin would go on.\n",
     "the talks with Tobias Orrin would go on ."},
    {"doubled letters in a banner", "CC O N F I D E N T I A L PORT VALE 000123\n\nSUBJECT: ORRIN\n\n" BODY,
     "The Foreign Office told the Embassy today that the government"},
    {"lower case",
     "c o n f i d e n t i a l port vale 000123\n\nsipdis\n\nsubject: orrin on the dam\n\n"
     "1. (c) the foreign office told the embassy today that the\ngovernment was willing to discuss the dam "
     "before the end\n"
     "of the month, and that it expected a reply from tobias\norrin before the council meets again in the "
     "capital.\n",
     "a reply from tobias orrin before"},
    {"double spacing",
     HEAD "1. (C) The Foreign Office told the Embassy today that\n\nthe government was willing to discuss the "
          "dam before\n\n"
          "the end of the month, and that it expected a reply\n\nfrom the other side before the council meets "
          "again.\n\n"
          "It added that the minister would not go to the talks\n\nwithout a paper from the chief of the "
          "service, Tobias\n\n"
          "Orrin, who had asked for more time to prepare for it\n\nand who would see the others before the end "
          "of the\n\n"
          "week in order to agree with them on what to say in\n\nthe council when it meets again in the "
          "capital.\n\n",
     "the chief of the service , Tobias Orrin , who"},
    {"paragraph on one line",
     HEAD "1. (C) The Foreign Office told the Embassy that Tobias Orrin was willing. He left.\n\n2. (C) Tobias "
          "Orrin came back.\n",
     "The Foreign Office told the Embassy that Tobias Orrin was willing ."},
    {"trailing blanks",
     HEAD BODY
     "2. (C) The Foreign Office is willing in the new town hall   \nby the old dam on the long to discuss it "
     "with Tobias   \nOrrin before the end of the month, and it expects a reply   \nfrom him. \t \n",
     "discuss it with Tobias Orrin before"},
    {"comma for an apostrophe", HEAD BODY "2. (C) The ZQR,s position was known.\n",
     "The ZQR ,s position was known ."},
    {"quotes as & and 8", HEAD BODY "2. (C) He called it a &new beginning8 for all.\n", "new beginning"},
    {"redaction", HEAD BODY "2. (C) The businessman XXXXXXXXXXXX told Tobias Orrin.\n",
     "The businessman XXXXXXXXXXXX told Tobias Orrin ."},
    {"curly quotes", HEAD BODY "2. (C) Orrin’s aide called it “valid,” and left.\n",
     "Orrin ’s aide called it “ valid , ” and left ."},
    {"mojibake", HEAD BODY "2. (C) Orrinâ€™s aide called it â€œvalid,â€\xC2\x9D and left.\n",
     "Orrin ’s aide called it “ valid , ” and left ."},
    {"mark glued to a full stop", HEAD BODY "2. (C) There was cooperation.¶3. (C) Orrin left.\n",
     "Orrin left ."},
    {"quote glued to a full stop", HEAD BODY "2. (C) It was about “France.” Orrin left the room.\n",
     "Orrin left the room ."},
    {"carriage returns",
     HEAD BODY "2. (C) The Foreign Office in the new town told Tobias\r\nOrrin that the government was willing "
               "to see the dam.\r\n",
     "told Tobias Orrin that"},
};

/* The sentences that contain text of a span, tokens apart by blanks, skipped tokens left out; one a line. */
static char *sentences_of(const dm_document *doc) {
  dm_buffer out = {0};
  for (size_t s = 0; s < doc->sentence_count; s++) {
    for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++) {
      const dm_token *token = &doc->tokens[i];
      if (token->flags & DM_TOKEN_SKIPPED) continue;
      dm_buffer_add(&out, doc->text + token->span.begin, token->span.end - token->span.begin);
      dm_buffer_putc(&out, ' ');
    }
    dm_buffer_putc(&out, '\n');
  }
  dm_buffer_putc(&out, 0);
  return out.bytes;
}

static void each_kind(void **state) {
  (void)state;
  size_t failed = 0;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    dm_document *doc = read_one(CASES[i].text, DM_FORMAT_TEXT);
    check_map(doc, CASES[i].text, strlen(CASES[i].text));
    assert_int_equal(dm_segment(doc, NULL), DM_OK);
    assert_int_equal(dm_cable(doc, NULL), DM_OK);
    char *seen = sentences_of(doc);
    if (!strstr(seen, CASES[i].wanted)) {
      print_error("%s: no \"%s\" in\n%s", CASES[i].name, CASES[i].wanted, seen);
      failed++;
    }
    free(seen);
    dm_document_free(doc);
  }
  assert_int_equal(failed, 0);
}

/* Two messages in one file are two documents, each with its own header. */
static void two_messages(void **state) {
  (void)state;
  static const char TEXT[] = "VZCZCXYZ0000\nR 020549Z APR 09\nFM AMEMBASSY PORT VALE\n" HEAD BODY "NNNN\n\n\n"
                             "VZCZCXYZ0001\nR 020600Z APR 09\nFM AMEMBASSY MARIVIA\n" HEAD BODY "NNNN\n";
  read_result result;
  assert_int_equal(read_bytes(TEXT, sizeof TEXT - 1, DM_FORMAT_UNKNOWN, &result), DM_OK);
  assert_int_equal(result.count, 2);
  assert_non_null(strstr(result.docs[0]->text, "FM AMEMBASSY PORT VALE"));
  assert_null(strstr(result.docs[0]->text, "MARIVIA"));
  assert_non_null(strstr(result.docs[1]->text, "FM AMEMBASSY MARIVIA"));
  free_result(&result);
}

/* The page's id and the message's own number may differ: both are kept as they stand. */
static void other_id(void **state) {
  (void)state;
  dm_document *doc =
      read_one("<table><tr><th>Reference ID</th></tr><tr><td>09PORTVALE124</td></tr></table>"
               "<code><pre>R 1</pre></code><code><pre>S E C R E T PORT VALE 000123 </pre></code>",
               DM_FORMAT_UNKNOWN);
  assert_string_equal(doc->id, "09PORTVALE124");
  assert_non_null(strstr(doc->text, "PORT VALE 000123"));
  dm_document_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_kind),
      cmocka_unit_test(two_messages),
      cmocka_unit_test(other_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
