#include "cli/report.h"

#include <inttypes.h>
#include <stdarg.h>

void dm_report_path(FILE *err, const char *path) {
  for (; *path; path++) {
    const unsigned char c = (unsigned char)*path;
    putc(c < 0x20 || c == 0x7F ? '?' : c, err);
  }
}

void dm_report_error(FILE *err, const dm_error *error) {
  fputs("dragoman: ", err);
  if (*error->path) {
    dm_report_path(err, error->path);
    if (error->line) fprintf(err, ":%" PRIu64, error->line);
    fputs(": ", err);
  }
  if (error->byte) fprintf(err, "byte %" PRIu64 ": ", error->byte);
  fprintf(err, "%s\n", *error->message ? error->message : dm_status_name(error->status));
}

void dm_report(FILE *err, const char *format, ...) {
  va_list args;
  fputs("dragoman: ", err);
  va_start(args, format);
  vfprintf(err, format, args);
  va_end(args);
  putc('\n', err);
}
