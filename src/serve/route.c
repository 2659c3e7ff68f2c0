#include <string.h>

#include "serve/api.h"

static const dm_route routes[] = {
    {"GET", "/api/search", dm_answer_search, DM_ROUTE_ARCHIVE},
    {"GET", "/api/documents/{id}", dm_answer_document, DM_ROUTE_ARCHIVE},
    {"GET", "/api/documents/{id}/source", dm_answer_source, DM_ROUTE_SLOW},
    {"GET", "/api/facets", dm_answer_facets, DM_ROUTE_ARCHIVE | DM_ROUTE_SLOW},
    {"GET", "/api/complete", dm_answer_complete, 0},
    {"GET", "/api/entities", dm_answer_entities, DM_ROUTE_ARCHIVE},
    {"GET", "/api/entities/{id}", dm_answer_entity, DM_ROUTE_ARCHIVE | DM_ROUTE_SLOW},
    {"GET", "/api/graph", dm_answer_graph, DM_ROUTE_ARCHIVE | DM_ROUTE_SLOW},
    {"GET", "/api/timeline", dm_answer_timeline, DM_ROUTE_ARCHIVE | DM_ROUTE_SLOW},
    {"GET", "/api/places", dm_answer_places, DM_ROUTE_ARCHIVE | DM_ROUTE_SLOW},
    {"GET", "/api/export", dm_answer_export, DM_ROUTE_SLOW},
    {"POST", "/api/annotate", dm_answer_annotate, DM_ROUTE_SLOW},
    {"GET", "/api/corrections", dm_answer_corrections, DM_ROUTE_ARCHIVE},
    {"POST", "/api/corrections", dm_answer_correct, DM_ROUTE_EDITOR},
    {"GET", "/api/status", dm_answer_status, DM_ROUTE_SLOW},
    {"GET", "/api/runs", dm_answer_runs, DM_ROUTE_ARCHIVE},
    {"GET", "/api/failures", dm_answer_failures, DM_ROUTE_ARCHIVE},
    {"GET", "/api/events", dm_answer_events, 0},
    {"GET", "/api/openapi.json", dm_answer_openapi, 0},
    {"GET", "/ping", dm_answer_ping, DM_ROUTE_OPEN},
    {"GET", "/live", dm_answer_ping, DM_ROUTE_OPEN},
    {"GET", "/ready", dm_answer_ping, DM_ROUTE_OPEN},
    {"POST", "/", dm_answer_corenlp, DM_ROUTE_SLOW},
};

static const dm_route page = {"GET", "", dm_answer_page, 0};

/* "{id}" stands for digits. */
static bool fits(const char *pattern, const char *path, int64_t *id) {
  for (; *pattern; pattern++, path++) {
    if (*pattern == '{') {
      size_t digits = strspn(path, "0123456789");
      if (!digits || digits > 18) return false;
      *id = 0;
      for (size_t i = 0; i < digits; i++) *id = *id * 10 + (path[i] - '0');
      pattern += strlen("{id}") - 1;
      path += digits - 1;
    } else if (*pattern != *path) {
      return false;
    }
  }
  return !*path;
}

const dm_route *dm_route_find(const char *method, const char *path, int64_t *id, const char **allowed) {
  if (!strcmp(method, "HEAD")) method = "GET";
  *allowed = "";
  for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
    if (!fits(routes[i].path, path, id)) continue;
    if (!strcmp(routes[i].method, method)) return &routes[i];
    *allowed = routes[i].method;
  }
  bool of_page = strncmp(path, "/api/", 5) != 0 && (!**allowed || !strcmp(path, "/"));
  if (of_page && !strcmp(method, "GET")) return &page;
  if (of_page && !**allowed) *allowed = "GET";
  return NULL;
}
