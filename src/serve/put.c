#include "serve/put.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "write/json.h"

static void begin(dm_put *put, const char *name) {
  if (put->comma) dm_buffer_putc(put->out, ',');
  put->comma = true;
  if (name) dm_json_key(put->out, name);
}

void dm_put_open(dm_put *put, const char *name, char bracket) {
  begin(put, name);
  dm_buffer_putc(put->out, bracket);
  put->comma = false;
}

void dm_put_close(dm_put *put, char bracket) {
  dm_buffer_putc(put->out, bracket);
  put->comma = true;
}

void dm_put_sized(dm_put *put, const char *name, const char *text, size_t size) {
  begin(put, name);
  dm_json_string(put->out, text, size);
}

void dm_put_text(dm_put *put, const char *name, const char *text) {
  dm_put_sized(put, name, text ? text : "", text ? strlen(text) : 0);
}

void dm_put_text_or_null(dm_put *put, const char *name, const char *text) {
  if (text)
    dm_put_text(put, name, text);
  else
    dm_put_null(put, name);
}

void dm_put_int(dm_put *put, const char *name, int64_t value) {
  begin(put, name);
  dm_buffer_printf(put->out, "%" PRId64, value);
}

void dm_put_int_or_null(dm_put *put, const char *name, int64_t value) {
  if (value)
    dm_put_int(put, name, value);
  else
    dm_put_null(put, name);
}

void dm_put_real(dm_put *put, const char *name, double value) {
  begin(put, name);
  dm_buffer_printf(put->out, "%.4f", isfinite(value) ? value : 0.0);
}

void dm_put_flag(dm_put *put, const char *name, bool value) {
  begin(put, name);
  dm_buffer_puts(put->out, value ? "true" : "false");
}

void dm_put_null(dm_put *put, const char *name) {
  begin(put, name);
  dm_buffer_puts(put->out, "null");
}
