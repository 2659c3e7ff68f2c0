/* dragoman entity: all that an archive knows of one person, place or body. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/envoys.h"
#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/report.h"
#include "store/view.h"
#include "write/json.h"

static const char help[] =
    "usage: dragoman entity [OPTION]... ARCHIVE NAME\n"
    "\n"
    "Shows a person, place or body: its names, titles, mentions over the years, the company it keeps and its\n"
    "documents; of an envoy of the United States that is surely known, id and posts. NAME is any of its names "
    "in\n"
    "any spelling, its id or its number. Company is ordered by the "
    "log-likelihood\n"
    "ratio: how surprising it would be by chance, not how frequent it is.\n"
    "\n"
    "options:\n"
    "  -t, --type TYPE  PER, LOC, ORG or MISC, where several go by the name\n"
    "  -n, --limit N    So much company and so many documents (default: 20)\n"
    "      --json       As one JSON object\n"
    "  -h, --help       Show this text\n"
    "\n"
    "exit status: 0 done; 1 nobody goes by the name, or the archive could not be read; 2 wrong arguments;\n"
    "3 the output could not be written\n";

enum { JSON = 256 };

typedef struct {
  const char *archive, *name, *type;
  size_t limit;
  bool json, help;
} options;

typedef struct {
  dm_view_entity self;
  dm_view_count *aliases, *years, *roles;
  size_t alias_count, year_count, role_count;
  dm_view_company *company;
  size_t company_count;
  dm_envoy known;
  bool is_known;
} portrait;

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"type", required_argument, NULL, 't'},
                                        {"limit", required_argument, NULL, 'n'},
                                        {"json", no_argument, NULL, JSON},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "t:n:h", known, NULL)) != -1;) {
    switch (c) {
    case 't': o->type = optarg; break;
    case 'n':
      if (!dm_parse_count("--limit", optarg, &o->limit)) return false;
      break;
    case JSON: o->json = true; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
  }
  if (argc - optind != 2) {
    dm_report(stderr, "entity needs ARCHIVE and NAME; see `dragoman entity --help`");
    return false;
  }
  o->archive = argv[optind];
  o->name = argv[optind + 1];
  return true;
}

static bool paint(dm_store *store, dm_arena *arena, int64_t id, size_t limit, portrait *p) {
  if (!dm_store_read_entity(store, arena, id, &p->self)) return false;
  const char *known = dm_store_known(store, arena, p->self.id);
  p->is_known = known && dm_envoy_find(known, &p->known);
  p->alias_count = dm_store_aliases(store, arena, id, &p->aliases);
  p->year_count = dm_store_years(store, arena, id, &p->years);
  p->role_count = dm_store_roles(store, arena, id, &p->roles);
  p->company_count = dm_store_company(store, arena, id, limit, &p->company);
  return true;
}

/* ---- as text ----------------------------------------------------------------------------------- */

static void put_counts(dm_buffer *out, const char *title, const dm_view_count *list, size_t count) {
  if (!count) return;
  dm_buffer_printf(out, "\n%s\n", title);
  for (size_t i = 0; i < count; i++)
    dm_buffer_printf(out, "%8" PRIu64 "  %s\n", list[i].count, *list[i].name ? list[i].name : "undated");
}

static void put_known(dm_buffer *out, const dm_envoy *who) {
  dm_buffer_printf(out, "\nknown as %s\n  %s, chief of mission of the United States in\n", who->id, who->name);
  for (size_t i = 0; i < who->tenure_count; i++)
    dm_buffer_printf(out, "  %u-%u  %s\n", who->tenures[i].first, who->tenures[i].last,
                     dm_envoy_country(&who->tenures[i]));
  dm_buffer_printf(out, "  " DM_ENVOY_PAGE "%s\n", who->id);
}

static void put_text(dm_buffer *out, const portrait *p) {
  dm_buffer_printf(out, "%s  (%s, entity %" PRId64 ")\n%" PRIu64 " mentions in %" PRIu64 " documents",
                   p->self.name, p->self.type, p->self.id, p->self.mentions, p->self.documents);
  if (*p->self.first) dm_buffer_printf(out, ", %s to %s", p->self.first, p->self.last);
  dm_buffer_putc(out, '\n');
  if (p->is_known) put_known(out, &p->known);
  put_counts(out, "names", p->aliases, p->alias_count);
  put_counts(out, "called", p->roles, p->role_count);
  put_counts(out, "documents by year", p->years, p->year_count);
  if (p->company_count) dm_buffer_puts(out, "\ncompany: documents together, log-likelihood ratio\n");
  for (size_t i = 0; i < p->company_count; i++)
    dm_buffer_printf(out, "%8" PRIu64 "  %8.1f  %s  (%s, entity %" PRId64 ")\n", p->company[i].together,
                     p->company[i].surprise, p->company[i].entity.name, p->company[i].entity.type,
                     p->company[i].entity.id);
  dm_buffer_puts(out, "\ndocuments\n");
}

static void put_document(dm_buffer *out, const dm_hit *hit) {
  dm_buffer_printf(out, "  %s  %s%s%s  %s\n", hit->reference, *hit->date ? hit->date : "undated",
                   *hit->origin ? "  " : "", hit->origin, hit->subject);
}

/* ---- as JSON ----------------------------------------------------------------------------------- */

static void put_json_counts(dm_buffer *out, const char *name, const char *key, const dm_view_count *list,
                            size_t count) {
  dm_buffer_putc(out, ',');
  dm_json_key(out, name);
  dm_buffer_putc(out, '[');
  for (size_t i = 0; i < count; i++) {
    dm_buffer_puts(out, i ? ",{" : "{");
    dm_json_key(out, key);
    dm_json_cstring(out, list[i].name);
    dm_buffer_printf(out, ",\"count\":%" PRIu64 "}", list[i].count);
  }
  dm_buffer_putc(out, ']');
}

static void put_json_known(dm_buffer *out, const dm_envoy *who) {
  dm_buffer_puts(out, ",\"known\":{\"id\":");
  dm_json_cstring(out, who->id);
  dm_buffer_puts(out, ",\"name\":");
  dm_json_cstring(out, who->name);
  dm_buffer_puts(out, ",\"page\":");
  dm_buffer_printf(out, "\"" DM_ENVOY_PAGE "%s\",\"posts\":[", who->id);
  for (size_t i = 0; i < who->tenure_count; i++) {
    dm_buffer_puts(out, i ? ",{\"country\":" : "{\"country\":");
    dm_json_cstring(out, dm_envoy_country(&who->tenures[i]));
    dm_buffer_printf(out, ",\"first\":%u,\"last\":%u}", who->tenures[i].first, who->tenures[i].last);
  }
  dm_buffer_puts(out, "]}");
}

static void put_json(dm_buffer *out, const portrait *p) {
  dm_buffer_printf(out, "{\"entity\":%" PRId64 ",\"type\":", p->self.id);
  dm_json_cstring(out, p->self.type);
  dm_buffer_puts(out, ",\"name\":");
  dm_json_cstring(out, p->self.name);
  dm_buffer_printf(out, ",\"mentions\":%" PRIu64 ",\"documents\":%" PRIu64 ",\"first\":", p->self.mentions,
                   p->self.documents);
  dm_json_cstring(out, p->self.first);
  dm_buffer_puts(out, ",\"last\":");
  dm_json_cstring(out, p->self.last);
  if (p->is_known) put_json_known(out, &p->known);
  put_json_counts(out, "names", "name", p->aliases, p->alias_count);
  put_json_counts(out, "roles", "role", p->roles, p->role_count);
  put_json_counts(out, "years", "year", p->years, p->year_count);
  dm_buffer_puts(out, ",\"company\":[");
  for (size_t i = 0; i < p->company_count; i++) {
    const dm_view_company *c = &p->company[i];
    dm_buffer_printf(out, "%s{\"entity\":%" PRId64 ",\"type\":", i ? "," : "", c->entity.id);
    dm_json_cstring(out, c->entity.type);
    dm_buffer_puts(out, ",\"name\":");
    dm_json_cstring(out, c->entity.name);
    dm_buffer_printf(out, ",\"together\":%" PRIu64 ",\"surprise\":%.2f}", c->together, c->surprise);
  }
  dm_buffer_puts(out, "],\"in\":[");
}

/* ---- both -------------------------------------------------------------------------------------- */

static void put_documents(dm_store *store, dm_arena *arena, const options *o, int64_t id, dm_buffer *out) {
  dm_error error = {0};
  const dm_query *query = dm_query_parse(arena, dm_printf(arena, "entity:%" PRId64, id), &error);
  dm_search *search = query ? dm_search_open(store, query, DM_SORT_NEWEST, &error) : NULL;
  dm_hit hit;
  for (size_t i = 0; search && i < o->limit && dm_search_next(search, &hit); i++) {
    if (o->json) {
      if (i) dm_buffer_putc(out, ',');
      dm_json_cstring(out, hit.reference);
    } else {
      put_document(out, &hit);
    }
  }
  if (search) dm_search_close(search, &error);
}

static int run(int argc, char **argv) {
  options o = {.limit = 20};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  dm_store *store = dm_archive_open(o.archive, DM_STORE_OPEN);
  if (!store) return DM_EXIT_INPUT;
  dm_arena *arena = dm_arena_new();
  dm_buffer out = {0};
  portrait p = {0};
  int status = DM_EXIT_INPUT;
  int64_t id = dm_ask_entity(store, arena, o.type, o.name);
  if (id && paint(store, arena, id, o.limit, &p)) {
    (o.json ? put_json : put_text)(&out, &p);
    put_documents(store, arena, &o, id, &out);
    if (o.json) dm_buffer_puts(&out, "]}\n");
    status = dm_archive_print(&out) ? DM_EXIT_OK : DM_EXIT_OUTPUT;
  }
  dm_buffer_free(&out);
  dm_arena_free(arena);
  dm_store_close(store);
  return status;
}

const dm_command dm_cmd_entity = {"entity", "Show a person, place or body of an archive", run};
