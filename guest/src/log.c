#include "log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
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

/* The kernel's priority stands first: with "quiet", errors still reach the console. */
static void put(const char *priority, const char *format, va_list arguments)
{
	char line[512];
	bool kernel = output != STDERR_FILENO;
	int prefix = snprintf(line, sizeof line, "%sagent: ", kernel ? priority : "");
	size_t end = (size_t)prefix;
	int size = vsnprintf(line + end, sizeof line - end - 1, format, arguments);
	if (size < 0)
		return;
	end += (size_t)size;
	if (end > sizeof line - 2)
		end = sizeof line - 2;
	line[end++] = '\n';
	ssize_t written = write(output, line, end);
	(void)written; /* there is nobody left to tell */
}

void log_line(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	put("<6>", format, arguments);
	va_end(arguments);
}

void log_problem(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	put("<3>", format, arguments);
	va_end(arguments);
}

int log_error(const char *what, int error)
{
	log_problem("%s: %s", what, strerror(-error));
	return error;
}
