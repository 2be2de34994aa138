/* An agent without powers: the same protocol on a socket, for tests and tools. */
#ifndef INGLE_SERVE_H
#define INGLE_SERVE_H

int serve_socket(const char *path); /* one host after the other */
int serve_fd(const char *number);   /* a connected socket; its end is the agent's */

#endif
