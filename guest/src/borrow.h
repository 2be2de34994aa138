/* A child that runs in our own memory, while we stand still, until it executes a program or exits. */
#ifndef INGLE_BORROW_H
#define INGLE_BORROW_H

#include <sys/types.h>

/*
 * Begins `begin(argument)` in a child; back when it has executed or exited, so what it wrote into `argument` can be read. It must not return, and what it
 * changes of memory it changes for us as well; descriptors, signals, directory and user are its own. `group` is the descriptor of the control group that it
 * is in from its first instruction on; without one (-1), or where that does not take it, it is in ours. Its pid, or -errno.
 */
pid_t borrow_memory(void (*begin)(void *argument), void *argument, int group);

#endif
