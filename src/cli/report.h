/* What the program says on standard error: one line a problem, where it is first. */
#ifndef DM_CLI_REPORT_H
#define DM_CLI_REPORT_H

#include <stdio.h>

#include "dragoman.h"

/* dragoman: PATH:LINE: byte BYTE: MESSAGE, each part where it is known. */
void dm_report_error(FILE *err, const dm_error *error);

/* dragoman: MESSAGE (printf-like). */
void dm_report(FILE *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A path as it can be shown: control characters, which could drive a terminal, become '?'. */
void dm_report_path(FILE *err, const char *path);

#endif
