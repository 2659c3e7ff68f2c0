#include "cli/curve.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "learn/export.h"

enum { WIDTH = 640, HEIGHT = 360, LEFT = 56, RIGHT = 56, TOP = 24, BOTTOM = 40 };

void dm_curve_add(dm_curve *c, double loss, double f1) {
  if (c->count == c->room) {
    c->room = c->room ? c->room * 2 : 32;
    c->loss = dm_xrealloc(c->loss, c->room * sizeof *c->loss);
    c->f1 = dm_xrealloc(c->f1, c->room * sizeof *c->f1);
  }
  c->loss[c->count] = loss;
  c->f1[c->count++] = f1;
}

void dm_curve_free(dm_curve *c) {
  free(c->loss);
  free(c->f1);
  *c = (dm_curve){0};
}

static void add_line(dm_buffer *out, const double *values, size_t count, double low, double high,
                     const char *colour) {
  dm_buffer_printf(out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour);
  for (size_t i = 0; i < count; i++) {
    double x = LEFT + (double)(WIDTH - LEFT - RIGHT) * (count > 1 ? (double)i / (double)(count - 1) : 0.5);
    double y =
        TOP + (double)(HEIGHT - TOP - BOTTOM) * (high > low ? 1 - (values[i] - low) / (high - low) : 0.5);
    dm_buffer_printf(out, "%.1f,%.1f ", x, y);
  }
  dm_buffer_puts(out, "\"/>\n");
}

static void add_scale(dm_buffer *out, const double *values, size_t count, int x, const char *anchor,
                      const char *name, double factor, const char *colour, double *low, double *high) {
  *low = *high = count ? values[0] : 0;
  for (size_t i = 1; i < count; i++) {
    if (values[i] < *low) *low = values[i];
    if (values[i] > *high) *high = values[i];
  }
  dm_buffer_printf(
      out,
      "<g fill=\"%s\" text-anchor=\"%s\"><text x=\"%d\" y=\"%d\">%.2f</text><text x=\"%d\" y=\"%d\">%.2f</text>"
      "<text x=\"%d\" y=\"16\">%s</text></g>\n",
      colour, anchor, x, TOP + 12, factor * *high, x, HEIGHT - BOTTOM, factor * *low, x, name);
}

dm_status dm_curve_write(const dm_curve *c, const char *path, dm_error *error) {
  dm_buffer out = {0};
  double low, high;
  dm_buffer_printf(&out,
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                   "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
                   "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">epochs 1 to %zu</text>\n",
                   WIDTH, HEIGHT, WIDTH / 2, HEIGHT - 12, c->count);
  add_scale(&out, c->loss, c->count, LEFT - 6, "end", "loss", 1, "#a33", &low, &high);
  add_line(&out, c->loss, c->count, low, high, "#a33");
  add_scale(&out, c->f1, c->count, WIDTH - RIGHT + 6, "start", "dev F1", 100, "#246", &low, &high);
  add_line(&out, c->f1, c->count, low, high, "#246");
  dm_buffer_puts(&out, "</svg>\n");
  dm_status status = dm_write_file(path, out.bytes, out.size, error);
  dm_buffer_free(&out);
  return status;
}
