/* Loopback and the machine's one interface. Links are brought up, never taken down (see network.c). */
#ifndef INGLE_NETWORK_H
#define INGLE_NETWORK_H

#include "request.h"

int network_loopback(void);
int network_configure(const struct interface *wanted);

#endif
