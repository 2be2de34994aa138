#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "log.h"
#include "proc.h"

enum { CGROUP2_MAGIC = 0x63677270, KERNEL_THREAD = 0x00200000, PIDS_MAX = 65536 };

static const char ROOT[] = "/sys/fs/cgroup";
static const char OURS[] = "ingle";
static const char *const HOMES[] = {"ingle/exec", "ingle/workload"};

static int root = -1; /* kept, for a workload may mount something else over it */

void cgroup_open(void)
{
	struct statfs filesystem;
	root = open(ROOT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root >= 0 && (fstatfs(root, &filesystem) < 0 || filesystem.f_type != CGROUP2_MAGIC)) {
		close(root);
		root = -1;
	}
}

/* Makes a group that is gone or never was; whoever is root in the machine may remove ours when they are empty. */
static int make_home(const char *home)
{
	if (mkdirat(root, OURS, 0755) < 0 && errno != EEXIST)
		return -errno;
	return mkdirat(root, home, 0755) < 0 && errno != EEXIST ? -errno : 0;
}

int cgroup_home(bool workload)
{
	const char *home = HOMES[workload];
	if (root < 0)
		return -1;
	int fd = openat(root, home, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT && make_home(home) == 0)
		fd = openat(root, home, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd;
}

int cgroup_file(const char *name, const char *file, int flags)
{
	char path[512];
	int size = snprintf(path, sizeof path, "%s/%s", name, file);
	if (root < 0 || size < 0 || (size_t)size >= sizeof path)
		return -ENOENT;
	int fd = openat(root, path, flags | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

bool cgroup_present(void)
{
	int fd = cgroup_home(false);
	if (fd < 0)
		return false;
	bool freezes = faccessat(fd, "cgroup.freeze", F_OK, 0) == 0;
	close(fd);
	return freezes;
}

void cgroup_each(void (*each)(const char *name))
{
	int fd = root < 0 ? -1 : openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	if (directory == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
		if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
			each(entry->d_name);
	closedir(directory);
}

static bool move(const char *group, const char *pid)
{
	int fd = cgroup_file(group, "cgroup.procs", O_WRONLY);
	if (fd < 0)
		return false;
	bool moved = write(fd, pid, strlen(pid)) > 0;
	if (!moved && errno != ESRCH)
		log_error(group, -errno);
	close(fd);
	return moved;
}

/* The agent itself, or what it has forked for work of its own. */
static bool is_agent(const char *pid)
{
	char path[64];
	struct stat own;
	struct stat other;
	snprintf(path, sizeof path, "/proc/%.20s/exe", pid);
	return stat("/proc/self/exe", &own) == 0 && stat(path, &other) == 0 && own.st_dev == other.st_dev &&
	       own.st_ino == other.st_ino;
}

static bool is_kernel_thread(const char *pid)
{
	struct proc_stat process;
	return !proc_stat(pid, &process) || (process.flags & KERNEL_THREAD) != 0; /* or it has just ended */
}

bool cgroup_sort(void)
{
	bool moved = false;
	int home = cgroup_home(false); /* makes it where it is missing */
	char *pids = malloc(PIDS_MAX);
	move(".", "0");
	if (pids != NULL && proc_read_at(root, "cgroup.procs", pids, PIDS_MAX) > 0) {
		char *rest = pids;
		for (char *pid; (pid = strsep(&rest, "\n")) != NULL;)
			if (pid[0] != '\0' && !is_kernel_thread(pid) && !is_agent(pid))
				moved = move(HOMES[false], pid) || moved;
	}
	free(pids);
	if (home >= 0)
		close(home);
	return moved;
}
