/* dragoman status: what an archive holds, and what could not be read. */
#include <stdio.h>
#include <string.h>

#include "cli/archive.h"
#include "cli/command.h"
#include "cli/report.h"

static const char help[] = "usage: dragoman status ARCHIVE\n"
                           "\n"
                           "Shows what the archive holds, and which files could not be read and why.\n"
                           "\n"
                           "exit status: 0 done; 1 the archive could not be read; 2 wrong arguments\n";

static void failure(void *user, const char *path, const char *reason, uint64_t byte, uint64_t line) {
  (void)user;
  (void)byte;
  fputs("  ", stdout);
  dm_report_path(stdout, path);
  if (line) printf(":%llu", (unsigned long long)line);
  printf(": %s\n", reason);
}

static void print(const dm_store_status *s) {
  printf("documents    %llu from %llu files", (unsigned long long)s->documents, (unsigned long long)s->sources);
  if (*s->first) printf(", %s to %s", s->first, s->last);
  printf("\nwords        %llu\n", (unsigned long long)s->words);
  printf("names        %llu mentions of %llu entities\n", (unsigned long long)s->mentions,
         (unsigned long long)s->entities);
  printf("corrections  %llu\n", (unsigned long long)s->corrections);
  printf("size         %.1f MB for %.1f MB of text, schema %d\n", (double)s->file_bytes / 1e6,
         (double)s->text_bytes / 1e6, s->version);
  if (s->stale) printf("unfinished   %llu files; `dragoman index` goes on\n", (unsigned long long)s->stale);
}

static int run(int argc, char **argv) {
  if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  if (argc != 2 || argv[1][0] == '-') {
    dm_report(stderr, "status needs one ARCHIVE; see `dragoman status --help`");
    return DM_EXIT_USAGE;
  }
  dm_store *store = dm_archive_open(argv[1], DM_STORE_OPEN);
  if (!store) return DM_EXIT_INPUT;
  dm_store_status status;
  dm_error error = {0};
  dm_status good = dm_store_get_status(store, &status, &error);
  if (good == DM_OK) {
    print(&status);
    if (status.failures) printf("failed       %llu files\n", (unsigned long long)status.failures);
    good = dm_store_failures(store, failure, NULL, &error);
  }
  if (good != DM_OK) dm_report_error(stderr, &error);
  dm_store_close(store);
  return good == DM_OK ? DM_EXIT_OK : DM_EXIT_INPUT;
}

const dm_command dm_cmd_status = {"status", "Show what an archive holds", run};
