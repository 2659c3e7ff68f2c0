/* "Classified By: DCM Josef Velk, for reasons 1.4 (b) and (d)": who classified, in which office, and why. */
#include <stdio.h>
#include <string.h>

#include "cable/fields.h"
#include "cable/portion.h"

/* Words of offices; a name does not hold them. */
static const char *const office_words[] = {
    "A",         "ACTING",      "ADVISER",    "ADVISOR",    "AFFAIRS",    "AFRICA",      "AGRICULTURAL",
    "AI",        "AMB",         "AMBASSADOR", "AND",        "AREA",       "ASSISTANT",   "ASST",
    "ATTACHE",   "AUSTRALIA",   "BUREAU",     "BY",         "CDA",        "CG",          "CHARGE",
    "CHIEF",     "CLASSIFIED",  "COM",        "COMMERCIAL", "CONS",       "CONSUL",      "CONSULAR",
    "CONSULATE", "COORDINATOR", "COUNSELOR",  "COUNSELLOR", "D",          "DAFFAIRES",   "AFFAIRES",
    "DAO",       "DAS",         "DCM",        "DEFENSE",    "DEPARTMENT", "DEPUTY",      "DEVELOPMENT",
    "DIR",       "DIRECTOR",    "ECON",       "ECONCOUNS",  "ECONOMIC",   "EMBASSY",     "ENVIRONMENT",
    "EXECUTIVE", "EXTERNAL",    "FIRST",      "FOR",        "GENERAL",    "GLOBAL",      "HEAD",
    "IN",        "INTERNAL",    "LABOR",      "LEGAL",      "MANAGEMENT", "MILITARY",    "MIN",
    "MINISTER",  "MISSION",     "MR",         "MS",         "MRS",        "OF",          "OFFICE",
    "OFFICER",   "OIC",         "PAO",        "PASSIVE",    "POL",        "POLAD",       "POLCHIEF",
    "POLCOUNS",  "POLECON",     "POLITICAL",  "POLMC",      "POLMIL",     "POLMINCOUNS", "POLOFF",
    "PO",        "PRINCIPAL",   "PUBLIC",     "REGIONAL",   "RSO",        "SECOND",      "SECRETARY",
    "SECTION",   "SECURITY",    "SENIOR",     "STATE",      "TEAM",       "TEMPORARY",   "THE",
    "THIRD",     "UNIT",        "US",         "VICE",       NULL};

bool dm_is_office_word(const char *word, uint32_t size) {
  char key[24];
  uint32_t count = 0;
  for (uint32_t i = 0; i < size && count < sizeof key; i++)
    if (dm_is_alpha(word[i])) key[count++] = dm_upper(word[i]);
  if (size == 2 && word[1] == '.') return false; /* an initial */
  const char *hyphen = memchr(word, '-', size);
  if (hyphen && dm_is_office_word(word, (uint32_t)(hyphen - word))) return true;
  for (const char *const *w = office_words; *w; w++)
    if (strlen(*w) == count && !memcmp(*w, key, count)) return true;
  /* Slashed offices: A/DCM, POL/ECON, EUR/PRA; and short forms: EconMinCouns. */
  return memchr(word, '/', size) || (count > 8 && !memcmp(key + count - 5, "COUNS", 5));
}

/* "EAP", "MC", "ADCM" ahead of a name in mixed case: an office's short form that no table has. */
static bool is_short_form(const dm_field_text *text, uint32_t at, uint32_t stop, uint32_t end) {
  if (stop - at < 2 || stop - at > 6) return false;
  for (uint32_t i = at; i < stop; i++)
    if (!dm_is_upper(text->s[i])) return false;
  for (uint32_t i = stop; i < end && text->s[i] != ','; i++)
    if (dm_is_lower(text->s[i]) && i > stop + 1 && dm_is_upper(text->s[i - 1])) return true;
  return false;
}

/* Words behind one another: where each begins and ends. */
static uint32_t word_end(const dm_field_text *text, uint32_t at, uint32_t end) {
  while (at < end && text->s[at] != ' ' && text->s[at] != ',') at++;
  return at;
}

/* The person in [begin, end): the last run of capitalised words that are no office. */
static void find_person(const dm_field_text *text, uint32_t begin, uint32_t end, uint32_t *from, uint32_t *to) {
  uint32_t run = end;
  bool open = false, small = true; /* small: the line lost its capitals */
  for (uint32_t i = begin; i < end; i++) small &= !dm_is_upper(text->s[i]);
  *from = *to = end;
  for (uint32_t at = begin; at < end;) {
    uint32_t stop = word_end(text, at, end);
    bool name = stop > at && (dm_is_upper(text->s[at]) || (text->s[at] & 0x80) || open || small) &&
                !dm_is_office_word(text->s + at, stop - at) && !dm_is_digit(text->s[at]) &&
                (open || !is_short_form(text, at, stop, end));
    if (name && !open) run = at, open = true;
    if (!name && stop > at) open = false;
    if (name && open) *from = run, *to = stop;
    bool comma = stop < end && text->s[stop] == ',';
    uint32_t next = stop;
    while (next < end && (text->s[next] == ' ' || text->s[next] == ',')) next++;
    if (comma && open) {
      bool junior = dm_text_starts(text, next, "Jr") || dm_text_starts(text, next, "Sr") ||
                    dm_text_starts(text, next, "II");
      if (!junior) return; /* NAME, OFFICE */
    }
    at = next > at ? next : at + 1;
  }
}

/* ---- reasons --------------------------------------------------------------------------------------------- */

static bool is_alone(const dm_field_text *text, uint32_t at) {
  return dm_is_alpha(text->s[at]) && !(at > 0 && dm_is_alpha(text->s[at - 1])) &&
         !(at + 1 < text->size && dm_is_alpha(text->s[at + 1]));
}

/* The "a" or "d" of an "and" that a line end has cut: "(b) a nd (d)". */
static bool is_cut_and(const dm_field_text *text, uint32_t at) {
  if (dm_text_starts(text, at, "a nd")) return at + 4 == text->size || !dm_is_alpha(text->s[at + 4]);
  return at >= 3 && dm_text_starts(text, at - 3, "an d") && (at == 3 || !dm_is_alpha(text->s[at - 4]));
}

/* Letters from `from` on: "(b) and (d)", "(B,D)", "b/d" -> "1.4(b) 1.4(d)" to normal, `section` being "1.4".
 * Returns where the last one and its bracket end. */
static uint32_t parse_letters(const dm_field_text *text, uint32_t from, const char *section, char normal[128]) {
  uint32_t size = 0, end = from;
  normal[0] = 0;
  for (uint32_t i = from; i < text->size && size + 10 < 128; i++) {
    if (dm_is_digit(text->s[i])) break;
    if (!is_alone(text, i) || is_cut_and(text, i)) continue;
    char letter = (char)(dm_upper(text->s[i]) + ('a' - 'A'));
    if (letter > 'h') break;
    size += (uint32_t)snprintf(normal + size, 128 - size, "%s%s(%c)", size ? " " : "", section, letter);
    uint32_t close = dm_skip_blanks(text, i + 1);
    end = close < text->size && text->s[close] == ')' ? close + 1 : i + 1;
  }
  return end;
}

/* Place of the section that reasons begin with, "1.4" or "1.5", or "14 (" which lost its stop, and its end;
 * size if there is none. */
static uint32_t find_section(const dm_field_text *text, uint32_t *end) {
  for (uint32_t i = 0; i + 3 <= text->size; i++) {
    if (text->s[i] != '1' || (i > 0 && dm_is_digit(text->s[i - 1]))) continue;
    bool stop = text->s[i + 1] == '.';
    uint32_t digit = i + 1 + stop;
    if (digit >= text->size || !strchr("3456", text->s[digit])) continue;
    *end = digit + 1;
    uint32_t next = dm_skip_blanks(text, *end);
    if (stop || (next < text->size && text->s[next] == '(')) return i;
  }
  return text->size;
}

/* "REASON" at or behind `from`, also cut by a line end: "REAS ONS"; size if it is not there. */
static uint32_t find_reason_word(const dm_field_text *text, uint32_t from) {
  for (uint32_t at = from; at < text->size; at++) {
    if (at > 0 && dm_is_alpha(text->s[at - 1])) continue;
    uint32_t i = at;
    const char *c = "REASON";
    for (; *c && i < text->size; i++)
      if (dm_upper(text->s[i]) == *c)
        c++;
      else if (text->s[i] != ' ' || i == at)
        break;
    if (!*c) return at;
  }
  return text->size;
}

static void parse_reasons(dm_cable_fields *fields, const dm_field_text *text, uint32_t at, uint32_t end) {
  char normal[128], section[4] = {'1', '.', text->s[end - 1], 0};
  end = parse_letters(text, end, section, normal);
  fields->reasons = dm_value_of(text, at, end);
  dm_normalise(text->doc, &fields->reasons, "%s", *normal ? normal : section);
  if (end > at + 1 && text->s[at + 1] != '.') dm_doubt(&fields->reasons, "the section lost its stop");
}

/* "Reasons (b) and (d)" */
static void parse_bare_reasons(dm_cable_fields *fields, const dm_field_text *text, uint32_t word) {
  char normal[128];
  while (word < text->size && text->s[word] != '(') word++;
  uint32_t end = parse_letters(text, word, "", normal);
  fields->reasons = dm_value_of(text, word, end);
  if (fields->reasons.value) dm_normalise(text->doc, &fields->reasons, "%s", normal);
  dm_doubt(&fields->reasons, "no section of the order");
}

/* ---- the line -------------------------------------------------------------------------------------------- */

/* Behind the labels, which may be given twice and with a portion mark: "Classified By: (U) CLASSIFIED BY". */
static uint32_t behind_labels(const dm_field_text *text) {
  static const char *const labels[] = {"CLASSIFIED BY", "CLASSIFIED", ":", "BY", " "};
  uint32_t at = 0;
  for (size_t i = 0; i < sizeof labels / sizeof *labels;) {
    uint32_t cut = dm_text_starts(text, at, labels[i]) ? (uint32_t)strlen(labels[i])
                                                       : dm_portion_mark(text->s + at, text->size - at, true);
    at += cut;
    i = cut ? 0 : i + 1;
  }
  return at;
}

/* Cuts punctuation and what leads over to the reasons: "for", "under Section". */
static uint32_t cut_tail(const dm_field_text *text, uint32_t begin, uint32_t end) {
  static const char *const words[] = {" FOR", " FO R", " F OR", " UNDER", " SECTION", " PER"};
  for (bool cut = true; cut;) {
    cut = false;
    while (end > begin && strchr(" ,.;:-(", text->s[end - 1])) {
      bool junior =
          end >= begin + 3 && (dm_text_starts(text, end - 3, "Jr.") || dm_text_starts(text, end - 3, "Sr."));
      if (junior || (end >= begin + 4 && text->s[end - 1] == '.' && text->s[end - 3] == '.'))
        return end; /* a.i. */
      end--;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words && !cut; i++) {
      uint32_t size = (uint32_t)strlen(words[i]);
      cut = end >= begin + size && dm_text_starts(text, end - size, words[i]);
      end -= cut ? size : 0;
    }
  }
  return end;
}

void dm_parse_officer(dm_cable_fields *fields, const dm_field_text *text) {
  if (fields->classified_by.value) return;
  uint32_t begin = behind_labels(text);
  if (begin == text->size) return; /* the label alone; it may come again */
  fields->classified_by = dm_value_of(text, 0, text->size);
  uint32_t behind = 0, end = find_section(text, &behind), word = find_reason_word(text, begin);
  if (end < text->size)
    parse_reasons(fields, text, end, behind);
  else if (word < text->size)
    parse_bare_reasons(fields, text, word);
  end = cut_tail(text, begin, word < end ? word : end);
  uint32_t from, to;
  find_person(text, begin, end, &from, &to);
  fields->officer = dm_value_of(text, from, to);
  if (from > begin && from < to) {
    uint32_t stop = from;
    while (stop > begin && strchr(" ,", text->s[stop - 1])) stop--;
    fields->office = dm_value_of(text, begin, stop);
  } else if (to < end) {
    while (to < end && strchr(" ,", text->s[to])) to++;
    fields->office = dm_value_of(text, to, end);
  } else if (from == to) {
    fields->office = dm_value_of(text, begin, end);
  }
  if (fields->officer.value && !strchr(fields->officer.value, ' ')) dm_doubt(&fields->officer, "one word only");
}
