#include "cli/model_path.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/report.h"

/* The program's own folder, without a slash at the end; "" if it cannot be known. */
static void own_folder(char *folder, size_t size) {
  const ssize_t length = readlink("/proc/self/exe", folder, size - 1);
  folder[length > 0 ? length : 0] = 0;
  char *slash = strrchr(folder, '/');
  if (slash) *slash = 0;
}

bool dm_model_path(char *path, size_t size) {
  const char *named = getenv("DRAGOMAN_MODEL");
  if (named && *named) {
    snprintf(path, size, "%s", named);
    return true;
  }
  char folder[PATH_MAX];
  own_folder(folder, sizeof folder);
  static const char *const places[] = {"/../share/dragoman/en.dragoman", "/share/dragoman/en.dragoman"};
  for (size_t i = 0; i < 2; i++) {
    snprintf(path, size, "%s%s", folder, places[i]);
    if (*folder && access(path, F_OK) == 0) return true;
  }
  snprintf(path, size, "%s", DM_MODEL_PATH);
  if (access(path, F_OK) == 0) return true;
  dm_report(stderr, "no model: neither %s%s nor %s%s nor %s is there; give one with --model FILE", folder,
            places[0], folder, places[1], path);
  return false;
}
