/* dragoman index: documents into an archive that can be asked. */
#include <getopt.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/indexer.h"
#include "cli/model_path.h"
#include "cli/report.h"
#include "read/read.h"

static const char help[] =
    "usage: dragoman index [OPTION]... PATH...\n"
    "\n"
    "Reads the documents at PATH (files, folders, archives, dumps, - for standard input), marks their names,\n"
    "decides whom they mean, and keeps all of it in an archive, one file that the other commands ask. What "
    "the\n"
    "archive has already is skipped; what has changed replaces its old self; what has vanished is reported. It "
    "may\n"
    "be stopped at any moment: the same command goes on. The archive can be read meanwhile.\n"
    "\n"
    "options:\n"
    "  -d, --db FILE            The archive; made if it is not there (needed)\n"
    "      --input-format NAME  Take every file to be of this format instead of looking at its content\n"
    "  -m, --model FILE         The model (default: $DRAGOMAN_MODEL, else the one that came with the program)\n"
    "      --given              Take the names that the sources mark themselves (FRUS, JSONL); no model\n"
    "  -j, --jobs N             Read and mark N documents at a time (default: one a processor)\n"
    "  -h, --help               Show this text\n"
    "\n"
    "exit status: 0 all is done; 1 some inputs failed (`dragoman status` lists them) or it was stopped; 2 "
    "wrong\n"
    "arguments or a model that cannot be used; 3 the archive could not be written\n";

enum { MAX_THREADS = 256, INPUT_FORMAT = 256, GIVEN };

typedef struct {
  dm_indexing indexing;
  const char *model;
  bool given, help;
} options;

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"db", required_argument, NULL, 'd'},
                                        {"input-format", required_argument, NULL, INPUT_FORMAT},
                                        {"model", required_argument, NULL, 'm'},
                                        {"given", no_argument, NULL, GIVEN},
                                        {"jobs", required_argument, NULL, 'j'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  char *end = NULL;
  for (int c; (c = getopt_long(argc, argv, "d:m:j:h", known, NULL)) != -1;) {
    switch (c) {
    case 'd': o->indexing.archive = optarg; break;
    case 'm': o->model = optarg; break;
    case 'j':
      o->indexing.threads = strtoul(optarg, &end, 10);
      if (*end || o->indexing.threads < 1 || o->indexing.threads > MAX_THREADS) {
        dm_report(stderr, "--jobs takes a number from 1 to %d, not '%s'", MAX_THREADS, optarg);
        return false;
      }
      break;
    case INPUT_FORMAT:
      o->indexing.format = dm_format_from_name(optarg);
      if (o->indexing.format != DM_FORMAT_UNKNOWN) break;
      dm_report(stderr, "no input format '%s'", optarg);
      return false;
    case GIVEN: o->given = true; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
  }
  if (optind < argc && o->indexing.archive) return true;
  dm_report(stderr, "index needs --db FILE and a PATH; see `dragoman index --help`");
  return false;
}

/* The first half of the SHA-256 of the model's bytes. */
static bool name_model(const char *path, char name[33]) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  struct sha256_ctx sha;
  sha256_init(&sha);
  uint8_t block[65536], digest[16];
  for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) sha256_update(&sha, n, block);
  bool good = !ferror(file);
  fclose(file);
  sha256_digest(&sha, sizeof digest, digest);
  for (int i = 0; i < 16; i++) snprintf(name + 2 * i, 3, "%02x", digest[i]);
  return good;
}

static int index_with_model(options *o) {
  char path[PATH_MAX], name[33];
  dm_error error = {0};
  if (o->model)
    snprintf(path, sizeof path, "%s", o->model);
  else if (!dm_model_path(path, sizeof path))
    return DM_EXIT_USAGE;
  dm_model *model = dm_model_open(path, &error);
  if (!model) {
    dm_report_error(stderr, &error);
    return DM_EXIT_USAGE;
  }
  int status = DM_EXIT_USAGE;
  if (name_model(path, name)) {
    o->indexing.model = model;
    o->indexing.model_name = name;
    status = dm_index_run(&o->indexing);
  } else {
    dm_report(stderr, "%s: cannot be read", path);
  }
  dm_model_close(model);
  return status;
}

static int run(int argc, char **argv) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  options o = {.indexing = {.threads = processors < 1 ? 1 : (size_t)processors, .model_name = "given"}};
  if (o.indexing.threads > MAX_THREADS) o.indexing.threads = MAX_THREADS;
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  o.indexing.paths = (const char *const *)argv + optind;
  o.indexing.path_count = (size_t)(argc - optind);
  return o.given ? dm_index_run(&o.indexing) : index_with_model(&o);
}

const dm_command dm_cmd_index = {"index", "Put documents into an archive", run};
