/* Lines of /proc/net/tcp and tcp6: who listens where. Pure. */
#ifndef INGLE_LISTENERS_H
#define INGLE_LISTENERS_H

#include <stddef.h>
#include <stdint.h>

enum { LISTENERS_MAX = 256, ADDRESS_SIZE = 46 };

struct listener {
	uint16_t port;
	char address[ADDRESS_SIZE];
	uint64_t inode; /* of its socket */
};

/* Adds those of one file to the `count` that are there; how many there are then, at most LISTENERS_MAX. */
size_t listeners_parse(const char *text, struct listener *listeners, size_t count);

/* In the order of ports, then of addresses. */
void listeners_sort(struct listener *listeners, size_t count);

#endif
