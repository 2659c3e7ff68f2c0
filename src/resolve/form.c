/* One mention, looked at: its words, and the title in front of it. */
#include <ctype.h>
#include <string.h>

#include "resolve/group.h"

dm_kind dm_kind_of(const char *type) {
  if (!strncmp(type, "PER", 3)) return DM_KIND_PERSON;
  if (!strcmp(type, "LOC") || !strcmp(type, "GPE") || !strcmp(type, "FAC")) return DM_KIND_PLACE;
  if (!strcmp(type, "ORG") || !strcmp(type, "NORP_ORG")) return DM_KIND_BODY;
  return DM_KIND_OTHER;
}

static char *one_line(dm_arena *arena, const char *text, size_t size) {
  char *out = dm_alloc(arena, size + 1);
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    bool blank = isspace((unsigned char)text[i]);
    if (blank && (!n || out[n - 1] == ' ')) continue;
    out[n++] = blank ? ' ' : text[i];
  }
  static const char *const endings[] = {"'s", "'S", "\u2019s", "\u2019S", "'", "\u2019"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t e = strlen(endings[i]);
    if (n > e && !memcmp(out + n - e, endings[i], e)) {
      n -= e;
      break;
    }
  }
  out[n] = 0;
  return out;
}

/* The word that ends before text[*at], in fold's form; moves *at to its beginning. False at a sentence or
 * paragraph end. */
static bool word_before(const char *text, size_t *at, char out[DM_FOLD_LETTERS]) {
  size_t end = *at;
  int lines = 0;
  while (end && isspace((unsigned char)text[end - 1])) lines += text[--end] == '\n';
  if (lines > 1) return false;
  if (end && text[end - 1] == '.') end--;
  size_t begin = end;
  while (begin && (isalnum((unsigned char)text[begin - 1]) || (unsigned char)text[begin - 1] >= 0x80)) begin--;
  if (begin == end || end - begin >= DM_FOLD_LETTERS) return false;
  dm_folded folded;
  dm_fold(text + begin, end - begin, &folded);
  *at = begin;
  if (folded.count != 1) return false;
  memcpy(out, folded.words[0], DM_FOLD_LETTERS);
  return true;
}

/* Titles run together in front of a name: "Vice President", "Foreign Minister", "Lt. Gen.". The last one
 * says what the person is, unless the one before it says which. */
static void titles_before(const char *text, size_t at, dm_name_form *form) {
  char word[DM_FOLD_LETTERS];
  for (int i = 0; i < 3 && word_before(text, &at, word); i++) {
    const dm_title *title = dm_title_of(word);
    if (!title) return;
    if (title->sex && !form->sex) form->sex = title->sex;
    bool which = i && (!strcmp(word, "vice") || strstr(title->role, " minister"));
    if (*title->role && (!*form->role || which)) form->role = title->role;
  }
}

/* An office that says whose or of what: "Secretary of State Dulles", "the Director of Central Intelligence
 * (Dulles)". Goes back over capitals and small words to the title before "of", "for" or "to". */
static void office_before(const char *text, size_t at, dm_name_form *form) {
  char word[DM_FOLD_LETTERS], next[DM_FOLD_LETTERS] = "";
  while (at && (text[at - 1] == ' ' || text[at - 1] == '(')) at--;
  for (int i = 0; i < 7 && word_before(text, &at, word); i++) {
    bool small = !strcmp(word, "of") || !strcmp(word, "for") || !strcmp(word, "to") || !strcmp(word, "the") ||
                 !strcmp(word, "and") || !strcmp(word, "in");
    if (!small && !isupper((unsigned char)text[at])) return;
    if (small && !i) return; /* "of Dulles" */
    bool opens = !strcmp(next, "of") || !strcmp(next, "for");
    if (opens && dm_title_of(word)) {
      titles_before(text, at + strlen(word), form);
      return;
    }
    memcpy(next, word, sizeof next);
  }
}

int dm_office_rank(const char *role) {
  static const char *const ranks[] = {"senator", "foreign minister", "secretary", "prime minister",
                                      "king",    "president"};
  for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
    if (!strcmp(role, ranks[i])) return (int)i + 1;
  return 0;
}

/* The offices that a list states behind a name, each past a word or two that say whose or when: "Pineau,
 * Christian, French Foreign Minister", "Johnson, Lyndon B., Vice President until 1963; thereafter President".
 * The one that says most, else the first. */
static void offices_behind(const char *text, size_t size, size_t at, dm_name_form *form) {
  for (int part = 0; part < 6 && at < size && text[at] != '\n'; part++) {
    size_t end = at;
    while (end < size && !strchr(",;\n", text[end])) end++;
    dm_folded words;
    dm_fold(text + at, end - at, &words);
    for (size_t i = 0; i < words.count && i < 3; i++) {
      const char *word = words.words[i];
      if (!strcmp(word, "of") || !strcmp(word, "to") || !strcmp(word, "for")) break; /* somebody else's */
      const dm_title *title = dm_title_of(word);
      if (!title || !*title->role) continue;
      if (!*form->role || dm_office_rank(title->role) > dm_office_rank(form->role)) form->role = title->role;
      break;
    }
    at = end < size && text[end] != '\n' ? end + 1 : end;
  }
}

static void titles_inside(const char *text, size_t size, dm_name_form *form) {
  dm_folded all;
  dm_fold(text, size, &all);
  for (size_t i = 0; i + 1 < all.count; i++) {
    const dm_title *title = dm_title_of(all.words[i]);
    if (!title) return;
    if (title->sex && !form->sex) form->sex = title->sex;
    if (*title->role && (!*form->role || strstr(form->role, title->role))) form->role = title->role;
  }
}

dm_name_form dm_name_form_of(dm_arena *arena, const dm_names *names, const dm_name *name) {
  dm_name_form form = {.role = "", .kind = dm_kind_of(name->type)};
  form.surface = one_line(arena, names->text + name->span.begin, name->span.end - name->span.begin);
  size_t size = strlen(form.surface);
  if (form.kind == DM_KIND_PERSON) {
    dm_fold_person(form.surface, size, &form.words);
    titles_inside(form.surface, size, &form);
    /* An item of a list begins a line and says behind the name who it is; other names are said so before. */
    bool item = name->given && (!name->span.begin || names->text[name->span.begin - 1] == '\n');
    if (!item) titles_before(names->text, name->span.begin, &form);
    if (!item && !*form.role) office_before(names->text, name->span.begin, &form);
    if (item && !*form.role) offices_behind(names->text, names->size, name->span.end, &form);
  } else {
    dm_fold(form.surface, size, &form.words);
    if (form.words.count > 1 && !strcmp(form.words.words[0], "the"))
      memmove(form.words.words, form.words.words + 1, --form.words.count * sizeof *form.words.words);
  }
  char joined[DM_FOLD_WORDS * (DM_FOLD_LETTERS + 1)];
  dm_fold_join(&form.words, 0, form.words.count, " ", joined, sizeof joined);
  form.key = dm_strdup(arena, joined);
  return form;
}

bool dm_is_abbreviation(const char *shorter, const char *longer) {
  static const char *const small[] = {"of", "the", "and", "for", "in", "on", "de",
                                      "du", "des", "la",  "le",  "et", "e",  "y"};
  dm_folded words;
  dm_fold(longer, strlen(longer), &words);
  if (words.count < 2) return false;
  size_t word = 0, letters = 0;
  for (const char *c = shorter; *c; c++) {
    if (!isalpha((unsigned char)*c)) continue;
    char letter = (char)tolower((unsigned char)*c);
    letters++;
    while (word < words.count && words.words[word][0] != letter) {
      bool skippable = false;
      for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        skippable |= !strcmp(words.words[word], small[i]);
      if (!skippable) return false;
      word++;
    }
    if (word++ == words.count) return false;
  }
  return letters > 1 && word + 1 >= words.count;
}
