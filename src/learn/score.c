#include "learn/score.h"

#include <string.h>

#include "base/document.h"

static uint32_t type_of(dm_score *s, const char *name) {
  for (uint32_t i = 0; i < s->types; i++)
    if (!strncmp(s->names[i], name, sizeof s->names[0] - 1)) return i;
  if (s->types == DM_SCORED_TYPES) return DM_SCORED_TYPES - 1;
  snprintf(s->names[s->types], sizeof s->names[0], "%s", name);
  return s->types++;
}

void dm_score_add(dm_score *s, const dm_document *doc) {
  size_t m = 0, g = 0;
  while (m < doc->mention_count || g < doc->given_count) {
    const dm_mention *told = m < doc->mention_count ? &doc->mentions[m] : NULL;
    const dm_given *gold = g < doc->given_count ? &doc->givens[g] : NULL;
    int same = told && gold && told->span.begin == gold->span.begin && told->span.end == gold->span.end;
    int told_first = told && (!gold || told->span.begin < gold->span.begin ||
                              (told->span.begin == gold->span.begin && told->span.end < gold->span.end));
    uint32_t t = same || told_first ? type_of(s, doc->types[told->type]) : DM_SCORED_TYPES;
    uint32_t y = same || !told_first ? type_of(s, gold->type) : DM_SCORED_TYPES;
    if (t < DM_SCORED_TYPES) s->told[t]++, m++;
    if (y < DM_SCORED_TYPES) s->gold[y]++, g++;
    if (same && t == y) s->right[t]++;
    s->confused[y][t]++;
  }
}

static double f1_of(uint64_t right, uint64_t told, uint64_t gold) {
  return told + gold ? 2.0 * (double)right / (double)(told + gold) : 0;
}

static void sums(const dm_score *s, uint64_t *right, uint64_t *told, uint64_t *gold) {
  *right = *told = *gold = 0;
  for (uint32_t i = 0; i < s->types; i++) *right += s->right[i], *told += s->told[i], *gold += s->gold[i];
}

double dm_score_f1(const dm_score *s) {
  uint64_t right, told, gold;
  sums(s, &right, &told, &gold);
  return f1_of(right, told, gold);
}

static void print_line(FILE *out, const char *name, uint64_t right, uint64_t told, uint64_t gold) {
  fprintf(out, "%-5s precision %6.2f  recall %6.2f  F1 %6.2f  (%llu right, %llu told, %llu true)\n", name,
          told ? 100.0 * (double)right / (double)told : 0.0, gold ? 100.0 * (double)right / (double)gold : 0.0,
          100 * f1_of(right, told, gold), (unsigned long long)right, (unsigned long long)told,
          (unsigned long long)gold);
}

void dm_score_print(const dm_score *s, FILE *out) {
  uint64_t right, told, gold;
  for (uint32_t i = 0; i < s->types; i++) print_line(out, s->names[i], s->right[i], s->told[i], s->gold[i]);
  sums(s, &right, &told, &gold);
  print_line(out, "all", right, told, gold);
}

void dm_score_confusion(const dm_score *s, FILE *out) {
  fprintf(out, "%-10s", "gold\\told");
  for (uint32_t j = 0; j < s->types; j++) fprintf(out, " %8s", s->names[j]);
  fprintf(out, " %8s\n", "nothing");
  for (uint32_t i = 0; i <= s->types; i++) {
    uint32_t row = i < s->types ? i : DM_SCORED_TYPES;
    fprintf(out, "%-10s", i < s->types ? s->names[i] : "nothing");
    for (uint32_t j = 0; j <= s->types; j++) {
      uint32_t column = j < s->types ? j : DM_SCORED_TYPES;
      if (row == DM_SCORED_TYPES && column == DM_SCORED_TYPES)
        fprintf(out, " %8s", "");
      else
        fprintf(out, " %8llu", (unsigned long long)s->confused[row][column]);
    }
    fputc('\n', out);
  }
}
