/* A command of the program: one file cmd_NAME.c each, listed in main.c. */
#ifndef DM_CLI_COMMAND_H
#define DM_CLI_COMMAND_H

typedef struct {
  const char *name;
  const char *summary;               /* one line for `dragoman help` */
  int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit status */
} dm_command;

/* Each in cmd_NAME.c. */
extern const dm_command dm_cmd_annotate, dm_cmd_cable, dm_cmd_train, dm_cmd_eval, dm_cmd_vectors, dm_cmd_silver;
extern const dm_command dm_cmd_index, dm_cmd_status, dm_cmd_search, dm_cmd_entity, dm_cmd_graph,
    dm_cmd_timeline, dm_cmd_export, dm_cmd_correct, dm_cmd_serve;

/* Exit statuses, the same for every command; man/dragoman.1 lists them. */
enum {
  DM_EXIT_OK = 0,
  DM_EXIT_INPUT = 1,  /* some inputs failed, the others are done */
  DM_EXIT_USAGE = 2,  /* wrong arguments, or a model that cannot be used; nothing is done */
  DM_EXIT_OUTPUT = 3, /* the output could not be written */
};

#endif
