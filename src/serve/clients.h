/* What the thread that talks to clients calls; each takes the server as `user`. */
#ifndef DM_SERVE_CLIENTS_H
#define DM_SERVE_CLIENTS_H

#include <microhttpd.h>

void dm_connection_changed(void *user, struct MHD_Connection *connection, void **context,
                           enum MHD_ConnectionNotificationCode what);
void *dm_request_arrived(void *user, const char *target, struct MHD_Connection *connection);
enum MHD_Result dm_request_handle(void *user, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *upload, size_t *size,
                                  void **context);
void dm_request_completed(void *user, struct MHD_Connection *connection, void **context,
                          enum MHD_RequestTerminationCode why);

#endif
