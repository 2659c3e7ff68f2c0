#include "tag/kernel.h"

#include <stdlib.h>
#include <string.h>

extern const dm_kernel dm_kernel_plain;
#ifdef DM_X86_KERNELS
extern const dm_kernel dm_kernel_avx2, dm_kernel_avx512;
#endif

const dm_kernel *dm_kernel_named(const char *name) {
#ifdef DM_X86_KERNELS
  __builtin_cpu_init();
  if (!strcmp(name, "avx512"))
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") ? &dm_kernel_avx512 : NULL;
  if (!strcmp(name, "avx2"))
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &dm_kernel_avx2 : NULL;
#endif
  return strcmp(name, "plain") ? NULL : &dm_kernel_plain;
}

const dm_kernel *dm_kernel_best(void) {
  const char *wanted = getenv("DRAGOMAN_KERNEL");
  const dm_kernel *best = wanted ? dm_kernel_named(wanted) : NULL;
  if (!best) best = dm_kernel_named("avx512");
  if (!best) best = dm_kernel_named("avx2");
  return best ? best : dm_kernel_named("plain");
}
