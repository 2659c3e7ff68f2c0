/* dragoman search: questions to an archive. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/report.h"
#include "store/normal.h"
#include "write/cell.h"
#include "write/json.h"

static const char help[] =
    "usage: dragoman search [OPTION]... ARCHIVE QUERY\n"
    "\n"
    "Finds documents. Words, \"phrases\", begin*, NEAR(a b, 5), AND OR NOT ( ), and fields: person: place: "
    "org: misc:\n"
    "name: entity: tags: class: from: to: date: para: subject: id: cites: citedby:, for example\n"
    "  'border security person:\"Ali Mamlouk\" tags:PTER class:<=confidential from:DAMASCUS date:2009..2010 "
    "para:S/NF'\n"
    "\n"
    "options:\n"
    "  -s, --sort ORDER   relevance (default), newest, oldest\n"
    "  -n, --limit N      At most N answers (default: 20 on a terminal, else all)\n"
    "      --facets       Counts of all answers by class, post, year, TAGS and names\n"
    "      --json         One JSON object a line: the answers, or with --facets the counts\n"
    "      --csv          The same as CSV\n"
    "  -h, --help         Show this text\n"
    "\n"
    "exit status: 0 done, also without an answer; 1 the archive could not be read; 2 wrong arguments or "
    "query;\n"
    "3 the output could not be written\n";

enum { FACETS = 256, JSON, CSV, PER_FACET = 10 };

typedef enum { TEXT, AS_JSON, AS_CSV } form;

typedef struct {
  const char *archive, *query;
  dm_sort sort;
  size_t limit;
  bool facets, help, colour;
  form form;
} options;

static bool parse_sort(const char *name, dm_sort *sort) {
  static const char *const orders[] = {"relevance", "newest", "oldest"};
  for (int i = 0; i < 3; i++)
    if (!strcmp(orders[i], name)) {
      *sort = (dm_sort)i;
      return true;
    }
  dm_report(stderr, "--sort takes relevance, newest or oldest, not '%s'", name);
  return false;
}

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"sort", required_argument, NULL, 's'},
                                        {"limit", required_argument, NULL, 'n'},
                                        {"facets", no_argument, NULL, FACETS},
                                        {"json", no_argument, NULL, JSON},
                                        {"csv", no_argument, NULL, CSV},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "s:n:h", known, NULL)) != -1;) {
    switch (c) {
    case 's':
      if (!parse_sort(optarg, &o->sort)) return false;
      break;
    case 'n':
      if (!dm_parse_count("--limit", optarg, &o->limit)) return false;
      break;
    case FACETS: o->facets = true; break;
    case JSON: o->form = AS_JSON; break;
    case CSV: o->form = AS_CSV; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
  }
  if (argc - optind != 2) {
    dm_report(stderr, "search needs ARCHIVE and QUERY; see `dragoman search --help`");
    return false;
  }
  o->archive = argv[optind];
  o->query = argv[optind + 1];
  return true;
}

/* ---- answers ----------------------------------------------------------------------------------- */

static void put_marked(dm_buffer *out, const dm_hit *hit, const char *on, const char *off) {
  uint32_t at = 0;
  for (size_t i = 0; i < hit->mark_count; i++) {
    dm_buffer_add(out, hit->snippet + at, hit->marks[i].begin - at);
    dm_buffer_puts(out, on);
    dm_buffer_add(out, hit->snippet + hit->marks[i].begin, hit->marks[i].end - hit->marks[i].begin);
    dm_buffer_puts(out, off);
    at = hit->marks[i].end;
  }
  dm_buffer_puts(out, hit->snippet + at);
}

static void put_text(dm_buffer *out, const dm_hit *hit, bool colour) {
  dm_buffer_printf(out, "%s  %s", hit->reference, *hit->date ? hit->date : "undated");
  if (*hit->origin) dm_buffer_printf(out, "  %s", hit->origin);
  if (hit->class >= 0) dm_buffer_printf(out, "  %s", dm_class_name(hit->class));
  dm_buffer_putc(out, '\n');
  if (*hit->subject) dm_buffer_printf(out, "  %s\n", hit->subject);
  dm_buffer_puts(out, "  ");
  put_marked(out, hit, colour ? "\033[1m" : "*", colour ? "\033[0m" : "*");
  dm_buffer_puts(out, "\n\n");
}

static void put_member(dm_buffer *out, const char *name, const char *value) {
  dm_buffer_putc(out, ',');
  dm_json_key(out, name);
  dm_json_cstring(out, value);
}

static void put_json(dm_buffer *out, const dm_hit *hit) {
  dm_buffer_printf(out, "{\"document\":%" PRId64, hit->document);
  put_member(out, "id", hit->reference);
  put_member(out, "path", hit->path);
  if (*hit->date) put_member(out, "date", hit->date);
  if (hit->class >= 0) put_member(out, "class", dm_class_name(hit->class));
  put_member(out, "from", hit->origin);
  put_member(out, "subject", hit->subject);
  dm_buffer_printf(out, ",\"score\":%.4f", hit->score);
  put_member(out, "snippet", hit->snippet);
  dm_buffer_puts(out, ",\"marks\":[");
  for (size_t i = 0; i < hit->mark_count; i++)
    dm_buffer_printf(out, "%s[%u,%u]", i ? "," : "", hit->marks[i].begin, hit->marks[i].end);
  dm_buffer_puts(out, "]}\n");
}

static void put_csv(dm_buffer *out, const dm_hit *hit) {
  dm_csv_cell(out, hit->reference, false);
  dm_csv_cell(out, hit->date, false);
  dm_csv_cell(out, dm_class_name(hit->class), false);
  dm_csv_cell(out, hit->origin, false);
  dm_csv_cell(out, hit->subject, false);
  dm_csv_cell(out, hit->path, false);
  dm_csv_cell(out, hit->snippet, true);
}

static bool print_answers(const options *o, dm_search *search) {
  dm_buffer out = {0};
  dm_hit hit;
  bool good = true;
  if (o->form == AS_CSV) dm_buffer_puts(&out, "id,date,class,from,subject,path,snippet\r\n");
  size_t limit = o->limit ? o->limit : isatty(STDOUT_FILENO) ? 20 : SIZE_MAX, shown = 0;
  for (; good && shown < limit && dm_search_next(search, &hit); shown++) {
    if (o->form == AS_JSON)
      put_json(&out, &hit);
    else if (o->form == AS_CSV)
      put_csv(&out, &hit);
    else
      put_text(&out, &hit, o->colour);
    good = dm_archive_print(&out);
  }
  if (o->form == TEXT)
    dm_buffer_printf(&out, "%zu of %zu document%s\n", shown, dm_search_count(search),
                     dm_search_count(search) == 1 ? "" : "s");
  good = dm_archive_print(&out) && good;
  dm_buffer_free(&out);
  return good;
}

/* ---- counts ------------------------------------------------------------------------------------ */

typedef struct {
  const options *options;
  dm_buffer out;
  const char *name;
} facet_printer;

static void print_facet(void *user, const char *name, const char *value, int64_t entity, uint64_t documents) {
  facet_printer *p = user;
  if (p->options->form == AS_JSON) {
    dm_buffer_puts(&p->out, "{\"facet\":");
    dm_json_cstring(&p->out, name);
    put_member(&p->out, "value", value);
    if (entity) dm_buffer_printf(&p->out, ",\"entity\":%" PRId64, entity);
    dm_buffer_printf(&p->out, ",\"documents\":%" PRIu64 "}\n", documents);
  } else if (p->options->form == AS_CSV) {
    char number[32];
    dm_csv_cell(&p->out, name, false);
    dm_csv_cell(&p->out, value, false);
    snprintf(number, sizeof number, "%" PRId64, entity);
    dm_csv_cell(&p->out, entity ? number : "", false);
    snprintf(number, sizeof number, "%" PRIu64, documents);
    dm_csv_cell(&p->out, number, true);
  } else {
    if (p->name != name) dm_buffer_printf(&p->out, "%s\n", name);
    dm_buffer_printf(&p->out, "%8" PRIu64 "  %s", documents, value);
    if (entity) dm_buffer_printf(&p->out, "  (entity:%" PRId64 ")", entity);
    dm_buffer_putc(&p->out, '\n');
  }
  p->name = name;
}

static bool print_facets(const options *o, dm_search *search) {
  facet_printer p = {.options = o};
  dm_error error = {0};
  if (o->form == AS_CSV) dm_buffer_puts(&p.out, "facet,value,entity,documents\r\n");
  if (o->form == TEXT) dm_buffer_printf(&p.out, "%zu documents\n", dm_search_count(search));
  if (dm_search_facets(search, o->limit ? o->limit : PER_FACET, print_facet, &p, &error) != DM_OK)
    dm_report_error(stderr, &error);
  bool good = dm_archive_print(&p.out);
  dm_buffer_free(&p.out);
  return good;
}

static int run(int argc, char **argv) {
  options o = {.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  dm_asking asking;
  int status = dm_ask(o.archive, o.query, o.sort, &asking);
  if (status != DM_EXIT_OK) return status;
  bool good = o.facets ? print_facets(&o, asking.search) : print_answers(&o, asking.search);
  status = dm_asked(&asking);
  return good ? status : DM_EXIT_OUTPUT;
}

const dm_command dm_cmd_search = {"search", "Find documents in an archive", run};
