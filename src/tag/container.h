/* The file that models and vectors live in: named sections, checksummed, mapped into memory.
 * docs/model-format.md describes it byte by byte. */
#ifndef DM_TAG_CONTAINER_H
#define DM_TAG_CONTAINER_H

#include "base/buffer.h"
#include "dragoman.h"

enum { DM_CONTAINER_VERSION = 1, DM_SECTION_NAME = 24, DM_SECTION_ALIGN = 64 };

typedef struct dm_container dm_container;

/* Maps the file and checks magic, version, size, checksum and section table. NULL with error set
 * (DM_ERR_IO or DM_ERR_MODEL). */
dm_container *dm_container_open(const char *path, dm_error *error);

/* The same over bytes that the caller keeps alive and aligned to DM_SECTION_ALIGN. */
dm_container *dm_container_of(const void *bytes, size_t size, dm_error *error);
void dm_container_close(dm_container *container);

/* The section's bytes (aligned to DM_SECTION_ALIGN), NULL if there is none. */
const void *dm_container_section(const dm_container *container, const char *name, size_t *size);

/* The same, DM_ERR_MODEL unless it is there with exactly `size` bytes. */
const void *dm_container_need(const dm_container *container, const char *name, size_t size, dm_error *error);

/* Building one: sections in the order given; the bytes are copied by dm_container_build. */
typedef struct {
  char name[DM_SECTION_NAME];
  const void *bytes;
  size_t size;
} dm_section;

void dm_container_build(const dm_section *sections, size_t count, dm_buffer *out);

#endif
