#include "cli/index_progress.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/report.h"

enum { DEPTH = 32 };

/* Bytes of all files below; links to folders are not followed, as the sum only serves to guess the time. */
static uint64_t size_of(const char *path, int depth) {
  struct stat entry;
  if (stat(path, &entry) != 0) return 0;
  if (!S_ISDIR(entry.st_mode)) return (uint64_t)entry.st_size;
  DIR *folder = depth ? opendir(path) : NULL;
  if (!folder) return 0;
  uint64_t sum = 0;
  for (struct dirent *item; (item = readdir(folder)) != NULL;) {
    char inner[PATH_MAX];
    if (item->d_name[0] == '.' || (item->d_type == DT_LNK)) continue;
    if ((size_t)snprintf(inner, sizeof inner, "%s/%s", path, item->d_name) < sizeof inner)
      sum += size_of(inner, depth - 1);
  }
  closedir(folder);
  return sum;
}

static double seconds_since(struct timespec then) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - then.tv_sec) + (double)(now.tv_nsec - then.tv_nsec) / 1e9;
}

void dm_index_progress_begin(dm_index_progress *p, const char *const *paths, size_t count) {
  *p = (dm_index_progress){.visible = isatty(STDERR_FILENO)};
  clock_gettime(CLOCK_MONOTONIC, &p->begun);
  p->shown = p->begun;
  for (size_t i = 0; p->visible && i < count; i++)
    p->total += strcmp(paths[i], "-") ? size_of(paths[i], DEPTH) : 0;
}

static void wipe(const dm_index_progress *p) {
  if (p->visible) fputs("\r\033[K", stderr);
}

static uint64_t documents(const dm_index_progress *p) {
  return p->counts.added + p->counts.replaced;
}

static void show(dm_index_progress *p) {
  if (!p->visible || seconds_since(p->shown) < 0.1) return;
  clock_gettime(CLOCK_MONOTONIC, &p->shown);
  double spent = seconds_since(p->begun);
  wipe(p);
  fprintf(stderr, "%llu documents, %.0f a second", (unsigned long long)documents(p),
          (double)documents(p) / spent);
  if (p->counts.skipped) fprintf(stderr, ", %llu inputs unchanged", (unsigned long long)p->counts.skipped);
  if (p->counts.failed) fprintf(stderr, ", %llu failed", (unsigned long long)p->counts.failed);
  if (p->bytes && p->total > p->bytes) {
    unsigned long left = (unsigned long)(spent * (double)(p->total - p->bytes) / (double)p->bytes);
    fprintf(stderr, ", %lu:%02lu:%02lu left", left / 3600, left / 60 % 60, left % 60);
  }
  fflush(stderr);
}

void dm_index_progress_document(dm_index_progress *p, bool replaced) {
  p->counts.added += !replaced;
  p->counts.replaced += replaced;
  show(p);
}

void dm_index_progress_skipped(dm_index_progress *p) {
  p->counts.skipped++;
  show(p);
}

void dm_index_progress_failure(dm_index_progress *p, const dm_error *error) {
  p->counts.failed++;
  wipe(p);
  dm_report_error(stderr, error);
}

void dm_index_progress_bytes(dm_index_progress *p, uint64_t bytes) {
  p->bytes += bytes;
}

void dm_index_progress_end(dm_index_progress *p, bool interrupted) {
  wipe(p);
  dm_report(stderr, "%s%llu documents added, %llu replaced, %llu inputs unchanged, %llu failed",
            interrupted ? "stopped; the same command goes on from here: " : "",
            (unsigned long long)p->counts.added, (unsigned long long)p->counts.replaced,
            (unsigned long long)p->counts.skipped, (unsigned long long)p->counts.failed);
}
