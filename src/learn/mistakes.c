#include "learn/mistakes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"

static int same(const dm_mention *m, const dm_given *g) {
  return m->span.begin == g->span.begin && m->span.end == g->span.end;
}

static int overlap(const dm_mention *m, const dm_given *g) {
  return m->span.begin < g->span.end && g->span.begin < m->span.end;
}

enum { SHOWN = 80 }; /* bytes of a name */

/* Length of the name in `span` as it is shown: whole characters. */
static int shown(const dm_document *doc, dm_span span) {
  uint32_t size = span.end - span.begin;
  if (size <= SHOWN) return (int)size;
  size = SHOWN;
  while (size && ((unsigned char)doc->text[span.begin + size] & 0xC0) == 0x80) size--;
  return (int)size;
}

/* One more mistake; kept as a plain list and summed up when printed. */
static void note(dm_mistakes *all, const dm_document *doc, const dm_given *gold, const dm_mention *told) {
  char text[256];
  int n = gold ? snprintf(text, sizeof text, "%.31s %.*s -> ", gold->type, shown(doc, gold->span),
                          doc->text + gold->span.begin)
               : snprintf(text, sizeof text, "nothing -> ");
  if (told)
    snprintf(text + n, sizeof text - (size_t)n, "%.31s %.*s", doc->types[told->type], shown(doc, told->span),
             doc->text + told->span.begin);
  else
    snprintf(text + n, sizeof text - (size_t)n, "nothing");
  for (char *c = text; *c; c++)
    if (*c == '\n') *c = ' ';
  if (all->count == all->room) {
    all->room = all->room ? all->room * 2 : 256;
    all->items = dm_xrealloc(all->items, all->room * sizeof *all->items);
  }
  char *copy = dm_xmalloc(strlen(text) + 1);
  all->items[all->count++] = (dm_mistake){strcpy(copy, text), 1};
}

void dm_mistakes_add(dm_mistakes *all, const dm_document *doc) {
  size_t m = 0;
  for (size_t g = 0; g < doc->given_count; g++) {
    const dm_given *gold = &doc->givens[g];
    const dm_mention *told = NULL;
    for (; m < doc->mention_count && doc->mentions[m].span.end <= gold->span.begin; m++)
      note(all, doc, NULL, &doc->mentions[m]);
    if (m < doc->mention_count && overlap(&doc->mentions[m], gold)) told = &doc->mentions[m++];
    if (!told || !same(told, gold) || strcmp(doc->types[told->type], gold->type)) note(all, doc, gold, told);
  }
  for (; m < doc->mention_count; m++) note(all, doc, NULL, &doc->mentions[m]);
}

static int by_text(const void *a, const void *b) {
  return strcmp(((const dm_mistake *)a)->text, ((const dm_mistake *)b)->text);
}

static int by_count(const void *a, const void *b) {
  const dm_mistake *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return strcmp(x->text, y->text);
}

void dm_mistakes_print(dm_mistakes *all, size_t most, FILE *out) {
  size_t n = 0;
  qsort(all->items, all->count, sizeof *all->items, by_text);
  for (size_t i = 0; i < all->count; i++) {
    if (n && !strcmp(all->items[n - 1].text, all->items[i].text)) {
      all->items[n - 1].count += all->items[i].count;
      free(all->items[i].text);
    } else {
      all->items[n++] = all->items[i];
    }
  }
  all->count = n;
  qsort(all->items, n, sizeof *all->items, by_count);
  for (size_t i = 0; i < n && i < most; i++)
    fprintf(out, "%6llu  %s\n", (unsigned long long)all->items[i].count, all->items[i].text);
}

void dm_mistakes_free(dm_mistakes *all) {
  for (size_t i = 0; i < all->count; i++) free(all->items[i].text);
  free(all->items);
  *all = (dm_mistakes){0};
}

void dm_calibration_add(dm_calibration *c, const dm_document *doc) {
  size_t g = 0;
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_mention *m = &doc->mentions[i];
    int bin = (int)(m->confidence * DM_BINS);
    if (bin >= DM_BINS) bin = DM_BINS - 1;
    while (g < doc->given_count && doc->givens[g].span.begin < m->span.begin) g++;
    c->told[bin]++;
    c->confidence[bin] += (double)m->confidence;
    if (g < doc->given_count && same(m, &doc->givens[g]) && !strcmp(doc->types[m->type], doc->givens[g].type))
      c->right[bin]++;
  }
}

double dm_calibration_error(const dm_calibration *c) {
  double error = 0;
  uint64_t all = 0;
  for (int i = 0; i < DM_BINS; i++) {
    error += fabs(c->confidence[i] - (double)c->right[i]);
    all += c->told[i];
  }
  return all ? error / (double)all : 0;
}

void dm_calibration_print(const dm_calibration *c, FILE *out) {
  fprintf(out, "confidence   mentions  mean confidence  right\n");
  for (int i = 0; i < DM_BINS; i++) {
    double told = c->told[i] ? (double)c->told[i] : 1;
    fprintf(out, "%.1f to %.1f   %8llu  %15.3f  %5.3f\n", i / 10.0, (i + 1) / 10.0,
            (unsigned long long)c->told[i], c->confidence[i] / told, (double)c->right[i] / told);
  }
  fprintf(out, "expected calibration error %.4f\n", dm_calibration_error(c));
}
