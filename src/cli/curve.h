/* The learning curve as a picture. */
#ifndef DM_CLI_CURVE_H
#define DM_CLI_CURVE_H

#include <stddef.h>

#include "dragoman.h"

typedef struct {
  double *loss, *f1; /* [count] of each epoch; f1 0..1 */
  size_t count, room;
} dm_curve;

void dm_curve_add(dm_curve *curve, double loss, double f1);
void dm_curve_free(dm_curve *curve);

/* An SVG of both over the epochs. */
dm_status dm_curve_write(const dm_curve *curve, const char *path, dm_error *error);

#endif
