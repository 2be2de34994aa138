/*
 * Pipes that a finished session leaves behind because a grandchild still writes to them: read and thrown away, so that
 * a service started in the background does not die of a closed pipe.
 */
#ifndef INGLE_DRAIN_H
#define INGLE_DRAIN_H

/* Takes the descriptor (a negative one is nothing). Beyond a bound of such pipes it is closed instead. */
void drain_later(int fd);

int dup_cloexec(int fd);

#endif
