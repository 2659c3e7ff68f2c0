#include "learn/corpus.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/document.h"
#include "base/error.h"
#include "cable/cable.h"
#include "learn/zone_names.h"
#include "read/read.h"
#include "segment/segment.h"

/* ---- token<TAB>tag ----------------------------------------------------------------------- */

typedef struct {
  dm_document *doc;
  dm_buffer text;
  const char *path, *open_type; /* type of the mention being read, NULL if none */
  uint32_t open_at, last_end, sentence_first;
  int marked; /* -DOCSTART- was seen: sentences gather into documents */
  dm_corpus_sink sink;
  void *user;
} columns;

static void close_mention(columns *c) {
  if (!c->open_type) return;
  dm_document *d = c->doc;
  d->givens = dm_grow(d->arena, d->givens, d->given_count, &d->given_room, sizeof *d->givens);
  d->givens[d->given_count++] = (dm_given){.span = {c->open_at, c->last_end}, .type = c->open_type};
  c->open_type = NULL;
}

static void close_sentence(columns *c) {
  dm_document *d = c->doc;
  if (!d) return;
  close_mention(c);
  if (d->token_count == c->sentence_first) return;
  d->sentences = dm_grow(d->arena, d->sentences, d->sentence_count, &d->sentence_room, sizeof *d->sentences);
  d->sentences[d->sentence_count++] =
      (dm_sentence){.first = c->sentence_first, .end = (uint32_t)d->token_count, .paragraph = DM_NONE};
  c->sentence_first = (uint32_t)d->token_count;
}

static dm_status close_document(columns *c) {
  dm_document *d = c->doc;
  close_sentence(c);
  c->doc = NULL;
  if (!d) return DM_OK;
  if (!d->token_count) {
    dm_document_free(d);
    return DM_OK;
  }
  d->text = dm_strndup(d->arena, c->text.bytes, c->text.size);
  d->text_size = (uint32_t)c->text.size;
  return c->sink(c->user, d);
}

static void add_token(columns *c, const char *token, size_t size, uint8_t zone, const char *tag) {
  if (!c->doc) {
    c->doc = dm_document_new(c->path);
    c->doc->format = DM_FORMAT_CONLL;
    c->sentence_first = 0;
    dm_buffer_clear(&c->text);
  }
  dm_document *d = c->doc;
  const char *type = tag[0] == '?' ? DM_UNKNOWN_TYPE : tag[1] == '-' ? tag + 2 : NULL;
  if (c->open_type && (!type || strchr("BSU", tag[0]) || strcmp(type, c->open_type))) close_mention(c);
  if (c->text.size) dm_buffer_putc(&c->text, ' ');
  uint32_t at = (uint32_t)c->text.size;
  dm_buffer_add(&c->text, token, size);
  c->last_end = (uint32_t)c->text.size;
  if (type && !c->open_type) {
    c->open_type = dm_strdup(d->arena, type);
    c->open_at = at;
  }
  d->tokens = dm_grow(d->arena, d->tokens, d->token_count, &d->token_room, sizeof *d->tokens);
  d->tokens[d->token_count++] = (dm_token){.span = {at, c->last_end}, .zone = zone};
}

/* One line, NUL-terminated and writable, without its end. */
static dm_status add_line(columns *c, char *line) {
  size_t size = strlen(line);
  while (size && strchr(" \t\r\n", line[size - 1])) line[--size] = 0;
  const char *separators = memchr(line, '\t', size) ? "\t" : " ";
  size_t token = strcspn(line, separators);
  if (!size || token == size) {
    close_sentence(c);
    return size == 0 && !c->marked ? close_document(c) : DM_OK;
  }
  if (!strncmp(line, "-DOCSTART-", 10)) {
    c->marked = 1;
    return close_document(c);
  }
  char *tag = line + size;
  while (tag > line && !strchr(separators, tag[-1])) tag--;
  const char *zone = strstr(line + token, "\tzone:");
  add_token(c, line, token, zone ? dm_zone_from_name(zone + 6, strcspn(zone + 6, "\t")) : DM_ZONE_BODY, tag);
  return DM_OK;
}

static dm_status read_columns(const char *path, dm_corpus_sink sink, void *user, dm_error *error) {
  columns c = {.path = path, .sink = sink, .user = user};
  FILE *file = fopen(path, "r");
  char *line = NULL;
  size_t room = 0;
  dm_status status = DM_OK;
  if (!file) return dm_fail(error, DM_ERR_IO, "cannot open: %s", strerror(errno));
  while (status == DM_OK && getline(&line, &room, file) >= 0) status = add_line(&c, line);
  if (status == DM_OK && ferror(file)) status = dm_fail(error, DM_ERR_IO, "cannot read: %s", strerror(errno));
  if (status == DM_OK) status = close_document(&c);
  if (c.doc) dm_document_free(c.doc);
  free(line);
  dm_buffer_free(&c.text);
  fclose(file);
  return status;
}

/* ---- inline brackets --------------------------------------------------------------------- */

/* Length of `[TYPE ` at text[at], 0 if no mention begins there. */
static size_t opening(const dm_type_names *types, const char *text, size_t size, size_t at) {
  for (uint32_t i = 0; i < types->count; i++) {
    size_t length = strlen(types->names[i]);
    if (size - at > length + 2 && !memcmp(text + at + 1, types->names[i], length) &&
        text[at + 1 + length] == ' ')
      return length + 2;
  }
  return 0;
}

typedef struct {
  uint32_t begin, end;
  const char *type;
} bracket;

/* Takes the brackets out of text; returns the mentions in an array to be freed. */
static bracket *strip(dm_arena *arena, const dm_type_names *types, const char *text, size_t size,
                      dm_buffer *out, size_t *count) {
  bracket *found = NULL;
  size_t room = 0;
  *count = 0;
  for (size_t at = 0; at < size;) {
    size_t skip = text[at] == '[' ? opening(types, text, size, at) : 0;
    const char *close = skip ? memchr(text + at + skip, ']', size - at - skip) : NULL;
    const char *nested = close ? memchr(text + at + skip, '[', (size_t)(close - text) - at - skip) : NULL;
    if (!close || nested) {
      dm_buffer_putc(out, text[at++]);
      continue;
    }
    if (*count == room) found = dm_xrealloc(found, (room = room ? room * 2 : 64) * sizeof *found);
    const char *name = text + at + skip, *end = close;
    while (end > name && end[-1] == ' ') end--;
    uint32_t begin = (uint32_t)out->size;
    dm_buffer_add(out, name, (size_t)(end - name));
    found[(*count)++] = (bracket){begin, (uint32_t)out->size, dm_strndup(arena, text + at + 1, skip - 2)};
    at = (size_t)(close - text) + 1;
  }
  return found;
}

/* Offset in doc's text of what was read from source[offset]; call with rising offsets, *run 0 at first. */
static uint32_t text_at(const dm_document *doc, size_t *run, uint64_t offset) {
  while (*run + 1 < doc->run_count && doc->runs[*run + 1].source <= offset) ++*run;
  const dm_run *r = &doc->runs[*run];
  if (!doc->run_count || offset <= r->source) return doc->run_count ? r->text : 0;
  uint32_t end = *run + 1 < doc->run_count ? r[1].text : doc->text_size;
  uint64_t at = r->literal ? r->text + (offset - r->source) / r->literal : end;
  return at < end ? (uint32_t)at : end;
}

static void give(dm_document *doc, const bracket *found, size_t count) {
  size_t run = 0;
  doc->givens = dm_alloc(doc->arena, (count ? count : 1) * sizeof *doc->givens);
  doc->given_count = doc->given_room = count;
  for (size_t i = 0; i < count; i++) {
    uint32_t begin = text_at(doc, &run, found[i].begin), end = text_at(doc, &run, found[i].end);
    doc->givens[i] = (dm_given){.span = {begin, end}, .type = dm_strdup(doc->arena, found[i].type)};
  }
}

static dm_status read_brackets(const char *path, const dm_type_names *types, dm_corpus_sink sink, void *user,
                               dm_error *error) {
  FILE *file = fopen(path, "rb");
  char block[65536];
  dm_buffer raw = {0}, text = {0};
  size_t n, count;
  if (!file) return dm_fail(error, DM_ERR_IO, "cannot open: %s", strerror(errno));
  while ((n = fread(block, 1, sizeof block, file)) > 0) dm_buffer_add(&raw, block, n);
  int broken = ferror(file);
  fclose(file);
  if (broken) {
    dm_buffer_free(&raw);
    return dm_fail(error, DM_ERR_IO, "cannot read: %s", strerror(errno));
  }
  dm_arena *names = dm_arena_new();
  bracket *found = strip(names, types, raw.bytes, raw.size, &text, &count);
  dm_document *doc = dm_document_from_text(path, text.size ? text.bytes : "", text.size);
  dm_status status = doc ? DM_OK : dm_fail(error, DM_ERR_FORMAT, "cannot be read as text");
  if (doc) {
    give(doc, found, count);
    status = dm_segment(doc, error);
    if (status == DM_OK) status = dm_cable(doc, error);
    if (status == DM_OK)
      status = sink(user, doc);
    else
      dm_document_free(doc);
  }
  free(found);
  dm_arena_free(names);
  dm_buffer_free(&raw);
  dm_buffer_free(&text);
  return status;
}

/* ---- files and folders ------------------------------------------------------------------- */

static int has_suffix(const char *path, const char *suffix) {
  size_t n = strlen(path), m = strlen(suffix);
  return n > m && !strcmp(path + n - m, suffix);
}

static int visible(const struct dirent *entry) {
  return entry->d_name[0] != '.' && (has_suffix(entry->d_name, ".ann") || has_suffix(entry->d_name, ".tsv") ||
                                     has_suffix(entry->d_name, ".conll"));
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static dm_status read_folder(const char *path, const dm_type_names *types, dm_corpus_sink sink, void *user,
                             dm_error *error) {
  struct dirent **entries;
  int n = scandir(path, &entries, visible, by_name);
  if (n < 0) return dm_fail(error, DM_ERR_IO, "cannot list: %s", strerror(errno));
  dm_status status = DM_OK;
  for (int i = 0; i < n; i++) {
    char file[4096];
    int size = snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
    if (status == DM_OK && (size_t)size >= sizeof file)
      status = dm_fail(error, DM_ERR_LIMIT, "a path in this folder is too long");
    if (status == DM_OK) status = dm_corpus_read(file, types, sink, user, error);
    free(entries[i]);
  }
  free(entries);
  return status;
}

dm_status dm_corpus_read(const char *path, const dm_type_names *types, dm_corpus_sink sink, void *user,
                         dm_error *error) {
  struct stat st;
  dm_fail_at(error, path, 0, 0);
  if (stat(path, &st)) return dm_fail(error, DM_ERR_IO, "cannot open: %s", strerror(errno));
  if (S_ISDIR(st.st_mode)) return read_folder(path, types, sink, user, error);
  if (has_suffix(path, ".tsv") || has_suffix(path, ".conll") || has_suffix(path, ".iob2"))
    return read_columns(path, sink, user, error);
  return read_brackets(path, types, sink, user, error);
}
