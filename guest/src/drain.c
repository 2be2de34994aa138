#include "drain.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

#include "loop.h"

enum { DRAINS_MAX = 256, PIECE = 65536 };

static struct source drains[DRAINS_MAX]; /* one without a `ready` is free */

static void drain_ready(struct source *source, uint32_t events)
{
	static char thrown_away[PIECE];
	(void)events;
	ssize_t got = read(source->fd, thrown_away, sizeof thrown_away);
	if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	loop_close(source);
	source->ready = NULL;
}

static struct source *free_drain(void)
{
	for (size_t i = 0; i < DRAINS_MAX; i++)
		if (drains[i].ready == NULL)
			return &drains[i];
	return NULL;
}

void drain_later(int fd)
{
	struct source *source = fd < 0 ? NULL : free_drain();
	if (source != NULL) {
		*source = (struct source){.fd = fd, .ready = drain_ready};
		if (loop_watch(source, EPOLLIN) == 0)
			return;
		source->ready = NULL;
	}
	if (fd >= 0)
		close(fd);
}

int dup_cloexec(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 3);
}
