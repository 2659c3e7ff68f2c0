/* What the tests of the walk share: a folder of their own, and a log of what was handed over. */
#ifndef DM_TESTS_WALK_HELP_H
#define DM_TESTS_WALK_HELP_H

#include "read_help.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"

/* What a walk handed over, one line each: "path size" or "path: failed status". */
UNUSED static dm_status log_input(void *user, dm_input *input) {
  dm_buffer_printf(user, "%s %zu\n", input->path, input->size);
  dm_input_free(input);
  return DM_OK;
}

UNUSED static dm_status log_failure(void *user, const dm_error *error) {
  dm_buffer_printf(user, "%s: %s\n", error->path, dm_status_name(error->status));
  return DM_OK;
}

UNUSED static dm_status walk_to(dm_buffer *log, const char *const *paths, size_t count) {
  dm_walk_sink sink = {.user = log, .input = log_input, .failure = log_failure};
  dm_buffer_clear(log);
  dm_status status = dm_walk(paths, count, DM_FORMAT_UNKNOWN, &sink);
  dm_buffer_putc(log, 0);
  return status;
}

UNUSED static void put_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  assert_int_equal(fclose(file), 0);
}

UNUSED static int in_new_folder(void **state) {
  static char folder[64];
  strcpy(folder, "/tmp/dm-walk-XXXXXX");
  if (!mkdtemp(folder) || chdir(folder)) return -1;
  *state = folder;
  return 0;
}

UNUSED static int remove_folder(void **state) {
  char command[128];
  snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", (char *)*state, (char *)*state);
  return chdir("/") || system(command);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, in_new_folder, remove_folder)

#endif
