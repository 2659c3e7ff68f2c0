#include "tag/kernel.h"

#include <stdlib.h>
#include <string.h>

extern const dm_kernel dm_kernel_plain;
#ifdef DM_X86_KERNELS
extern const dm_kernel dm_kernel_avx2, dm_kernel_avx512, dm_kernel_avx512vnni;

static int has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}
#endif

const dm_kernel *dm_kernel_named(const char *name) {
#ifdef DM_X86_KERNELS
  __builtin_cpu_init();
  if (!strcmp(name, "avx512vnni"))
    return has_avx512() && __builtin_cpu_supports("avx512vnni") ? &dm_kernel_avx512vnni : NULL;
  if (!strcmp(name, "avx512")) return has_avx512() ? &dm_kernel_avx512 : NULL;
  if (!strcmp(name, "avx2"))
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &dm_kernel_avx2 : NULL;
#endif
  return strcmp(name, "plain") ? NULL : &dm_kernel_plain;
}

const dm_kernel *dm_kernel_best(void) {
  static const char *const names[] = {"avx512vnni", "avx512", "avx2"};
  const char *wanted = getenv("DRAGOMAN_KERNEL");
  const dm_kernel *best = wanted ? dm_kernel_named(wanted) : NULL;
  for (size_t i = 0; !best && i < sizeof names / sizeof *names; i++) best = dm_kernel_named(names[i]);
  return best ? best : dm_kernel_named("plain");
}
