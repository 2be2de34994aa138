/* The machine's name and the files that say it: hostname, hosts, resolv.conf, machine-id. */
#ifndef INGLE_IDENTITY_H
#define INGLE_IDENTITY_H

#include "request.h"

int identity_apply(const struct configure_request *wanted);

#endif
