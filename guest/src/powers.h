/* The powers over a machine: only PID 1 has them, and an agent in a test never does. */
#ifndef INGLE_POWERS_H
#define INGLE_POWERS_H

#include <stdbool.h>

bool powers_held(void);

#endif
