#include "cli/archive.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/report.h"
#include "resolve/resolve.h"

dm_store *dm_archive_open(const char *path, dm_store_mode mode) {
  dm_error error = {0};
  dm_store *store = dm_store_open(path, mode, dm_resolver_default(), &error);
  if (!store) dm_report_error(stderr, &error);
  return store;
}

bool dm_archive_print(dm_buffer *out) {
  bool good = !out->size || fwrite(out->bytes, 1, out->size, stdout) == out->size;
  dm_buffer_clear(out);
  return good && !ferror(stdout);
}

void dm_report_caret(FILE *err, const char *query, size_t at) {
  fputs("  ", err);
  for (const char *c = query; *c; c++) putc((unsigned char)*c < 0x20 ? ' ' : *c, err);
  fputs("\n  ", err);
  size_t size = strlen(query);
  uint32_t code;
  for (size_t i = 0; i < at && i < size; i += dm_utf8_decode(query, size, i, &code)) putc(' ', err);
  fputs("^\n", err);
}
