/* Small files of the kernel, read and written whole. */
#ifndef INGLE_PROC_H
#define INGLE_PROC_H

#include <stddef.h>
#include <sys/types.h>

/* Reads at most size - 1 bytes and ends them with NUL; the number read, or -errno (then the text is empty). */
ssize_t proc_read(const char *path, char *to, size_t size);

/* Writes into a file that exists. */
int proc_write(const char *path, const char *text);

/* A whole file with a NUL after it, malloc()ed; NULL when it cannot be read or is larger than `max`. */
char *proc_slurp(const char *path, size_t max);

#endif
