/* "Classified By: DCM Josef Velk, for reasons 1.4 (b) and (d)": who classified, in which office, and why. */
#include <string.h>

#include "cable/fields.h"

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

static bool is_office_word(const char *word, uint32_t size) {
  char key[24];
  uint32_t count = 0;
  for (uint32_t i = 0; i < size && count < sizeof key; i++)
    if (dm_is_alpha(word[i])) key[count++] = dm_upper(word[i]);
  if (size == 2 && word[1] == '.') return false; /* an initial */
  const char *hyphen = memchr(word, '-', size);
  if (hyphen && is_office_word(word, (uint32_t)(hyphen - word))) return true;
  for (const char *const *w = office_words; *w; w++)
    if (strlen(*w) == count && !memcmp(*w, key, count)) return true;
  /* Slashed offices: A/DCM, POL/ECON, EUR/PRA; and short forms: EconMinCouns. */
  return memchr(word, '/', size) || (count > 8 && !memcmp(key + count - 5, "COUNS", 5));
}

/* Words behind one another: where each begins and ends. */
static uint32_t word_end(const dm_field_text *text, uint32_t at, uint32_t end) {
  while (at < end && text->s[at] != ' ' && text->s[at] != ',') at++;
  return at;
}

/* The person in [begin, end): the last run of capitalised words that are no office. */
static void find_person(const dm_field_text *text, uint32_t begin, uint32_t end, uint32_t *from, uint32_t *to) {
  uint32_t run = end;
  bool open = false;
  *from = *to = end;
  for (uint32_t at = begin; at < end;) {
    uint32_t stop = word_end(text, at, end);
    bool name = stop > at && (dm_is_upper(text->s[at]) || (text->s[at] & 0x80) || open) &&
                !is_office_word(text->s + at, stop - at) && !dm_is_digit(text->s[at]);
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

/* Letters behind 1.4 or 1.5: "(b) and (d)", "(B,D)", "b/d" -> "1.4(b) 1.4(d)". */
static void parse_reasons(dm_cable_fields *fields, const dm_field_text *text, uint32_t at) {
  char normal[128] = "", paragraph[4] = {text->s[at], '.', text->s[at + 2], 0};
  uint32_t size = 0, end = at + 3;
  for (uint32_t i = at + 3; i < text->size && size + 8 < sizeof normal; i++) {
    char c = text->s[i];
    bool alone = !dm_is_alpha(text->s[i - 1]) && !(i + 1 < text->size && dm_is_alpha(text->s[i + 1]));
    if (dm_is_digit(c)) break;
    if (!dm_is_alpha(c) || !alone) continue;
    char letter = dm_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
    if (letter > 'h') break;
    memcpy(normal + size, size ? " " : "", size ? 1 : 0);
    size += size ? 1 : 0;
    memcpy(normal + size, paragraph, 3);
    normal[size + 3] = '(', normal[size + 4] = letter, normal[size + 5] = ')';
    size += 6;
    end = i + 1 < text->size && text->s[i + 1] == ')' ? i + 2 : i + 1;
  }
  fields->reasons = dm_value_of(text, at, end);
  dm_normalise(text->doc, &fields->reasons, "%s", size ? normal : paragraph);
}

/* Place of "1.4" or "1.5", or of "14 (b)" which lost its stop; size if there is none. */
static uint32_t find_reasons(const dm_field_text *text) {
  for (uint32_t i = 0; i + 3 <= text->size; i++)
    if (text->s[i] == '1' && text->s[i + 1] == '.' && strchr("3456", text->s[i + 2]) &&
        (i == 0 || !dm_is_digit(text->s[i - 1])))
      return i;
  return text->size;
}

void dm_parse_officer(dm_cable_fields *fields, const dm_field_text *text) {
  if (fields->classified_by.value) return;
  uint32_t begin = 0;
  static const char *const labels[] = {"CLASSIFIED BY", "CLASSIFIED", ":", "BY", " "};
  for (size_t i = 0; i < sizeof labels / sizeof *labels;) {
    bool cut = dm_text_starts(text, begin, labels[i]);
    begin += cut ? (uint32_t)strlen(labels[i]) : 0;
    i = cut ? 0 : i + 1;
  }
  if (begin == text->size) return; /* the label alone; it may come again */
  fields->classified_by = dm_value_of(text, 0, text->size);
  uint32_t reasons = find_reasons(text), end = reasons;
  if (reasons < text->size) parse_reasons(fields, text, reasons);
  uint32_t word = dm_text_find(text, begin, "REASON");
  if (word == text->size) word = dm_text_find(text, begin, "REASONS");
  if (word < end) end = word;
  if (end >= 4 && dm_text_starts(text, end - 4, "FOR ")) end -= 4;
  while (end > begin && strchr(" ,.;:-(", text->s[end - 1])) end--;
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
