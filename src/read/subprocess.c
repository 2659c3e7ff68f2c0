#define _GNU_SOURCE /* pipe2 */
#include "read/subprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"

enum { NOT_FOUND = 127, MESSAGE = 160 };

/* An unnamed file with the input: the program may seek in it, and nobody has to feed it while it writes. */
static FILE *input_file(const char *bytes, size_t size) {
  FILE *file = tmpfile();
  if (!file) return NULL;
  if (fwrite(bytes, 1, size, file) == size && !fflush(file) && !fseek(file, 0, SEEK_SET)) return file;
  fclose(file);
  return NULL;
}

static void limit(int resource, rlim_t value) {
  struct rlimit both = {value, value};
  setrlimit(resource, &both);
}

/* In the child, between fork and exec: nothing here may allocate. */
static _Noreturn void become(const char *const *argv, int in, int out, int err,
                             const dm_subprocess_limits *limits) {
  if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) _exit(NOT_FOUND);
  limit(RLIMIT_CPU, limits->seconds);
  limit(RLIMIT_AS, limits->memory);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, limits->output);
  execvp(argv[0], (char *const *)argv);
  _exit(NOT_FOUND);
}

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads what is there; false at the end. */
static bool drain(int file, dm_buffer *to) {
  char piece[64 * 1024];
  ssize_t got = read(file, piece, sizeof piece);
  if (got > 0) dm_buffer_add(to, piece, (size_t)got);
  return got > 0 || (got < 0 && errno == EINTR);
}

/* Collects both outputs until they end; false if a limit was passed. */
static bool collect(int out_file, int err_file, const dm_subprocess_limits *limits, dm_buffer *out,
                    dm_buffer *err) {
  int64_t deadline = now_ms() + (int64_t)limits->seconds * 1000;
  struct pollfd files[2] = {{.fd = out_file, .events = POLLIN}, {.fd = err_file, .events = POLLIN}};
  size_t before = out->size;
  while (files[0].fd >= 0 || files[1].fd >= 0) {
    int64_t left = deadline - now_ms();
    if (left <= 0 || out->size - before > limits->output || err->size > limits->output) return false;
    if (poll(files, 2, (int)left) < 0 && errno != EINTR) return false;
    if (files[0].revents && !drain(out_file, out)) files[0].fd = -1;
    if (files[1].revents && !drain(err_file, err)) files[1].fd = -1;
    files[0].revents = files[1].revents = 0;
  }
  return true;
}

static dm_status verdict(const char *program, int code, bool in_time, const dm_buffer *err, dm_error *error) {
  if (!in_time || (WIFSIGNALED(code) && (WTERMSIG(code) == SIGXCPU || WTERMSIG(code) == SIGKILL)))
    return dm_fail(error, DM_ERR_LIMIT, "%s took too long or wrote too much and was stopped", program);
  if (WIFSIGNALED(code))
    return dm_fail(error, DM_ERR_FORMAT, "%s was ended by signal %d", program, WTERMSIG(code));
  if (WEXITSTATUS(code) == NOT_FOUND)
    return dm_fail(error, DM_ERR_IO, "the program %s is not installed", program);
  if (!WEXITSTATUS(code)) return DM_OK;
  size_t size = 0;
  while (size < err->size && size < MESSAGE && err->bytes[size] >= ' ') size++;
  if (!size) return dm_fail(error, DM_ERR_FORMAT, "%s ended with status %d", program, WEXITSTATUS(code));
  return dm_fail(error, DM_ERR_FORMAT, "%s: %.*s", program, (int)size, err->bytes);
}

static dm_status run(const char *const *argv, FILE *in, int out[2], int err[2],
                     const dm_subprocess_limits *limits, dm_buffer *result, dm_error *error) {
  pid_t child = fork();
  if (child == 0) become(argv, fileno(in), out[1], err[1], limits);
  close(out[1]);
  close(err[1]);
  if (child < 0) return dm_fail(error, DM_ERR_IO, "cannot start %s: %s", argv[0], strerror(errno));
  dm_buffer messages = {0};
  bool in_time = collect(out[0], err[0], limits, result, &messages);
  int code = 0;
  if (!in_time) kill(child, SIGKILL);
  while (waitpid(child, &code, 0) < 0 && errno == EINTR) continue;
  dm_status status = verdict(argv[0], code, in_time, &messages, error);
  dm_buffer_free(&messages);
  return status;
}

dm_status dm_subprocess(const char *const *argv, const char *bytes, size_t size,
                        const dm_subprocess_limits *limits, dm_buffer *out, dm_error *error) {
  int out_pipe[2], err_pipe[2];
  FILE *in = input_file(bytes, size);
  if (!in) return dm_fail(error, DM_ERR_IO, "cannot write a temporary file: %s", strerror(errno));
  if (pipe2(out_pipe, O_CLOEXEC)) {
    fclose(in);
    return dm_fail(error, DM_ERR_IO, "cannot make a pipe: %s", strerror(errno));
  }
  if (pipe2(err_pipe, O_CLOEXEC)) {
    dm_fail(error, DM_ERR_IO, "cannot make a pipe: %s", strerror(errno));
    close(out_pipe[0]);
    close(out_pipe[1]);
    fclose(in);
    return DM_ERR_IO;
  }
  dm_status status = run(argv, in, out_pipe, err_pipe, limits, out, error);
  close(out_pipe[0]);
  close(err_pipe[0]);
  fclose(in);
  return status;
}
