#include "read/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "read/split.h"

enum { DEPTH_LIMIT = 4, BLOCK = 64 * 1024, NAME_ROOM = 4096 };

static const uint64_t INNER_LIMIT = 256u << 20, FREE_BYTES = 64u << 20, RATIO_LIMIT = 250;

typedef struct {
  const dm_walk_sink *sink;
  dm_format format;
  uint64_t budget; /* bytes that may still come out */
  bool spent;      /* ... and that was not enough: the walk of this file is over */
  bool deep;       /* that archives nest too deep has been said: a bomb has thousands of them */
} unpack;

/* A member being read. */
typedef struct {
  unpack *u;
  struct archive *archive;
} member;

static const struct {
  const char *magic;
  uint8_t size, at;
} MAGICS[] = {
    {"PK\3\4", 4, 0},
    {"PK\5\6", 4, 0},
    {"7z\xBC\xAF\x27\x1C", 6, 0},
    {"\x1F\x8B", 2, 0},
    {"\xFD"
     "7zXZ",
     5, 0},
    {"\x28\xB5\x2F\xFD", 4, 0},
    {"BZh", 3, 0},
};

bool dm_is_archive(const char *bytes, size_t size) {
  for (size_t i = 0; i < sizeof MAGICS / sizeof *MAGICS; i++)
    if (size >= MAGICS[i].size && !memcmp(bytes, MAGICS[i].magic, MAGICS[i].size)) return true;
  return size >= 262 && !memcmp(bytes + 257, "ustar", 5);
}

static dm_status fail(unpack *u, const char *path, dm_status status, const char *message) {
  dm_error error = {0};
  dm_fail(&error, status, "%s", message ? message : "damaged archive");
  dm_fail_at(&error, path, 0, 0);
  return u->sink->failure(u->sink->user, &error);
}

static size_t read_member(void *user, char *to, size_t room, dm_error *error) {
  member *m = user;
  la_ssize_t got = archive_read_data(m->archive, to, room);
  if (got < 0) {
    const char *message = archive_error_string(m->archive);
    dm_fail(error, DM_ERR_FORMAT, "cannot unpack: %s", message ? message : "damaged");
    return 0;
  }
  if ((uint64_t)got > m->u->budget) {
    m->u->spent = true;
    dm_fail(error, DM_ERR_LIMIT, "unpacks to more than 250 times its size");
    return 0;
  }
  m->u->budget -= (uint64_t)got;
  return (size_t)got;
}

/* Only formats and filters that libarchive reads by itself: some of the others start programs. */
static struct archive *new_archive(void) {
  struct archive *archive = archive_read_new();
  if (!archive) dm_out_of_memory(0);
  archive_read_support_format_zip(archive);
  archive_read_support_format_tar(archive);
  archive_read_support_format_7zip(archive);
  archive_read_support_format_empty(archive);
  archive_read_support_format_raw(archive);
  archive_read_support_filter_gzip(archive);
  archive_read_support_filter_bzip2(archive);
  archive_read_support_filter_xz(archive);
  archive_read_support_filter_zstd(archive);
  return archive;
}

/* "path!member"; a file that is only compressed has no name inside: "cables.csv.gz!cables.csv". */
static void member_path(struct archive *archive, struct archive_entry *entry, const char *path, char *out) {
  const char *name = archive_entry_pathname_utf8(entry);
  if (!name) name = archive_entry_pathname(entry);
  int size = name ? (int)strlen(name) : 0;
  if (archive_format(archive) == ARCHIVE_FORMAT_RAW) {
    const char *slash = strrchr(path, '/');
    name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size = (int)(dot && dot > name ? (size_t)(dot - name) : strlen(name));
  }
  snprintf(out, NAME_ROOM, "%s!%.*s", path, size, name ? name : "");
}

/* Names that folders hide too. */
static bool is_hidden(const char *path) {
  const char *slash = strrchr(path, '/'), *bang = strrchr(path, '!');
  const char *name = slash > bang ? slash + 1 : bang + 1;
  return *name == '.' || strstr(path, "!__MACOSX/");
}

/* A zip that begins with one of these is a document of an office program. */
static bool is_office(struct archive *archive, const char *path) {
  const char *name = strrchr(path, '!') + 1;
  return archive_format(archive) == ARCHIVE_FORMAT_ZIP &&
         (!strcmp(name, "[Content_Types].xml") || !strcmp(name, "mimetype"));
}

static dm_status walk_members(unpack *u, struct archive *archive, const char *path, int depth);

static dm_status walk_inner(unpack *u, dm_stream *stream, const char *path, int depth) {
  if (depth == DEPTH_LIMIT && u->deep) return DM_OK;
  if (depth == DEPTH_LIMIT) {
    u->deep = true;
    return fail(u, path, DM_ERR_LIMIT, "archives more than 4 deep: this one and others as deep are left out");
  }
  dm_stream_fill(stream, INNER_LIMIT + 1);
  size_t size = stream->end - stream->at;
  if (stream->error.status) return fail(u, path, stream->error.status, stream->error.message);
  if (size > INNER_LIMIT) return fail(u, path, DM_ERR_LIMIT, "an archive in an archive is larger than 256 MiB");
  struct archive *archive = new_archive();
  dm_status status = archive_read_open_memory(archive, dm_stream_window(stream), size)
                         ? fail(u, path, DM_ERR_FORMAT, archive_error_string(archive))
                         : walk_members(u, archive, path, depth);
  archive_read_free(archive);
  return status;
}

static dm_status walk_member(unpack *u, struct archive *archive, const char *path, int depth) {
  member m = {u, archive};
  dm_stream stream = dm_stream_open(read_member, &m, 0);
  size_t look = dm_stream_fill(&stream, DM_ARCHIVE_LOOK);
  dm_status status = dm_is_archive(dm_stream_window(&stream), look)
                         ? walk_inner(u, &stream, path, depth + 1)
                         : dm_split(&stream, path, u->format, u->sink);
  dm_stream_close(&stream);
  return status;
}

static dm_status walk_members(unpack *u, struct archive *archive, const char *path, int depth) {
  char name[NAME_ROOM];
  for (size_t count = 0;; count++) {
    struct archive_entry *entry;
    int result = archive_read_next_header(archive, &entry);
    if (result == ARCHIVE_EOF) return DM_OK;
    if (result == ARCHIVE_RETRY) continue;
    if (result == ARCHIVE_FATAL) return fail(u, path, DM_ERR_FORMAT, archive_error_string(archive));
    /* A raw file has no type. */
    if (archive_entry_filetype(entry) != AE_IFREG && archive_format(archive) != ARCHIVE_FORMAT_RAW) continue;
    member_path(archive, entry, path, name);
    if (count == 0 && is_office(archive, name))
      return fail(u, path, DM_ERR_FORMAT, "a document of an office program; save it as PDF or text");
    if (is_hidden(name)) continue;
    dm_status status = archive_entry_is_data_encrypted(entry) ? fail(u, name, DM_ERR_FORMAT, "encrypted")
                                                              : walk_member(u, archive, name, depth);
    if (status || u->spent) return status;
  }
}

/* The file itself where one can seek in it (zip and 7z have their tables at the end), else its bytes. */
static int open_outer(struct archive *archive, dm_stream *stream, int file, dm_input **bytes) {
  *bytes = NULL;
  if (lseek(file, 0, SEEK_SET) == 0) return archive_read_open_fd(archive, file, BLOCK);
  *bytes = dm_stream_take_all(stream, NULL, DM_FORMAT_UNKNOWN);
  return *bytes ? archive_read_open_memory(archive, (*bytes)->bytes, (*bytes)->size) : ARCHIVE_FATAL;
}

dm_status dm_walk_archive(dm_stream *stream, const char *path, int file, dm_format format,
                          const dm_walk_sink *sink) {
  unpack u = {.sink = sink, .format = format};
  struct archive *archive = new_archive();
  dm_input *bytes;
  int opened = open_outer(archive, stream, file, &bytes);
  u.budget = FREE_BYTES + RATIO_LIMIT * (bytes ? bytes->size : stream->size_hint);
  dm_status status;
  if (stream->error.status)
    status = fail(&u, path, stream->error.status, stream->error.message);
  else if (opened)
    status = fail(&u, path, DM_ERR_FORMAT, archive_error_string(archive));
  else
    status = walk_members(&u, archive, path, 0);
  archive_read_free(archive);
  dm_input_free(bytes);
  return status;
}
