/* The labels that open a header line. A line that opens with one never continues the line before. */
#include <string.h>
#include <strings.h>

#include "segment/chars.h"
#include "segment/stages.h"

typedef struct {
  const char *text; /* letters in capitals; a blank stands for any number of blanks, none included */
  uint8_t label;
  bool exact; /* capitals only: the word is also an ordinary one */
} label_rule;

static const label_rule rules[] = {
    {"SUBJECT:", DM_LABEL_RUNNING, false},
    {"SUBJECT :", DM_LABEL_RUNNING, false},
    {"SUBJ:", DM_LABEL_RUNNING, false},
    {"TAGS:", DM_LABEL_RUNNING, false},
    {"TAGS :", DM_LABEL_RUNNING, false},
    {"TAGS ", DM_LABEL_RUNNING, true},
    {"E.O. 1", DM_LABEL_RUNNING, false},
    {"E.O.: 1", DM_LABEL_RUNNING, false},
    {"EO 1", DM_LABEL_RUNNING, false},
    {"E.O 1", DM_LABEL_RUNNING, false},
    {"EXECUTIVE ORDER 1", DM_LABEL_RUNNING, false},
    {"CLASSIFIED BY", DM_LABEL_RUNNING, false},
    {"CLASSIFIED: ", DM_LABEL_RUNNING, false},
    {"DERIVED FROM:", DM_LABEL_RUNNING, false},
    {"DECLASSIFY ON:", DM_LABEL_RUNNING, false},
    {"REF:", DM_LABEL_LETTERED, false},
    {"REF :", DM_LABEL_LETTERED, false},
    {"REFS:", DM_LABEL_LETTERED, false},
    {"REF(S):", DM_LABEL_LETTERED, false},
    {"REFTEL:", DM_LABEL_LETTERED, false},
    {"REFTELS:", DM_LABEL_LETTERED, false},
    {"REFERENCE:", DM_LABEL_LETTERED, false},
    {"REFERENCES:", DM_LABEL_LETTERED, false},
    {"REF ", DM_LABEL_LETTERED, true},
    {"FM ", DM_LABEL_ADDRESS, true},
    {"TO ", DM_LABEL_ADDRESS, true},
    {"INFO ", DM_LABEL_ADDRESS, true},
    {"SIPDIS", DM_LABEL_SINGLE, false},
    {"NOFORN", DM_LABEL_SINGLE, false},
    {"NODIS", DM_LABEL_SINGLE, true},
    {"EXDIS", DM_LABEL_SINGLE, true},
    {"LIMDIS", DM_LABEL_SINGLE, true},
    {"STADIS", DM_LABEL_SINGLE, true},
    {"SENSITIVE", DM_LABEL_SINGLE, true},
    {"ZNY ", DM_LABEL_SINGLE, true},
    {"ZNR ", DM_LABEL_SINGLE, true},
    {"DE RU", DM_LABEL_SINGLE, true},
    {"DEPT FOR ", DM_LABEL_SINGLE, true},
    {"DEPARTMENT FOR ", DM_LABEL_SINGLE, true},
    {"STATE FOR ", DM_LABEL_SINGLE, true},
    {"STATE PASS ", DM_LABEL_SINGLE, true},
    {"DEPT PASS ", DM_LABEL_SINGLE, true},
};

static bool matches(const label_rule *rule, const char *line, uint32_t size) {
  uint32_t at = 0;
  for (const char *c = rule->text; *c; c++) {
    if (*c == ' ') {
      uint32_t from = at;
      while (at < size && line[at] == ' ') at++;
      if (rule->exact && at == from) return false;
      continue;
    }
    if (at == size) return false;
    char seen = line[at++];
    if (seen != *c && (rule->exact || seen < 'a' || seen > 'z' || seen - ('a' - 'A') != *c)) return false;
  }
  return true;
}

/* "RUEHC/SECSTATE WASHDC": a line that opens with a routing indicator. */
static bool is_routed(const char *line, uint32_t size) {
  uint32_t at = 0;
  while (at < size && at < 9 && ((line[at] >= 'A' && line[at] <= 'Z') || (line[at] >= '0' && line[at] <= '9')))
    at++;
  return at >= 6 && at <= 8 && at < size && line[at] == '/' && line[0] == 'R';
}

dm_label dm_line_label(const char *line, uint32_t size) {
  while (size && (*line == ' ' || *line == '\t')) line++, size--;
  if (!size || !strchr("SsTtEeCcDdRrFfNnLlIiZz", *line)) return DM_LABEL_NONE;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (matches(&rules[i], line, size)) return (dm_label)rules[i].label;
  return is_routed(line, size) ? DM_LABEL_ADDRESS : DM_LABEL_NONE;
}
