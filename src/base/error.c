#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *dm_status_name(dm_status status) {
  switch (status) {
  case DM_OK: return "ok";
  case DM_ERR_IO: return "input/output error";
  case DM_ERR_FORMAT: return "bad format";
  case DM_ERR_LIMIT: return "limit passed";
  case DM_ERR_MEMORY: return "out of memory";
  case DM_ERR_MODEL: return "bad model";
  case DM_ERR_ARGUMENT: return "bad argument";
  case DM_ERR_CANCELLED: return "cancelled";
  }
  return "unknown status";
}

dm_status dm_fail(dm_error *error, dm_status status, const char *format, ...) {
  if (error) {
    va_list args;
    error->status = status;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
  }
  return status;
}

void dm_fail_at(dm_error *error, const char *path, uint64_t byte, uint64_t line) {
  if (!error) return;
  error->byte = byte;
  error->line = line;
  if (!path) return;
  size_t size = strlen(path), room = sizeof error->path - 1;
  if (size <= room)
    memcpy(error->path, path, size + 1);
  else
    snprintf(error->path, sizeof error->path, "...%s", path + size - room + 3);
}
