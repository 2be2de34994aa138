#include "proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t fill(int fd, char *to, size_t size)
{
	size_t have = 0;
	while (have < size - 1) {
		ssize_t got = read(fd, to + have, size - 1 - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		have += (size_t)got;
	}
	to[have] = '\0';
	return (ssize_t)have;
}

ssize_t proc_read(const char *path, char *to, size_t size)
{
	return proc_read_at(AT_FDCWD, path, to, size);
}

ssize_t proc_read_at(int directory, const char *path, char *to, size_t size)
{
	to[0] = '\0';
	int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ssize_t got = fill(fd, to, size);
	close(fd);
	return got;
}

int proc_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	int error = write(fd, text, strlen(text)) < 0 ? -errno : 0;
	close(fd);
	return error;
}

char *proc_slurp(const char *path, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	struct stat status;
	char *text = NULL;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (size_t)status.st_size <= max) {
		size_t size = (size_t)status.st_size + 1;
		text = malloc(size);
		if (text != NULL)
			fill(fd, text, size);
	}
	close(fd);
	return text;
}

bool proc_stat(const char *pid, struct proc_stat *stat)
{
	char path[64];
	char text[512];
	snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
	proc_read(path, text, sizeof text);
	const char *behind = strrchr(text, ')'); /* a name may hold anything */
	stat->pid = (pid_t)strtol(text, NULL, 10);
	return behind != NULL && sscanf(behind, ") %c %d %*d %d %*d %*d %u", &stat->state, &stat->parent, &stat->session,
					&stat->flags) == 4;
}
