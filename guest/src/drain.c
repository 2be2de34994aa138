#include "drain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop.h"

enum { DRAINS_MAX = 256, PIECE = 65536 };

static size_t drains;

static void drain_ready(struct source *source, uint32_t events)
{
	static char thrown_away[PIECE];
	(void)events;
	ssize_t got = read(source->fd, thrown_away, sizeof thrown_away);
	if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	loop_close(source);
	loop_bury(source);
	drains--;
}

void drain_later(int fd)
{
	if (fd < 0)
		return;
	struct source *source = drains < DRAINS_MAX ? calloc(1, sizeof *source) : NULL;
	if (source == NULL) {
		close(fd);
		return;
	}
	*source = (struct source){.fd = fd, .ready = drain_ready};
	if (loop_watch(source, EPOLLIN) < 0) {
		close(fd);
		free(source);
		return;
	}
	drains++;
}

int dup_cloexec(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 3);
}
