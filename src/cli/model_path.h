/* Where the default model is. */
#ifndef DM_CLI_MODEL_PATH_H
#define DM_CLI_MODEL_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* $DRAGOMAN_MODEL if it is set and not empty; else the first of these that exists: en.dragoman in
 * ../share/dragoman and share/dragoman as seen from the program's own folder (installed; in a build
 * folder), and the place that was compiled in. False, with a message on standard error that lists them, if
 * there is none. */
bool dm_model_path(char *path, size_t size);

#endif
