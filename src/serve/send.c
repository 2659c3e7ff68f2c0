#include "serve/send.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "serve/stream.h"

enum { WORTH = 1024 }; /* bytes from which packing pays */

static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'";

/* Sent with every answer. */
static const char *const always[][2] = {
    {"Content-Security-Policy", policy},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Vary", "Accept-Encoding"},
};

/* "gzip;q=0" is a refusal. */
bool dm_reply_packable(const dm_request *r) {
  const char *at = strstr(dm_request_header(r, "Accept-Encoding"), "gzip");
  return at && strncmp(at + 4, ";q=0,", 5) != 0 && strcmp(at + 4, ";q=0") != 0;
}

void dm_reply_pack(dm_request *r) {
  dm_buffer *body = &r->reply.body;
  if (body->size < WORTH || !dm_reply_packable(r)) return;
  z_stream z = {0};
  if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return;
  size_t room = deflateBound(&z, body->size);
  dm_buffer packed = {.bytes = dm_xmalloc(room), .room = room};
  z.next_in = (unsigned char *)body->bytes;
  z.avail_in = (uInt)body->size;
  z.next_out = (unsigned char *)packed.bytes;
  z.avail_out = (uInt)room;
  bool good = deflate(&z, Z_FINISH) == Z_STREAM_END;
  packed.size = z.total_out;
  deflateEnd(&z);
  if (good && packed.size < body->size) {
    dm_buffer_free(body);
    *body = packed;
    r->reply.packed = true;
  } else {
    dm_buffer_free(&packed);
  }
}

static struct MHD_Response *asset_response(dm_request *r, bool *packed) {
  const dm_asset *a = r->reply.asset;
  *packed = a->gzip && dm_reply_packable(r);
  r->sent = *packed ? a->gzip_size : a->size;
  return MHD_create_response_from_buffer(r->sent, (void *)(*packed ? a->gzip : a->bytes),
                                         MHD_RESPMEM_PERSISTENT);
}

static struct MHD_Response *body_response(dm_request *r) {
  dm_buffer *body = &r->reply.body;
  struct MHD_Response *response =
      body->size ? MHD_create_response_from_buffer(body->size, body->bytes, MHD_RESPMEM_MUST_FREE)
                 : MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
  r->sent = body->size;
  if (response && body->size) *body = (dm_buffer){0};
  return response;
}

static void add_headers(const dm_request *r, struct MHD_Response *response, bool packed) {
  const dm_reply *reply = &r->reply;
  char text[256];
  for (size_t i = 0; i < sizeof always / sizeof *always; i++)
    MHD_add_response_header(response, always[i][0], always[i][1]);
  if (reply->type && reply->status != 304) MHD_add_response_header(response, "Content-Type", reply->type);
  if (packed && reply->status != 304) MHD_add_response_header(response, "Content-Encoding", "gzip");
  if (reply->etag) MHD_add_response_header(response, "ETag", reply->etag);
  MHD_add_response_header(response, "Cache-Control",
                          reply->cache  ? reply->cache
                          : reply->etag ? "private, no-cache"
                                        : "no-store");
  if (reply->file) {
    snprintf(text, sizeof text, "attachment; filename=\"%s\"", reply->file);
    MHD_add_response_header(response, "Content-Disposition", text);
  }
  if (reply->retry) {
    snprintf(text, sizeof text, "%u", reply->retry);
    MHD_add_response_header(response, "Retry-After", text);
  }
  if (reply->login)
    MHD_add_response_header(response, "WWW-Authenticate", "Basic realm=\"Dragoman\", charset=\"UTF-8\"");
}

enum MHD_Result dm_reply_send(dm_request *r) {
  bool packed = r->reply.packed;
  struct MHD_Response *response = r->reply.asset && r->reply.status != 304 ? asset_response(r, &packed)
                                  : r->reply.stream                        ? dm_stream_response(r->reply.stream)
                                                                           : body_response(r);
  if (!response) return MHD_NO;
  r->reply.stream = NULL; /* the response's now */
  add_headers(r, response, packed);
  r->state = DM_REQUEST_SENT;
  enum MHD_Result result = MHD_queue_response(r->connection, r->reply.status, response);
  MHD_destroy_response(response);
  return result;
}
