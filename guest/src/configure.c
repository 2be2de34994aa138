#include "configure.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"
#include "freeze.h"
#include "identity.h"
#include "log.h"
#include "methods.h"
#include "network.h"
#include "powers.h"
#include "texts.h"

static struct {
	bool done;
	char **env;
} configuration;

bool configured(void)
{
	return configuration.done;
}

char *const *configured_environment(void)
{
	return configuration.env;
}

/* The host's bytes count as entropy and are mixed in at once: forks of one snapshot part here. */
static int add_entropy(const struct bytes *entropy)
{
	enum { ENTROPY_MAX = 512 };
	struct {
		int bits; /* struct rand_pool_info, with room */
		int size;
		uint8_t bytes[ENTROPY_MAX];
	} pool = {0};
	size_t size = entropy->size < ENTROPY_MAX ? entropy->size : ENTROPY_MAX;
	if (size == 0)
		return 0;
	pool.bits = (int)size * 8;
	pool.size = (int)size;
	memcpy(pool.bytes, entropy->at, size);
	int fd = open("/dev/urandom", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	int error = ioctl(fd, RNDADDENTROPY, &pool) < 0 || ioctl(fd, RNDRESEEDCRNG) < 0 ? -errno : 0;
	close(fd);
	return error;
}

static int set_time(uint64_t time_ns)
{
	struct timespec now = {.tv_sec = (time_t)(time_ns / 1000000000U), .tv_nsec = (long)(time_ns % 1000000000U)};
	if (time_ns == 0)
		return 0;
	return clock_settime(CLOCK_REALTIME, &now) < 0 ? -errno : 0;
}

static int set_environment(char **env)
{
	if (env == NULL)
		return 0;
	char **copy = texts_copy(env);
	if (copy == NULL)
		return -ENOMEM;
	free(configuration.env);
	configuration.env = copy;
	return 0;
}

/* Everything is tried; the first thing that failed is the answer. */
static int apply(const struct configure_request *wanted, const char **what)
{
	const struct {
		const char *what;
		int error;
	} steps[] = {
		{"entropy", add_entropy(&wanted->entropy)},
		{"time_ns", set_time(wanted->time_ns)},
		{"interface", wanted->interface.present ? network_configure(&wanted->interface) : 0},
		{"identity", identity_apply(wanted)},
	};
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		*what = steps[i].what;
		if (steps[i].error < 0)
			return log_error(*what, steps[i].error);
	}
	return 0;
}

void configure_method(uint32_t stream, const struct request *request)
{
	const struct configure_request *wanted = &request->as.configure;
	const char *what = "env";
	int error = set_environment(wanted->env);
	if (error == 0 && powers_held())
		error = apply(wanted, &what);
	if (error == 0)
		configuration.done = true;
	if (error == 0 && wanted->thaw)
		thaw(); /* not before the machine is somebody, with random numbers of its own */
	answer_result(stream, error, what);
}
