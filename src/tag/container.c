#include "tag/container.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/error.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "model files are little-endian and read in place"
#endif

static const char magic[8] = {'D', 'R', 'A', 'G', 'O', 'M', 'A', 'N'};

typedef struct {
  char magic[8];
  uint32_t version, sections;
  uint64_t size;     /* of the whole file */
  uint64_t checksum; /* XXH3-64 of everything behind this header */
} header;

typedef struct {
  char name[DM_SECTION_NAME];
  uint64_t offset, size;
} entry;

struct dm_container {
  const unsigned char *bytes;
  size_t size;
  int mapped;
  const entry *entries;
  uint32_t count;
};

static uint64_t align(uint64_t offset) {
  return (offset + DM_SECTION_ALIGN - 1) / DM_SECTION_ALIGN * DM_SECTION_ALIGN;
}

/* Sections lie one behind the other in the order of the table, from its end to that of the file: so nothing
 * lies outside, and a wrong number of sections is seen, which the checksum does not cover. */
static dm_status check_sections(const dm_container *c, dm_error *error) {
  uint64_t at = sizeof(header) + c->count * sizeof(entry);
  for (uint32_t i = 0; i < c->count; i++) {
    const entry *e = &c->entries[i];
    if (e->offset != align(at) || e->offset > c->size || e->size > c->size - e->offset ||
        !memchr(e->name, 0, sizeof e->name))
      return dm_fail(error, DM_ERR_MODEL, "section %u is not where it should be", i);
    at = e->offset + e->size;
  }
  return at == c->size ? DM_OK : dm_fail(error, DM_ERR_MODEL, "the sections do not fill the file");
}

static dm_status check(dm_container *c, dm_error *error) {
  header h;
  if (c->size < sizeof h) return dm_fail(error, DM_ERR_MODEL, "too short for a model (%zu bytes)", c->size);
  memcpy(&h, c->bytes, sizeof h);
  if (memcmp(h.magic, magic, sizeof magic)) return dm_fail(error, DM_ERR_MODEL, "not a model file");
  if (h.version != DM_CONTAINER_VERSION)
    return dm_fail(error, DM_ERR_MODEL, "model format version %u, this program reads version %d", h.version,
                   DM_CONTAINER_VERSION);
  if (h.size != c->size)
    return dm_fail(error, DM_ERR_MODEL, "truncated or padded: %zu bytes, the header says %llu", c->size,
                   (unsigned long long)h.size);
  if (h.sections > (c->size - sizeof h) / sizeof(entry))
    return dm_fail(error, DM_ERR_MODEL, "section table does not fit the file");
  if (XXH3_64bits(c->bytes + sizeof h, c->size - sizeof h) != h.checksum)
    return dm_fail(error, DM_ERR_MODEL, "checksum does not match: the file is damaged");
  c->entries = (const entry *)(const void *)(c->bytes + sizeof h);
  c->count = h.sections;
  return check_sections(c, error);
}

dm_container *dm_container_of(const void *bytes, size_t size, dm_error *error) {
  dm_container *c = dm_xcalloc(1, sizeof *c);
  c->bytes = bytes;
  c->size = size;
  if (check(c, error) == DM_OK) return c;
  free(c);
  return NULL;
}

dm_container *dm_container_open(const char *path, dm_error *error) {
  struct stat st;
  dm_fail_at(error, path, 0, 0);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &st)) {
    dm_fail(error, DM_ERR_IO, "cannot open model: %s", strerror(errno));
    if (fd >= 0) close(fd);
    return NULL;
  }
  if (!S_ISREG(st.st_mode) || st.st_size == 0) {
    dm_fail(error, DM_ERR_MODEL, S_ISREG(st.st_mode) ? "empty file" : "not a regular file");
    close(fd);
    return NULL;
  }
  void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED) {
    dm_fail(error, DM_ERR_IO, "cannot map model: %s", strerror(errno));
    close(fd);
    return NULL;
  }
  close(fd);
  dm_container *c = dm_container_of(bytes, (size_t)st.st_size, error);
  if (c)
    c->mapped = 1;
  else
    munmap(bytes, (size_t)st.st_size);
  return c;
}

void dm_container_close(dm_container *c) {
  if (!c) return;
  if (c->mapped) munmap((void *)(uintptr_t)c->bytes, c->size);
  free(c);
}

const void *dm_container_section(const dm_container *c, const char *name, size_t *size) {
  for (uint32_t i = 0; i < c->count; i++)
    if (!strcmp(c->entries[i].name, name)) {
      if (size) *size = (size_t)c->entries[i].size;
      return c->bytes + c->entries[i].offset;
    }
  return NULL;
}

const void *dm_container_need(const dm_container *c, const char *name, size_t size, dm_error *error) {
  size_t found = 0;
  const void *bytes = dm_container_section(c, name, &found);
  if (bytes && found == size) return bytes;
  if (bytes)
    dm_fail(error, DM_ERR_MODEL, "section %s has %zu bytes, %zu were expected", name, found, size);
  else
    dm_fail(error, DM_ERR_MODEL, "section %s is missing", name);
  return NULL;
}

static void pad(dm_buffer *out) {
  while (out->size % DM_SECTION_ALIGN) dm_buffer_putc(out, 0);
}

void dm_container_build(const dm_section *sections, size_t count, dm_buffer *out) {
  header h = {.version = DM_CONTAINER_VERSION, .sections = (uint32_t)count};
  memcpy(h.magic, magic, sizeof magic);
  dm_buffer_clear(out);
  dm_buffer_add(out, &h, sizeof h);
  uint64_t offset = sizeof h + count * sizeof(entry);
  for (size_t i = 0; i < count; i++) {
    entry e = {.size = sections[i].size};
    offset = align(offset);
    memcpy(e.name, sections[i].name, sizeof e.name);
    e.offset = offset;
    offset += e.size;
    dm_buffer_add(out, &e, sizeof e);
  }
  for (size_t i = 0; i < count; i++) {
    pad(out);
    dm_buffer_add(out, sections[i].bytes, sections[i].size);
  }
  h.size = out->size;
  h.checksum = XXH3_64bits(out->bytes + sizeof h, out->size - sizeof h);
  memcpy(out->bytes, &h, sizeof h);
}
