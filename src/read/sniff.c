/* Which format do these bytes look like? */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "read/page_form.h"
#include "read/read.h"
#include "read/split.h"

enum { LOOK = 4096 }; /* how far into the bytes a mark may stand */

static const struct {
  dm_format format;
  const char *name;
} NAMES[] = {
    {DM_FORMAT_HTML, "html"}, {DM_FORMAT_TEXT, "text"},   {DM_FORMAT_CSV, "csv"},
    {DM_FORMAT_TEI, "tei"},   {DM_FORMAT_AAD, "aad"},     {DM_FORMAT_MAIL, "mail"},
    {DM_FORMAT_PDF, "pdf"},   {DM_FORMAT_JSONL, "jsonl"}, {DM_FORMAT_CONLL, "conll"},
};

const char *dm_format_name(dm_format format) {
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (NAMES[i].format == format) return NAMES[i].name;
  return "unknown";
}

dm_format dm_format_from_name(const char *name) {
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (!strcmp(NAMES[i].name, name)) return NAMES[i].format;
  return DM_FORMAT_UNKNOWN;
}

/* Does one of the tags stand near the front? The list ends with NULL. */
static int has_tag(const char *bytes, size_t size, const char *const *marks) {
  size_t look = size < LOOK ? size : LOOK;
  for (size_t at = 0; at < look; at++) {
    if (bytes[at] != '<') continue;
    for (size_t i = 0; marks[i]; i++) {
      size_t length = strlen(marks[i]);
      if (size - at >= length && !strncasecmp(bytes + at, marks[i], length)) return 1;
    }
  }
  return 0;
}

static const char *const HTML_TAGS[] = {"<!doctype html", "<html", "<head", "<body", "<table",
                                        "<code><pre",     "<pre",  "<div",  "<p>",   NULL};
static const char *const TEI_TAGS[] = {"<TEI", "<teiHeader", NULL};

/* Eight quoted fields that begin with a number: `"1","12/28/1966 18:48","66POST2481",...` */
static int looks_like_csv(const char *bytes, size_t size) {
  size_t at = 1;
  while (at < size && bytes[at] >= '0' && bytes[at] <= '9') at++;
  return at > 1 && size - at >= 3 && !memcmp(bytes + at, "\",\"", 3);
}

static int looks_like_json(const char *bytes, size_t size) {
  size_t at = 1;
  while (at < size && (bytes[at] == ' ' || bytes[at] == '\t')) at++;
  return at < size && bytes[at] == '"';
}

/* An mbox, or header lines of which at least two are a mail's. A cable's header has no colons there. */
static int looks_like_mail(const char *bytes, size_t size) {
  static const char *const HEADERS[] = {
      "From:",        "To:", "Subject:",      "Date:",         "Message-ID:",   "Received:",
      "Return-Path:", "Cc:", "MIME-Version:", "Content-Type:", "Delivered-To:", "Reply-To:"};
  size_t found = 0, at = 0;
  if (size > 5 && !memcmp(bytes, "From ", 5)) at = 5;
  bool mbox = at > 0;
  for (size_t line = 0; line < 40 && at < size; line++) {
    if (bytes[at] == '\n' || bytes[at] == '\r') break;
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
      found += size - at >= strlen(HEADERS[i]) && !strncasecmp(bytes + at, HEADERS[i], strlen(HEADERS[i]));
    size_t name = at;
    while (name < size && bytes[name] > ' ' && bytes[name] != ':') name++;
    bool header = name > at && name < size && bytes[name] == ':';
    if (line && !header && bytes[at] != ' ' && bytes[at] != '\t') return 0;
    if (!line && !header && !mbox) return 0;
    const char *end = memchr(bytes + at, '\n', size - at);
    at = end ? (size_t)(end - bytes) + 1 : size;
  }
  return found >= 2;
}

dm_format dm_sniff(const char *bytes, size_t size) {
  size_t at = size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (at < size && strchr(" \t\r\n", bytes[at]) && bytes[at]) at++;
  if (size - at >= 5 && !memcmp(bytes + at, "%PDF-", 5)) return DM_FORMAT_PDF;
  if (at < size && bytes[at] == '<') {
    if (has_tag(bytes + at, size - at, TEI_TAGS)) return DM_FORMAT_TEI;
    if (has_tag(bytes + at, size - at, HTML_TAGS)) return DM_FORMAT_HTML;
  }
  if (at < size && bytes[at] == '"' && looks_like_csv(bytes + at, size - at)) return DM_FORMAT_CSV;
  if (at < size && bytes[at] == '{' && looks_like_json(bytes + at, size - at)) return DM_FORMAT_JSONL;
  if (dm_is_conll(bytes + at, size - at)) return DM_FORMAT_CONLL;
  if (dm_is_page_form(bytes + at, size - at)) return DM_FORMAT_AAD;
  if (looks_like_mail(bytes + at, size - at)) return DM_FORMAT_MAIL;
  return DM_FORMAT_TEXT;
}
