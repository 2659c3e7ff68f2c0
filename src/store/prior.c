#include "store/prior.h"

#include <stdlib.h>
#include <string.h>

static const char *words_at(dm_arena *arena, const char *text, size_t size, dm_span span) {
  return span.end <= size ? dm_strndup(arena, text + span.begin, span.end - span.begin) : "";
}

/* mention.was is "begin end type entity ..." (apply.c). */
static int64_t entity_before(const char *was) {
  for (int i = 0; i < 3 && (was = strchr(was, ' ')) != NULL; i++) was++;
  return was ? strtoll(was, NULL, 10) : 0;
}

void dm_store_read_priors(struct dm_store *store, int64_t document, dm_arena *arena, dm_priors *out) {
  if (!dm_db_int(store, 0, "SELECT EXISTS (SELECT 1 FROM correction)", "")) return;
  size_t size;
  const char *text = dm_filed_text(store, document, arena, &size);
  dm_kept_mentions mentions = {0};
  dm_mentions_read(store, document, arena, &mentions);
  for (size_t i = 0; i < mentions.count; i++) {
    const dm_kept_mention *m = &mentions.items[i];
    int64_t entity = m->was && *m->was ? entity_before(m->was) : m->entity;
    if (!dm_db_int(store, 0, "SELECT pinned FROM entity WHERE id=?1", "i", entity)) continue;
    out->items = dm_grow(arena, out->items, out->count, &out->room, sizeof *out->items);
    out->items[out->count++] = (dm_prior){m->span, m->type, words_at(arena, text, size, m->span), entity};
  }
}

static int64_t find(const dm_priors *priors, dm_span span, const char *type, const char *words) {
  int64_t entity = 0;
  for (size_t i = 0; i < priors->count; i++) {
    const dm_prior *p = &priors->items[i];
    if (strcmp(p->type, type) != 0 || strcmp(p->words, words) != 0) continue;
    if (p->span.begin == span.begin) return p->entity;
    if (entity && entity != p->entity) return 0; /* the words alone do not tell */
    entity = p->entity;
  }
  return entity;
}

void dm_store_use_priors(const dm_priors *priors, const dm_filed *doc, dm_kept_mentions *mentions,
                         dm_arena *arena) {
  for (size_t i = 0; priors->count && i < mentions->count; i++) {
    dm_kept_mention *m = &mentions->items[i];
    m->entity = find(priors, m->span, m->type, words_at(arena, doc->text, doc->size, m->span));
  }
}
