#include "write/write.h"

#include <string.h>

#include "write/formats.h"

static const dm_writer *const writers[] = {
    &dm_write_brackets, &dm_write_ansi,           &dm_write_jsonl,   &dm_write_conll,
    &dm_write_brat,     &dm_write_web_annotation, &dm_write_tei,     &dm_write_html,
    &dm_write_csv,      &dm_write_label_studio,   &dm_write_doccano,
};

const dm_writer *const *dm_writers(size_t *count) {
  *count = sizeof writers / sizeof *writers;
  return writers;
}

const dm_writer *dm_writer_find(const char *name) {
  for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
    if (!strcmp(writers[i]->name, name)) return writers[i];
  return NULL;
}
