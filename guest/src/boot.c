#include "boot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cgroup.h"
#include "disks.h"
#include "log.h"
#include "network.h"
#include "proc.h"

static const char NEW_ROOT[] = "/machine";

struct mount_row {
	const char *source;
	const char *target;
	const char *type;
	unsigned long flags;
	const char *options;
	bool vital;
};

static const struct mount_row EARLY[] = {
	{"proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL, true},
	{"sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL, true},
	{"devtmpfs", "/dev", "devtmpfs", MS_NOSUID, "mode=755", true},
};

static const struct mount_row LATE[] = {
	{"devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "gid=5,mode=620,ptmxmode=666", true},
	{"tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777", true},
	{"mqueue", "/dev/mqueue", "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL, false},
	{"tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=20%", true},
	{"cgroup2", "/sys/fs/cgroup", "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC, "nsdelegate", false},
};

static const struct {
	const char *target;
	const char *path;
} LINKS[] = {
	{"/proc/self/fd", "/dev/fd"},
	{"/proc/self/fd/0", "/dev/stdin"},
	{"/proc/self/fd/1", "/dev/stdout"},
	{"/proc/self/fd/2", "/dev/stderr"},
};

static int mount_rows(const struct mount_row *rows, size_t count)
{
	for (const struct mount_row *row = rows; row < rows + count; row++) {
		mkdir(row->target, 0755);
		if (mount(row->source, row->target, row->type, row->flags, row->options) == 0)
			continue;
		int error = log_error(row->target, -errno);
		if (row->vital && error != -EBUSY)
			return error;
	}
	return 0;
}

int boot_kernel_filesystems(void)
{
	int error = mount_rows(EARLY, sizeof EARLY / sizeof EARLY[0]);
	log_to_kernel();
	return error;
}

static int load_module(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	int error = syscall(SYS_finit_module, fd, "", 0) < 0 ? -errno : 0;
	close(fd);
	return error == -EEXIST ? 0 : error;
}

int boot_modules(void)
{
	char list[4096];
	if (proc_read("/modules", list, sizeof list) < 0)
		return 0; /* a kernel that has everything */
	char *rest = list;
	for (char *path; (path = strsep(&rest, "\n")) != NULL;) {
		int error = path[0] == '\0' ? 0 : load_module(path);
		if (error < 0)
			log_error(path, error); /* what is vital fails later, by name */
	}
	return 0;
}

/* The initramfs is memory: what is in it goes, except for where other filesystems are mounted. */
static void clear_initramfs(void)
{
	static const char *const LEFT[] = {"/init", "/modules"};
	char list[4096];
	if (proc_read("/modules", list, sizeof list) > 0) {
		char *rest = list;
		for (char *path; (path = strsep(&rest, "\n")) != NULL;)
			if (path[0] == '/')
				unlink(path);
	}
	for (size_t i = 0; i < sizeof LEFT / sizeof LEFT[0]; i++)
		unlink(LEFT[i]);
}

static int move_mounts(void)
{
	for (size_t i = 0; i < sizeof EARLY / sizeof EARLY[0]; i++) {
		char target[32];
		snprintf(target, sizeof target, "%s%s", NEW_ROOT, EARLY[i].target);
		mkdir(target, 0755);
		if (mount(EARLY[i].target, target, NULL, MS_MOVE, NULL) < 0)
			return log_error(target, -errno);
	}
	return 0;
}

int boot_root(void)
{
	int error = disks_mount(NEW_ROOT);
	if (error < 0)
		return log_error("root", error);
	clear_initramfs();
	error = move_mounts();
	if (error < 0)
		return error;
	if (chdir(NEW_ROOT) < 0 || mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0 || chdir("/") < 0)
		return log_error("switch root", -errno);
	return 0;
}

static void make_tmp(void)
{
	struct stat status;
	if (lstat("/tmp", &status) == 0)
		return;
	if (mkdir("/tmp", 0700) == 0)
		chmod("/tmp", 01777);
}

int boot_filesystems(void)
{
	int error = mount_rows(LATE, sizeof LATE / sizeof LATE[0]);
	for (size_t i = 0; i < sizeof LINKS / sizeof LINKS[0]; i++)
		if (symlink(LINKS[i].target, LINKS[i].path) < 0 && errno != EEXIST)
			log_error(LINKS[i].path, -errno);
	make_tmp();
	mkdir("/run/lock", 01777);
	mkdir("/run/ingle", 0755);
	cgroup_open();
	return error;
}

int boot_settle(void)
{
	umask(022);
	reboot(RB_DISABLE_CAD); /* ctrl-alt-del becomes SIGINT */
	proc_write("/proc/self/oom_score_adj", "-1000");
	int error = network_loopback();
	return error < 0 ? log_error("loopback", error) : 0;
}
