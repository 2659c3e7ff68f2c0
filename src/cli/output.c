#include "cli/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/report.h"

/* ---- pieces --------------------------------------------------------------------------------- */

dm_buffer *dm_pieces_add(dm_pieces *pieces, const char *stem, const char *extension) {
  if (pieces->count == pieces->room) {
    pieces->room = pieces->room ? 2 * pieces->room : 4;
    pieces->items = dm_xrealloc(pieces->items, pieces->room * sizeof *pieces->items);
  }
  char *copy = NULL;
  if (stem) {
    copy = dm_xmalloc(strlen(stem) + 1);
    strcpy(copy, stem);
  }
  pieces->items[pieces->count++] = (dm_piece){pieces->bytes.size, copy, extension};
  return &pieces->bytes;
}

void dm_pieces_cut(dm_pieces *pieces, size_t count) {
  if (count >= pieces->count) return;
  pieces->bytes.size = pieces->items[count].begin;
  while (pieces->count > count) free(pieces->items[--pieces->count].stem);
}

void dm_pieces_free(dm_pieces *pieces) {
  dm_pieces_cut(pieces, 0);
  free(pieces->items);
  dm_buffer_free(&pieces->bytes);
  *pieces = (dm_pieces){0};
}

/* ---- writing -------------------------------------------------------------------------------- */

static bool write_all(int file, const char *bytes, size_t size) {
  while (size) {
    const ssize_t written = write(file, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes += written;
    size -= (size_t)written;
  }
  return true;
}

static bool complain(const char *path) {
  dm_report(stderr, "%s: %s", path, strerror(errno));
  return false;
}

bool dm_output_bytes(const char *bytes, size_t size) {
  if (write_all(STDOUT_FILENO, bytes, size)) return true;
  return errno == EPIPE ? false : complain("standard output");
}

static bool is_empty(const char *folder) {
  DIR *entries = opendir(folder);
  if (!entries) return complain(folder);
  size_t count = 0;
  while (readdir(entries)) count++;
  closedir(entries);
  if (count > 2)
    dm_report(stderr, "%s: not empty; results are written only to an empty or a new folder", folder);
  return count <= 2; /* . and .. */
}

bool dm_output_open(const dm_output *output) {
  if (!output->folder) return true;
  if (mkdir(output->folder, 0777) == 0) return true;
  return errno == EEXIST ? is_empty(output->folder) : complain(output->folder);
}

/* A name that is one file's in any folder: no slash, no control characters, not hidden. */
static void file_name(char *path, size_t size, const char *folder, const char *stem, unsigned number,
                      const char *extension) {
  char safe[200];
  size_t length = 0;
  for (const char *c = stem; *c && length + 1 < sizeof safe; c++) {
    const bool unsafe = *c == '/' || (unsigned char)*c < 0x20 || (length == 0 && *c == '.');
    safe[length++] = unsafe ? '_' : *c;
  }
  safe[length] = 0;
  if (number > 1)
    snprintf(path, size, "%s/%s-%u.%s", folder, safe, number, extension);
  else
    snprintf(path, size, "%s/%s.%s", folder, safe, extension);
}

/* Creates the file of a piece, whose stem gets the first free number from *number on. */
static int create(const dm_output *output, const char *stem, const char *extension, unsigned *number,
                  char *path) {
  int file;
  do {
    file_name(path, PATH_MAX, output->folder, stem, *number, extension);
    file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (file < 0 && errno == EEXIST && ++*number);
  return file;
}

static bool write_file(int file, const char *path, const char *bytes, size_t size) {
  if (file < 0) return complain(path);
  bool good = write_all(file, bytes, size);
  const int problem = errno;
  if (close(file) != 0 && good)
    good = false;
  else
    errno = problem;
  return good || complain(path);
}

/* Where a piece's bytes are; *size tells how many. */
static const char *piece_bytes(const dm_pieces *pieces, size_t index, size_t *size) {
  const size_t begin = pieces->items[index].begin;
  *size = (index + 1 < pieces->count ? pieces->items[index + 1].begin : pieces->bytes.size) - begin;
  return *size ? pieces->bytes.bytes + begin : "";
}

static bool write_files(const dm_output *output, const dm_pieces *pieces) {
  const char *stem = "";
  unsigned number = 1;
  for (size_t i = 0; i < pieces->count; i++) {
    const dm_piece *piece = &pieces->items[i];
    size_t size;
    const char *bytes = piece_bytes(pieces, i, &size);
    if (piece->stem) {
      stem = piece->stem;
      number = 1;
    }
    char path[PATH_MAX];
    const int file = create(output, stem, piece->extension, &number, path);
    if (!write_file(file, path, bytes, size)) return false;
  }
  return true;
}

bool dm_output_pieces(dm_output *output, const dm_pieces *pieces) {
  if (output->folder) return write_files(output, pieces);
  for (size_t i = 0; i < pieces->count; i++) {
    size_t size;
    const char *bytes = piece_bytes(pieces, i, &size);
    if (output->written && !dm_output_bytes(output->between, strlen(output->between))) return false;
    output->written = true;
    if (!dm_output_bytes(bytes, size)) return false;
  }
  return true;
}
