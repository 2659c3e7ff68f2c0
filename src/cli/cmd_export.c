/* dragoman export: an archive's documents, names and corrections for other programs. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/export_corrections.h"
#include "cli/report.h"
#include "serve/export.h"

static const char help[] =
    "usage: dragoman export [OPTION]... ARCHIVE [QUERY]\n"
    "\n"
    "Writes the documents that answer the query (all without one) with their names to standard output.\n"
    "\n"
    "options:\n"
    "  -f, --format NAME  jsonl (default): one document a line, with fields, paragraphs, text and mentions\n"
    "                     opensearch: the same for the bulk interface of OpenSearch and Elasticsearch\n"
    "                     csv: one mention a row\n"
    "      --corrections  Instead, what people corrected: the sentences concerned as training data for\n"
    "                     `dragoman train`; with --format jsonl the log of corrections\n"
    "  -h, --help         Show this text\n"
    "\n"
    "exit status: 0 done; 1 the archive could not be read; 2 wrong arguments or query; 3 the output could not "
    "be\n"
    "written\n";

enum { CORRECTIONS = 256 };

typedef struct {
  const char *archive, *query, *format;
  bool corrections, help;
} options;

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"format", required_argument, NULL, 'f'},
                                        {"corrections", no_argument, NULL, CORRECTIONS},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "f:h", known, NULL)) != -1;) {
    switch (c) {
    case 'f': o->format = optarg; break;
    case CORRECTIONS: o->corrections = true; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
  }
  if (!o->format) o->format = o->corrections ? "conll" : "jsonl";
  bool good = o->corrections ? !strcmp(o->format, "jsonl") || !strcmp(o->format, "conll")
                             : dm_export_find(o->format) != NULL;
  if (!good) dm_report(stderr, "--format does not take '%s' here; see `dragoman export --help`", o->format);
  int left = argc - optind;
  bool counted = left == 1 || (left == 2 && !o->corrections);
  if (!counted) dm_report(stderr, "export needs ARCHIVE and perhaps QUERY; see `dragoman export --help`");
  if (!good || !counted) return false;
  o->archive = argv[optind];
  o->query = left == 2 ? argv[optind + 1] : "";
  return true;
}

static bool print_documents(const options *o, dm_asking *asking) {
  const dm_export_form *form = dm_export_find(o->format);
  dm_buffer out = {0};
  bool good = true;
  dm_buffer_puts(&out, form->head);
  for (int64_t id = 0; good && dm_search_step(asking->search, &id);) {
    dm_arena *arena = dm_arena_new();
    dm_view_document doc;
    if (dm_store_read_document(asking->store, arena, id, &doc)) form->put(&out, &doc, arena);
    good = dm_archive_print(&out);
    dm_arena_free(arena);
  }
  good = dm_archive_print(&out) && good;
  dm_buffer_free(&out);
  return good;
}

static int export_documents(const options *o) {
  dm_asking asking;
  int status = dm_ask(o->archive, o->query, DM_SORT_OLDEST, &asking);
  if (status != DM_EXIT_OK) return status;
  bool good = print_documents(o, &asking);
  status = dm_asked(&asking);
  return good ? status : DM_EXIT_OUTPUT;
}

static int run(int argc, char **argv) {
  options o = {0};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  if (!o.corrections) return export_documents(&o);
  dm_store *store = dm_archive_open(o.archive, DM_STORE_OPEN);
  if (!store) return DM_EXIT_INPUT;
  int status = dm_export_corrections(store, !strcmp(o.format, "jsonl"));
  dm_store_close(store);
  return status;
}

const dm_command dm_cmd_export = {"export", "Write an archive's documents and names", run};
