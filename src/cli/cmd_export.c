/* dragoman export: an archive's documents, names and corrections for other programs. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/export_corrections.h"
#include "cli/report.h"
#include "store/normal.h"
#include "store/view.h"
#include "write/json.h"

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
  bool good = !strcmp(o->format, "jsonl") ||
              (o->corrections ? !strcmp(o->format, "conll")
                              : !strcmp(o->format, "csv") || !strcmp(o->format, "opensearch"));
  if (!good) dm_report(stderr, "--format does not take '%s' here; see `dragoman export --help`", o->format);
  int left = argc - optind;
  bool counted = left == 1 || (left == 2 && !o->corrections);
  if (!counted) dm_report(stderr, "export needs ARCHIVE and perhaps QUERY; see `dragoman export --help`");
  if (!good || !counted) return false;
  o->archive = argv[optind];
  o->query = left == 2 ? argv[optind + 1] : "";
  return true;
}

/* ---- forms ------------------------------------------------------------------------------------- */

static void put_member(dm_buffer *out, const char *name, const char *value) {
  dm_buffer_putc(out, ',');
  dm_json_key(out, name);
  dm_json_cstring(out, value);
}

static void put_mention(dm_buffer *out, const dm_view_mention *m) {
  dm_buffer_printf(out, "{\"begin\":%u,\"end\":%u", m->span.begin, m->span.end);
  put_member(out, "type", m->type);
  dm_buffer_printf(out, ",\"confidence\":%.4f,\"paragraph\":%" PRId64, m->confidence, m->paragraph);
  if (m->entity) {
    dm_buffer_printf(out, ",\"entity\":%" PRId64, m->entity);
    put_member(out, "name", m->entity_name);
    dm_buffer_printf(out, ",\"score\":%.4f", m->score);
    if (*m->reason) put_member(out, "reason", m->reason);
  }
  dm_buffer_putc(out, '}');
}

static void put_document(dm_buffer *out, const dm_view_document *doc) {
  dm_buffer_puts(out, "{\"id\":");
  dm_json_cstring(out, doc->reference);
  put_member(out, "path", doc->path);
  put_member(out, "sha256", doc->sha256);
  if (doc->ordinal) dm_buffer_printf(out, ",\"ordinal\":%u", doc->ordinal);
  if (*doc->date) put_member(out, "date", doc->date);
  if (doc->class >= 0) put_member(out, "class", dm_class_name(doc->class));
  if (*doc->origin) put_member(out, "from", doc->origin);
  if (*doc->subject) put_member(out, "subject", doc->subject);
  dm_buffer_puts(out, ",\"fields\":[");
  for (size_t i = 0; i < doc->field_count; i++) {
    dm_buffer_puts(out, i ? ",[" : "[");
    dm_json_cstring(out, doc->fields[i].name);
    dm_buffer_putc(out, ',');
    dm_json_cstring(out, doc->fields[i].value);
    dm_buffer_putc(out, ']');
  }
  dm_buffer_puts(out, "],\"paragraphs\":[");
  for (size_t i = 0; i < doc->paragraph_count; i++) {
    const dm_view_paragraph *p = &doc->paragraphs[i];
    dm_buffer_printf(out, "%s{\"begin\":%u,\"end\":%u", i ? "," : "", p->span.begin, p->span.end);
    if (p->number) dm_buffer_printf(out, ",\"number\":%u", p->number);
    if (*p->mark) put_member(out, "mark", p->mark);
    dm_buffer_putc(out, '}');
  }
  dm_buffer_puts(out, "],\"text\":");
  dm_json_string(out, doc->text, doc->text_size);
  dm_buffer_puts(out, ",\"mentions\":[");
  for (size_t i = 0; i < doc->mention_count; i++) {
    if (i) dm_buffer_putc(out, ',');
    put_mention(out, &doc->mentions[i]);
  }
  dm_buffer_puts(out, "]}\n");
}

static void put_rows(dm_buffer *out, const dm_view_document *doc, dm_arena *arena) {
  for (size_t i = 0; i < doc->mention_count; i++) {
    const dm_view_mention *m = &doc->mentions[i];
    dm_csv_cell(out, doc->reference, false);
    dm_csv_cell(out, doc->date, false);
    dm_csv_cell(out, doc->origin, false);
    dm_buffer_printf(out, "%u,%u,", m->span.begin, m->span.end);
    dm_csv_cell(out, m->type, false);
    dm_csv_cell(out, dm_strndup(arena, doc->text + m->span.begin, m->span.end - m->span.begin), false);
    dm_buffer_printf(out, "%.4f,%" PRId64 ",", m->confidence, m->entity);
    dm_csv_cell(out, m->entity_name, false);
    dm_buffer_printf(out, "%.4f,", m->score);
    dm_csv_cell(out, m->reason, true);
  }
}

static bool print_documents(const options *o, dm_asking *asking) {
  dm_buffer out = {0};
  bool good = true;
  if (!strcmp(o->format, "csv"))
    dm_buffer_puts(&out, "id,date,from,begin,end,type,words,confidence,entity,name,score,reason\r\n");
  for (int64_t id = 0; good && dm_search_step(asking->search, &id);) {
    dm_arena *arena = dm_arena_new();
    dm_view_document doc;
    if (dm_store_read_document(asking->store, arena, id, &doc)) {
      if (!strcmp(o->format, "opensearch")) /* the same document has the same id in every export */
        dm_buffer_printf(&out, "{\"index\":{\"_id\":\"%s-%u\"}}\n", doc.sha256, doc.ordinal);
      if (!strcmp(o->format, "csv"))
        put_rows(&out, &doc, arena);
      else
        put_document(&out, &doc);
    }
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
