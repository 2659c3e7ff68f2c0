/* dragoman cable: what the header of a cable says, and how its body is built. */

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cable/cable.h"
#include "cli/batch.h"
#include "cli/cable_print.h"
#include "cli/command.h"
#include "cli/report.h"
#include "segment/segment.h"

enum { MAX_THREADS = 256 };

typedef void print_cable(const dm_document *doc, dm_buffer *out);

typedef struct {
  print_cable *print;
  dm_format input_format;
  size_t threads;
  bool help;
} options;

static void print_help(void) {
  fputs(
      "usage: dragoman cable [OPTION]... PATH...\n"
      "\n"
      "Prints what the header of each cable at PATH says (number, date, classification, addressees, TAGS,\n"
      "subject, references, ...) and how its body is built (paragraphs with their portion marks, summary,\n"
      "participants, signer). Every field has a status: stated, missing, doubtful or contradicted.\n"
      "PATH is a file, a folder (with all below it) or - for standard input.\n"
      "\n"
      "options:\n"
      "  -f, --format NAME        table (default) or json: one object a line, see docs/cable-fields.md\n"
      "      --input-format NAME  Take every file to be of this format instead of looking at its content\n"
      "  -j, --jobs N             Work on N documents at a time (default: one a processor)\n"
      "  -h, --help               Show this text\n"
      "\n"
      "exit status: 0 all is done; 1 some inputs failed, the others are done; 2 wrong arguments; 3 the output\n"
      "could not be written\n",
      stdout);
}

static bool parse_format(const char *name, print_cable **print) {
  *print = !strcmp(name, "json") ? dm_cable_json : !strcmp(name, "table") ? dm_cable_table : NULL;
  if (!*print) dm_report(stderr, "no format '%s': cable prints table or json", name);
  return *print != NULL;
}

static bool parse_input_format(const char *name, dm_format *format) {
  *format = dm_format_from_name(name);
  if (*format == DM_FORMAT_UNKNOWN)
    dm_report(stderr, "no input format '%s'; `dragoman annotate --help` lists them", name);
  return *format != DM_FORMAT_UNKNOWN;
}

static bool parse_threads(const char *text, size_t *threads) {
  char *end;
  const long count = strtol(text, &end, 10);
  const bool good = !*end && count >= 1 && count <= MAX_THREADS;
  if (good)
    *threads = (size_t)count;
  else
    dm_report(stderr, "--jobs takes a number from 1 to %d, not '%s'", MAX_THREADS, text);
  return good;
}

static bool parse(int argc, char **argv, options *o) {
  enum { INPUT_FORMAT = 256 };
  static const struct option known[] = {
      {"format", required_argument, NULL, 'f'},
      {"input-format", required_argument, NULL, INPUT_FORMAT},
      {"jobs", required_argument, NULL, 'j'},
      {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0},
  };
  bool good = true;
  for (int c; good && (c = getopt_long(argc, argv, ":f:j:h", known, NULL)) != -1;) {
    switch (c) {
    case 'f': good = parse_format(optarg, &o->print); break;
    case INPUT_FORMAT: good = parse_input_format(optarg, &o->input_format); break;
    case 'j': good = parse_threads(optarg, &o->threads); break;
    case 'h': o->help = true; return true;
    case ':': dm_report(stderr, "%s needs a value", argv[optind - 1]); return false;
    default:
      dm_report(stderr, "unknown option %s; see `dragoman cable --help`", argv[optind - 1]);
      return false;
    }
  }
  if (good && optind == argc) {
    dm_report(stderr, "cable needs a PATH; see `dragoman cable --help`");
    return false;
  }
  return good;
}

static dm_status read_cable(void *user, void *state, dm_document *doc, dm_pieces *out, dm_error *error) {
  (void)state;
  const options *o = user;
  dm_status status = dm_segment(doc, error);
  if (status == DM_OK) status = dm_cable(doc, error);
  if (status == DM_OK) o->print(doc, dm_pieces_add(out, NULL, ""));
  return status;
}

static int run(int argc, char **argv) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  options o = {.print = dm_cable_table, .threads = processors < 1 ? 1 : (size_t)processors};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    print_help();
    return DM_EXIT_OK;
  }
  const dm_batch batch = {
      .user = &o,
      .document = read_cable,
      .done = "read",
      .paths = (const char *const *)argv + optind,
      .path_count = (size_t)(argc - optind),
      .format = o.input_format,
      .threads = o.threads < MAX_THREADS ? o.threads : MAX_THREADS,
      .output = {.between = ""},
  };
  return dm_batch_run(&batch);
}

const dm_command dm_cmd_cable = {"cable", "Show the header fields and the structure of cables", run};
