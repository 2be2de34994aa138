/*
 * An archive into a tree. Every name is resolved by the kernel beneath the tree's root (openat2), so neither the archive
 * nor a link that is there already leads out of it. What is no directory is made beside its place and put there at once.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "tar.h"
#include "tree.h"

enum { CHUNK = 65536, OPEN_MAX_DEPTH = TAR_PATH_MAX / 2 };

/* A directory whose time is set once nothing more is put into it: a prefix of the newest one's path. */
struct open_directory {
	size_t length;
	struct timespec mtime;
};

struct unpack {
	struct outcome *outcome;
	struct tar tar;
	struct tar_entry entry;
	char parent[TAR_PATH_MAX]; /* that parent_fd is; entries of one directory come together */
	int parent_fd;
	char temporary[32]; /* in it */
	uint32_t serial;
	char newest[TAR_PATH_MAX];
	struct open_directory open[OPEN_MAX_DEPTH];
	size_t open_count;
};

static int fail(struct unpack *unpack, int error)
{
	char shown[300];
	tar_show(shown, sizeof shown, unpack->entry.path);
	const char *why = error == -EXDEV ? "its name leads out of the tree" : strerror(-error);
	snprintf(unpack->outcome->what, sizeof unpack->outcome->what, "entry '%s': %s", shown, why);
	return error;
}

static ssize_t receive(void *with, void *to, size_t size)
{
	(void)with;
	ssize_t got;
	do
		got = read(TREE_CHANNEL, to, size);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : got;
}

static int open_beneath(const char *path, uint64_t flags)
{
	struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
	int fd;
	do
		fd = (int)syscall(SYS_openat2, TREE_ROOT, path[0] == '\0' ? "." : path, &how, sizeof how);
	while (fd < 0 && errno == EAGAIN); /* something was moved meanwhile */
	return fd < 0 ? -errno : fd;
}

/* Where a path's last part begins, and the directory above it. */
static const char *split(const char *path, char *parent)
{
	const char *slash = strrchr(path, '/');
	size_t size = slash == NULL ? 0 : (size_t)(slash - path);
	memcpy(parent, path, size);
	parent[size] = '\0';
	return slash == NULL ? path : slash + 1;
}

/* A directory of the tree, made with those above it where it is missing: its descriptor, or -errno. */
static int need_directory(const char *path)
{
	char partial[TAR_PATH_MAX];
	char above[TAR_PATH_MAX];
	int fd = open_beneath(path, O_PATH | O_DIRECTORY);
	if (fd != -ENOENT)
		return fd;
	for (size_t at = 0; path[at] != '\0';) {
		at += strcspn(path + at, "/");
		memcpy(partial, path, at);
		partial[at] = '\0';
		const char *name = split(partial, above);
		int parent = open_beneath(above, O_PATH | O_DIRECTORY);
		if (parent < 0)
			return parent;
		int error = mkdirat(parent, name, 0755) < 0 && errno != EEXIST ? -errno : 0;
		close(parent);
		if (error < 0)
			return error;
		at += path[at] == '/';
	}
	return open_beneath(path, O_PATH | O_DIRECTORY);
}

/* Makes parent_fd the directory of the entry; gives the entry's own name. */
static int enter_parent(struct unpack *unpack, const char **name)
{
	char parent[TAR_PATH_MAX];
	*name = split(unpack->entry.path, parent);
	if (unpack->parent_fd >= 0 && strcmp(parent, unpack->parent) == 0)
		return 0;
	if (unpack->parent_fd >= 0)
		close(unpack->parent_fd);
	unpack->parent_fd = need_directory(parent);
	strcpy(unpack->parent, parent);
	return unpack->parent_fd < 0 ? unpack->parent_fd : 0;
}

static void close_directories(struct unpack *unpack, const char *path)
{
	while (unpack->open_count > 0) {
		const struct open_directory *last = &unpack->open[unpack->open_count - 1];
		size_t length = last->length;
		bool inside = length == 0 || (strncmp(path, unpack->newest, length) == 0 && path[length] == '/');
		if (inside && path[0] != '\0')
			return;
		const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, last->mtime};
		unpack->newest[length] = '\0';
		int fd = open_beneath(unpack->newest, O_RDONLY | O_DIRECTORY);
		if (fd >= 0) {
			futimens(fd, times);
			close(fd);
		}
		unpack->open_count--;
	}
}

static void note_directory(struct unpack *unpack)
{
	const struct tar_entry *entry = &unpack->entry;
	if (unpack->open_count == OPEN_MAX_DEPTH)
		return;
	strcpy(unpack->newest, entry->path);
	unpack->open[unpack->open_count++] = (struct open_directory){
		strlen(entry->path), {.tv_sec = entry->mtime_s, .tv_nsec = (long)entry->mtime_ns}};
}

/* Only root gives files away; for others they are their own. */
static bool may_own(void)
{
	return geteuid() == 0;
}

/* What a file system cannot keep, or we may not set, is left out. */
static int set_attributes(const struct tar_entry *entry, int fd, const char *name)
{
	for (size_t i = 0; i < entry->attributes_count; i++) {
		const struct tar_attribute *attribute = &entry->attributes[i];
		int result = fd >= 0 ? fsetxattr(fd, attribute->name, attribute->value, attribute->size, 0)
				     : lsetxattr(name, attribute->name, attribute->value, attribute->size, 0);
		if (result < 0 && errno != ENOTSUP && errno != EPERM && errno != ERANGE && errno != EINVAL)
			return -errno;
	}
	return 0;
}

/* The owner first: a new owner takes setuid and capabilities away. */
static int dress_open(const struct tar_entry *entry, int fd)
{
	if (may_own() && fchown(fd, entry->uid, entry->gid) < 0)
		return -errno;
	if (fchmod(fd, entry->mode) < 0)
		return -errno;
	return set_attributes(entry, fd, NULL);
}

/* What cannot be opened is dressed by its name, from within its directory. */
static int dress_named(const struct unpack *unpack)
{
	const struct tar_entry *entry = &unpack->entry;
	const char *name = unpack->temporary;
	const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT},
					  {.tv_sec = entry->mtime_s, .tv_nsec = (long)entry->mtime_ns}};
	if (fchdir(unpack->parent_fd) < 0)
		return -errno;
	if (may_own() && lchown(name, entry->uid, entry->gid) < 0)
		return -errno;
	if (entry->type != TAR_SYMLINK && chmod(name, entry->mode) < 0)
		return -errno;
	int error = set_attributes(entry, -1, name);
	return error < 0 ? error : utimensat(AT_FDCWD, name, times, AT_SYMLINK_NOFOLLOW) < 0 ? -errno : 0;
}

static int make_directory(struct unpack *unpack)
{
	const struct tar_entry *entry = &unpack->entry;
	int path = need_directory(entry->path);
	if (path < 0)
		return path;
	close(path);
	int fd = open_beneath(entry->path, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return fd;
	int error = dress_open(entry, fd);
	close(fd);
	if (error == 0)
		note_directory(unpack);
	return error;
}

static int copy_content(struct unpack *unpack, int fd)
{
	static uint8_t chunk[CHUNK];
	ssize_t size;
	while ((size = tar_content(&unpack->tar, chunk, sizeof chunk)) > 0) {
		for (ssize_t at = 0; at < size;) {
			ssize_t written = write(fd, chunk + at, (size_t)(size - at));
			if (written < 0 && errno != EINTR)
				return -errno;
			at += written < 0 ? 0 : written;
		}
	}
	return (int)size;
}

static int make_file(struct unpack *unpack)
{
	const struct tar_entry *entry = &unpack->entry;
	const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT},
					  {.tv_sec = entry->mtime_s, .tv_nsec = (long)entry->mtime_ns}};
	int fd = openat(unpack->parent_fd, unpack->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	int error = copy_content(unpack, fd);
	if (error == 0)
		error = dress_open(entry, fd);
	if (error == 0 && futimens(fd, times) < 0)
		error = -errno;
	close(fd);
	return error;
}

static int make_hard_link(struct unpack *unpack)
{
	char above[TAR_PATH_MAX];
	const char *name = split(unpack->entry.target, above);
	int directory = open_beneath(above, O_PATH | O_DIRECTORY);
	if (directory < 0)
		return directory;
	int error = linkat(directory, name, unpack->parent_fd, unpack->temporary, 0) < 0 ? -errno : 0;
	close(directory);
	return error;
}

static int make_node(struct unpack *unpack, mode_t type, dev_t device)
{
	int made = mknodat(unpack->parent_fd, unpack->temporary, type | 0600, device);
	return made < 0 ? -errno : dress_named(unpack);
}

static int make_symlink(struct unpack *unpack)
{
	int made = symlinkat(unpack->entry.target, unpack->parent_fd, unpack->temporary);
	return made < 0 ? -errno : dress_named(unpack);
}

static int make_temporary(struct unpack *unpack)
{
	const struct tar_entry *entry = &unpack->entry;
	dev_t device = makedev(entry->major, entry->minor);
	snprintf(unpack->temporary, sizeof unpack->temporary, ".ingle-%08x-%08x", (unsigned)getpid(), ++unpack->serial);
	switch (entry->type) {
	case TAR_LINK:
		return make_hard_link(unpack);
	case TAR_SYMLINK:
		return make_symlink(unpack);
	case TAR_CHAR:
		return make_node(unpack, S_IFCHR, device);
	case TAR_BLOCK_DEVICE:
		return make_node(unpack, S_IFBLK, device);
	case TAR_FIFO:
		return make_node(unpack, S_IFIFO, 0);
	case TAR_FILE:
	case TAR_DIRECTORY:
		break;
	}
	return make_file(unpack);
}

static int make_other(struct unpack *unpack)
{
	const char *name;
	int error = enter_parent(unpack, &name);
	if (error < 0)
		return error;
	error = make_temporary(unpack);
	if (error == 0 && renameat(unpack->parent_fd, unpack->temporary, unpack->parent_fd, name) < 0)
		error = -errno;
	/* Also after success: renaming one name of a file to another of it does nothing. */
	unlinkat(unpack->parent_fd, unpack->temporary, 0);
	return error;
}

static int unpack_all(struct unpack *unpack)
{
	int result;
	while ((result = tar_next(&unpack->tar, &unpack->entry)) > 0) {
		close_directories(unpack, unpack->entry.path);
		int error = unpack->entry.type == TAR_DIRECTORY ? make_directory(unpack) : make_other(unpack);
		if (error < 0)
			return unpack->tar.why[0] == '\0' ? fail(unpack, error) : error;
		unpack->outcome->entries++;
	}
	return result;
}

/* What stands after the end is padding; all of it is taken, so that nobody is left writing. */
static int read_out(void)
{
	static uint8_t chunk[CHUNK];
	ssize_t got;
	do
		got = receive(NULL, chunk, sizeof chunk);
	while (got > 0);
	return (int)got;
}

void tree_unpack(const struct tree_request *wanted, struct outcome *outcome)
{
	static struct unpack unpack;
	(void)wanted;
	unpack = (struct unpack){.outcome = outcome, .tar.read = receive, .parent_fd = -1};
	int error = unpack_all(&unpack);
	if (unpack.tar.why[0] != '\0')
		strcpy(outcome->what, unpack.tar.why);
	else if (error < 0 && outcome->what[0] == '\0')
		strcpy(outcome->what, strerror(-error));
	close_directories(&unpack, "");
	if (error == 0)
		error = read_out();
	if (error == 0 && syncfs(TREE_ROOT) < 0)
		error = -errno;
	outcome->error = error;
}
