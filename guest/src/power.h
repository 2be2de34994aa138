/* The way down: ask the workload, then everybody, then insist, then the disks, then the power. */
#ifndef INGLE_POWER_H
#define INGLE_POWER_H

#include <stdbool.h>

void power_asked_to_stop(void);            /* a signal said so */
void power_collected(bool none_left);      /* children ended */
_Noreturn void power_cut(bool reboot);     /* at once; only with powers */

#endif
