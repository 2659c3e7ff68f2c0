/* From mentions to entities: asks the resolver, writes what it decides, and keeps every count of an entity
 * equal to what its appearances and mentions add up to. */
#include <stdlib.h>
#include <string.h>

#include "store/lookup.h"
#include "store/phrase.h"
#include "store/write.h"

typedef struct {
  struct dm_store *store;
  dm_arena *arena;
  dm_filed *doc;
  dm_names names;
  dm_kept_mention **mentions; /* [names.count], what each name is */
} linking;

static void name_mentions(linking *l, dm_kept_mentions *list) {
  const dm_filed *doc = l->doc;
  dm_name *names = dm_alloc(l->arena, (list->count + 1) * sizeof *names);
  l->mentions = dm_alloc(l->arena, (list->count + 1) * sizeof(dm_kept_mention *));
  l->names = (dm_names){.text = doc->text,
                        .size = (uint32_t)doc->size,
                        .year = doc->date ? (int)strtol(doc->date, NULL, 10) : 0,
                        .origin = doc->origin,
                        .collection = doc->collection,
                        .names = names};
  for (size_t i = 0; i < list->count; i++) {
    dm_kept_mention *m = &list->items[i];
    if (m->rejected) continue;
    l->mentions[l->names.count] = m;
    names[l->names.count++] = (dm_name){
        .span = m->span, .type = m->type, .given = m->given, .paragraph = DM_NONE, .entity = m->entity};
  }
}

/* ---- aliases ----------------------------------------------------------------------------------- */

/* The words of a mention as one line: a name may run over a line end. */
static char *surface(dm_arena *arena, const char *text, dm_span span) {
  char *out = dm_alloc(arena, span.end - span.begin + 1);
  size_t n = 0;
  for (uint32_t i = span.begin; i < span.end; i++) {
    char c = text[i];
    bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (blank && (!n || out[n - 1] == ' ')) continue;
    out[n++] = blank ? ' ' : c;
  }
  return out;
}

typedef struct {
  int64_t entity;
  const char *name;
} form;

static int by_form(const void *a, const void *b) {
  const form *p = a, *q = b;
  if (p->entity != q->entity) return p->entity < q->entity ? -1 : 1;
  return strcmp(p->name, q->name);
}

static void count_alias(struct dm_store *store, const form *alias, int64_t by) {
  dm_db_do(store,
           "INSERT INTO alias(entity, name, count) VALUES(?1, ?2, ?3)"
           " ON CONFLICT DO UPDATE SET count = count + excluded.count",
           "isi", alias->entity, alias->name, by);
  if (by < 0)
    dm_db_do(store, "DELETE FROM alias WHERE entity=?1 AND name=?2 AND count<=0", "is", alias->entity,
             alias->name);
}

/* Counts the forms of all mentions that have an entity, each form once; `sign` is 1 or -1. */
static void count_aliases(linking *l, int64_t sign) {
  form *forms = dm_alloc(l->arena, (l->names.count + 1) * sizeof *forms);
  size_t count = 0;
  for (size_t i = 0; i < l->names.count; i++) {
    const dm_kept_mention *m = l->mentions[i];
    if (m->entity) forms[count++] = (form){m->entity, surface(l->arena, l->doc->text, m->span)};
  }
  if (count) qsort(forms, count, sizeof *forms, by_form);
  for (size_t i = 0, first = 0; i < count; i++) {
    if (i + 1 < count && !by_form(&forms[i], &forms[i + 1])) continue;
    count_alias(l->store, &forms[i], sign * (int64_t)(i + 1 - first));
    first = i + 1;
  }
}

/* ---- out --------------------------------------------------------------------------------------- */

static void take_out(struct dm_store *store, const dm_filed *doc, int64_t entity) {
  int64_t mentions = dm_db_int(store, 0, "SELECT mentions FROM appearance_row WHERE entity=?1 AND document=?2",
                               "ii", entity, doc->id);
  /* The row stays, emptied: should the link come back, so do its score and reason. */
  dm_db_do(store, "UPDATE appearance_row SET mentions=0 WHERE entity=?1 AND document=?2", "ii", entity,
           doc->id);
  dm_db_do(store, "UPDATE entity SET documents = documents - 1, mentions = mentions - ?2 WHERE id=?1", "ii",
           entity, mentions);
  /* The first or last date may have been this document's. */
  dm_db_do(store,
           "UPDATE entity SET (first, last) = (SELECT min(d.date), max(d.date) FROM appearance_row a"
           " JOIN document d ON d.id = a.document WHERE a.entity = ?1 AND a.mentions > 0) WHERE id=?1 AND "
           "(first=?2 OR last=?2)",
           "is", entity, doc->date);
}

void dm_store_unlink(struct dm_store *store, dm_filed *doc, const dm_kept_mentions *mentions) {
  linking l = {.store = store, .arena = dm_arena_new(), .doc = doc};
  dm_kept_mentions same = *mentions;
  name_mentions(&l, &same);
  count_aliases(&l, -1);
  for (size_t i = 0; i < doc->crowd.count; i++) {
    dm_crowd_member *member = &doc->crowd.members[i];
    if (member->present) take_out(store, doc, member->entity);
    member->present = false;
  }
  dm_arena_free(l.arena);
}

void dm_store_remember(const dm_filed *doc, dm_arena *arena, dm_entity_list *list) {
  for (size_t i = 0; i < doc->crowd.count; i++) {
    list->ids = dm_grow(arena, list->ids, list->count, &list->room, sizeof *list->ids);
    list->ids[list->count++] = doc->crowd.members[i].entity;
  }
}

void dm_store_sweep(struct dm_store *store, const dm_entity_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    if (!dm_db_int(
            store, 0,
            "SELECT 1 FROM entity WHERE id=?1 AND NOT pinned AND NOT EXISTS (SELECT 1 FROM appearance_row "
            "WHERE entity=?1)",
            "i", list->ids[i]))
      continue;
    dm_db_do(store, "DELETE FROM entity_key WHERE entity=?1", "i", list->ids[i]);
    dm_db_do(store, "DELETE FROM alias WHERE entity=?1", "i", list->ids[i]);
    dm_db_do(store, "DELETE FROM entity WHERE id=?1", "i", list->ids[i]);
  }
}

/* ---- in ---------------------------------------------------------------------------------------- */

static int64_t blanks_in(const char *name) {
  int64_t count = 0;
  for (; *name; name++) count += *name == ' ';
  return count;
}

/* The entity's row, made if need be, and the keys under which it is found from now on. */
static int64_t write_cluster(struct dm_store *store, const dm_cluster *cluster) {
  int64_t entity = cluster->entity;
  if (!entity) {
    dm_db_do(store, "INSERT INTO entity(type, name) VALUES(?1, ?2)", "ss", cluster->type, cluster->name);
    entity = sqlite3_last_insert_rowid(store->db);
  }
  for (size_t i = 0; i < cluster->key_count; i++)
    dm_db_do(store, "INSERT OR IGNORE INTO entity_key(key, entity) VALUES(?1, ?2)", "si", cluster->keys[i],
             entity);
  return entity;
}

/* Two clusters of a document may lead to one entity: the appearance keeps the surer link. A link that is
 * only kept (`kept`) also keeps the score and the reason that it had. */
static void write_appearance(linking *l, int64_t entity, const dm_cluster *cluster, bool kept,
                             int64_t mentions) {
  dm_crowd *crowd = &l->doc->crowd;
  size_t before = crowd->count;
  dm_crowd_member *member = dm_crowd_put(l->arena, crowd, entity);
  bool known = member->present, row = crowd->count == before;
  member->present = true;
  if (row && !known && !kept)
    dm_db_do(l->store, "DELETE FROM appearance_row WHERE entity=?1 AND document=?2", "ii", entity, l->doc->id);
  dm_db_do(l->store,
           "INSERT INTO appearance_row(entity, document, mentions, score, reason, role)"
           " VALUES(?1, ?2, ?3, ?4, ?5, nullif(?6, 0)) ON CONFLICT DO UPDATE SET"
           " reason = CASE WHEN mentions > 0 AND excluded.score > score THEN excluded.reason ELSE reason END,"
           " score = CASE WHEN mentions > 0 THEN max(score, excluded.score) ELSE score END,"
           " role = coalesce(role, excluded.role), mentions = mentions + excluded.mentions",
           "iiiiii", entity, l->doc->id, mentions, (int64_t)((double)cluster->score * 1000 + 0.5),
           dm_phrase(l->store, cluster->reason), *cluster->role ? dm_phrase(l->store, cluster->role) : 0);
  /* An entity goes by the fullest form it was met under, of four words at most. */
  int64_t blanks = blanks_in(cluster->name);
  dm_db_do(
      l->store,
      "UPDATE entity SET documents = documents + ?2, mentions = mentions + ?3,"
      " first = min(coalesce(first, ?4), coalesce(?4, first)),"
      " last = max(coalesce(last, ?4), coalesce(?4, last)),"
      " name = CASE WHEN ?6 > length(name) - length(replace(name, ' ', '')) THEN ?5 ELSE name END WHERE id=?1",
      "iiissi", entity, (int64_t)!known, mentions, l->doc->date, cluster->name, blanks < 4 ? blanks : 0);
}

/* Writes what the resolver decided. */
static void write_links(linking *l, const dm_resolution *r) {
  int64_t *entities = dm_alloc(l->arena, r->cluster_count * sizeof *entities);
  int64_t *mentions = dm_alloc(l->arena, r->cluster_count * sizeof *mentions);
  bool *kept = dm_alloc(l->arena, r->cluster_count * sizeof *kept);
  for (size_t i = 0; i < r->cluster_count; i++) entities[i] = write_cluster(l->store, &r->clusters[i]);
  for (size_t i = 0; i < l->names.count; i++) {
    const dm_member *member = &r->members[i];
    dm_kept_mention *m = l->mentions[i];
    mentions[member->cluster]++;
    kept[member->cluster] |= m->entity != 0;
    m->entity = entities[member->cluster];
    if (m->score >= 0) continue;
    m->score = (double)member->score;
    m->reason = member->reason;
  }
  count_aliases(l, 1);
  for (size_t i = 0; i < r->cluster_count; i++)
    write_appearance(l, entities[i], &r->clusters[i], kept[i], mentions[i]);
}

void dm_store_link(struct dm_store *store, dm_filed *doc, dm_kept_mentions *mentions, dm_arena *arena) {
  if (!store->resolver || store->failed) return;
  linking l = {.store = store, .arena = arena, .doc = doc};
  dm_mentions_sort(mentions);
  name_mentions(&l, mentions);
  if (!l.names.count) return;
  dm_lookup lookup = dm_store_lookup(store);
  dm_resolution r = store->resolver->resolve(arena, &l.names, &lookup);
  write_links(&l, &r);
}
