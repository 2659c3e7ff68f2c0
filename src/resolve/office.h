/* Offices that name a country: "Ambassador to Syria Karn", "Karn, Chargé in Cairo", and the embassy that a
 * document comes from or goes to. */
#ifndef DM_RESOLVE_OFFICE_H
#define DM_RESOLVE_OFFICE_H

#include "base/entity.h"
#include "base/envoys.h"

typedef struct {
  dm_envoy_places places; /* of the office; none if it does not say */
  bool ambassador;        /* the title stands before the name */
  bool foreign;           /* it is an office of another country: "the British Ambassador" */
  int year;               /* stated with it, 0 if none */
} dm_office;

/* What is said of an office right before and right behind the name at `span`. */
void dm_office_stated(const dm_names *names, dm_span span, dm_office *out);

/* The country of the document's own embassy: its origin, or what its heading says ("Telegram From the Embassy
 * in Syria to the Department of State"). Whether the document comes from there. */
bool dm_office_posts(const dm_names *names, dm_envoy_places *out);

#endif
