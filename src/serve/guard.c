#include "serve/guard.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAME = 256 };

/* The host without its port and brackets. False if it is not of that form. */
static bool host_name(const char *host, char name[NAME]) {
  size_t size = *host == '[' ? strcspn(host, "]") : strcspn(host, ":");
  const char *rest = host + size;
  if (*host == '[') {
    if (*rest != ']') return false;
    rest++;
    host++;
    size--;
  }
  if (!size || size >= NAME) return false;
  if (*rest && (*rest != ':' || strspn(rest + 1, "0123456789") != strlen(rest + 1))) return false;
  memcpy(name, host, size);
  name[size] = 0;
  return true;
}

bool dm_host_allowed(const char *host, const char *const *names, size_t count) {
  char name[NAME];
  struct in6_addr address;
  if (!host_name(host, name)) return false;
  if (!strcasecmp(name, "localhost") || inet_pton(AF_INET, name, &address) == 1) return true;
  if (*host == '[') return inet_pton(AF_INET6, name, &address) == 1;
  for (size_t i = 0; i < count; i++)
    if (!strcasecmp(name, names[i])) return true;
  return false;
}

bool dm_origin_allowed(const char *origin, const char *fetch_site, const char *host, bool tls) {
  if (*fetch_site && strcmp(fetch_site, "same-origin") != 0 && strcmp(fetch_site, "none") != 0) return false;
  if (!*origin) return true;
  const char *scheme = tls ? "https://" : "http://";
  size_t size = strlen(scheme);
  return !strncmp(origin, scheme, size) && !strcasecmp(origin + size, host);
}
