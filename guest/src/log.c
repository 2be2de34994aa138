#include "log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int output = STDERR_FILENO;

void log_to_kernel(void)
{
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	if (fd >= 0)
		output = fd;
}

void log_line(const char *format, ...)
{
	char line[512] = "<6>agent: ";
	size_t prefix = strlen(line);
	va_list arguments;
	va_start(arguments, format);
	int size = vsnprintf(line + prefix, sizeof line - prefix - 1, format, arguments);
	va_end(arguments);
	if (size < 0)
		return;
	size_t end = prefix + (size_t)size;
	if (end > sizeof line - 2)
		end = sizeof line - 2;
	line[end++] = '\n';
	size_t start = output == STDERR_FILENO ? 3 : 0; /* the priority is for the kernel only */
	ssize_t written = write(output, line + start, end - start);
	(void)written; /* there is nobody left to tell */
}

int log_error(const char *what, int error)
{
	log_line("%s: %s", what, strerror(-error));
	return error;
}
