/* The walk over an archive, its members split and read. */
#define _GNU_SOURCE /* memfd_create */
#include "read_target.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static dm_status read_member(void *user, dm_input *input) {
  (void)user;
  dm_error error = {0};
  uint64_t offset = input->offset;
  input->offset = 0; /* check_document looks into this input's bytes */
  if (input->format != DM_FORMAT_PDF && dm_sniff(input->bytes, input->size) != DM_FORMAT_PDF)
    dm_read(input, check_document, input, &error);
  input->offset = offset;
  dm_input_free(input);
  return DM_OK;
}

static dm_status ignore(void *user, const dm_error *error) {
  (void)user;
  require(error->status != DM_OK && error->message[0]);
  return DM_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[64];
  int file = memfd_create("fuzz", MFD_CLOEXEC);
  require(file >= 0);
  if (write(file, data, size) == (ssize_t)size) {
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    const char *const paths[] = {path};
    dm_walk_sink sink = {.input = read_member, .failure = ignore};
    dm_walk(paths, 1, DM_FORMAT_UNKNOWN, &sink);
  }
  close(file);
  return 0;
}
