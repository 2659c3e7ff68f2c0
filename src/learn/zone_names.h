/* Names of zones in training text (third column but last of token lines). */
#ifndef DM_LEARN_ZONE_NAMES_H
#define DM_LEARN_ZONE_NAMES_H

#include <stdint.h>

const char *dm_zone_name(uint8_t zone);
uint8_t dm_zone_from_name(const char *name, unsigned long size); /* DM_ZONE_BODY if there is none */

#endif
