/* See kernel_impl.h; compiler flags for this file stand in CMakeLists.txt. */
#include "tag/kernel.h"

extern const dm_kernel dm_kernel_avx512vnni;

#define DM_KERNEL dm_kernel_avx512vnni
#define DM_KERNEL_NAME "avx512vnni"
#define DM_LANES 16
#define DM_VNNI
#include "tag/kernel_impl.h"
