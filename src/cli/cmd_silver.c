/* dragoman silver: training text out of raw text, by the agreement of several models. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/pool.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/report.h"
#include "learn/corpus.h"
#include "learn/silver.h"

static const char help[] =
    "usage: dragoman silver --model FILE [--model FILE]... [--votes N] [-j N] PATH...\n"
    "\n"
    "Tags text with every model and prints, as training text for `dragoman train`, what they agree on. PATHs "
    "are what\n"
    "`dragoman train` takes; mentions that they mark already are taken as true (text may mark some of its "
    "names only).\n"
    "\n"
    "  --votes N   so many models must agree, else a token's label is `?` (default: all)\n"
    "  -j N        threads (default 1)\n"
    "\n"
    "exit status: 0 done, 1 a file could not be read, 2 wrong arguments or model, 3 the output could not be "
    "written\n";

static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                        {"model", required_argument, NULL, 'm'},
                                        {"votes", required_argument, NULL, 'n'},
                                        {NULL, 0, NULL, 0}};

typedef struct {
  const dm_model *models[DM_ENSEMBLE_MAX];
  size_t count, votes, threads;
  bool help;
  dm_pool *pool;
  bool written; /* so far; after a failure nothing more is */
} command;

typedef struct {
  dm_document *doc;
  dm_buffer out;
} job;

static void *begin(void *user) {
  const command *c = user;
  return dm_ensemble_new(c->models, c->count, c->votes);
}

static void end(void *user, void *state) {
  (void)user;
  dm_ensemble_free(state);
}

static void work(void *user, void *state, void *item) {
  job *j = item;
  (void)user;
  dm_ensemble_label(state, j->doc, &j->out);
  dm_document_free(j->doc);
}

static void finish(void *user, void *item) {
  job *j = item;
  command *c = user;
  c->written = c->written && dm_output_bytes(j->out.bytes, j->out.size);
  dm_buffer_free(&j->out);
  free(j);
}

static dm_status add(void *user, dm_document *doc) {
  command *c = user;
  job *j = dm_xcalloc(1, sizeof *j);
  j->doc = doc;
  dm_pool_add(c->pool, j);
  return DM_OK;
}

/* Reads the options and opens the models; false, with a message, if something is wrong. */
static bool parse(int argc, char **argv, command *c) {
  dm_error error = {0};
  int option;
  while ((option = getopt_long(argc, argv, "hj:", options, NULL)) != -1) {
    switch (option) {
    case 'h': c->help = true; return true;
    case 'm':
      if (c->count == DM_ENSEMBLE_MAX || !(c->models[c->count] = dm_model_open(optarg, &error))) {
        dm_report(stderr, "%s: %s", optarg, error.status ? error.message : "too many models");
        return false;
      }
      c->count++;
      break;
    case 'n': c->votes = strtoul(optarg, NULL, 10); break;
    case 'j': c->threads = strtoul(optarg, NULL, 10); break;
    default: return false;
    }
  }
  if (!c->votes) c->votes = c->count;
  if (optind == argc || !c->count || c->votes > c->count || !c->threads) {
    dm_report(stderr, "wrong arguments; `dragoman silver --help` explains them");
    return false;
  }
  if (!dm_ensemble_fits(c->models, c->count)) {
    dm_report(stderr, "the models do not have the same types");
    return false;
  }
  return true;
}

static int label(command *c, char **paths) {
  const dm_pool_calls calls = {c, begin, end, work, finish};
  const dm_type_names types = dm_model_types(c->models[0]);
  dm_error error = {0};
  int status = DM_EXIT_OK;
  c->pool = dm_pool_new(c->threads, 0, &calls);
  if (!c->pool) {
    dm_report(stderr, "cannot start %zu threads", c->threads);
    return DM_EXIT_USAGE;
  }
  for (; *paths; paths++)
    if (dm_corpus_read(*paths, &types, add, c, &error)) {
      dm_report_error(stderr, &error);
      status = DM_EXIT_INPUT;
    }
  dm_pool_close(c->pool);
  return c->written ? status : DM_EXIT_OUTPUT;
}

static int run(int argc, char **argv) {
  command c = {.written = true, .threads = 1};
  int status = DM_EXIT_USAGE;
  if (parse(argc, argv, &c)) {
    if (c.help)
      status = fputs(help, stdout) < 0 ? DM_EXIT_OUTPUT : DM_EXIT_OK;
    else
      status = label(&c, argv + optind);
  }
  for (size_t i = 0; i < c.count; i++) dm_model_close((dm_model *)(uintptr_t)c.models[i]);
  return status;
}

const dm_command dm_cmd_silver = {"silver", "Make training text by the agreement of several models", run};
