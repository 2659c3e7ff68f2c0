#include "cli/asking.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cli/archive.h"
#include "cli/command.h"
#include "cli/report.h"
#include "store/view.h"

enum { OTHERS_LISTED = 9 };

static int closed(dm_asking *asking, int status) {
  dm_store_close(asking->store);
  dm_arena_free(asking->arena);
  return status;
}

int dm_ask(const char *archive, const char *query, dm_sort sort, dm_asking *asking) {
  *asking = (dm_asking){.arena = dm_arena_new()};
  dm_error error = {0};
  const dm_query *parsed = dm_query_parse(asking->arena, query, &error);
  if (!parsed) {
    dm_report(stderr, "%s", error.message);
    dm_report_caret(stderr, query, error.byte);
    return closed(asking, DM_EXIT_USAGE);
  }
  asking->store = dm_archive_open(archive, DM_STORE_OPEN);
  if (!asking->store) return closed(asking, DM_EXIT_INPUT);
  asking->search = dm_search_open(asking->store, parsed, sort, &error);
  if (asking->search) return DM_EXIT_OK;
  dm_report_error(stderr, &error);
  return closed(asking, DM_EXIT_INPUT);
}

int dm_asked(dm_asking *asking) {
  dm_error error = {0};
  dm_status status = dm_search_close(asking->search, &error);
  if (status != DM_OK) dm_report_error(stderr, &error);
  return closed(asking, status == DM_OK ? DM_EXIT_OK : DM_EXIT_INPUT);
}

bool dm_parse_count(const char *option, const char *text, size_t *count) {
  char *end;
  *count = strtoul(text, &end, 10);
  if (*text && *text != '-' && !*end && *count) return true;
  dm_report(stderr, "%s takes a number from 1 on, not '%s'", option, text);
  return false;
}

int64_t dm_ask_entity(dm_store *store, dm_arena *arena, const char *type, const char *name) {
  dm_view_entity *found;
  size_t count = dm_store_find_entities(store, arena, type, name, &found);
  if (!count) dm_report(stderr, "nobody and nothing goes by '%s'", name);
  for (size_t i = 1; i < count && i <= OTHERS_LISTED; i++)
    fprintf(stderr, "%s  entity %" PRId64 "  %s  %s  %" PRIu64 " documents\n",
            i == 1 ? "dragoman: also by this name:\n" : "", found[i].id, found[i].type, found[i].name,
            found[i].documents);
  return count ? found[0].id : 0;
}
