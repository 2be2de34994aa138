/* Small files of the kernel, read and written whole. */
#ifndef INGLE_PROC_H
#define INGLE_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Reads at most size - 1 bytes and ends them with NUL; the number read, or -errno (then the text is empty). */
ssize_t proc_read(const char *path, char *to, size_t size);
ssize_t proc_read_at(int directory, const char *path, char *to, size_t size);

/* Writes into a file that exists. */
int proc_write(const char *path, const char *text);

/* A whole file with a NUL after it, malloc()ed; NULL when it cannot be read or is larger than `max`. */
char *proc_slurp(const char *path, size_t max);

struct proc_stat {
	pid_t pid;
	pid_t parent;
	pid_t session;
	char state;
	unsigned int flags; /* PF_… of the kernel */
};

/* What the kernel says about a process; false when it is gone. */
bool proc_stat(const char *pid, struct proc_stat *stat);

#endif
