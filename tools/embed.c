/* Writes the files of a folder as a C table (src/serve/assets.h), with a gzip form of those that become
 * smaller: embed FOLDER OUT.c SYMBOL [NAME]... Without names all files of the folder are taken, source maps
 * aside. Runs while Dragoman is built. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zlib.h>

enum { NAMES = 256, PATH = 4096 };

static const struct {
  const char *extension, *type;
} types[] = {
    {"html", "text/html; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"txt", "text/plain; charset=utf-8"},
};

static const char *extension_of(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot ? dot + 1 : "";
}

static const char *type_of(const char *name) {
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (!strcmp(types[i].extension, extension_of(name))) return types[i].type;
  return "application/octet-stream";
}

static void fail(const char *what, const char *name) {
  fprintf(stderr, "embed: %s: %s\n", name, what);
  exit(1);
}

static unsigned char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) fail("cannot be read", path);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size) fail("cannot be read", path);
  fclose(file);
  return bytes;
}

/* NULL where it does not become smaller. */
static unsigned char *pack(const unsigned char *bytes, size_t size, size_t *packed) {
  z_stream z = {.next_in = (unsigned char *)bytes, .avail_in = (uInt)size};
  if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return NULL;
  unsigned char *out = malloc(deflateBound(&z, size));
  z.next_out = out;
  z.avail_out = (uInt)deflateBound(&z, size);
  int done = out ? deflate(&z, Z_FINISH) : Z_MEM_ERROR;
  *packed = z.total_out;
  deflateEnd(&z);
  if (done == Z_STREAM_END && *packed < size) return out;
  free(out);
  return NULL;
}

static void write_array(FILE *out, const char *kind, size_t number, const unsigned char *bytes, size_t size) {
  fprintf(out, "static const unsigned char %s_%zu[] = {", kind, number);
  for (size_t i = 0; i < size; i++) fprintf(out, i % 24 ? "%u," : "\n%u,", bytes[i]);
  fprintf(out, size ? "\n};\n" : "0};\n"); /* an array has one member at least */
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t list(const char *folder, char **names) {
  DIR *all = opendir(folder);
  size_t count = 0;
  if (!all) fail("cannot be read", folder);
  for (struct dirent *entry; (entry = readdir(all)) != NULL && count < NAMES;)
    if (entry->d_name[0] != '.' && strcmp(extension_of(entry->d_name), "map") != 0)
      names[count++] = strdup(entry->d_name);
  closedir(all);
  qsort(names, count, sizeof *names, by_name);
  return count;
}

/* The arrays of one file to `out`, its row of the table to `rows`. */
static void embed(const char *folder, const char *name, size_t number, FILE *out, FILE *rows) {
  char path[PATH];
  size_t size, packed_size = 0;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  unsigned char *bytes = read_file(path, &size), *packed = pack(bytes, size, &packed_size);
  write_array(out, "plain", number, bytes, size);
  if (packed) write_array(out, "packed", number, packed, packed_size);
  fprintf(rows, "    {\"/%s\", \"%s\", \"\\\"%016llx\\\"\", plain_%zu, %zu, ", name, type_of(name),
          (unsigned long long)XXH3_64bits(bytes, size), number, size);
  if (packed)
    fprintf(rows, "packed_%zu, %zu},\n", number, packed_size);
  else
    fprintf(rows, "NULL, 0},\n");
  free(bytes);
  free(packed);
}

int main(int argc, char **argv) {
  char *listed[NAMES], **names = argv + 4, *rows = NULL;
  size_t count = (size_t)argc - 4, size = 0;
  if (argc < 4) fail("FOLDER OUT.c SYMBOL [NAME]...", "usage");
  if (!count) count = list(argv[1], names = listed);
  FILE *out = fopen(argv[2], "w"), *table = open_memstream(&rows, &size);
  if (!out || !table) fail("cannot be written", argv[2]);
  fputs("/* Written by tools/embed.c: do not edit. */\n#include \"serve/assets.h\"\n\n", out);
  for (size_t i = 0; i < count; i++) embed(argv[1], names[i], i, out, table);
  fclose(table);
  fprintf(out, "\nconst dm_asset %s[] = {\n%s    {NULL, NULL, NULL, NULL, 0, NULL, 0},\n};\n", argv[3], rows);
  return fclose(out) == 0 ? 0 : 1;
}
