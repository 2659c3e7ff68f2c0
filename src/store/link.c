/* From mentions to entities: asks the resolver, writes what it decides, and keeps every count of an entity
 * equal to what its appearances and mentions add up to. */
#include <stdlib.h>
#include <string.h>

#include "store/lookup.h"
#include "store/write.h"

typedef struct {
  dm_names names;
  int64_t *positions; /* [names.count] */
  const char *date;   /* NULL if unknown */
} linking;

static void read_document(struct dm_store *store, int64_t document, dm_arena *arena, linking *in) {
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT b.text, d.date, d.origin, d.collection FROM document d JOIN body b"
                                " ON b.document = d.id WHERE d.id=?1",
                                "i", document);
  while (dm_db_next(store, q)) {
    in->names.text = dm_db_copy(arena, q, 0);
    in->names.size = (uint32_t)sqlite3_column_bytes(q, 0);
    in->date = dm_db_copy_or_null(arena, q, 1);
    in->names.origin = dm_db_copy(arena, q, 2);
    in->names.collection = dm_db_copy(arena, q, 3);
    in->names.year = in->date ? (int)strtol(in->date, NULL, 10) : 0;
  }
}

static void read_mentions(struct dm_store *store, int64_t document, dm_arena *arena, linking *in) {
  dm_name *names = NULL;
  size_t room = 0, position_room = 0;
  sqlite3_stmt *q = dm_db_query(store,
                                "SELECT position, begin, end, type, given, paragraph, entity FROM mention"
                                " WHERE document=?1 AND state<>1 ORDER BY begin",
                                "i", document);
  while (dm_db_next(store, q)) {
    names = dm_grow(arena, names, in->names.count, &room, sizeof *names);
    in->positions = dm_grow(arena, in->positions, in->names.count, &position_room, sizeof *in->positions);
    in->positions[in->names.count] = sqlite3_column_int64(q, 0);
    names[in->names.count++] =
        (dm_name){.span = {(uint32_t)sqlite3_column_int64(q, 1), (uint32_t)sqlite3_column_int64(q, 2)},
                  .type = dm_db_copy(arena, q, 3),
                  .given = dm_db_copy_or_null(arena, q, 4),
                  .paragraph = (uint32_t)sqlite3_column_int64(q, 5),
                  .entity = sqlite3_column_int64(q, 6)};
  }
  in->names.names = names;
}

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

static void count_alias(struct dm_store *store, int64_t entity, const char *name, int64_t by) {
  dm_db_do(store,
           "INSERT INTO alias(entity, name, count) VALUES(?1, ?2, ?3)"
           " ON CONFLICT DO UPDATE SET count = count + excluded.count",
           "isi", entity, name, by);
  if (by < 0) dm_db_do(store, "DELETE FROM alias WHERE entity=?1 AND name=?2 AND count<=0", "is", entity, name);
}

void dm_store_unlink(struct dm_store *store, int64_t document, dm_arena *arena) {
  linking in = {0};
  read_document(store, document, arena, &in);
  read_mentions(store, document, arena, &in);
  for (size_t i = 0; i < in.names.count; i++)
    if (in.names.names[i].entity)
      count_alias(store, in.names.names[i].entity, surface(arena, in.names.text, in.names.names[i].span), -1);
  dm_entity_list list = {0};
  dm_store_entities_of(store, document, arena, &list);
  for (size_t i = 0; i < list.count; i++) {
    int64_t mentions = dm_db_int(store, 0, "SELECT mentions FROM appearance WHERE entity=?1 AND document=?2",
                                 "ii", list.ids[i], document);
    if (!mentions) continue;
    /* The row stays, emptied: should the link come back, so do its score and reason. */
    dm_db_do(store, "UPDATE appearance SET mentions=0 WHERE entity=?1 AND document=?2", "ii", list.ids[i],
             document);
    dm_db_do(store, "UPDATE entity SET documents = documents - 1, mentions = mentions - ?2 WHERE id=?1", "ii",
             list.ids[i], mentions);
    /* The first or last date may have been this document's. */
    dm_db_do(store,
             "UPDATE entity SET (first, last) = (SELECT min(d.date), max(d.date) FROM appearance a"
             " JOIN document d ON d.id = a.document WHERE a.entity = ?1 AND a.mentions > 0) WHERE id=?1 AND "
             "(first=?2 OR last=?2)",
             "is", list.ids[i], in.date);
  }
}

void dm_store_entities_of(struct dm_store *store, int64_t document, dm_arena *arena, dm_entity_list *list) {
  sqlite3_stmt *q =
      dm_db_query(store, "SELECT entity FROM appearance WHERE document=?1 ORDER BY entity", "i", document);
  while (dm_db_next(store, q)) {
    list->ids = dm_grow(arena, list->ids, list->count, &list->room, sizeof *list->ids);
    list->ids[list->count++] = sqlite3_column_int64(q, 0);
  }
}

void dm_store_sweep(struct dm_store *store, const dm_entity_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    if (!dm_db_int(store, 0,
                   "SELECT 1 FROM entity WHERE id=?1 AND NOT pinned AND NOT EXISTS (SELECT 1 FROM appearance "
                   "WHERE entity=?1)",
                   "i", list->ids[i]))
      continue;
    dm_db_do(store, "DELETE FROM entity_key WHERE entity=?1", "i", list->ids[i]);
    dm_db_do(store, "DELETE FROM alias WHERE entity=?1", "i", list->ids[i]);
    dm_db_do(store, "DELETE FROM entity WHERE id=?1", "i", list->ids[i]);
  }
}

static unsigned words_in(const char *name) {
  unsigned count = *name != 0;
  for (; *name; name++) count += *name == ' ';
  return count;
}

/* An entity goes by the fullest form it was met under. */
static void prefer_name(struct dm_store *store, int64_t entity, const char *name) {
  sqlite3_stmt *q = dm_db_query(store, "SELECT name FROM entity WHERE id=?1", "i", entity);
  if (!dm_db_next(store, q)) return;
  bool fuller = words_in(name) > words_in(dm_db_text(q, 0)) && words_in(name) <= 4;
  sqlite3_reset(q);
  if (fuller) dm_db_do(store, "UPDATE entity SET name=?2 WHERE id=?1", "is", entity, name);
}

static int64_t write_cluster(struct dm_store *store, const dm_cluster *cluster) {
  int64_t entity = cluster->entity;
  if (entity) {
    prefer_name(store, entity, cluster->name);
  } else {
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
static void write_appearance(struct dm_store *store, int64_t document, int64_t entity,
                             const dm_cluster *cluster, bool kept, int64_t mentions, const char *date) {
  bool known = dm_db_int(store, 0, "SELECT 1 FROM appearance WHERE entity=?1 AND document=?2 AND mentions > 0",
                         "ii", entity, document) != 0;
  if (!known && !kept)
    dm_db_do(store, "DELETE FROM appearance WHERE entity=?1 AND document=?2", "ii", entity, document);
  dm_db_do(store,
           "INSERT INTO appearance(entity, document, mentions, score, reason, role)"
           " VALUES(?1, ?2, ?3, ?4, ?5, nullif(?6, '')) ON CONFLICT DO UPDATE SET"
           " reason = CASE WHEN mentions > 0 AND excluded.score > score THEN excluded.reason ELSE reason END,"
           " score = CASE WHEN mentions > 0 THEN max(score, excluded.score) ELSE score END,"
           " role = coalesce(role, excluded.role), mentions = mentions + excluded.mentions",
           "iiidss", entity, document, mentions, (double)cluster->score, cluster->reason, cluster->role);
  dm_db_do(store,
           "UPDATE entity SET documents = documents + ?2, mentions = mentions + ?3,"
           " first = min(coalesce(first, ?4), coalesce(?4, first)),"
           " last = max(coalesce(last, ?4), coalesce(?4, last)) WHERE id=?1",
           "iiis", entity, (int64_t)!known, mentions, date);
}

/* Writes what the resolver decided. */
static void write_links(struct dm_store *store, int64_t document, const linking *in, const dm_resolution *r,
                        dm_arena *arena) {
  int64_t *entities = dm_alloc(arena, r->cluster_count * sizeof *entities);
  int64_t *mentions = dm_alloc(arena, r->cluster_count * sizeof *mentions);
  bool *kept = dm_alloc(arena, r->cluster_count * sizeof *kept);
  for (size_t i = 0; i < r->cluster_count; i++) entities[i] = write_cluster(store, &r->clusters[i]);
  for (size_t i = 0; i < in->names.count; i++) {
    const dm_member *member = &r->members[i];
    const dm_name *name = &in->names.names[i];
    mentions[member->cluster]++;
    kept[member->cluster] |= name->entity != 0;
    dm_db_do(store,
             "UPDATE mention SET entity=?3, score=coalesce(score, ?4), reason=CASE WHEN score IS NULL THEN ?5"
             " ELSE reason END WHERE document=?1 AND position=?2",
             "iiids", document, in->positions[i], entities[member->cluster], (double)member->score,
             member->reason);
    count_alias(store, entities[member->cluster], surface(arena, in->names.text, name->span), 1);
  }
  for (size_t i = 0; i < r->cluster_count; i++)
    write_appearance(store, document, entities[i], &r->clusters[i], kept[i], mentions[i], in->date);
}

void dm_store_link(struct dm_store *store, int64_t document) {
  if (!store->resolver || store->failed) return;
  dm_arena *arena = dm_arena_new();
  linking in = {0};
  read_document(store, document, arena, &in);
  read_mentions(store, document, arena, &in);
  if (in.names.count && !store->failed) {
    dm_lookup lookup = dm_store_lookup(store);
    dm_resolution r = store->resolver->resolve(arena, &in.names, &lookup);
    write_links(store, document, &in, &r, arena);
  }
  dm_arena_free(arena);
}
