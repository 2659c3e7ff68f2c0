/* dragoman train: a model from annotated text. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/curve.h"
#include "cli/report.h"
#include "learn/train.h"

static const char help[] =
    "usage: dragoman train [OPTION]... --out MODEL SOURCE...\n"
    "\n"
    "Trains a model on annotated text and writes the best epoch's to MODEL. A SOURCE is a file or folder,\n"
    "token<TAB>tag (*.tsv, *.conll) or text with inline brackets (*.ann), and may say more after commas:\n"
    "  FILE,times=N        an epoch sees it N times (1.5: once, and a half of it again)\n"
    "  FILE,convention=N   annotated after other rules than those to tag by: N in 1..7 tells them apart\n"
    "  FILE,types=A+B      annotates only these types: nothing is said about the others\n"
    "\n"
    "  --dev FILE          judge each epoch on this, keep the best (may be given again; the mean counts)\n"
    "  --types A,B,...     entity types, in this order (default PER,LOC,ORG,MISC)\n"
    "  --vectors FILE      word vectors, from `dragoman vectors`, or a model that has some\n"
    "  --gazetteer FILE    names, a line each: list<TAB>entry\n"
    "  --from MODEL        train on from this model, with its sizes, vectors and name lists\n"
    "  --epochs N          (default 20)\n"
    "  --patience N        stop after N epochs without a better dev score (default 0: never)\n"
    "  --rate X            largest step of Adam (default 0.002)\n"
    "  --batch N           tokens a step (default 2000)\n"
    "  --width N           of the encoder, a multiple of 8 (default 128)\n"
    "  --dilations A,B,... one a layer behind the first (default 1,2)\n"
    "  --taps N            of the first layer, odd (default 5)\n"
    "  --memory N          document memory ahead of layer N (default: the last), -1: none\n"
    "  --dropout X         scales all dropout (default 1)\n"
    "  --capitals X        share of sentences put into capitals (default 0.07)\n"
    "  --temperature X     of the confidences, from `dragoman eval --calibration` (default 1,\n"
    "                      or that of --from)\n"
    "  --seed N            same seed, same model (default 1)\n"
    "  --curve FILE.svg    draw the learning curve\n"
    "  --resume            go on from MODEL.checkpoint\n"
    "\n"
    "exit status: 0 trained, 1 training text could not be read, 2 wrong arguments, 3 the model could not be "
    "written\n";

typedef struct {
  dm_training how;
  const char *curve_path;
  dm_curve curve;
  int terminal;
} command;

static void show_epoch(void *user, const dm_epoch *e) {
  command *c = user;
  if (c->terminal) fprintf(stderr, "\r\033[K");
  printf("epoch %u/%u  loss %.4f", e->epoch + 1, e->epochs, e->loss);
  for (uint32_t i = 0; i < c->how.dev_count; i++) printf("  dev%u F1 %.2f", i + 1, 100 * e->dev[i]);
  printf("  %.0f s%s\n", e->seconds, e->best && c->how.dev_count ? "  best" : "");
  fflush(stdout);
  dm_curve_add(&c->curve, e->loss, e->mean);
}

static void show_step(void *user, uint32_t epoch, size_t done, size_t all) {
  const command *c = user;
  if (c->terminal)
    fprintf(stderr, "\r\033[Kepoch %u: %.1f%%", epoch + 1, all ? 100.0 * (double)done / (double)all : 0.0);
}

static void show_note(void *user, const char *text) {
  (void)user;
  puts(text);
  fflush(stdout);
}

/* FILE[,key=value]...; the text is cut at the commas. */
static int parse_source(char *text, dm_source *source) {
  *source = (dm_source){.path = text, .times = 1};
  for (char *at = strchr(text, ','); at;) {
    *at++ = 0;
    char *next = strchr(at, ','), *value = strchr(at, '=');
    if (next) *next = 0;
    if (!value) return 0;
    *value++ = 0;
    if (!strcmp(at, "times"))
      source->times = strtof(value, NULL);
    else if (!strcmp(at, "convention"))
      source->convention = (uint32_t)strtoul(value, NULL, 10);
    else if (!strcmp(at, "types"))
      snprintf(source->types, sizeof source->types, "%s", value);
    else
      return 0;
    at = next;
  }
  return source->times > 0 && source->convention < DM_CONVENTIONS;
}

static int parse_types(char *text, dm_training *how) {
  how->config.types = 0;
  for (char *at = strtok(text, ","); at; at = strtok(NULL, ",")) {
    if (how->config.types == DM_LABELS_MAX / 4 - 1) return 0;
    how->names[how->config.types++] = at;
  }
  return how->config.types > 0;
}

static int parse_dilations(char *text, dm_config *config) {
  config->layers = 0;
  for (char *at = strtok(text, ","); at; at = strtok(NULL, ",")) {
    if (config->layers == DM_LAYERS_MAX) return 0;
    config->dilation[config->layers++] = (uint32_t)strtoul(at, NULL, 10);
  }
  return 1;
}

static const dm_config default_config = {.width = 128,
                                         .taps = 5,
                                         .layers = 2,
                                         .dilation = {1, 2},
                                         .lower_rows = 1 << 15,
                                         .lower_size = 32,
                                         .affix_rows = 1 << 14,
                                         .affix_size = 16,
                                         .trigram_rows = 1 << 15,
                                         .trigram_size = 32,
                                         .shape_rows = 1 << 10,
                                         .shape_size = 16,
                                         .cased_size = 8};

static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                        {"dev", required_argument, NULL, 'd'},
                                        {"types", required_argument, NULL, 't'},
                                        {"vectors", required_argument, NULL, 'v'},
                                        {"gazetteer", required_argument, NULL, 'g'},
                                        {"from", required_argument, NULL, 'f'},
                                        {"out", required_argument, NULL, 'o'},
                                        {"epochs", required_argument, NULL, 'e'},
                                        {"patience", required_argument, NULL, 'p'},
                                        {"rate", required_argument, NULL, 'r'},
                                        {"batch", required_argument, NULL, 'b'},
                                        {"width", required_argument, NULL, 'w'},
                                        {"dilations", required_argument, NULL, 'l'},
                                        {"taps", required_argument, NULL, 'k'},
                                        {"memory", required_argument, NULL, 'm'},
                                        {"dropout", required_argument, NULL, 'x'},
                                        {"capitals", required_argument, NULL, 'c'},
                                        {"seed", required_argument, NULL, 's'},
                                        {"curve", required_argument, NULL, 'C'},
                                        {"temperature", required_argument, NULL, 'T'},
                                        {"resume", no_argument, NULL, 'R'},
                                        {NULL, 0, NULL, 0}};

/* 1: go on, 0: help was shown, -1: wrong. */
static int parse(int argc, char **argv, command *c) {
  dm_training *how = &c->how;
  long memory = 1 << 20;
  float dropout = 1;
  int option, good = 1, sized = 0;
  while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
    sized |= strchr("wlkm", option) != NULL;
    switch (option) {
    case 'h': fputs(help, stdout); return 0;
    case 'd':
      good &= how->dev_count < DM_DEVS_MAX;
      if (good) how->devs[how->dev_count++] = optarg;
      break;
    case 't': good &= parse_types(optarg, how); break;
    case 'v': how->vectors = optarg; break;
    case 'g': how->gazetteer = optarg; break;
    case 'f': how->from = optarg; break;
    case 'o': how->out = optarg; break;
    case 'e': how->epochs = (uint32_t)strtoul(optarg, NULL, 10); break;
    case 'p': how->patience = (uint32_t)strtoul(optarg, NULL, 10); break;
    case 'r': how->rate = strtof(optarg, NULL); break;
    case 'b': how->batch = (uint32_t)strtoul(optarg, NULL, 10); break;
    case 'w': how->config.width = (uint32_t)strtoul(optarg, NULL, 10); break;
    case 'l': good &= parse_dilations(optarg, &how->config); break;
    case 'k': how->config.taps = (uint32_t)strtoul(optarg, NULL, 10); break;
    case 'm': memory = strtol(optarg, NULL, 10); break;
    case 'x': dropout = strtof(optarg, NULL); break;
    case 'c': how->capitals = strtof(optarg, NULL); break;
    case 's': how->seed = strtoull(optarg, NULL, 10); break;
    case 'C': c->curve_path = optarg; break;
    case 'T': good &= (how->config.temperature = strtof(optarg, NULL)) > 0; break;
    case 'R': how->resume = 1; break;
    default: return -1;
    }
  }
  how->config.memory = memory < 0                          ? DM_NONE
                       : memory > (long)how->config.layers ? how->config.layers - 1
                                                           : (uint32_t)memory;
  how->dropout = (dm_dropout){.input = 0.2f * dropout,
                              .word = 0.05f * dropout,
                              .identity = 0.2f * dropout,
                              .gazetteer = 0.25f * dropout,
                              .hidden = 0.3f * dropout,
                              .layer = 0.15f * dropout};
  for (int i = optind; good && i < argc; i++) {
    good &= how->source_count < DM_SOURCES_MAX;
    if (good) good &= parse_source(argv[i], &how->sources[how->source_count++]);
  }
  return good && !(how->from && sized) && how->out && how->source_count && how->epochs && how->batch &&
                 how->config.width % 8 == 0
             ? 1
             : -1;
}

/* A file of ours that could not be written, not one that could not be read (a checkpoint to go on from). */
static int exit_of(const command *c, dm_status status, const dm_error *error) {
  const char *path = error->path;
  if (status == DM_ERR_ARGUMENT || status == DM_ERR_MODEL) return DM_EXIT_USAGE;
  int ours = !strncmp(path, c->how.out, strlen(c->how.out)) || (c->curve_path && !strcmp(path, c->curve_path));
  return ours && status == DM_ERR_IO && !c->how.resume ? DM_EXIT_OUTPUT : DM_EXIT_INPUT;
}

static int run(int argc, char **argv) {
  command c = {.how = {.config = default_config,
                       .epochs = 20,
                       .batch = 2000,
                       .shards = 2,
                       .seed = 1,
                       .rate = 0.002f,
                       .capitals = 0.07f,
                       .names = {"PER", "LOC", "ORG", "MISC"}},
               .terminal = isatty(STDERR_FILENO)};
  dm_error error = {0};
  c.how.config.types = 4;
  int go = parse(argc, argv, &c);
  if (go == 0) return DM_EXIT_OK;
  if (go < 0) {
    dm_report(stderr, "wrong arguments; `dragoman train --help` explains them");
    return DM_EXIT_USAGE;
  }
  dm_watcher watcher = {&c, show_epoch, show_step, show_note};
  dm_status status = dm_train(&c.how, &watcher, &error);
  if (status == DM_OK && c.curve_path) status = dm_curve_write(&c.curve, c.curve_path, &error);
  dm_curve_free(&c.curve);
  if (status == DM_OK) return DM_EXIT_OK;
  dm_report_error(stderr, &error);
  return exit_of(&c, status, &error);
}

const dm_command dm_cmd_train = {"train", "Train a model on annotated text", run};
