/* zip, tar, 7z and compressed files, nested too: their members are walked like files. */
#ifndef DM_READ_ARCHIVE_H
#define DM_READ_ARCHIVE_H

#include "read/stream.h"

enum { DM_ARCHIVE_LOOK = 512 }; /* bytes that dm_is_archive wants to see */

bool dm_is_archive(const char *bytes, size_t size);

/* Walks the archive in `stream`, which stands at its start and reads from `file` (which is rewound where
 * it can be). Members are named "path!member". What cannot be unpacked is reported to the sink and the walk
 * goes on; the status is the sink's.
 *
 * Limits: archives within archives to a depth of 4, an inner one no larger than 256 MiB, and all that comes
 * out no more than 64 MiB + 250 times the size of the outer file. */
dm_status dm_walk_archive(dm_stream *stream, const char *path, int file, dm_format format,
                          const dm_walk_sink *sink);

#endif
