/* dragoman correct: what people know better. */
#include <ctype.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/archive.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/report.h"
#include "store/view.h"

static const char help[] =
    "usage: dragoman correct [OPTION]... ARCHIVE KIND ARGUMENT...\n"
    "\n"
    "Adds a correction to the archive's log and puts it into effect. Corrections can be undone, survive "
    "indexing\n"
    "anew, and serve as training data (`dragoman export --corrections`).\n"
    "\n"
    "kinds:\n"
    "  reject DOCUMENT PLACE         The mention is no name\n"
    "  retype DOCUMENT PLACE TYPE    It is of another type: PER, LOC, ORG, MISC\n"
    "  respan DOCUMENT PLACE PLACE   It begins or ends elsewhere\n"
    "  mark DOCUMENT PLACE TYPE      A name that was missed\n"
    "  merge NAME NAME               The second is the same as the first\n"
    "  split NAME DOCUMENT [PLACE]   In this document (at this place) it is somebody else\n"
    "  rename NAME NEW-NAME          It is to be shown so\n"
    "  note NAME TEXT                A remark on a name; on a document with its reference after 'id:'\n"
    "  undo NUMBER                   Takes a correction back (an undo too)\n"
    "  log                           All corrections\n"
    "\n"
    "DOCUMENT is a reference or #number, NAME any name or number of an entity, PLACE either BEGIN-END (bytes "
    "of the\n"
    "text) or the words themselves.\n"
    "\n"
    "options:\n"
    "      --nth N    The N-th place with the words, where they stand more than once (default: 1)\n"
    "      --by WHO   Who says so (default: $USER)\n"
    "  -h, --help     Show this text\n"
    "\n"
    "exit status: 0 done; 1 the correction makes no sense here, or the archive could not be written; 2 wrong\n"
    "arguments\n";

enum { NTH = 256, BY };

typedef struct {
  const char *who;
  size_t nth;
  bool help;
} options;

typedef struct {
  dm_store *store;
  dm_arena *arena;
  const options *o;
  dm_correction c;
} correcting;

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"nth", required_argument, NULL, NTH},
                                        {"by", required_argument, NULL, BY},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "+h", known, NULL)) != -1;) {
    switch (c) {
    case NTH:
      if (!dm_parse_count("--nth", optarg, &o->nth)) return false;
      break;
    case BY: o->who = optarg; break;
    case 'h': o->help = true; return true;
    default: return false;
    }
  }
  if (argc - optind >= 2) return true;
  dm_report(stderr, "correct needs ARCHIVE and KIND; see `dragoman correct --help`");
  return false;
}

/* ---- arguments --------------------------------------------------------------------------------- */

static bool read_document(correcting *x, const char *name) {
  x->c.document = dm_store_find_document(x->store, name);
  if (!x->c.document) dm_report(stderr, "no document goes by '%s'", name);
  return x->c.document != 0;
}

/* Blanks of `words` stand for any blanks of the text. The length of the text's match, 0 if there is none. */
static size_t matches(const char *text, const char *words) {
  const char *at = text;
  for (; *words; words++) {
    if (isspace((unsigned char)*words)) {
      if (!isspace((unsigned char)*at)) return 0;
      while (isspace((unsigned char)*at)) at++;
    } else if (*at++ != *words) {
      return 0;
    }
  }
  return (size_t)(at - text);
}

static bool is_word(char c) {
  return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* "120-131", or the words; mentions are looked at before the text at large. */
static bool read_place(correcting *x, const char *place, dm_span *span) {
  char rest;
  unsigned begin, end;
  if (sscanf(place, "%u-%u%c", &begin, &end, &rest) == 2) {
    *span = (dm_span){begin, end};
    return true;
  }
  dm_view_document doc;
  if (!dm_store_read_document(x->store, x->arena, x->c.document, &doc)) return false;
  size_t left = x->o->nth;
  for (size_t i = 0; i < doc.mention_count; i++) {
    dm_span m = doc.mentions[i].span;
    if (matches(doc.text + m.begin, place) != m.end - m.begin || --left) continue;
    *span = m;
    return true;
  }
  left = x->o->nth;
  for (size_t i = 0; *place && i < doc.text_size; i++) {
    size_t n = matches(doc.text + i, place);
    bool whole = n && !(i && is_word(doc.text[i - 1])) && !is_word(doc.text[i + n]);
    if (!whole || --left) continue;
    *span = (dm_span){(uint32_t)i, (uint32_t)(i + n)};
    return true;
  }
  dm_report(stderr, "'%s' does not stand in that document%s", place, x->o->nth > 1 ? " so often" : "");
  return false;
}

static bool read_entity(correcting *x, const char *name, int64_t *entity) {
  *entity = dm_ask_entity(x->store, x->arena, NULL, name);
  return *entity != 0;
}

static bool read_noted(correcting *x, const char *name) {
  return strncmp(name, "id:", 3) ? read_entity(x, name, &x->c.entity) : read_document(x, name + 3);
}

/* Fills the correction from the words behind the kind; false with a message. */
static bool read_arguments(correcting *x, int argc, char **argv) {
  static const struct {
    int least, most;
  } counts[DM_CORRECT_COUNT] = {
      [DM_CORRECT_REJECT] = {2, 2}, [DM_CORRECT_RETYPE] = {3, 3}, [DM_CORRECT_RESPAN] = {3, 3},
      [DM_CORRECT_MARK] = {3, 3},   [DM_CORRECT_MERGE] = {2, 2},  [DM_CORRECT_SPLIT] = {2, 3},
      [DM_CORRECT_RENAME] = {2, 2}, [DM_CORRECT_NOTE] = {2, 2},   [DM_CORRECT_UNDO] = {1, 1}};
  dm_correction *c = &x->c;
  if (argc < counts[c->kind].least || argc > counts[c->kind].most) {
    dm_report(stderr, "%s takes other arguments; see `dragoman correct --help`", dm_correction_name(c->kind));
    return false;
  }
  switch (c->kind) {
  case DM_CORRECT_REJECT: return read_document(x, argv[0]) && read_place(x, argv[1], &c->span);
  case DM_CORRECT_RETYPE:
  case DM_CORRECT_MARK: c->type = argv[2]; return read_document(x, argv[0]) && read_place(x, argv[1], &c->span);
  case DM_CORRECT_RESPAN:
    return read_document(x, argv[0]) && read_place(x, argv[1], &c->span) &&
           read_place(x, argv[2], &c->new_span);
  case DM_CORRECT_MERGE: return read_entity(x, argv[0], &c->entity) && read_entity(x, argv[1], &c->other);
  case DM_CORRECT_SPLIT:
    return read_entity(x, argv[0], &c->entity) && read_document(x, argv[1]) &&
           (argc < 3 || read_place(x, argv[2], &c->span));
  case DM_CORRECT_RENAME: c->value = argv[1]; return read_entity(x, argv[0], &c->entity);
  case DM_CORRECT_NOTE: c->value = argv[1]; return read_noted(x, argv[0]);
  case DM_CORRECT_UNDO: c->undoes = strtoll(argv[0], NULL, 10); return true;
  default: return false;
  }
}

/* ---- the log ----------------------------------------------------------------------------------- */

static void print_correction(void *user, const dm_correction *c) {
  (void)user;
  printf("%" PRId64 "  %s  %s  %s", c->id, c->made, c->who, dm_correction_name(c->kind));
  if (c->undoes) printf(" %" PRId64, c->undoes);
  if (c->span.end) printf(" \"%s\" at %u-%u", c->quote, c->span.begin, c->span.end);
  if (c->document && c->kind != DM_CORRECT_UNDO) printf(" of #%" PRId64, c->document);
  if (c->new_span.end) printf(" to %u-%u", c->new_span.begin, c->new_span.end);
  if (*c->type) printf(" as %s", c->type);
  if (c->entity) printf(" entity %" PRId64, c->entity);
  if (c->other) printf("%s %" PRId64, c->kind == DM_CORRECT_SPLIT ? " into" : " with", c->other);
  if (*c->value) printf(": %s", c->value);
  puts(c->stands ? "" : "  (undone)");
}

static int print_log(dm_store *store) {
  dm_error error = {0};
  if (dm_store_corrections(store, print_correction, NULL, &error) == DM_OK) return DM_EXIT_OK;
  dm_report_error(stderr, &error);
  return DM_EXIT_INPUT;
}

static dm_correction_kind kind_of(const char *name) {
  int kind = 0;
  while (kind < DM_CORRECT_COUNT && strcmp(dm_correction_name((dm_correction_kind)kind), name) != 0) kind++;
  return (dm_correction_kind)kind;
}

static int correct(correcting *x, int argc, char **argv) {
  if (!read_arguments(x, argc, argv)) return DM_EXIT_INPUT;
  dm_error error = {0};
  if (dm_store_correct(x->store, &x->c, &error) != DM_OK) {
    dm_report_error(stderr, &error);
    return DM_EXIT_INPUT;
  }
  printf("correction %" PRId64 "\n", x->c.id);
  return DM_EXIT_OK;
}

static int run(int argc, char **argv) {
  const char *user = getenv("USER");
  options o = {.nth = 1, .who = user && *user ? user : "somebody"};
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  const char *archive = argv[optind], *name = argv[optind + 1];
  bool log = !strcmp(name, "log");
  dm_correction_kind kind = kind_of(name);
  if (!log && kind == DM_CORRECT_COUNT) {
    dm_report(stderr, "no such kind '%s'; see `dragoman correct --help`", name);
    return DM_EXIT_USAGE;
  }
  correcting x = {.o = &o, .c = {.kind = kind, .who = o.who, .type = "", .value = ""}};
  x.store = dm_archive_open(archive, DM_STORE_OPEN);
  if (!x.store) return DM_EXIT_INPUT;
  x.arena = dm_arena_new();
  int status = log ? print_log(x.store) : correct(&x, argc - optind - 2, argv + optind + 2);
  dm_arena_free(x.arena);
  dm_store_close(x.store);
  return status;
}

const dm_command dm_cmd_correct = {"correct", "Correct names and entities of an archive", run};
