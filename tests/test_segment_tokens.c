/* Tokens: each rule with an example of its own, in shapes that cables have. */
#include <stdio.h>
#include <stdlib.h>

#include "segment_fixture.h"

typedef struct {
  const char *text, *tokens; /* tokens joined by "|" */
} example;

static void check(const example *examples, size_t count) {
  for (size_t i = 0; i < count; i++) {
    dm_document *doc = document_of(examples[i].text, strlen(examples[i].text));
    dm_buffer seen = {0};
    for (uint32_t t = 0; t < doc->token_count; t++) {
      if (t) dm_buffer_putc(&seen, '|');
      add_token(&seen, doc, t);
    }
    dm_buffer_putc(&seen, 0);
    if (strcmp(seen.bytes, examples[i].tokens) != 0) print_error("text: %s\n", examples[i].text);
    assert_string_equal(seen.bytes, examples[i].tokens);
    dm_buffer_free(&seen);
    dm_document_free(doc);
  }
}
#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void signs_stand_apart(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"cooperation.¶1.", "cooperation|.|¶|1|."},
      {"¶12.  (S/NF) Orsk", "¶|12|.|(|S/NF|)|Orsk"},
      {"areas.<next", "areas|.|<|next"},
      {"with the U.S.: (1) Orland", "with|the|U.S.|:|(|1|)|Orland"},
      {"like Orland and Tarn.” Velk spoke", "like|Orland|and|Tarn|.|”|Velk|spoke"},
      {"“valid,” he", "“|valid|,|”|he"},
      {"\"valid,\" he", "\"|valid|,|\"|he"},
      {"1.4 (b) and (d).", "1.4|(|b|)|and|(|d|)|."},
      {"1.4(b,d)", "1.4|(|b|,|d|)"},
      {"[Velk]", "[|Velk|]"},
      {"Velk; Orsk? Yes!", "Velk|;|Orsk|?|Yes|!"},
      {"$40 million, US$5", "$|40|million|,|US$|5"},
      {"64% of", "64|%|of"},
      {"three days--after", "three|days|--|after"},
      {"long—too long", "long|—|too|long"},
      {"wait ... what", "wait|...|what"},
      {"``so'' he", "``|so|''|he"},
  };
  CHECK(examples);
}

/* Two names that also stand alone in the document are two, wherever they do. */
static void joined_names(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"Velk-Orsk talks: Velk asked, Orsk left", "Velk|-|Orsk|talks|:|Velk|asked|,|Orsk|left"},
      {"Orsk and Velk: VELK-ORSK TALKS", "Orsk|and|Velk|:|VELK|-|ORSK|TALKS"},
      {"Velk-Orsk said that Velk would go", "Velk-Orsk|said|that|Velk|would|go"},
      {"Al-Velk, Al and Velk", "Al-Velk|,|Al|and|Velk"},
      {"Il-Sung, Il, Sung", "Il-Sung|,|Il|,|Sung"},
      {"the Syrian-Turkish border, Syrian or Turkish", "the|Syrian-Turkish|border|,|Syrian|or|Turkish"},
  };
  CHECK(examples);
}

static void full_stops(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"Amb. Velk and Lt. Gen. Orsk met Mr. Tarn.", "Amb.|Velk|and|Lt.|Gen.|Orsk|met|Mr.|Tarn|."},
      {"the U.S. and the U.N.", "the|U.S.|and|the|U.N."},
      {"at 3 p.m. on", "at|3|p.m.|on"},
      {"J. R. Velk", "J.|R.|Velk"},
      {"J.R. Velk", "J.R.|Velk"},
      {"J.Velk", "J.|Velk"},
      {"Velk Jr. left", "Velk|Jr.|left"},
      {"Plan B. it", "Plan|B|.|it"},
      {"No. 5, no.", "No.|5|,|no|."},
      {"Velk.He left", "Velk|.|He|left"},
      {"the Lt.Gen said", "the|Lt.|Gen|said"},
      {"George W.\nVelk", "George|W.|Velk"},
      {"1.The end", "1|.|The|end"},
      {"saw it.2. (C)", "saw|it|.|2|.|(|C|)"},
      {"a Ph.D. thesis", "a|Ph.D.|thesis"},
      {"see state.example.gov.", "see|state.example.gov|."},
  };
  CHECK(examples);
}

static void apostrophes(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"Velk’s and Velk's", "Velk|’s|and|Velk|'s"},
      {"GID’S METHODS", "GID|’S|METHODS"},
      {"don’t won't", "don’t|won't"},
      {"the Americas’ side", "the|Americas|’|side"},
      {"O’Velk, d'Orsk", "O’Velk|,|d'Orsk"},
      {"Orland,s plan", "Orland|,s|plan"},
      {"we don,t know", "we|don,t|know"},
      {"(GID)’s", "(|GID|)|’s"},
      {"the '90s", "the|'90s"},
      {"the &doctrine8 of", "the|&|doctrine|8|of"},
      {"the G8 and AT&T", "the|G8|and|AT&T"},
  };
  CHECK(examples);
}

/* Three possessives with Q, and it stands for quotes too; two are not enough. */
static void quotes_lost_to_q(void **unused) {
  (void)unused;
#define DAMAGED "OrlandQs, heQs velkQs "
#define CUT "Orland|Qs|,|he|Qs|velk|Qs|"
  static const example examples[] = {
      {"OrlandQs, heQs, FAQs", "OrlandQs|,|heQs|,|FAQs"},
      {DAMAGED "the OLPQs plan", CUT "the|OLP|Qs|plan"},
      {DAMAGED "OLP-TFQs \"plan", CUT "OLP|-|TF|Qs|\"|plan"},
      {DAMAGED "his QGreen GuardsQ, othersQ", CUT "his|Q|Green|Guards|Q|,|others|Q"},
      {DAMAGED "Qatar, IRAQ, an IQ and Q gold", CUT "Qatar|,|IRAQ|,|an|IQ|and|Q|gold"},
      {DAMAGED "3 IQs and QE", CUT "3|IQs|and|QE"},
      {DAMAGED "VelkQs", CUT "Velk|Qs"},
  };
  CHECK(examples);
#undef DAMAGED
#undef CUT
}

static void numbers(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"02/24/2020", "02/24/2020"}, {"on 1,250,000 men", "on|1,250,000|men"},
      {"at 10:30.", "at|10:30|."},  {"3.5 percent", "3.5|percent"},
      {"1958–1968", "1958–1968"},   {"-40 degrees", "-40|degrees"},
      {"#0813/01", "#0813/01"},     {"paras 5, 6", "paras|5|,|6"},
  };
  CHECK(examples);
}

static void addresses(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"http://www.example.org/a-b?c=1.", "http://www.example.org/a-b?c=1|."},
      {"(www.example.org)", "(|www.example.org|)"},
      {"velk@state.example,", "velk@state.example|,"},
  };
  CHECK(examples);
}

static void compounds_kept_whole(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"al-Velk", "al-Velk"},
      {"AL-VELK", "AL-VELK"},
      {"Lashkar-e-Velk", "Lashkar-e-Velk"},
      {"U.S.-Syrian", "U.S.-Syrian"},
      {"Arab-Israeli", "Arab-Israeli"},
      {"French-UK-US", "French-UK-US"},
      {"Zhou En-lai", "Zhou|En-lai"},
      {"Jean-Louis", "Jean-Louis"},
      {"counter-terrorism long-term", "counter-terrorism|long-term"},
      {"S-300 F-16", "S-300|F-16"},
      {"President-elect", "President-elect"},
      {"mid-March", "mid-March"},
      {"Non-Proliferation", "Non-Proliferation"},
      {"Guinea-Bissau", "Guinea-Bissau"},
      {"S/CT NEA/ELA A/S N/A", "S/CT|NEA/ELA|A/S|N/A"},
      {"POL/ECON and/or", "POL/ECON|and/or"},
      {"Syrian/Lebanese", "Syrian/Lebanese"},
      {"S//NF", "S//NF"},
  };
  CHECK(examples);
}

static void compounds_cut(void **unused) {
  (void)unused;
  static const example examples[] = {
      {"anti-Velk", "anti|-|Velk"},
      {"ANTI-SYRIAN", "ANTI|-|SYRIAN"},
      {"Soviet-supported", "Soviet|-|supported"},
      {"Tehran-based", "Tehran|-|based"},
      {"German-language", "German|-|language"},
      {"Congo-Rwanda", "Congo|-|Rwanda"},
      {"the ISAF-ANA plan", "the|ISAF|-|ANA|plan"},
      {"Russian-NATO", "Russian|-|NATO"},
      {"East-West", "East|-|West"},
      {"State/Defense", "State|/|Defense"},
      {"then-President", "then|-|President"},
  };
  CHECK(examples);
}

static void glued_flags(void **unused) {
  (void)unused;
  const char *text = "(Velk's) al-\nOrsk";
  dm_document *doc = document_of(text, strlen(text));
  /* ( Velk 's ) al- Orsk */
  static const unsigned glued[] = {0, 1, 1, 1, 0};
  assert_int_equal(doc->token_count, 6);
  for (size_t i = 0; i < 5; i++) assert_int_equal(doc->tokens[i].flags & DM_TOKEN_GLUED, glued[i]);
  dm_document_free(doc);
}

static void wrapped_hyphen_is_glued(void **unused) {
  (void)unused;
  const char *text = "The ministers agreed that the visiting Vice President Omar al-\n"
                     "Velk would travel to the northern province in the spring and\n"
                     "would meet the governors there, and the bishops of Orland too.\n";
  dm_document *doc = document_of(text, strlen(text));
  size_t at = 0;
  while (doc->text[doc->tokens[at].span.begin] != 'V' || doc->text[doc->tokens[at].span.begin + 1] != 'e') at++;
  assert_int_equal(doc->tokens[at - 1].span.end - doc->tokens[at - 1].span.begin, 3);
  assert_true(doc->tokens[at].flags & DM_TOKEN_GLUED);
  assert_int_equal(doc->sentence_count, 1);
  dm_document_free(doc);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Whatever the bytes: tokens are in order, hold no blank and no line end, and cover all the rest. */
static void tokens_cover_the_text(void **unused) {
  (void)unused;
  static const char alphabet[] = "aZ9Qs .-/'\n,:;()\"&8¶’“…é\r\t\x80\xff\x00@$_=*";
  uint32_t seed = 7;
  for (int round = 0; round < 3000; round++) {
    char text[160];
    size_t size = 0;
    while (size < sizeof text) {
      seed = seed * 1664525u + 1013904223u;
      text[size++] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
      if (seed >> 30 == 0 && size > 20) break;
    }
    dm_document *doc = document_of(text, size);
    uint32_t at = 0, sentence = 0;
    for (size_t t = 0; t < doc->token_count; t++) {
      dm_span span = doc->tokens[t].span;
      assert_true(span.begin < span.end && span.end <= size && span.begin >= at);
      for (; at < span.begin; at++) assert_true(is_blank(text[at]) || (text[at] & 0x80));
      for (; at < span.end; at++) assert_false(is_blank(text[at]));
    }
    for (size_t s = 0; s < doc->sentence_count; s++) {
      assert_int_equal(doc->sentences[s].first, sentence);
      assert_true(doc->sentences[s].end > sentence);
      sentence = doc->sentences[s].end;
    }
    assert_int_equal(sentence, doc->token_count);
    dm_document_free(doc);
  }
}

static void long_input_is_cut(void **unused) {
  (void)unused;
  enum { SIZE = 1 << 20 };
  char *text = malloc(SIZE);
  memset(text, 'a', SIZE);
  dm_document *doc = document_of(text, SIZE);
  for (size_t t = 0; t < doc->token_count; t++)
    assert_true(doc->tokens[t].span.end - doc->tokens[t].span.begin <= 1024);
  dm_document_free(doc);
  for (size_t i = 1; i < SIZE; i += 2) text[i] = ' ';
  doc = document_of(text, SIZE);
  assert_int_equal(doc->token_count, SIZE / 2);
  for (size_t s = 0; s < doc->sentence_count; s++)
    assert_true(doc->sentences[s].end - doc->sentences[s].first <= 400);
  dm_document_free(doc);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signs_stand_apart),
      cmocka_unit_test(full_stops),
      cmocka_unit_test(joined_names),
      cmocka_unit_test(apostrophes),
      cmocka_unit_test(quotes_lost_to_q),
      cmocka_unit_test(numbers),
      cmocka_unit_test(addresses),
      cmocka_unit_test(compounds_kept_whole),
      cmocka_unit_test(compounds_cut),
      cmocka_unit_test(glued_flags),
      cmocka_unit_test(wrapped_hyphen_is_glued),
      cmocka_unit_test(tokens_cover_the_text),
      cmocka_unit_test(long_input_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
