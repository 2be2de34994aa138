#include "disks.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "proc.h"

enum { NAME_SIZE = 32, WAIT_MS = 10000, PAUSE_MS = 5 };

static int upper = -1; /* the writable layer's root, out of the programs' sight */

/* The device of a serial, as /dev/vdX. */
static bool find_now(const char *serial, char *device, size_t size)
{
	DIR *blocks = opendir("/sys/block");
	bool found = false;
	const struct dirent *entry;
	while (blocks != NULL && !found && (entry = readdir(blocks)) != NULL) {
		char path[288];
		char present[NAME_SIZE];
		snprintf(path, sizeof path, "/sys/block/%s/serial", entry->d_name);
		if (proc_read(path, present, sizeof present) <= 0)
			continue;
		present[strcspn(present, "\n")] = '\0';
		found = strcmp(present, serial) == 0;
		if (found)
			snprintf(device, size, "/dev/%.64s", entry->d_name);
	}
	if (blocks != NULL)
		closedir(blocks);
	return found;
}

/* Devices are there when their drivers are loaded, or a moment later. */
static bool find(const char *serial, char *device, size_t size)
{
	static const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000};
	for (int waited = 0; !find_now(serial, device, size); waited += PAUSE_MS) {
		if (waited >= WAIT_MS)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

static int mount_image(const char *device)
{
	static const char *const TYPES[] = {"squashfs", "erofs", "ext4"};
	int error = -ENODEV;
	for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
		if (mount(device, "/lower", TYPES[i], MS_RDONLY, NULL) == 0)
			return 0;
		if (errno != ENODEV)
			error = -errno;
	}
	return error;
}

/*
 * No thread that zeroes inode tables, which are zeros where the disk was never written, and reads ahead all bitmaps: it would begin some seconds after the
 * mount, which in a machine that was restored is while somebody waits for its first program.
 */
static const char QUIET[] = "noinit_itable,no_prefetch_block_bitmaps";

/* Without a disk of its own a machine writes to memory. */
static int mount_upper(void)
{
	char device[80];
	int error = 0;
	if (!find_now("upper", device, sizeof device))
		error = mount("tmpfs", "/upper", "tmpfs", 0, "mode=755") < 0 ? -errno : 0;
	else if (mount(device, "/upper", "ext4", MS_NOATIME, QUIET) < 0)
		error = -errno;
	if (error < 0)
		return error;
	upper = open("/upper", O_PATH | O_DIRECTORY | O_CLOEXEC);
	mkdir("/upper/upper", 0755);
	mkdir("/upper/work", 0755);
	return 0;
}

int disks_mount(const char *where)
{
	char device[80];
	mkdir("/lower", 0755);
	mkdir("/upper", 0755);
	mkdir(where, 0755);
	if (!find("root", device, sizeof device))
		return -ENODEV;
	int error = mount_image(device);
	if (error < 0)
		return log_error(device, error);
	error = mount_upper();
	if (error < 0)
		return log_error("writable layer", error);
	if (mount("overlay", where, "overlay", 0, "lowerdir=/lower,upperdir=/upper/upper,workdir=/upper/work") < 0)
		return log_error("overlay", -errno);
	return 0;
}

void disks_settle(void)
{
	char path[40];
	mount(NULL, "/", NULL, MS_REMOUNT | MS_RDONLY, NULL);
	if (upper < 0)
		return;
	snprintf(path, sizeof path, "/proc/self/fd/%d", upper);
	if (mount(NULL, path, NULL, MS_REMOUNT | MS_RDONLY, NULL) < 0)
		log_error("the writable layer stays mounted", -errno);
}
