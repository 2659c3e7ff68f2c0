/* How well resolution does on FRUS volumes: the editors' keys of persName are the truth, and what is resolved
 * are the names as they stand, without the keys.
 *
 *     build/release/bench/frus_resolution [-e | -k] VOLUME.xml...
 *
 * Prints per volume: B-cubed precision, recall and F1 without the volume's list of persons; and with the list
 * given (each person of it known by name before the first document) the share of mentions led to the right
 * person, which -e lists where they went wrong; and how many mentions and listed persons are known by an id of
 * base/envoys.h, and whether its name agrees with the list's (-k shows where not). Only mentions with a key are
 * counted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/document.h"
#include "base/envoys.h"
#include "read/read.h"
#include "resolve/resolve.h"
#include "resolve/sound.h"
#include "store/store.h"

typedef struct {
  uint32_t ordinal, begin; /* of the document, of the mention */
  int key;
  bool list;      /* in the list of persons */
  int64_t entity; /* what resolution made of it, 0: not looked at */
  char *words;    /* with what stands before them */
  char *known;    /* id of its entity, NULL */
} judged;

typedef struct {
  dm_store *store;
  bool lists; /* the list of persons is given */
  uint32_t ordinal;
  char **keys; /* [key_count] */
  int key_count;
  judged *judged; /* [judged_count] */
  size_t judged_count;
  const char *path; /* of the archive */
  bool errors;      /* are listed */
  bool others;      /* ids that do not agree with the list are listed */
} volume;

typedef struct {
  bool errors, others;
} wish;

static int key_of(volume *v, const char *key) {
  for (int i = 0; i < v->key_count; i++)
    if (!strcmp(v->keys[i], key)) return i;
  v->keys = realloc(v->keys, (size_t)(v->key_count + 1) * sizeof *v->keys);
  v->keys[v->key_count] = strdup(key);
  return v->key_count++;
}

static const char *field(const dm_document *doc, const char *name) {
  for (size_t i = 0; i < doc->field_count; i++)
    if (!strcmp(doc->fields[i].name, name)) return doc->fields[i].value;
  return "";
}

/* Persons only, each a mention; `keyed` leaves the keys on (for the list), else they are taken off. */
static void take_persons(dm_document *doc, bool keyed) {
  static const char *const types[] = {"PER"};
  doc->types = types;
  doc->type_count = 1;
  uint32_t done = 0;
  for (size_t i = 0; i < doc->given_count; i++) {
    dm_given *g = &doc->givens[i];
    if (strcmp(g->type, "PER") != 0 || !g->key || g->span.begin < done) continue;
    dm_mention m = {.span = g->span, .paragraph = DM_NONE, .confidence = 1};
    doc->mentions = dm_grow(doc->arena, doc->mentions, doc->mention_count, &doc->mention_room, sizeof m);
    doc->mentions[doc->mention_count++] = m;
    done = g->span.end;
  }
  if (!keyed) doc->given_count = 0;
}

/* The name, and up to 30 bytes before it, on one line. */
static char *words_of(const dm_document *doc, dm_span span) {
  uint32_t from = span.begin > 30 ? span.begin - 30 : 0;
  char *out = calloc(1, span.end - from + 8), *at = out;
  for (uint32_t i = from; i < span.end; i++) {
    if (i == span.begin) at = stpcpy(at, "[");
    *at++ = doc->text[i] == '\n' ? ' ' : doc->text[i];
  }
  strcpy(at, "]");
  return out;
}

static void note(volume *v, const dm_document *doc, const dm_given *given, bool list) {
  v->judged = realloc(v->judged, (v->judged_count + 1) * sizeof *v->judged);
  v->judged[v->judged_count++] =
      (judged){v->ordinal, given->span.begin, key_of(v, given->key), list, 0, words_of(doc, given->span), NULL};
}

static dm_status add(void *user, dm_document *doc) {
  volume *v = user;
  bool list = !strcmp(field(doc, "kind"), "list of persons");
  if (!*field(doc, "kind") || (list && v->lists)) {
    for (size_t i = 0; i < doc->given_count; i++)
      if (!strcmp(doc->givens[i].type, "PER") && doc->givens[i].key) note(v, doc, &doc->givens[i], list);
    take_persons(doc, list);
    uint8_t sha256[32] = {0};
    memcpy(sha256, &v->ordinal, sizeof v->ordinal);
    char path[64];
    snprintf(path, sizeof path, "%u", v->ordinal++);
    dm_record record = {path, sha256, 0, 1, doc, doc->fields, doc->field_count};
    bool replaced;
    dm_error error = {0};
    if (dm_store_add(v->store, &record, &replaced, &error) != DM_OK) fprintf(stderr, "%s\n", error.message);
  }
  dm_document_free(doc);
  return DM_OK;
}

/* Takes one volume's documents into an archive; pass 1 the list only, pass 2 the rest. */
typedef struct {
  volume *v;
  bool list;
} pass;

static dm_status add_in_pass(void *user, dm_document *doc) {
  pass *p = user;
  if (!strcmp(field(doc, "kind"), "list of persons") == p->list) return add(p->v, doc);
  dm_document_free(doc);
  return DM_OK;
}

static void read_links(volume *v, const char *path) {
  sqlite3 *db;
  sqlite3_stmt *q;
  sqlite3_open(path, &db);
  sqlite3_prepare_v2(
      db,
      "SELECT m.entity, (SELECT substr(key, 3) FROM entity_key k WHERE k.entity = m.entity"
      " AND key BETWEEN 'K=' AND 'K=~') FROM source s JOIN document d ON d.content = s.content JOIN mention m"
      " ON m.document = d.id WHERE s.path = ?1 AND m.begin = ?2",
      -1, &q, NULL);
  for (size_t i = 0; i < v->judged_count; i++) {
    char ordinal[16];
    snprintf(ordinal, sizeof ordinal, "%u", v->judged[i].ordinal);
    sqlite3_bind_text(q, 1, ordinal, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(q, 2, v->judged[i].begin);
    if (sqlite3_step(q) == SQLITE_ROW) {
      const char *known = (const char *)sqlite3_column_text(q, 1);
      v->judged[i].entity = sqlite3_column_int64(q, 0);
      v->judged[i].known = known ? strdup(known) : NULL;
    }
    sqlite3_reset(q);
  }
  sqlite3_finalize(q);
  sqlite3_close(db);
}

/* B-cubed (Bagga & Baldwin 1998): the mean over mentions of how pure and how whole their cluster is. */
static void print_bcubed(const volume *v) {
  double precision = 0, recall = 0;
  size_t n = 0;
  for (size_t i = 0; i < v->judged_count; i++) {
    const judged *a = &v->judged[i];
    if (a->list || !a->entity) continue;
    size_t both = 0, entity = 0, key = 0;
    for (size_t k = 0; k < v->judged_count; k++) {
      const judged *b = &v->judged[k];
      if (b->list || !b->entity) continue;
      both += a->entity == b->entity && a->key == b->key;
      entity += a->entity == b->entity;
      key += a->key == b->key;
    }
    precision += (double)both / (double)entity;
    recall += (double)both / (double)key;
    n++;
  }
  if (!n) return;
  precision /= (double)n;
  recall /= (double)n;
  printf("  without the list: %zu mentions, B3 precision %.4f recall %.4f F1 %.4f\n", n, precision, recall,
         2 * precision * recall / (precision + recall));
}

static void print_error(sqlite3 *db, const volume *v, const judged *a, const judged *listed) {
  sqlite3_stmt *q;
  sqlite3_prepare_v2(db,
                     "SELECT e.name, a.reason FROM entity e JOIN appearance a ON a.entity = e.id"
                     " JOIN document d ON d.id = a.document JOIN source s ON s.content = d.content"
                     " WHERE e.id = ?1 AND s.path = ?2",
                     -1, &q, NULL);
  char ordinal[16];
  snprintf(ordinal, sizeof ordinal, "%u", a->ordinal);
  sqlite3_bind_int64(q, 1, a->entity);
  sqlite3_bind_text(q, 2, ordinal, -1, SQLITE_TRANSIENT);
  if (sqlite3_step(q) == SQLITE_ROW)
    printf("%s\t%s\t%s\t%s\t%s\n", v->keys[a->key], a->words, listed->words, sqlite3_column_text(q, 0),
           sqlite3_column_text(q, 1));
  sqlite3_finalize(q);
}

static void print_accuracy(const volume *v) {
  const judged **person = calloc((size_t)v->key_count + 1, sizeof *person);
  size_t n = 0, right = 0, unlisted = 0;
  sqlite3 *db;
  sqlite3_open(v->path, &db);
  for (size_t i = 0; i < v->judged_count; i++)
    if (v->judged[i].list && v->judged[i].entity) person[v->judged[i].key] = &v->judged[i];
  for (size_t i = 0; i < v->judged_count; i++) {
    const judged *a = &v->judged[i];
    if (a->list || !a->entity) continue;
    if (!person[a->key]) {
      unlisted++;
      continue;
    }
    n++;
    bool good = person[a->key]->entity == a->entity;
    right += good;
    if (!good && v->errors) print_error(db, v, a, person[a->key]);
  }
  sqlite3_close(db);
  free(person);
  printf("  with the list: %zu mentions, %.4f led to the right person (%zu of persons not in the list)\n", n,
         n ? (double)right / (double)n : 0, unlisted);
}

/* Whether the name in the list, which stands in brackets, can be that of the id. */
static bool same_name(const judged *listed, const char *id) {
  dm_envoy who;
  dm_folded a, b;
  if (!dm_envoy_find(id, &who)) return false;
  const char *name = strchr(listed->words, '[') + 1;
  dm_fold_person(name, strlen(name) - 1, &a);
  dm_fold_person(who.name, strlen(who.name), &b);
  return dm_names_alike(&a, &b) >= DM_ALIKE;
}

static void print_known(const volume *v) {
  const judged **person = calloc((size_t)v->key_count + 1, sizeof *person);
  size_t same = 0, other = 0, unlisted = 0, persons = 0, known = 0, wrong = 0;
  for (size_t i = 0; i < v->judged_count; i++) {
    const judged *a = &v->judged[i];
    if (!a->list || person[a->key]) continue;
    person[a->key] = a;
    persons++;
    known += a->known != NULL;
    wrong += a->known && !same_name(a, a->known);
  }
  for (size_t i = 0; i < v->judged_count; i++) {
    const judged *a = &v->judged[i], *listed = person[a->key];
    if (a->list || !a->known) continue;
    bool good = listed && same_name(listed, a->known);
    same += good;
    unlisted += !listed;
    other += listed && !good;
    if (listed && !good && v->others)
      printf("%s\t%s\t%s\t%s\n", v->keys[a->key], a->words, listed->words, a->known);
  }
  free(person);
  printf("  known by an id: %zu mentions, by the list %zu the same, %zu another, %zu not in it; %zu of %zu "
         "listed, %zu"
         " under another name\n",
         same + other + unlisted, same, other, unlisted, known, persons, wrong);
}

static dm_status judge(void *user, dm_input *input) {
  const wish *wanted = user;
  for (int lists = 0; lists < 2; lists++) {
    char path[] = "/tmp/frus-XXXXXX", side[32];
    close(mkstemp(path));
    volume v = {.lists = lists, .path = path, .errors = wanted->errors, .others = wanted->others};
    dm_error error = {0};
    v.store = dm_store_open(path, DM_STORE_CREATE, dm_resolver_default(), &error);
    if (!v.store || dm_store_begin_run(v.store, "bench", "keys", &error) != DM_OK) return error.status;
    pass list = {&v, true}, rest = {&v, false};
    if (!lists) printf("%s\n", input->path);
    if (lists) dm_read(input, add_in_pass, &list, &error);
    dm_read(input, add_in_pass, &rest, &error);
    dm_store_close(v.store);
    read_links(&v, path);
    (lists ? print_accuracy : print_bcubed)(&v);
    if (lists) print_known(&v);
    for (int i = 0; i < v.key_count; i++) free(v.keys[i]);
    free(v.keys);
    for (size_t i = 0; i < v.judged_count; i++) {
      free(v.judged[i].words);
      free(v.judged[i].known);
    }
    free(v.judged);
    unlink(path);
    for (int i = 0; i < 2; i++) {
      snprintf(side, sizeof side, "%s-%s", path, i ? "wal" : "shm");
      unlink(side);
    }
  }
  dm_input_free(input);
  return DM_OK;
}

static dm_status fails(void *user, const dm_error *error) {
  (void)user;
  fprintf(stderr, "%s: %s\n", error->path, error->message);
  return DM_OK;
}

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  wish wanted = {argc > 1 && !strcmp(argv[1], "-e"), argc > 1 && !strcmp(argv[1], "-k")};
  int first = 1 + (wanted.errors || wanted.others);
  const dm_walk_sink sink = {&wanted, judge, fails};
  return dm_walk((const char *const *)argv + first, (size_t)(argc - first), DM_FORMAT_TEI, &sink) == DM_OK ? 0
                                                                                                           : 1;
}
