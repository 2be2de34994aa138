/* What the host told the machine about itself. */
#ifndef INGLE_CONFIGURE_H
#define INGLE_CONFIGURE_H

#include <stdbool.h>

bool configured(void);

/* The default environment of programs, NAME=value, ended by NULL; or NULL. */
char *const *configured_environment(void);

#endif
