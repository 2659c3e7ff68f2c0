/* dragoman timeline: documents over time. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/report.h"
#include "store/normal.h"
#include "store/view.h"
#include "write/json.h"

static const char help[] = "usage: dragoman timeline [OPTION]... ARCHIVE [QUERY]\n"
                           "\n"
                           "Counts the documents that answer the query (all without one) over time.\n"
                           "\n"
                           "options:\n"
                           "  -b, --by PERIOD  year (default), month or day\n"
                           "      --csv        With the counts by classification\n"
                           "      --json       The same, one JSON object a line\n"
                           "  -h, --help       Show this text\n"
                           "\n"
                           "exit status: 0 done; 1 the archive could not be read; 2 wrong arguments or query;\n"
                           "3 the output could not be written\n";

enum { CSV = 256, JSON, BAR = 50, UNKNOWN = 6 };

typedef struct {
  const char *archive, *query;
  size_t period; /* letters of a date */
  int form;      /* CSV, JSON or 0 */
  bool help;
} options;

static bool parse_period(const char *name, size_t *period) {
  static const char *const names[] = {"year", "month", "day"};
  static const size_t sizes[] = {4, 7, 10};
  for (int i = 0; i < 3; i++)
    if (!strcmp(names[i], name)) {
      *period = sizes[i];
      return true;
    }
  dm_report(stderr, "--by takes year, month or day, not '%s'", name);
  return false;
}

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"by", required_argument, NULL, 'b'},
                                        {"csv", no_argument, NULL, CSV},
                                        {"json", no_argument, NULL, JSON},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "b:h", known, NULL)) != -1;) {
    switch (c) {
    case 'b':
      if (!parse_period(optarg, &o->period)) return false;
      break;
    case CSV:
    case JSON: o->form = c; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
  }
  int left = argc - optind;
  if (left != 1 && left != 2) {
    dm_report(stderr, "timeline needs ARCHIVE and perhaps QUERY; see `dragoman timeline --help`");
    return false;
  }
  o->archive = argv[optind];
  o->query = left == 2 ? argv[optind + 1] : "";
  return true;
}

static const char *class_name(int level) {
  return level == UNKNOWN ? "unknown" : dm_class_name(level);
}

static void put_bars(dm_buffer *out, const dm_view_period *list, size_t count) {
  uint64_t most = 1;
  for (size_t i = 0; i < count; i++)
    if (list[i].documents > most) most = list[i].documents;
  for (size_t i = 0; i < count; i++) {
    dm_buffer_printf(out, "%-10s %8" PRIu64 " ", *list[i].period ? list[i].period : "undated",
                     list[i].documents);
    for (uint64_t k = 0; k < (list[i].documents * BAR + most - 1) / most; k++) dm_buffer_putc(out, '#');
    dm_buffer_putc(out, '\n');
  }
}

static void put_csv(dm_buffer *out, const dm_view_period *list, size_t count) {
  dm_buffer_puts(out, "period,documents");
  for (int c = 0; c <= UNKNOWN; c++) dm_buffer_printf(out, ",%s", class_name(c));
  dm_buffer_puts(out, "\r\n");
  for (size_t i = 0; i < count; i++) {
    dm_buffer_printf(out, "%s,%" PRIu64, list[i].period, list[i].documents);
    for (int c = 0; c <= UNKNOWN; c++) dm_buffer_printf(out, ",%" PRIu64, list[i].classes[c]);
    dm_buffer_puts(out, "\r\n");
  }
}

static void put_json(dm_buffer *out, const dm_view_period *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    dm_buffer_puts(out, "{\"period\":");
    dm_json_cstring(out, list[i].period);
    dm_buffer_printf(out, ",\"documents\":%" PRIu64 ",\"classes\":{", list[i].documents);
    for (int c = 0, some = 0; c <= UNKNOWN; c++) {
      if (!list[i].classes[c]) continue;
      dm_buffer_printf(out, "%s\"%s\":%" PRIu64, some++ ? "," : "", class_name(c), list[i].classes[c]);
    }
    dm_buffer_puts(out, "}}\n");
  }
}

static int run(int argc, char **argv) {
  options o = {.period = 4};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  dm_asking asking;
  int status = dm_ask(o.archive, o.query, DM_SORT_OLDEST, &asking);
  if (status != DM_EXIT_OK) return status;
  dm_view_period *list;
  size_t count = dm_store_timeline(asking.search, asking.arena, o.period, &list);
  dm_buffer out = {0};
  (o.form == CSV ? put_csv : o.form == JSON ? put_json : put_bars)(&out, list, count);
  bool good = dm_archive_print(&out);
  dm_buffer_free(&out);
  status = dm_asked(&asking);
  return good ? status : DM_EXIT_OUTPUT;
}

const dm_command dm_cmd_timeline = {"timeline", "Count an archive's documents over time", run};
