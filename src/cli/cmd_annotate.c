/* dragoman annotate: documents in, their text with every name marked out. */

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "cable/cable.h"
#include "cli/batch.h"
#include "cli/command.h"
#include "cli/model_path.h"
#include "cli/report.h"
#include "read/read.h"
#include "segment/segment.h"
#include "tag/tag.h"
#include "write/write.h"

enum { MAX_THREADS = 256 };

typedef struct {
  const dm_writer *writer;
  dm_format input_format;
  const char *model;
  size_t threads;
  const char *output; /* folder; NULL: standard output */
  const char *colour; /* auto, always, never */
  bool help;
} options;

static void print_help(void) {
  fputs("usage: dragoman annotate [OPTION]... PATH...\n"
        "\n"
        "Marks every person, place and organisation in the documents at PATH and writes them to standard\n"
        "output in the order they were found. PATH is a file, a folder (with all below it) or - for standard\n"
        "input.\n"
        "\n"
        "options:\n"
        "  -f, --format NAME        Form of the output, brackets unless said otherwise:\n",
        stdout);
  size_t count;
  const dm_writer *const *writers = dm_writers(&count);
  for (size_t i = 0; i < count; i++)
    printf("                             %-14s %s\n", writers[i]->name, writers[i]->help);
  fputs("      --input-format NAME  Take every file to be of this format instead of looking at its content:\n"
        "                            ",
        stdout);
  for (int f = DM_FORMAT_UNKNOWN + 1; f <= DM_FORMAT_CONLL; f++) printf(" %s", dm_format_name((dm_format)f));
  fputs("\n"
        "  -o, --output FOLDER      Write each document to a file of its own in FOLDER, which must be empty or "
        "new\n"
        "  -m, --model FILE         The model (default: $DRAGOMAN_MODEL, else the one that came with the "
        "program)\n"
        "  -j, --jobs N             Work on N documents at a time (default: one a processor)\n"
        "      --color WHEN         Colour the names of brackets by type: auto (on a terminal, unless\n"
        "                           $NO_COLOR is set), always, never\n"
        "  -h, --help               Show this text\n"
        "\n"
        "exit status: 0 all is done; 1 some inputs failed, the others are done; 2 wrong arguments or a model\n"
        "that cannot be used; 3 the output could not be written\n",
        stdout);
}

/* ---- options -------------------------------------------------------------------------------- */

static bool parse_threads(const char *text, size_t *threads) {
  char *end;
  const long count = strtol(text, &end, 10);
  if (*end || count < 1 || count > MAX_THREADS) {
    dm_report(stderr, "--jobs takes a number from 1 to %d, not '%s'", MAX_THREADS, text);
    return false;
  }
  *threads = (size_t)count;
  return true;
}

static bool parse_writer(const char *name, const dm_writer **writer) {
  *writer = dm_writer_find(name);
  if (!*writer) dm_report(stderr, "no output format '%s'; `dragoman annotate --help` lists them", name);
  return *writer != NULL;
}

static bool parse_input_format(const char *name, dm_format *format) {
  *format = dm_format_from_name(name);
  if (*format == DM_FORMAT_UNKNOWN)
    dm_report(stderr, "no input format '%s'; `dragoman annotate --help` lists them", name);
  return *format != DM_FORMAT_UNKNOWN;
}

static bool parse_colour(const char *when, const char **colour) {
  *colour = when;
  if (!strcmp(when, "auto") || !strcmp(when, "always") || !strcmp(when, "never")) return true;
  dm_report(stderr, "--color takes auto, always or never, not '%s'", when);
  return false;
}

static bool parse(int argc, char **argv, options *o) {
  enum { INPUT_FORMAT = 256, COLOUR };
  static const struct option known[] = {
      {"format", required_argument, NULL, 'f'}, {"input-format", required_argument, NULL, INPUT_FORMAT},
      {"output", required_argument, NULL, 'o'}, {"model", required_argument, NULL, 'm'},
      {"jobs", required_argument, NULL, 'j'},   {"color", required_argument, NULL, COLOUR},
      {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
  };
  bool good = true;
  for (int c; good && (c = getopt_long(argc, argv, ":f:o:m:j:h", known, NULL)) != -1;) {
    switch (c) {
    case 'f': good = parse_writer(optarg, &o->writer); break;
    case INPUT_FORMAT: good = parse_input_format(optarg, &o->input_format); break;
    case 'o': o->output = optarg; break;
    case 'm': o->model = optarg; break;
    case 'j': good = parse_threads(optarg, &o->threads); break;
    case COLOUR: good = parse_colour(optarg, &o->colour); break;
    case 'h': o->help = true; return true;
    case ':': dm_report(stderr, "%s needs a value", argv[optind - 1]); return false;
    default:
      dm_report(stderr, "unknown option %s; see `dragoman annotate --help`", argv[optind - 1]);
      return false;
    }
  }
  if (good && optind == argc) {
    dm_report(stderr, "annotate needs a PATH; see `dragoman annotate --help`");
    return false;
  }
  return good;
}

static bool wants_colour(const char *when) {
  if (!strcmp(when, "always")) return true;
  const char *no_colour = getenv("NO_COLOR");
  return !strcmp(when, "auto") && isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

/* ---- the work ------------------------------------------------------------------------------- */

typedef struct {
  const dm_model *model;
  const dm_writer *writer;
  bool to_files; /* each document in a file of its own */
} annotation;

typedef struct {
  dm_tagger *tagger;
  dm_marks marks; /* of the input at work, where the writer rewrites sources */
} worker;

static void *worker_begin(void *user) {
  worker *w = dm_xcalloc(1, sizeof *w);
  w->tagger = dm_tagger_new(((const annotation *)user)->model);
  return w;
}

static void worker_end(void *user, void *state) {
  (void)user;
  worker *w = state;
  dm_tagger_free(w->tagger);
  dm_marks_free(&w->marks);
  free(w);
}

/* One document on its own is a file with all that a file of the format begins and ends with. */
static void write_document(const annotation *a, const dm_document *doc, dm_pieces *out) {
  const dm_writer *writer = a->writer;
  dm_buffer *piece = dm_pieces_add(out, dm_document_id(doc), writer->extension);
  if (a->to_files && writer->begin) writer->begin(piece);
  writer->document(doc, piece);
  if (a->to_files && writer->end) writer->end(piece);
  if (a->to_files && writer->text) writer->text(doc, dm_pieces_add(out, NULL, "txt"));
}

static dm_status annotate(void *user, void *state, dm_document *doc, dm_pieces *out, dm_error *error) {
  const annotation *a = user;
  worker *w = state;
  if (a->writer->mark && dm_document_format(doc) != a->writer->source_format)
    return dm_fail(error, DM_ERR_ARGUMENT, "cannot be written as %s, as it is %s", a->writer->name,
                   dm_format_name(dm_document_format(doc)));
  dm_status status = dm_segment(doc, error);
  if (status == DM_OK) status = dm_cable(doc, error);
  if (status == DM_OK) status = dm_tag(w->tagger, doc, error);
  if (status != DM_OK) return status;
  if (a->writer->mark)
    a->writer->mark(doc, &w->marks);
  else
    write_document(a, doc, out);
  return DM_OK;
}

/* The stem of a path: neither folders nor what follows the last dot. */
static void stem_of(const char *path, char *stem, size_t size) {
  const char *slash = strrchr(path, '/');
  snprintf(stem, size, "%s", slash ? slash + 1 : path);
  char *dot = strrchr(stem, '.');
  if (dot && dot > stem) *dot = 0;
}

static void rewrite(void *user, void *state, const dm_input *input, bool whole, dm_pieces *out) {
  const dm_writer *writer = ((const annotation *)user)->writer;
  worker *w = state;
  if (whole) {
    char stem[PATH_MAX];
    stem_of(input->path, stem, sizeof stem);
    writer->rewrite(&w->marks, input->bytes, input->size, dm_pieces_add(out, stem, writer->extension));
  }
  w->marks.count = 0;
}

static bool write_frame(void (*part)(dm_buffer *)) {
  if (!part) return true;
  dm_buffer out = {0};
  part(&out);
  const bool good = dm_output_bytes(out.bytes, out.size);
  dm_buffer_free(&out);
  return good;
}

static int run_batch(const options *o, char **paths, size_t count, const dm_model *model) {
  const dm_writer *writer = o->writer;
  annotation a = {model, writer, o->output != NULL};
  const dm_batch batch = {
      .user = &a,
      .worker_begin = worker_begin,
      .worker_end = worker_end,
      .document = annotate,
      .input = writer->rewrite ? rewrite : NULL,
      .done = "annotated",
      .paths = (const char *const *)paths,
      .path_count = count,
      .format = o->input_format,
      .threads = o->threads,
      .output = {.folder = o->output, .between = writer->between},
  };
  if (!a.to_files && !write_frame(writer->begin)) return DM_EXIT_OUTPUT;
  const int status = dm_batch_run(&batch);
  if (status == DM_EXIT_OUTPUT || a.to_files || write_frame(writer->end)) return status;
  return DM_EXIT_OUTPUT;
}

static dm_model *open_model(const char *named) {
  char path[PATH_MAX];
  dm_error error = {0};
  if (!named && !dm_model_path(path, sizeof path)) return NULL;
  dm_model *model = dm_model_open(named ? named : path, &error);
  if (!model) dm_report_error(stderr, &error);
  return model;
}

static int run(int argc, char **argv) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  options o = {.writer = dm_writer_find("brackets"),
               .colour = "auto",
               .threads = processors < 1             ? 1
                          : processors > MAX_THREADS ? MAX_THREADS
                                                     : (size_t)processors};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    print_help();
    return DM_EXIT_OK;
  }
  if (!strcmp(o.writer->name, "brackets") && !o.output && wants_colour(o.colour))
    o.writer = dm_writer_find("ansi");
  dm_model *model = open_model(o.model);
  if (!model) return DM_EXIT_USAGE;
  const int status = run_batch(&o, argv + optind, (size_t)(argc - optind), model);
  dm_model_close(model);
  return status;
}

const dm_command dm_cmd_annotate = {
    .name = "annotate",
    .summary = "Mark the names in documents",
    .run = run,
};
