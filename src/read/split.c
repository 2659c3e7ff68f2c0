#include "read/split.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "read/parse.h"

enum { LOOK = 64 * 1024 }; /* bytes to sniff, and the first window of a record */

/* Formats whose files are sequences of records, each read by itself. */
static const struct {
  dm_format format;
  size_t (*record)(const char *bytes, size_t size, bool last);
} SPLITS[] = {
    {DM_FORMAT_CSV, dm_csv_row},
    {DM_FORMAT_MAIL, dm_mbox_message},
    {DM_FORMAT_JSONL, dm_jsonl_line},
    {DM_FORMAT_CONLL, dm_conll_document},
};

static char *numbered(const char *path, uint64_t number) {
  size_t room = strlen(path) + 24;
  char *name = dm_xmalloc(room);
  if (number)
    snprintf(name, room, "%s:%" PRIu64, path, number);
  else
    snprintf(name, room, "%s", path);
  return name;
}

static dm_status report(const dm_stream *stream, const char *path, const dm_walk_sink *sink) {
  dm_error error = stream->error;
  dm_fail_at(&error, path, stream->offset, stream->line);
  return sink->failure(sink->user, &error);
}

static dm_status whole(dm_stream *stream, const char *path, dm_format format, const dm_walk_sink *sink) {
  dm_input *input = dm_stream_take_all(stream, numbered(path, 0), format);
  return input ? sink->input(sink->user, input) : report(stream, path, sink);
}

/* Length of the next record; 0 at the end of the stream, or with stream->error set. */
static size_t next_record(dm_stream *stream, size_t (*record)(const char *, size_t, bool)) {
  for (size_t wanted = LOOK;; wanted *= 2) {
    size_t size = dm_stream_fill(stream, wanted);
    if (!size) return 0;
    size_t length = record(dm_stream_window(stream), size, stream->ended);
    if (length) return length;
    if (size > DM_INPUT_LIMIT) {
      dm_fail(&stream->error, DM_ERR_LIMIT, "a record is larger than 1 GiB");
      return 0;
    }
    if (wanted < size) wanted = size;
  }
}

static dm_status records(dm_stream *stream, const char *path, dm_format format,
                         size_t (*record)(const char *, size_t, bool), const dm_walk_sink *sink) {
  uint64_t number = 0;
  for (size_t length; (length = next_record(stream, record));) {
    bool only = number == 0 && stream->ended && length == stream->end - stream->at;
    dm_input *input = dm_stream_take(stream, length, numbered(path, only ? 0 : number + 1), format);
    number++;
    dm_status status = sink->input(sink->user, input);
    if (status) return status;
  }
  return stream->error.status ? report(stream, path, sink) : DM_OK;
}

dm_status dm_split(dm_stream *stream, const char *path, dm_format format, const dm_walk_sink *sink) {
  size_t look = dm_stream_fill(stream, LOOK);
  dm_format known = format ? format : dm_sniff(dm_stream_window(stream), look);
  for (size_t i = 0; i < sizeof SPLITS / sizeof *SPLITS; i++)
    if (SPLITS[i].format == known) return records(stream, path, known, SPLITS[i].record, sink);
  return whole(stream, path, format, sink);
}
