/* The brackets form: shape, markup that is put back, and that every output can be read in one way only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "write/write.h"

enum { PER, LOC, ORG, MISC };

static char *written(dm_document *doc, const char *format) {
  dm_buffer out = {0};
  dm_writer_find(format)->document(doc, &out);
  dm_buffer_putc(&out, 0);
  dm_document_free(doc);
  return out.bytes;
}

static void expect(dm_document *doc, const char *wanted) {
  char *got = written(doc, "brackets");
  assert_string_equal(got, wanted);
  free(got);
}

static void follows_each_token_by_a_blank(void **state) {
  (void)state;
  dm_document *doc = fixture("Gen. Omar Vell|, who left|.\nHe left Port Ansel|.");
  fixture_mark(doc, 1, 3, PER);
  fixture_mark(doc, 9, 11, LOC);
  expect(doc, "Gen. [PER Omar Vell  ] , who left . \nHe left [LOC Port Ansel  ] . \n");
}

static void parts_a_name_at_a_page_line(void **state) {
  (void)state;
  dm_document *doc = fixture("with Omar ANSEL-12 Vell today");
  doc->tokens[2].flags = DM_TOKEN_SKIPPED;
  fixture_mark(doc, 1, 4, PER);
  expect(doc, "with [PER Omar  ] ANSEL-12 [PER Vell  ] today \n");
}

static void puts_markup_back(void **state) {
  (void)state;
  dm_document *doc = fixture("ANSEL cooperation|.|\xC2\xB6|2|. (C) Text\nVELL\n\n");
  const uint32_t mark = doc->tokens[3].span.begin;
  fixture_anchor(doc, 0, doc->text_size, "<code><pre>", "</pre></code>");
  fixture_anchor(doc, mark, mark + 2, "<a id='par2' href='#par2'>", "</a>");
  fixture_mark(doc, 0, 1, LOC);
  fixture_mark(doc, 8, 9, PER);
  expect(doc, "<code><pre>[LOC ANSEL  ] cooperation . <a id='par2' href='#par2'>\xC2\xB6</a>2 . (C) Text \n"
              "[PER VELL  ]</pre></code> \n");
}

static void puts_markup_into_a_token(void **state) {
  (void)state;
  dm_document *doc = fixture("\xC2\xB6"
                             "2. Text");
  fixture_anchor(doc, 0, 2, "<a>", "</a>");
  expect(doc, "<a>\xC2\xB6</a>2. Text \n");
}

static void prints_only_the_message_of_a_page(void **state) {
  (void)state;
  dm_document *doc = fixture("FM ANSEL\nBody here");
  fixture_block(doc, 0, 8, DM_BLOCK_TRANSMISSION);
  fixture_block(doc, 9, 18, DM_BLOCK_MESSAGE);
  fixture_anchor(doc, 0, 8, "<code><pre>", "</pre></code>");
  fixture_anchor(doc, 9, 18, "<code><pre>", "</pre></code>");
  fixture_mark(doc, 1, 2, LOC);
  expect(doc, "<code><pre>Body here</pre></code> \n");
}

static void keeps_markup_of_an_empty_message(void **state) {
  (void)state;
  dm_document *doc = fixture("");
  fixture_anchor(doc, 0, 0, "<code><pre>", "</pre></code>");
  expect(doc, "<code><pre></pre></code>\n");
}

static void escapes_only_what_looks_like_ours(void **state) {
  (void)state;
  expect(fixture("[Here [ PER x ] [PER [\\PER [\\\\LOC [PERS a[ORG [PER:"),
         "[Here [ PER x ] [\\PER [\\\\PER [\\\\\\LOC [PERS a[\\ORG [PER: \n");
}

static void parts_a_name_at_a_closing_bracket(void **state) {
  (void)state;
  dm_document *doc = fixture("Sec[retariat of] State");
  fixture_mark(doc, 0, 3, ORG);
  expect(doc, "[ORG Sec[retariat  ] of] [ORG State  ] \n");
}

static void colours_names_and_defuses_controls(void **state) {
  (void)state;
  dm_document *doc = fixture("Vell \033[2J\177");
  fixture_mark(doc, 0, 1, PER);
  char *got = written(doc, "ansi");
  assert_string_equal(got, "\033[1;36m[PER Vell  ]\033[0m \xE2\x90\x9B[2J\xE2\x90\xA1 \n");
  free(got);
}

/* ---- reading back, by the rules of docs/brackets.md ----------------------------------------- */

typedef struct {
  char words[4096]; /* each followed by a line end */
  char names[4096]; /* TYPE and the number of its first and last word, one a line */
} reading;

static uint16_t type_at(const char *text, size_t *size) {
  for (uint16_t t = 0; t < 4; t++) {
    *size = strlen(fixture_types[t]);
    if (!strncmp(text, fixture_types[t], *size) && text[*size] == ' ') return t;
  }
  return UINT16_MAX;
}

static void read_word(const char *word, size_t size, reading *r) {
  char *to = r->words + strlen(r->words);
  for (size_t i = 0; i < size; i++) {
    *to++ = word[i];
    size_t slashes = 0, type_size;
    while (word[i] == '[' && i + 1 + slashes < size && word[i + 1 + slashes] == '\\') slashes++;
    if (slashes && type_at(word + i + 1 + slashes, &type_size) != UINT16_MAX) i++;
  }
  memcpy(to, "\n", 2);
}

static reading read_back(const char *text) {
  reading r = {"", ""};
  size_t count = 0, first = 0, size;
  uint16_t type = UINT16_MAX;
  for (const char *at = text; *at;) {
    if (*at == ' ' || *at == '\n') {
      if (!strncmp(at, " ]", 2) && type != UINT16_MAX && at > text && at[-1] == ' ') {
        char *to = r.names + strlen(r.names);
        snprintf(to, 64, "%s %zu %zu\n", fixture_types[type], first, count);
        type = UINT16_MAX;
        at++;
      }
      at++;
    } else if (*at == '[' && type_at(at + 1, &size) != UINT16_MAX) {
      type = type_at(at + 1, &size);
      first = count;
      at += 2 + size;
    } else {
      const size_t length = strcspn(at, " \n");
      read_word(at, length, &r);
      count++;
      at += length;
    }
  }
  return r;
}

static dm_document *random_document(reading *truth) {
  static const char *const words[] = {"Vell", "[", "]",     "[PER", "[\\PER", "[\\\\ORG", "PER",
                                      "a]b",  ",", "x[LOC", "MISC", "\\PER",  "[MISCx",   "[[PER"};
  char text[4096] = "";
  *truth = (reading){"", ""};
  const size_t count = 1 + (size_t)rand() % 30;
  for (size_t i = 0; i < count; i++) {
    const char *word = words[(size_t)rand() % (sizeof words / sizeof *words)];
    strcat(strcat(text, word), rand() % 4 ? " " : rand() % 2 ? "|" : "\n");
    strcat(strcat(truth->words, word), "\n");
  }
  dm_document *doc = fixture(text);
  for (uint32_t i = 0; i < count; i++) {
    if (rand() % 3) continue;
    uint32_t end = i + 1;
    const uint16_t type = (uint16_t)(rand() % 4);
    while (end < count && rand() % 2) end++;
    fixture_mark(doc, i, end, type);
    for (uint32_t first = i, k = i; k <= end; k++) {
      const dm_span span = doc->tokens[k < end ? k : i].span;
      if (k < end && !memchr(doc->text + span.begin, ']', span.end - span.begin)) continue;
      char *to = truth->names + strlen(truth->names);
      if (k > first) snprintf(to, 64, "%s %u %u\n", fixture_types[type], first, k);
      first = k + 1;
    }
    i = end - 1;
  }
  return doc;
}

static void reads_back_whatever_the_source_holds(void **state) {
  (void)state;
  srand(1);
  for (int round = 0; round < 3000; round++) {
    reading truth;
    char *text = written(random_document(&truth), "brackets");
    const reading got = read_back(text);
    assert_string_equal(got.words, truth.words);
    assert_string_equal(got.names, truth.names);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(follows_each_token_by_a_blank),
      cmocka_unit_test(parts_a_name_at_a_page_line),
      cmocka_unit_test(puts_markup_back),
      cmocka_unit_test(puts_markup_into_a_token),
      cmocka_unit_test(prints_only_the_message_of_a_page),
      cmocka_unit_test(keeps_markup_of_an_empty_message),
      cmocka_unit_test(escapes_only_what_looks_like_ours),
      cmocka_unit_test(parts_a_name_at_a_closing_bracket),
      cmocka_unit_test(colours_names_and_defuses_controls),
      cmocka_unit_test(reads_back_whatever_the_source_holds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
