/* Reading what the archive holds: documents whole, entities with their names, dates and company. Strings and
 * arrays live in the arena given. Entities that were merged answer as one, under the id that was kept. */
#ifndef DM_STORE_VIEW_H
#define DM_STORE_VIEW_H

#include "store/search.h"
#include "store/store.h"

typedef struct {
  dm_span span;
  const char *type;
  int64_t paragraph; /* position */
  double confidence;
  int64_t entity;          /* 0 if none */
  const char *entity_name; /* "" if none */
  double score;            /* that the mention belongs to the entity's mentions of this document */
  const char *reason;      /* "" where it is the fullest of them */
} dm_view_mention;

typedef struct {
  dm_span span;
  uint32_t number;
  const char *mark; /* "" if none */
  int zone;
} dm_view_paragraph;

typedef struct {
  const char *name, *value;
} dm_view_field;

typedef struct {
  int64_t id;
  uint32_t ordinal;
  const char *sha256; /* in hexadecimal */
  const char *reference, *path, *date, *origin, *subject, *collection;
  int class;
  const char *text;
  size_t text_size;
  dm_view_field *fields; /* [field_count] */
  size_t field_count;
  dm_view_paragraph *paragraphs; /* [paragraph_count] */
  size_t paragraph_count;
  dm_view_mention *mentions; /* [mention_count], in text order, rejected ones left out */
  size_t mention_count;
} dm_view_document;

/* False if there is no such document. */
bool dm_store_read_document(dm_store *store, dm_arena *arena, int64_t id, dm_view_document *out);

/* The document that goes by this reference ("09 Damascus 159"), or by its number ("#12"); 0 if there is none.
 */
int64_t dm_store_find_document(dm_store *store, const char *name);

/* The next document after `id` in which a person corrected mentions; 0 if there is none. */
int64_t dm_store_next_corrected(dm_store *store, int64_t id);

/* Where the corrected mentions of a document stand, rejected ones too. */
size_t dm_store_corrected_spans(dm_store *store, dm_arena *arena, int64_t document, dm_span **out);

typedef struct {
  int64_t id;
  const char *type, *name;
  const char *first, *last; /* dates, "" if unknown */
  uint64_t documents, mentions;
} dm_view_entity;

bool dm_store_read_entity(dm_store *store, dm_arena *arena, int64_t id, dm_view_entity *out);

/* Entities by number ("42"), or by a name of the type (NULL: any), most frequent first. */
size_t dm_store_find_entities(dm_store *store, dm_arena *arena, const char *type, const char *name,
                              dm_view_entity **out);

/* The id under which a public list has the entity, or one merged into it ("ford-robert-stephen",
 * base/envoys.h); NULL if none has, or two say otherwise. */
const char *dm_store_known(dm_store *store, dm_arena *arena, int64_t entity);

typedef struct {
  const char *name;
  uint64_t count;
} dm_view_count;

size_t dm_store_aliases(dm_store *store, dm_arena *arena, int64_t entity, dm_view_count **out);

/* Documents with the entity by year ("" unknown), in order. */
size_t dm_store_years(dm_store *store, dm_arena *arena, int64_t entity, dm_view_count **out);

/* Titles and offices stated with it, most frequent first. */
size_t dm_store_roles(dm_store *store, dm_arena *arena, int64_t entity, dm_view_count **out);

typedef struct {
  dm_view_entity entity;
  uint64_t together; /* documents with both */
  double surprise;   /* log-likelihood ratio (Dunning 1993), negative where they avoid each other */
} dm_view_company;

/* Who else is in its documents, most surprising first, at most `limit`. */
size_t dm_store_company(dm_store *store, dm_arena *arena, int64_t entity, size_t limit, dm_view_company **out);

/* 2 * log likelihood ratio of two events, seen together `both` times, `a` and `b` times in all, in `all`. */
double dm_surprise(uint64_t both, uint64_t a, uint64_t b, uint64_t all);

/* ---- over the answers of a search ------------------------------------------------------------- */

typedef struct {
  int64_t a, b; /* indices of nodes */
  uint64_t together;
  double surprise;
} dm_view_edge;

typedef struct {
  dm_view_entity *nodes; /* [node_count]; documents and mentions count within the answers */
  size_t node_count;
  dm_view_edge *edges; /* [edge_count] */
  size_t edge_count;
} dm_view_graph;

typedef struct {
  const char *const *types; /* [type_count]; 0: all */
  size_t type_count;
  size_t node_limit;   /* the most frequent so many */
  uint64_t min_weight; /* documents together, at least */
  size_t strongest; /* edges of each node, by surprise; those of `around` all stay. 0: all edges, by weight */
  int64_t around;   /* 0, or an entity: only edges among it and its neighbours */
} dm_graph_wish;

dm_status dm_store_graph(dm_search *search, dm_arena *arena, const dm_graph_wish *wish, dm_view_graph *out,
                         dm_error *error);

typedef struct {
  const char *period; /* "2009", "2009-04", "2009-04-02" */
  uint64_t documents;
  uint64_t classes[7]; /* by level; [6] unknown */
} dm_view_period;

/* size is that of the period's text: 4, 7 or 10. Documents without so exact a date come under "". */
size_t dm_store_timeline(dm_search *search, dm_arena *arena, size_t size, dm_view_period **out);

/* The answers themselves, in order of id: *id is the one before and becomes the next. False at the end. */
bool dm_search_step(const dm_search *search, int64_t *id);

#endif
