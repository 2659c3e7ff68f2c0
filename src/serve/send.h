/* The last step of a request: its reply as the client sees it. */
#ifndef DM_SERVE_SEND_H
#define DM_SERVE_SEND_H

#include "serve/request.h"

bool dm_reply_packable(const dm_request *request); /* the client understands gzip */

/* On a worker: makes the body smaller where the client understands gzip and it is worth it. */
void dm_reply_pack(dm_request *request);

/* On the thread that talks to clients. */
enum MHD_Result dm_reply_send(dm_request *request);

#endif
