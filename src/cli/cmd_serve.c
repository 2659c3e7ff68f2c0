/* dragoman serve: an archive in the browser and over HTTP. */
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/model_path.h"
#include "cli/report.h"
#include "serve/serve.h"

static const char help[] =
    "usage: dragoman serve [OPTION]... ARCHIVE\n"
    "\n"
    "Shows an archive in the browser and answers programs: a JSON API (described at /api/openapi.json) and "
    "the\n"
    "protocol of a CoreNLP server (at /). Only this machine can reach it, and it changes nothing, unless said\n"
    "otherwise. Ends on an interrupt or termination signal, after the requests at work.\n"
    "\n"
    "options:\n"
    "  -p, --port N         The port (default: 8080; 0: any free one)\n"
    "  -a, --address ADDR   Where to listen (default: 127.0.0.1); any but a loopback address needs --access\n"
    "  -w, --write          Corrections are taken\n"
    "      --access FILE    Who may come in, and as what (docs/security.md)\n"
    "      --hash           Only read a password from standard input and print the hash for that file\n"
    "      --host NAME      A name besides localhost that the server goes by; may be given several times\n"
    "      --cert FILE      TLS with this certificate (PEM)\n"
    "      --key FILE       ... and its key\n"
    "  -m, --model FILE     The model that marks what is sent (default: $DRAGOMAN_MODEL, else the one that "
    "came "
    "with\n"
    "                       the program); none: nothing is marked\n"
    "  -j, --jobs N         Threads that answer (default: one a processor, at least 2)\n"
    "      --log FILE       A line for each request; -: on standard error\n"
    "  -h, --help           Show this text\n"
    "\n"
    "exit status: 0 ended by a signal; 1 the archive could not be read; 2 wrong arguments, a model that cannot "
    "be\n"
    "used, or an address where nobody can listen\n";

enum { MAX_THREADS = 64, MAX_HOSTS = 32, ACCESS = 256, HASH, HOST, CERT, KEY, LOG };

typedef struct {
  dm_serve_options serve;
  const char *hosts[MAX_HOSTS];
  const char *model, *log;
  bool hash, help;
} options;

static bool parse_number(const char *option, const char *text, unsigned long low, unsigned long high,
                         unsigned long *out) {
  char *end;
  *out = strtoul(text, &end, 10);
  if (*text && *text != '-' && !*end && *out >= low && *out <= high) return true;
  dm_report(stderr, "%s takes a number from %lu to %lu, not '%s'", option, low, high, text);
  return false;
}

static bool parse_option(int c, options *o) {
  unsigned long number;
  switch (c) {
  case 'p':
    if (!parse_number("--port", optarg, 0, 65535, &number)) return false;
    o->serve.port = (uint16_t)number;
    return true;
  case 'j':
    if (!parse_number("--jobs", optarg, 1, MAX_THREADS, &number)) return false;
    o->serve.workers = (size_t)number;
    return true;
  case HOST:
    if (o->serve.host_count < MAX_HOSTS) o->hosts[o->serve.host_count++] = optarg;
    return true;
  case 'a': o->serve.address = optarg; return true;
  case 'w': o->serve.write = true; return true;
  case 'm': o->model = optarg; return true;
  case 'h': o->help = true; return true;
  case ACCESS: o->serve.access = optarg; return true;
  case HASH: o->hash = true; return true;
  case CERT: o->serve.certificate = optarg; return true;
  case KEY: o->serve.key = optarg; return true;
  case LOG: o->log = optarg; return true;
  default: return false;
  }
}

static bool parse(int argc, char **argv, options *o) {
  static const struct option known[] = {{"port", required_argument, NULL, 'p'},
                                        {"address", required_argument, NULL, 'a'},
                                        {"write", no_argument, NULL, 'w'},
                                        {"access", required_argument, NULL, ACCESS},
                                        {"hash", no_argument, NULL, HASH},
                                        {"host", required_argument, NULL, HOST},
                                        {"cert", required_argument, NULL, CERT},
                                        {"key", required_argument, NULL, KEY},
                                        {"model", required_argument, NULL, 'm'},
                                        {"jobs", required_argument, NULL, 'j'},
                                        {"log", required_argument, NULL, LOG},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "p:a:wm:j:h", known, NULL)) != -1;)
    if (!parse_option(c, o)) return false;
  if (o->help || o->hash) return true;
  o->serve.archive = argv[optind];
  if (argc - optind == 1) return true;
  dm_report(stderr, "serve needs ARCHIVE; see `dragoman serve --help`");
  return false;
}

static int print_hash(void) {
  char password[1024], hash[256];
  if (!fgets(password, sizeof password, stdin)) password[0] = 0;
  password[strcspn(password, "\r\n")] = 0;
  if (strlen(password) < 8) {
    dm_report(stderr, "a password has 8 characters at least");
    return DM_EXIT_USAGE;
  }
  if (!dm_serve_hash(password, hash, sizeof hash)) return DM_EXIT_OUTPUT;
  puts(hash);
  return DM_EXIT_OK;
}

static void print_line(void *user, const char *line) {
  fprintf(user, "%s\n", line);
  fflush(user);
}

/* Without a model the archive can still be asked: only a model that was named has to be there. */
static bool open_model(const options *o, dm_model **model) {
  char path[PATH_MAX];
  dm_error error = {0};
  *model = NULL;
  if (o->model && !strcmp(o->model, "none")) return true;
  if (!o->model && !dm_model_path(path, sizeof path)) return false;
  *model = dm_model_open(o->model ? o->model : path, &error);
  if (!*model) dm_report_error(stderr, &error);
  return *model != NULL;
}

/* Each client takes a file descriptor; as many as may be. */
static void raise_limit(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

/* Signals are blocked in all threads, which inherit it, and waited for here. */
static int serve(const options *o) {
  sigset_t stop;
  int signal;
  dm_error error = {0};
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, NULL);
  raise_limit();
  dm_server *server = dm_server_start(&o->serve, &error);
  if (!server) {
    dm_report_error(stderr, &error);
    return *error.path && error.status != DM_ERR_ARGUMENT && !strcmp(error.path, o->serve.archive)
               ? DM_EXIT_INPUT
               : DM_EXIT_USAGE;
  }
  const char *address = o->serve.address ? o->serve.address : "127.0.0.1";
  bool v6 = strchr(address, ':') != NULL;
  printf("%s://%s%s%s:%u/\n", o->serve.certificate ? "https" : "http", v6 ? "[" : "", address, v6 ? "]" : "",
         dm_server_port(server));
  fflush(stdout);
  sigwait(&stop, &signal);
  dm_server_stop(server);
  return DM_EXIT_OK;
}

static int run(int argc, char **argv) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  const char *user = getenv("USER");
  options o = {.serve = {.port = 8080,
                         .who = user && *user ? user : "somebody",
                         .workers = processors < 2             ? 2
                                    : processors > MAX_THREADS ? MAX_THREADS
                                                               : (size_t)processors}};
  o.serve.hosts = o.hosts;
  if (!parse(argc, argv, &o)) return DM_EXIT_USAGE;
  if (o.help) {
    fputs(help, stdout);
    return DM_EXIT_OK;
  }
  if (o.hash) return print_hash();
  dm_model *model;
  FILE *log = !o.log ? NULL : !strcmp(o.log, "-") ? stderr : fopen(o.log, "a");
  if (o.log && !log) {
    dm_report(stderr, "%s: cannot be written", o.log);
    return DM_EXIT_USAGE;
  }
  if (log) o.serve.log = print_line;
  o.serve.log_user = log;
  int status = DM_EXIT_USAGE;
  if (open_model(&o, &model)) {
    o.serve.model = model;
    status = serve(&o);
  }
  if (model) dm_model_close(model);
  if (log && log != stderr) fclose(log);
  return status;
}

const dm_command dm_cmd_serve = {"serve", "Show an archive in the browser and answer programs", run};
