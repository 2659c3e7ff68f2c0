/* A stream -> inputs: whole, or row by row, message by message where the format allows. */
#ifndef DM_READ_SPLIT_H
#define DM_READ_SPLIT_H

#include "read/stream.h"

/* Hands everything in the stream to the sink. `format` DM_FORMAT_UNKNOWN: sniffed. Returns what the sink
 * returned; a stream that breaks off is reported to the sink as a failure. */
dm_status dm_split(dm_stream *stream, const char *path, dm_format format, const dm_walk_sink *sink);

/* Where the first record of bytes[size] ends (offset behind it), 0 if that is not in sight yet. `last`:
 * no more bytes will come; then the result is > 0 for size > 0. */
size_t dm_csv_row(const char *bytes, size_t size, bool last);
size_t dm_mbox_message(const char *bytes, size_t size, bool last);
size_t dm_jsonl_line(const char *bytes, size_t size, bool last);
size_t dm_conll_document(const char *bytes, size_t size, bool last);

bool dm_is_conll(const char *bytes, size_t size); /* do they look like it? */

#endif
