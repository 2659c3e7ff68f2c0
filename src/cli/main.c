/* Finds the command and hands over; everything else is in the commands' own files. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "dragoman.h"

/* In the order of `dragoman help`. The array ends with NULL. */
static const dm_command *const commands[] = {
    &dm_cmd_annotate, &dm_cmd_cable,   &dm_cmd_train,  &dm_cmd_eval,   &dm_cmd_vectors, &dm_cmd_silver,
    &dm_cmd_index,    &dm_cmd_status,  &dm_cmd_search, &dm_cmd_entity, &dm_cmd_graph,   &dm_cmd_timeline,
    &dm_cmd_export,   &dm_cmd_correct, &dm_cmd_serve,  NULL,
};

static void print_help(FILE *out) {
  fputs("usage: dragoman COMMAND [OPTION]... [ARGUMENT]...\n"
        "\n"
        "Marks persons, places and organisations in diplomatic documents.\n"
        "\n"
        "commands:\n",
        out);
  for (const dm_command *const *c = commands; *c; c++) fprintf(out, "  %-10s %s\n", (*c)->name, (*c)->summary);
  fputs("  help       Show this text, or the help of a command: dragoman help COMMAND\n"
        "  version    Show the version\n"
        "\n"
        "`dragoman COMMAND --help` explains a command.\n",
        out);
}

static const dm_command *find(const char *name) {
  for (const dm_command *const *c = commands; *c; c++)
    if (!strcmp((*c)->name, name)) return *c;
  return NULL;
}

static int unknown(const char *name) {
  fprintf(stderr, "dragoman: no command '%s'; `dragoman help` lists them\n", name);
  return DM_EXIT_USAGE;
}

/* What was written to standard output counts only once it has arrived. A reader that has gone away knows. */
static int flushed(int status) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return status;
  if (errno != EPIPE) perror("dragoman: standard output");
  return DM_EXIT_OUTPUT;
}

static int help(const char *topic) {
  if (!topic) {
    print_help(stdout);
    return flushed(DM_EXIT_OK);
  }
  const dm_command *command = find(topic);
  if (!command) return unknown(topic);
  char name[32], option[] = "--help";
  snprintf(name, sizeof name, "%s", topic);
  return flushed(command->run(2, (char *[]){name, option, NULL}));
}

static int is(const char *argument, const char *word, const char *option, const char *letter) {
  return !strcmp(argument, word) || !strcmp(argument, option) || !strcmp(argument, letter);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN); /* a reader that goes away is an error of the write, which ends the work in order */
  if (argc < 2) {
    print_help(stderr);
    return DM_EXIT_USAGE;
  }
  if (is(argv[1], "help", "--help", "-h")) return help(argc > 2 ? argv[2] : NULL);
  if (is(argv[1], "version", "--version", "-V")) {
    puts("dragoman " DM_VERSION);
    return flushed(DM_EXIT_OK);
  }
  const dm_command *command = find(argv[1]);
  return command ? flushed(command->run(argc - 1, argv + 1)) : unknown(argv[1]);
}
