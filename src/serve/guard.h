/* What a browser tells about where a request comes from. */
#ifndef DM_SERVE_GUARD_H
#define DM_SERVE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* May a client ask for this Host? An address may be, localhost, and the names given; any other name could be
 * one that a hostile page's owner has pointed at us (DNS rebinding). */
bool dm_host_allowed(const char *host, const char *const *names, size_t count);

/* Comes a request that changes or costs something from our own page, or from no page at all? Empty where the
 * header is not there. */
bool dm_origin_allowed(const char *origin, const char *fetch_site, const char *host, bool tls);

#endif
