/* The writers, one a file; write.c lists them. */
#ifndef DM_WRITE_FORMATS_H
#define DM_WRITE_FORMATS_H

#include "write/write.h"

extern const dm_writer dm_write_brackets, dm_write_ansi, dm_write_jsonl, dm_write_conll;

#endif
