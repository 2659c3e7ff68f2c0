#include "read_target.h"

READ_TARGET(DM_FORMAT_CONLL)
