/* See kernel_impl.h; compiler flags for this file stand in CMakeLists.txt. */
#include "tag/kernel.h"

extern const dm_kernel dm_kernel_plain;

#define DM_KERNEL dm_kernel_plain
#define DM_KERNEL_NAME "plain"
#define DM_LANES 4
#include "tag/kernel_impl.h"
