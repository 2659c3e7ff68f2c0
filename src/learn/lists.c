#include "learn/lists.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/document.h"
#include "base/error.h"
#include "read/read.h"
#include "segment/segment.h"

static int list_of(dm_lists *lists, const char *name) {
  for (uint32_t i = 0; i < lists->count; i++)
    if (!strcmp(lists->names[i], name)) return (int)i;
  if (lists->count == DM_LISTS_MAX) return -1;
  char *copy = dm_xmalloc(strlen(name) + 1);
  strcpy(copy, name);
  lists->names[lists->count] = copy;
  return (int)lists->count++;
}

/* Adds the entries of one list, one a line: segmented all at once, as lines of one text. */
static dm_status add_entries(dm_lists *lists, uint32_t list, const char *text, size_t size, dm_error *error) {
  dm_document *doc = dm_document_from_text("", text, size);
  if (!doc) return dm_fail(error, DM_ERR_FORMAT, "entries cannot be read as text");
  dm_status status = dm_segment(doc, error);
  for (size_t t = 0; status == DM_OK && t < doc->token_count;) {
    uint64_t folded[DM_ENTRY_TOKENS + 1];
    const char *line_end =
        memchr(doc->text + doc->tokens[t].span.begin, '\n', doc->text_size - doc->tokens[t].span.begin);
    uint32_t end = line_end ? (uint32_t)(line_end - doc->text) : doc->text_size;
    size_t n = 0;
    for (; t < doc->token_count && doc->tokens[t].span.begin < end; t++) {
      dm_form form;
      if (n > DM_ENTRY_TOKENS) continue;
      dm_form_of(doc->text + doc->tokens[t].span.begin, doc->tokens[t].span.end - doc->tokens[t].span.begin,
                 &form);
      folded[n++] = dm_gazetteer_fold(&form);
    }
    dm_gazetteer_add(lists->builder, list, folded, n);
    lists->entries++;
  }
  dm_document_free(doc);
  return status;
}

dm_status dm_lists_read(dm_lists *lists, const char *path, dm_error *error) {
  FILE *file = fopen(path, "r");
  dm_buffer texts[DM_LISTS_MAX] = {{0}};
  char *line = NULL;
  size_t room = 0, number = 0;
  dm_status status = DM_OK;
  dm_fail_at(error, path, 0, 0);
  if (!file) return dm_fail(error, DM_ERR_IO, "cannot open: %s", strerror(errno));
  if (!lists->builder) lists->builder = dm_gazetteer_builder_new();
  while (status == DM_OK && getline(&line, &room, file) >= 0) {
    char *tab = strchr(line, '\t');
    number++;
    int list = tab ? (*tab = 0, list_of(lists, line)) : -1;
    if (list < 0) {
      dm_fail_at(error, path, 0, number);
      status =
          dm_fail(error, DM_ERR_FORMAT, tab ? "more than %d lists" : "no tab on this line (%d lists so far)",
                  tab ? DM_LISTS_MAX : (int)lists->count);
      break;
    }
    dm_buffer_puts(&texts[list], tab + 1);
    if (tab[1] && tab[strlen(tab + 1)] != '\n') dm_buffer_putc(&texts[list], '\n');
  }
  if (status == DM_OK && ferror(file)) status = dm_fail(error, DM_ERR_IO, "cannot read: %s", strerror(errno));
  for (uint32_t i = 0; i < lists->count; i++) {
    if (status == DM_OK && texts[i].size) status = add_entries(lists, i, texts[i].bytes, texts[i].size, error);
    dm_buffer_free(&texts[i]);
  }
  free(line);
  fclose(file);
  return status;
}

void dm_lists_free(dm_lists *lists) {
  for (uint32_t i = 0; i < lists->count; i++) free(lists->names[i]);
  dm_gazetteer_builder_free(lists->builder);
  *lists = (dm_lists){0};
}
