/* The writers, one a file; write.c lists them. */
#ifndef DM_WRITE_FORMATS_H
#define DM_WRITE_FORMATS_H

#include "write/write.h"

extern const dm_writer dm_write_brackets, dm_write_ansi, dm_write_jsonl, dm_write_conll, dm_write_brat,
    dm_write_web_annotation, dm_write_tei, dm_write_html, dm_write_csv, dm_write_label_studio, dm_write_doccano;

#endif
