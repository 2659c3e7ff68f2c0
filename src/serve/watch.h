/* What happens in the background once a second: the archive is looked at for changes (which go to those who
 * listen to events, and into the list of names for completion), and connections that never finish a request are
 * ended. */
#ifndef DM_SERVE_WATCH_H
#define DM_SERVE_WATCH_H

#include "serve/stream.h"
#include "store/complete.h"

typedef struct dm_watch dm_watch;

dm_watch *dm_watch_new(struct dm_server *server, dm_error *error);
void dm_watch_stop(dm_watch *watch); /* ends all streams of events and the thread */
void dm_watch_free(dm_watch *watch); /* NULL is fine */

/* Changes whenever the archive does. */
int64_t dm_watch_version(dm_watch *watch);

/* The stream gets the next event. */
void dm_watch_wait(dm_watch *watch, dm_stream *stream);
/* What is known now, as an event. False if too many listen already. */
bool dm_watch_listen(dm_watch *watch, dm_buffer *event);
void dm_watch_left(dm_watch *watch); /* one listens no longer */

bool dm_watch_indexing(dm_watch *watch);

/* As dm_completer_find, with what was in the archive some seconds ago. Names live in `arena`. */
size_t dm_watch_complete(dm_watch *watch, dm_arena *arena, const char *prefix, unsigned kinds, size_t limit,
                         dm_completion *out);

#endif
