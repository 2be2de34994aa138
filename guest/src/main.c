/*
 * The agent of a machine. As PID 1 it boots the machine and then serves the host; started by anybody else it only
 * serves, without any power over the system.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "boot.h"
#include "descriptors.h"
#include "link.h"
#include "log.h"
#include "loop.h"
#include "power.h"
#include "powers.h"
#include "reap.h"
#include "serve.h"

/* Descriptors 0 to 2 exist, so that none of ours is taken for a program's stdin. */
static int stage_descriptors(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	return 0;
}

static int stage_port(void)
{
	int fd;
	int error = boot_port(&fd);
	return error < 0 ? error : link_on_port(fd);
}

static int stage_loop(void)
{
	int error = descriptors_raise();
	if (error == 0)
		error = loop_open();
	return error < 0 ? error : reap_open(power_asked_to_stop, power_collected);
}

static int stage_serve(void)
{
	return loop_run(link_flush);
}

static int machine(void)
{
	static int (*const STAGES[])(void) = {
		boot_kernel_filesystems,
		stage_descriptors,
		boot_modules,
		boot_root,
		boot_filesystems,
		boot_settle,
		stage_loop,
		stage_port,
		stage_serve,
	};
	for (size_t i = 0; i < sizeof STAGES / sizeof STAGES[0]; i++)
		if (STAGES[i]() < 0)
			break; /* the stage has said why */
	log_problem("cannot go on");
	power_cut(false);
}

static int servant(int (*begin)(const char *), const char *where)
{
	int error = stage_descriptors();
	if (error == 0)
		error = stage_loop();
	if (error == 0)
		error = begin(where);
	if (error == 0)
		error = stage_serve();
	if (error < 0)
		log_error(where, error);
	return error < 0;
}

int main(int count, char **arguments)
{
	if (powers_held())
		return machine();
	if (count == 3 && strcmp(arguments[1], "--serve") == 0)
		return servant(serve_socket, arguments[2]);
	if (count == 3 && strcmp(arguments[1], "--fd") == 0)
		return servant(serve_fd, arguments[2]);
	fprintf(stderr, "usage: agent --serve SOCKET | --fd NUMBER (as PID 1: no arguments)\n");
	return 64;
}
