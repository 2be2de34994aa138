/* What may take long, in a process of its own: the agent has one thread and many to serve. */
#ifndef INGLE_WORK_H
#define INGLE_WORK_H

#include <stdint.h>

/* Runs `work` in a process of its own, for what may take long; `done` gets its 0 or -errno (a small number). */
int work_start(int (*work)(const void *with), const void *with, void (*done)(uint32_t stream, int error),
	       uint32_t stream);

#endif
