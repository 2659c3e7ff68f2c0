/* dragoman eval: how well a model does on annotated text. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/model_path.h"
#include "cli/report.h"
#include "learn/mistakes.h"
#include "learn/train.h"

static const char help[] =
    "usage: dragoman eval [OPTION]... FILE...\n"
    "\n"
    "Tags annotated text (files or folders as `dragoman train` takes them) without looking at its annotation "
    "and\n"
    "prints precision, recall and F1 by exact span and type.\n"
    "\n"
    "  --model FILE      (default: the shipped model)\n"
    "  --confusion       table of gold types against told types\n"
    "  --mistakes N      the N most frequent mistakes\n"
    "  --calibration     confidence against share of right mentions, and the expected calibration error\n"
    "  --temperature X   with another temperature of the confidences than the model's\n"
    "\n"
    "exit status: 0 done, 1 a file could not be read, 2 wrong arguments or model\n";

static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                        {"model", required_argument, NULL, 'm'},
                                        {"confusion", no_argument, NULL, 'c'},
                                        {"mistakes", required_argument, NULL, 'n'},
                                        {"calibration", no_argument, NULL, 'b'},
                                        {"temperature", required_argument, NULL, 't'},
                                        {NULL, 0, NULL, 0}};

typedef struct {
  dm_mistakes mistakes;
  dm_calibration calibration;
} tally;

static void count(void *user, const dm_document *doc) {
  tally *t = user;
  dm_mistakes_add(&t->mistakes, doc);
  dm_calibration_add(&t->calibration, doc);
}

static int run(int argc, char **argv) {
  const char *path = NULL;
  int option, confusion = 0, calibration = 0;
  unsigned mistakes = 0;
  float temperature = 0;
  while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
    switch (option) {
    case 'h': fputs(help, stdout); return DM_EXIT_OK;
    case 'm': path = optarg; break;
    case 'c': confusion = 1; break;
    case 'n': mistakes = (unsigned)strtoul(optarg, NULL, 10); break;
    case 'b': calibration = 1; break;
    case 't': temperature = strtof(optarg, NULL); break;
    default: return DM_EXIT_USAGE;
    }
  }
  if (optind == argc) {
    dm_report(stderr, "no file; `dragoman eval --help` explains");
    return DM_EXIT_USAGE;
  }
  dm_error error = {0};
  char found[4096];
  if (!path && !dm_model_path(found, sizeof found)) return DM_EXIT_USAGE;
  dm_model *model = dm_model_open(path ? path : found, &error);
  if (!model) {
    dm_report_error(stderr, &error);
    return DM_EXIT_USAGE;
  }
  if (temperature > 0) dm_model_set_temperature(model, temperature);
  dm_score score = {0};
  tally t = {0};
  int status = DM_EXIT_OK;
  for (int i = optind; i < argc; i++)
    if (dm_evaluate(model, argv[i], &score, count, &t, &error)) {
      dm_report_error(stderr, &error);
      status = DM_EXIT_INPUT;
    }
  dm_score_print(&score, stdout);
  if (confusion) dm_score_confusion(&score, stdout);
  if (mistakes) dm_mistakes_print(&t.mistakes, mistakes, stdout);
  if (calibration) dm_calibration_print(&t.calibration, stdout);
  dm_mistakes_free(&t.mistakes);
  dm_model_close(model);
  return status;
}

const dm_command dm_cmd_eval = {"eval", "Score a model on annotated text", run};
