/* The host's virtio port named "agent". */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "boot.h"
#include "log.h"
#include "proc.h"

enum { WAIT_MS = 10000, PAUSE_MS = 5 };

static bool find(char *device, size_t size)
{
	DIR *ports = opendir("/sys/class/virtio-ports");
	bool found = false;
	const struct dirent *entry;
	while (ports != NULL && !found && (entry = readdir(ports)) != NULL) {
		char path[320];
		char name[32];
		snprintf(path, sizeof path, "/sys/class/virtio-ports/%s/name", entry->d_name);
		if (proc_read(path, name, sizeof name) <= 0)
			continue;
		name[strcspn(name, "\n")] = '\0';
		found = strcmp(name, "agent") == 0;
		if (found)
			snprintf(device, size, "/dev/%.64s", entry->d_name);
	}
	if (ports != NULL)
		closedir(ports);
	return found;
}

/* Ports are announced by the host through a queue of their own, a moment after the driver has begun. */
int boot_port(int *fd)
{
	static const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000};
	char device[80];
	for (int waited = 0; waited < WAIT_MS; waited += PAUSE_MS) {
		if (find(device, sizeof device)) {
			*fd = open(device, O_RDWR | O_CLOEXEC | O_NONBLOCK);
			return *fd < 0 ? log_error(device, -errno) : 0;
		}
		nanosleep(&pause, NULL);
	}
	return log_error("no port named agent", -ENODEV);
}
