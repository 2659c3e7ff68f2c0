#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/report.h"

static double seconds_since(struct timespec then) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - then.tv_sec) + (double)(now.tv_nsec - then.tv_nsec) / 1e9;
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

void dm_progress_begin(dm_progress *progress) {
  *progress = (dm_progress){.visible = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
  clock_gettime(CLOCK_MONOTONIC, &progress->begun);
  progress->shown = progress->begun;
}

static void wipe(const dm_progress *progress) {
  if (progress->visible) fputs("\r\033[K", stderr);
}

static void show(dm_progress *progress) {
  if (!progress->visible || seconds_since(progress->shown) < 0.1) return;
  clock_gettime(CLOCK_MONOTONIC, &progress->shown);
  wipe(progress);
  fprintf(stderr, "%zu document%s, %.0f a second, %zu failed", progress->documents, plural(progress->documents),
          (double)progress->documents / seconds_since(progress->begun), progress->failures);
  fflush(stderr);
}

void dm_progress_input(dm_progress *progress, size_t documents) {
  progress->inputs++;
  progress->documents += documents;
  show(progress);
}

void dm_progress_failure(dm_progress *progress, const dm_error *error) {
  wipe(progress);
  dm_report_error(stderr, error);
  if (progress->failures < DM_FAILURES_LISTED) {
    char **path = &progress->failed[progress->failures];
    const size_t size = sizeof error->path;
    *path = dm_xmalloc(size);
    snprintf(*path, size, "%s", *error->path ? error->path : error->message);
  }
  progress->failures++;
  show(progress);
}

static void list_failures(dm_progress *progress) {
  fprintf(stderr, "dragoman: %zu of %zu input%s failed:\n", progress->failures, progress->inputs,
          plural(progress->inputs));
  size_t i = 0;
  for (; i < progress->failures && i < DM_FAILURES_LISTED; i++) {
    fputs("  ", stderr);
    dm_report_path(stderr, progress->failed[i]);
    putc('\n', stderr);
  }
  if (i < progress->failures) fprintf(stderr, "  and %zu more\n", progress->failures - i);
}

void dm_progress_end(dm_progress *progress, const char *done) {
  wipe(progress);
  if (progress->inputs == 0)
    dm_report(stderr, "no documents found");
  else if (progress->visible)
    dm_report(stderr, "%zu document%s %s in %.1f s", progress->documents, plural(progress->documents), done,
              seconds_since(progress->begun));
  if (progress->failures) list_failures(progress);
  for (size_t i = 0; i < progress->failures && i < DM_FAILURES_LISTED; i++) free(progress->failed[i]);
}
