/* Reads PATH... and says how fast, or with --text writes what was read: for each document "D id", for each
 * of its blocks "B kind size" and the text. bench/frus_complete compares that with another program's
 * extraction. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/document.h"
#include "read/read.h"

typedef struct {
  int text;
  unsigned long documents, failures;
  double bytes;
} totals;

static dm_status take_document(void *user, dm_document *doc) {
  totals *t = user;
  t->documents++;
  if (t->text) {
    printf("D %s\n", doc->id);
    for (size_t i = 0; i < doc->block_count; i++) {
      dm_span span = doc->blocks[i].span;
      printf("B %d %u\n", (int)doc->blocks[i].kind, span.end - span.begin);
      fwrite(doc->text + span.begin, 1, span.end - span.begin, stdout);
      putchar('\n');
    }
  }
  dm_document_free(doc);
  return DM_OK;
}

static dm_status take_failure(void *user, const dm_error *error) {
  totals *t = user;
  t->failures++;
  fprintf(stderr, "%s:%lu: %s: %s\n", error->path, (unsigned long)error->line, dm_status_name(error->status),
          error->message);
  return DM_OK;
}

static dm_status take_input(void *user, dm_input *input) {
  totals *t = user;
  dm_error error = {0};
  t->bytes += (double)input->size;
  if (dm_read(input, take_document, t, &error)) take_failure(t, &error);
  dm_input_free(input);
  return DM_OK;
}

int main(int count, char **words) {
  totals t = {.text = count > 1 && !strcmp(words[1], "--text")};
  dm_walk_sink sink = {.user = &t, .input = take_input, .failure = take_failure};
  dm_walk((const char *const *)words + 1 + t.text, (size_t)(count - 1 - t.text), DM_FORMAT_UNKNOWN, &sink);
  double seconds = (double)clock() / CLOCKS_PER_SEC;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  fprintf(stderr, "%lu documents, %lu failures, %.1f MB, %.2f CPU s, %.1f MB/s, peak %.0f MB\n", t.documents,
          t.failures, t.bytes / 1e6, seconds, t.bytes / 1e6 / seconds, (double)usage.ru_maxrss / 1e3);
  return t.failures != 0;
}
