#include "serve.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "link.h"
#include "loop.h"

static struct source listener = {.fd = -1};

static void host_left(void)
{
	loop_watch(&listener, EPOLLIN);
}

static void host_came(struct source *source, uint32_t events)
{
	(void)events;
	int fd = accept4(source->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return;
	loop_watch(source, 0); /* the next one waits until this one has left */
	if (link_on_socket(fd, host_left) < 0)
		close(fd);
}

int serve_socket(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path)
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	listener = (struct source){.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), .ready = host_came};
	if (listener.fd < 0)
		return -errno;
	unlink(path);
	if (bind(listener.fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener.fd, 8) < 0)
		return -errno;
	return loop_watch(&listener, EPOLLIN);
}

int serve_fd(const char *number)
{
	char *end;
	long fd = strtol(number, &end, 10);
	if (*end != '\0' || fd < 0 || fd > INT32_MAX)
		return -EINVAL;
	return link_on_socket((int)fd, loop_stop);
}
