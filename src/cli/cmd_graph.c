/* dragoman graph: who appears with whom. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/report.h"
#include "store/view.h"

static const char help[] = "usage: dragoman graph [OPTION]... ARCHIVE [QUERY]\n"
                           "\n"
                           "Writes the network of names that appear in the same documents, over those that "
                           "answer the query (all without\n"
                           "one). Edges carry the number of documents together and the log-likelihood ratio.\n"
                           "\n"
                           "options:\n"
                           "  -f, --format NAME  gexf (Gephi; default), graphml or dot (Graphviz)\n"
                           "  -t, --type TYPE    Only PER, LOC, ORG or MISC; may be given several times\n"
                           "  -n, --nodes N      The N most frequent names (default: 500)\n"
                           "  -w, --weight N     Only edges of N documents or more (default: 2)\n"
                           "  -a, --around NAME  Only this name (or number) and those that appear with it\n"
                           "  -h, --help         Show this text\n"
                           "\n"
                           "exit status: 0 done; 1 the archive could not be read; 2 wrong arguments or query; "
                           "3 the output could not be\n"
                           "written\n";

typedef struct {
  const char *archive, *query, *around, *format;
  const char *types[8];
  dm_graph_wish wish;
  bool help;
} options;

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"format", required_argument, NULL, 'f'},
                                        {"type", required_argument, NULL, 't'},
                                        {"nodes", required_argument, NULL, 'n'},
                                        {"weight", required_argument, NULL, 'w'},
                                        {"around", required_argument, NULL, 'a'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  size_t weight = 2;
  for (int c; (c = getopt_long(argc, argv, "f:t:n:w:a:h", known, NULL)) != -1;) {
    bool good = true;
    switch (c) {
    case 'f': o->format = optarg; break;
    case 't':
      if (o->wish.type_count < sizeof o->types / sizeof *o->types) o->types[o->wish.type_count++] = optarg;
      break;
    case 'n': good = dm_parse_count("--nodes", optarg, &o->wish.node_limit); break;
    case 'w': good = dm_parse_count("--weight", optarg, &weight); break;
    case 'a': o->around = optarg; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
    if (!good) return false;
  }
  o->wish.min_weight = weight;
  int left = argc - optind;
  bool known_format = !strcmp(o->format, "gexf") || !strcmp(o->format, "graphml") || !strcmp(o->format, "dot");
  if (!known_format) dm_report(stderr, "--format takes gexf, graphml or dot, not '%s'", o->format);
  if (left != 1 && left != 2)
    dm_report(stderr, "graph needs ARCHIVE and perhaps QUERY; see `dragoman graph --help`");
  if (!known_format || (left != 1 && left != 2)) return false;
  o->archive = argv[optind];
  o->query = left == 2 ? argv[optind + 1] : "";
  return true;
}

/* Text of XML 1.0: control characters have no place in it. */
static void put_xml(dm_buffer *out, const char *text) {
  for (; *text; text++) {
    switch (*text) {
    case '&': dm_buffer_puts(out, "&amp;"); break;
    case '<': dm_buffer_puts(out, "&lt;"); break;
    case '>': dm_buffer_puts(out, "&gt;"); break;
    case '"': dm_buffer_puts(out, "&quot;"); break;
    default: dm_buffer_putc(out, (unsigned char)*text < 0x20 ? ' ' : *text);
    }
  }
}

static void put_gexf(dm_buffer *out, const dm_view_graph *g) {
  dm_buffer_puts(
      out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
           "<meta><creator>dragoman " DM_VERSION "</creator></meta>\n"
           "<graph defaultedgetype=\"undirected\">\n"
           "<attributes class=\"node\"><attribute id=\"0\" title=\"type\" type=\"string\"/>"
           "<attribute id=\"1\" title=\"documents\" type=\"long\"/></attributes>\n"
           "<attributes class=\"edge\"><attribute id=\"2\" title=\"surprise\" type=\"double\"/></attributes>\n"
           "<nodes>\n");
  for (size_t i = 0; i < g->node_count; i++) {
    dm_buffer_printf(out, "<node id=\"%" PRId64 "\" label=\"", g->nodes[i].id);
    put_xml(out, g->nodes[i].name);
    dm_buffer_puts(out, "\"><attvalues><attvalue for=\"0\" value=\"");
    put_xml(out, g->nodes[i].type);
    dm_buffer_printf(out, "\"/><attvalue for=\"1\" value=\"%" PRIu64 "\"/></attvalues></node>\n",
                     g->nodes[i].documents);
  }
  dm_buffer_puts(out, "</nodes>\n<edges>\n");
  for (size_t i = 0; i < g->edge_count; i++)
    dm_buffer_printf(out,
                     "<edge id=\"%zu\" source=\"%" PRId64 "\" target=\"%" PRId64 "\" weight=\"%" PRIu64
                     "\"><attvalues><attvalue for=\"2\" value=\"%.3f\"/></attvalues></edge>\n",
                     i, g->nodes[g->edges[i].a].id, g->nodes[g->edges[i].b].id, g->edges[i].together,
                     g->edges[i].surprise);
  dm_buffer_puts(out, "</edges>\n</graph>\n</gexf>\n");
}

static void put_graphml(dm_buffer *out, const dm_view_graph *g) {
  dm_buffer_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                      "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
                      "<key id=\"type\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n"
                      "<key id=\"documents\" for=\"node\" attr.name=\"documents\" attr.type=\"long\"/>\n"
                      "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n"
                      "<key id=\"surprise\" for=\"edge\" attr.name=\"surprise\" attr.type=\"double\"/>\n"
                      "<graph edgedefault=\"undirected\">\n");
  for (size_t i = 0; i < g->node_count; i++) {
    dm_buffer_printf(out, "<node id=\"n%" PRId64 "\"><data key=\"name\">", g->nodes[i].id);
    put_xml(out, g->nodes[i].name);
    dm_buffer_puts(out, "</data><data key=\"type\">");
    put_xml(out, g->nodes[i].type);
    dm_buffer_printf(out, "</data><data key=\"documents\">%" PRIu64 "</data></node>\n", g->nodes[i].documents);
  }
  for (size_t i = 0; i < g->edge_count; i++)
    dm_buffer_printf(out,
                     "<edge source=\"n%" PRId64 "\" target=\"n%" PRId64 "\"><data key=\"weight\">%" PRIu64
                     "</data><data key=\"surprise\">%.3f</data></edge>\n",
                     g->nodes[g->edges[i].a].id, g->nodes[g->edges[i].b].id, g->edges[i].together,
                     g->edges[i].surprise);
  dm_buffer_puts(out, "</graph>\n</graphml>\n");
}

static void put_dot(dm_buffer *out, const dm_view_graph *g) {
  dm_buffer_puts(out, "graph archive {\n");
  for (size_t i = 0; i < g->node_count; i++) {
    dm_buffer_printf(out, "  n%" PRId64 " [label=\"", g->nodes[i].id);
    for (const char *c = g->nodes[i].name; *c; c++) {
      if (*c == '"' || *c == '\\') dm_buffer_putc(out, '\\');
      dm_buffer_putc(out, (unsigned char)*c < 0x20 ? ' ' : *c);
    }
    dm_buffer_puts(out, "\"];\n");
  }
  for (size_t i = 0; i < g->edge_count; i++)
    dm_buffer_printf(out, "  n%" PRId64 " -- n%" PRId64 " [weight=%" PRIu64 "];\n", g->nodes[g->edges[i].a].id,
                     g->nodes[g->edges[i].b].id, g->edges[i].together);
  dm_buffer_puts(out, "}\n");
}

/* What the graph is to be drawn around; false with a message if there is no such name. */
static bool find_around(options *o, dm_asking *asking) {
  if (o->around) o->wish.around = dm_ask_entity(asking->store, asking->arena, NULL, o->around);
  return !o->around || o->wish.around;
}

static int run(int argc, char **argv) {
  options o = {.format = "gexf", .wish = {.node_limit = 500}};
  o.wish.types = o.types;
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  dm_asking asking;
  int status = dm_ask(o.archive, o.query, DM_SORT_OLDEST, &asking);
  if (status != DM_EXIT_OK) return status;
  dm_view_graph graph;
  dm_error error = {0};
  bool good = true, found = find_around(&o, &asking);
  if (found && dm_store_graph(asking.search, asking.arena, &o.wish, &graph, &error) == DM_OK) {
    dm_buffer out = {0};
    (o.format[0] == 'd' ? put_dot : o.format[1] == 'e' ? put_gexf : put_graphml)(&out, &graph);
    good = dm_archive_print(&out);
    dm_buffer_free(&out);
  } else if (found) {
    dm_report_error(stderr, &error);
  }
  status = dm_asked(&asking);
  return !good ? DM_EXIT_OUTPUT : !found || error.status != DM_OK ? DM_EXIT_INPUT : status;
}

const dm_command dm_cmd_graph = {"graph", "Write the network of an archive's names", run};
