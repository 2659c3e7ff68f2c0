/* Finding the inputs: files, folders, standard input. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "read/archive.h"
#include "read/split.h"

enum { DEPTH_LIMIT = 512 }; /* folders within folders; links cannot loop, but a tree can be deep */

typedef struct {
  dev_t device;
  ino_t inode;
} folder_id;

typedef struct {
  const dm_walk_sink *sink;
  dm_format format;
  folder_id *seen; /* [seen_count] folders already visited, sorted */
  size_t seen_count, seen_room;
} walk;

static dm_status fail(walk *w, const char *path, dm_status status, const char *what, int number) {
  dm_error error = {0};
  if (number)
    dm_fail(&error, status, "%s: %s", what, strerror(number));
  else
    dm_fail(&error, status, "%s", what);
  dm_fail_at(&error, path, 0, 0);
  return w->sink->failure(w->sink->user, &error);
}

static char *copy(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(dm_xmalloc(size), text, size);
}

static size_t read_file(void *user, char *to, size_t room, dm_error *error) {
  for (;;) {
    ssize_t got = read(*(int *)user, to, room);
    if (got >= 0) return (size_t)got;
    if (errno == EINTR) continue;
    dm_fail(error, DM_ERR_IO, "cannot read: %s", strerror(errno));
    return 0;
  }
}

static dm_status visit_file(walk *w, const char *path, int file, off_t size) {
  dm_stream stream = dm_stream_open(read_file, &file, size > 0 ? (uint64_t)size : 0);
  size_t look = dm_stream_fill(&stream, DM_ARCHIVE_LOOK);
  dm_status status = dm_is_archive(dm_stream_window(&stream), look)
                         ? dm_walk_archive(&stream, path, file, w->format, w->sink)
                         : dm_split(&stream, path, w->format, w->sink);
  dm_stream_close(&stream);
  return status;
}

/* Remembers a folder; 0 if it was there already. */
static int first_visit(walk *w, const struct stat *info) {
  folder_id id = {info->st_dev, info->st_ino};
  size_t low = 0, high = w->seen_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const folder_id *at = &w->seen[middle];
    if (at->device == id.device && at->inode == id.inode) return 0;
    if (at->device < id.device || (at->device == id.device && at->inode < id.inode))
      low = middle + 1;
    else
      high = middle;
  }
  if (w->seen_count == w->seen_room) {
    w->seen_room = w->seen_room ? w->seen_room * 2 : 64;
    w->seen = dm_xrealloc(w->seen, w->seen_room * sizeof *w->seen);
  }
  memmove(&w->seen[low + 1], &w->seen[low], (w->seen_count - low) * sizeof *w->seen);
  w->seen[low] = id;
  w->seen_count++;
  return 1;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a folder, sorted, hidden ones left out; NULL with errno set if it cannot be read. */
static char **list_folder(const char *path, size_t *count) {
  DIR *folder = opendir(path);
  if (!folder) return NULL;
  size_t room = 16;
  char **names = dm_xmalloc(room * sizeof *names);
  *count = 0;
  for (struct dirent *entry; (entry = readdir(folder));) {
    if (entry->d_name[0] == '.') continue;
    if (*count == room) names = dm_xrealloc(names, (room *= 2) * sizeof *names);
    names[(*count)++] = copy(entry->d_name);
  }
  closedir(folder);
  qsort(names, *count, sizeof *names, by_name);
  return names;
}

static dm_status visit(walk *w, const char *path, int depth);

static dm_status visit_folder(walk *w, const char *path, const struct stat *info, int depth) {
  if (!first_visit(w, info)) return DM_OK;
  if (depth == DEPTH_LIMIT) return fail(w, path, DM_ERR_LIMIT, "more than 512 folders deep", 0);
  size_t count, size = strlen(path);
  char **names = list_folder(path, &count);
  if (!names) return fail(w, path, DM_ERR_IO, "cannot open the folder", errno);
  dm_status status = DM_OK;
  for (size_t i = 0; i < count; i++) {
    size_t length = strlen(names[i]);
    char *inner = dm_xmalloc(size + length + 2);
    memcpy(inner, path, size);
    size_t at = size && path[size - 1] == '/' ? size : size + 1;
    inner[at - 1] = '/';
    memcpy(inner + at, names[i], length + 1);
    if (!status) status = visit(w, inner, depth + 1);
    free(inner);
    free(names[i]);
  }
  free(names);
  return status;
}

/* depth 0: named by the caller, and then it may also be a pipe or a device. */
static dm_status visit(walk *w, const char *path, int depth) {
  struct stat info;
  if (depth == 0 && !strcmp(path, "-")) return visit_file(w, path, STDIN_FILENO, 0);
  if (stat(path, &info)) return fail(w, path, DM_ERR_IO, "cannot open", errno);
  if (S_ISDIR(info.st_mode)) return visit_folder(w, path, &info, depth);
  if (depth && !S_ISREG(info.st_mode)) return DM_OK;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return fail(w, path, DM_ERR_IO, "cannot open", errno);
  dm_status status = visit_file(w, path, file, info.st_size);
  close(file);
  return status;
}

dm_status dm_walk(const char *const *paths, size_t count, dm_format format, const dm_walk_sink *sink) {
  walk w = {.sink = sink, .format = format};
  dm_status status = DM_OK;
  for (size_t i = 0; i < count && !status; i++) status = visit(&w, paths[i], 0);
  free(w.seen);
  return status;
}
