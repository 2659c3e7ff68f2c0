#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "serve/request.h"

const char *dm_request_header(const dm_request *r, const char *name) {
  const char *value = r->connection ? MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name) : NULL;
  return value ? value : "";
}

const char *dm_request_argument(const dm_request *r, const char *name) {
  return dm_target_get(&r->target, name);
}

bool dm_request_number(dm_request *r, const char *name, uint64_t low, uint64_t high, uint64_t *out) {
  if (dm_target_number(&r->target, name, low, high, out)) return true;
  dm_reply_error(r, 400, "%s is a number from %llu to %llu", name, (unsigned long long)low,
                 (unsigned long long)high);
  return false;
}

dm_put dm_reply_object(dm_request *r) {
  dm_buffer_clear(&r->reply.body);
  r->reply.status = 200;
  r->reply.type = "application/json";
  dm_put put = {.out = &r->reply.body};
  dm_put_open(&put, NULL, '{');
  return put;
}

void dm_reply_end(dm_put *put) {
  dm_put_close(put, '}');
  dm_buffer_putc(put->out, '\n');
}

static dm_put begin_error(dm_request *r, unsigned status, const char *message) {
  dm_put put = dm_reply_object(r);
  r->reply.status = status;
  r->reply.etag = NULL;
  dm_put_text(&put, "error", message);
  return put;
}

void dm_reply_error(dm_request *r, unsigned status, const char *format, ...) {
  char message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  dm_put put = begin_error(r, status, message);
  dm_reply_end(&put);
}

void dm_reply_error_at(dm_request *r, unsigned status, size_t at, const char *message) {
  dm_put put = begin_error(r, status, message);
  dm_put_int(&put, "at", (int64_t)at);
  dm_reply_end(&put);
}

void dm_reply_text(dm_request *r, unsigned status, const char *text) {
  dm_buffer_clear(&r->reply.body);
  r->reply.status = status;
  r->reply.type = "text/plain; charset=utf-8";
  dm_buffer_puts(&r->reply.body, text);
}
