/* dragoman vectors: word vectors for training, from a fastText model. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/report.h"
#include "learn/export.h"
#include "learn/vectors.h"

static const char help[] = "usage: dragoman vectors [--words N] [--grams N] FASTTEXT.bin OUT\n"
                           "\n"
                           "Takes the commonest words and character n-grams out of a fastText model (skipgram "
                           "or cbow, -minn 3 -maxn 5)\n"
                           "and writes them, 8 bits a number, for `dragoman train --vectors`.\n"
                           "\n"
                           "  --words N   (default 80000)\n"
                           "  --grams N   (default 25000)\n"
                           "\n"
                           "exit status: 0 done, 1 the model could not be read, 2 wrong arguments, 3 the "
                           "output could not be written\n";

static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                        {"words", required_argument, NULL, 'w'},
                                        {"grams", required_argument, NULL, 'g'},
                                        {NULL, 0, NULL, 0}};

static int run(int argc, char **argv) {
  uint32_t words = 80000, grams = 25000;
  dm_buffer out = {0};
  dm_error error = {0};
  int option;
  while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
    switch (option) {
    case 'h': fputs(help, stdout); return DM_EXIT_OK;
    case 'w': words = (uint32_t)strtoul(optarg, NULL, 10); break;
    case 'g': grams = (uint32_t)strtoul(optarg, NULL, 10); break;
    default: return DM_EXIT_USAGE;
    }
  }
  if (argc - optind != 2 || !words || !grams) {
    dm_report(stderr, "wrong arguments; `dragoman vectors --help` explains them");
    return DM_EXIT_USAGE;
  }
  int status = dm_vectors_import(argv[optind], words, grams, &out, &error) ? DM_EXIT_INPUT : DM_EXIT_OK;
  if (!status && dm_write_file(argv[optind + 1], out.bytes, out.size, &error)) status = DM_EXIT_OUTPUT;
  if (status) dm_report_error(stderr, &error);
  dm_buffer_free(&out);
  return status;
}

const dm_command dm_cmd_vectors = {"vectors", "Make word vectors for training from a fastText model", run};
