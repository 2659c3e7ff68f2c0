#include "walk_help.h"

#include <archive.h>
#include <archive_entry.h>

static void put_entry(struct archive *a, const char *name, const char *bytes, size_t size) {
  struct archive_entry *entry = archive_entry_new();
  archive_entry_set_pathname(entry, name);
  archive_entry_set_size(entry, (la_int64_t)size);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0600);
  assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
  assert_int_equal(archive_write_data(a, bytes, size), size);
  archive_entry_free(entry);
}

/* Writes an archive; names and texts alternate in `members`, NULL at the end. */
static void put_archive(const char *path, int (*format)(struct archive *), int (*filter)(struct archive *),
                        const char *options, const char *const *members) {
  struct archive *a = archive_write_new();
  assert_int_equal(format(a), ARCHIVE_OK);
  if (filter) assert_int_equal(filter(a), ARCHIVE_OK);
  if (options) assert_int_equal(archive_write_set_options(a, options), ARCHIVE_OK);
  if (options) assert_int_equal(archive_write_set_passphrase(a, "secret"), ARCHIVE_OK);
  assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
  for (; members[0]; members += 2) put_entry(a, members[0], members[1], strlen(members[1]));
  assert_int_equal(archive_write_close(a), ARCHIVE_OK);
  archive_write_free(a);
}

static void check_walk(const char *path, const char *wanted) {
  dm_buffer log = {0};
  assert_int_equal(walk_to(&log, &path, 1), DM_OK);
  assert_string_equal(log.bytes, wanted);
  dm_buffer_free(&log);
}

static char *slurp(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *bytes = malloc(1 << 20);
  assert_non_null(bytes);
  *size = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return bytes;
}

static const char *const TWO[] = {"b/one.txt", "first",   ".hidden", "no", "__MACOSX/x",
                                  "no",        "two.txt", "second!", NULL};

static void formats(void **state) {
  (void)state;
  put_archive("a.zip", archive_write_set_format_zip, NULL, NULL, TWO);
  check_walk("a.zip", "a.zip!b/one.txt 5\na.zip!two.txt 7\n");
  put_archive("a.7z", archive_write_set_format_7zip, NULL, NULL, TWO);
  check_walk("a.7z", "a.7z!b/one.txt 5\na.7z!two.txt 7\n");
  put_archive("a.tar", archive_write_set_format_ustar, NULL, NULL, TWO);
  check_walk("a.tar", "a.tar!b/one.txt 5\na.tar!two.txt 7\n");
  put_archive("a.tgz", archive_write_set_format_pax, archive_write_add_filter_gzip, NULL, TWO);
  check_walk("a.tgz", "a.tgz!b/one.txt 5\na.tgz!two.txt 7\n");
  put_archive("a.txz", archive_write_set_format_pax, archive_write_add_filter_xz, NULL, TWO);
  check_walk("a.txz", "a.txz!b/one.txt 5\na.txz!two.txt 7\n");
  put_archive("a.tzst", archive_write_set_format_pax, archive_write_add_filter_zstd, NULL, TWO);
  check_walk("a.tzst", "a.tzst!b/one.txt 5\na.tzst!two.txt 7\n");
}

static void compressed_file(void **state) {
  (void)state;
  static const char *const ROWS[] = {
      "x",
      "\"1\",\"1/1/70\",\"A\",\"\",\"\",\"\",\"\",\"x\"\n\"2\",\"1/1/70\",\"B\",\"\","
      "\"\",\"\",\"\",\"yy\"\n",
      NULL};
  put_archive("cables.csv.gz", archive_write_set_format_raw, archive_write_add_filter_gzip, NULL, ROWS);
  check_walk("cables.csv.gz", "cables.csv.gz!cables.csv:1 33\ncables.csv.gz!cables.csv:2 34\n");
}

/* Wraps `inner` into `outer` as a zip's only member. */
static void wrap(const char *inner, const char *outer) {
  size_t size;
  char *bytes = slurp(inner, &size);
  struct archive *a = archive_write_new();
  assert_int_equal(archive_write_set_format_zip(a) | archive_write_open_filename(a, outer), ARCHIVE_OK);
  put_entry(a, inner, bytes, size);
  archive_write_close(a);
  archive_write_free(a);
  free(bytes);
}

static void nested(void **state) {
  (void)state;
  put_archive("0.tar", archive_write_set_format_ustar, NULL, NULL, TWO);
  wrap("0.tar", "1.zip");
  check_walk("1.zip", "1.zip!0.tar!b/one.txt 5\n1.zip!0.tar!two.txt 7\n");
  wrap("1.zip", "2.zip");
  wrap("2.zip", "3.zip");
  check_walk("3.zip", "3.zip!2.zip!1.zip!0.tar!b/one.txt 5\n3.zip!2.zip!1.zip!0.tar!two.txt 7\n");
  wrap("3.zip", "4.zip");
  check_walk("4.zip", "4.zip!3.zip!2.zip!1.zip!0.tar: limit passed\n");
}

/* Many archives too deep are one failure, and what is not too deep is read. */
static void many_too_deep(void **state) {
  (void)state;
  char inner[16] = "0.tar", outer[16];
  put_archive(inner, archive_write_set_format_ustar, NULL, NULL, TWO);
  for (int depth = 1; depth <= 4; depth++) {
    size_t size;
    char *bytes = slurp(inner, &size);
    snprintf(outer, sizeof outer, "d%d.zip", depth);
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format_zip(a) | archive_write_open_filename(a, outer), ARCHIVE_OK);
    put_entry(a, "a", bytes, size);
    put_entry(a, "b", bytes, size);
    archive_write_close(a);
    archive_write_free(a);
    free(bytes);
    memcpy(inner, outer, sizeof inner);
  }
  check_walk("d4.zip", "d4.zip!a!a!a!a: limit passed\n");
  check_walk("d1.zip", "d1.zip!a!b/one.txt 5\nd1.zip!a!two.txt 7\nd1.zip!b!b/one.txt 5\nd1.zip!b!two.txt 7\n");
}

static void bomb(void **state) {
  (void)state;
  size_t size = 120u << 20;
  char *bytes = malloc(size);
  assert_non_null(bytes);
  memset(bytes, 'a', size);
  struct archive *a = archive_write_new();
  assert_int_equal(archive_write_set_format_zip(a) | archive_write_open_filename(a, "bomb.zip"), ARCHIVE_OK);
  put_entry(a, "a.txt", "fine", 4);
  put_entry(a, "bomb.txt", bytes, size);
  put_entry(a, "never.txt", "x", 1);
  archive_write_close(a);
  archive_write_free(a);
  free(bytes);
  check_walk("bomb.zip", "bomb.zip!a.txt 4\nbomb.zip!bomb.txt: limit passed\n");
}

static void encrypted(void **state) {
  (void)state;
  put_archive("e.zip", archive_write_set_format_zip, NULL, "zip:encryption=traditional", TWO);
  check_walk("e.zip", "e.zip!b/one.txt: bad format\ne.zip!two.txt: bad format\n");
}

/* Cut anywhere, an archive gives the members before the cut, or a failure, and never stops the walk. */
static void truncated(void **state) {
  (void)state;
  static int (*const FORMATS[])(struct archive *) = {
      archive_write_set_format_zip, archive_write_set_format_7zip, archive_write_set_format_ustar};
  for (int format = 0; format < 3; format++) {
    put_archive("whole", FORMATS[format], format == 2 ? archive_write_add_filter_xz : NULL, NULL, TWO);
    size_t size;
    char *bytes = slurp("whole", &size);
    for (size_t cut = 8; cut < size; cut += 1 + size / 60) {
      FILE *file = fopen("cut", "wb");
      assert_non_null(file);
      fwrite(bytes, 1, cut, file);
      fclose(file);
      const char *const paths[] = {"cut"};
      dm_buffer log = {0};
      assert_int_equal(walk_to(&log, paths, 1), DM_OK);
      assert_non_null(strchr(log.bytes, '\n'));
      dm_buffer_free(&log);
    }
    free(bytes);
  }
}

static void office_document(void **state) {
  (void)state;
  static const char *const DOCX[] = {"[Content_Types].xml", "<Types/>", "word/document.xml", "<x/>", NULL};
  put_archive("letter.docx", archive_write_set_format_zip, NULL, NULL, DOCX);
  check_walk("letter.docx", "letter.docx: bad format\n");
}

/* A gigabyte of blanks is told from text after its first megabyte. */
static void blanks(void **state) {
  (void)state;
  FILE *file = fopen("blank.txt", "w");
  assert_non_null(file);
  char line[4096];
  memset(line, ' ', sizeof line);
  for (int i = 0; i < 1024; i++) fwrite(line, 1, sizeof line, file);
  fclose(file);
  assert_int_equal(truncate("blank.txt", (off_t)1 << 30), 0); /* the rest: NUL bytes, sparse */
  check_walk("blank.txt", "blank.txt: bad format\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(formats), IN_FOLDER(compressed_file), IN_FOLDER(nested),    IN_FOLDER(many_too_deep),
      IN_FOLDER(bomb),    IN_FOLDER(encrypted),       IN_FOLDER(truncated), IN_FOLDER(office_document),
      IN_FOLDER(blanks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
