/*
 * A tree into an archive. What changes meanwhile is taken as it is found: what vanishes is left out, a file that shrinks
 * is filled up with zeros, of one that grows the part that its header tells is taken.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "tar.h"
#include "tree.h"

enum {
	DEPTH_MAX = 512,      /* each takes a descriptor and a buffer */
	LINKS_MAX = 65536,    /* files whose other names are known again */
	CHUNK = 65536,
	ATTRIBUTES_ROOM = 262144, /* names and values of one file */
};

struct pack {
	const struct tree_request *wanted;
	struct outcome *outcome;
	struct queue out;
	dev_t device;
	int depth;
	char path[TAR_PATH_MAX];
	void *links; /* a tree of struct linked */
	size_t links_count;
};

/* A file with several names, and the first of them. */
struct linked {
	dev_t device;
	ino_t inode;
	char path[];
};

static char names[ATTRIBUTES_ROOM / 4];
static uint8_t values[ATTRIBUTES_ROOM];
static struct tar_attribute attributes[TAR_ATTRIBUTES_MAX];

static int fail(struct pack *pack, int error)
{
	char shown[300];
	tar_show(shown, sizeof shown, pack->path);
	snprintf(pack->outcome->what, sizeof pack->outcome->what, "%s: %s", shown, strerror(-error));
	return error;
}

static int send_all(struct pack *pack, const uint8_t *bytes, size_t size)
{
	pack->outcome->bytes += size;
	while (size > 0) {
		ssize_t sent = send(TREE_CHANNEL, bytes, size, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return -errno;
		bytes += sent;
		size -= (size_t)sent;
	}
	return 0;
}

/* Headers of small things go out together. */
static int flush(struct pack *pack, size_t beyond)
{
	size_t size;
	const uint8_t *bytes = queue_peek(&pack->out, &size);
	if (size <= beyond)
		return 0;
	int error = send_all(pack, bytes, size);
	queue_drop(&pack->out, size);
	return error;
}

static int compare(const void *one, const void *other)
{
	const struct linked *left = one;
	const struct linked *right = other;
	if (left->device != right->device)
		return left->device < right->device ? -1 : 1;
	return left->inode == right->inode ? 0 : left->inode < right->inode ? -1 : 1;
}

/* The first name of a file, if this is another; else it is noted, as long as there is room. */
static const char *first_name(struct pack *pack, const struct stat *status)
{
	size_t size = strlen(pack->path) + 1;
	const struct linked key = {.device = status->st_dev, .inode = status->st_ino};
	struct linked **found = tfind(&key, &pack->links, compare);
	if (found != NULL)
		return (*found)->path;
	struct linked *linked = pack->links_count < LINKS_MAX ? malloc(sizeof *linked + size) : NULL;
	if (linked == NULL)
		return NULL;
	*linked = key;
	memcpy(linked->path, pack->path, size);
	if (tsearch(linked, &pack->links, compare) == NULL)
		free(linked);
	pack->links_count++;
	return NULL;
}

/* By a relative name from within the directory: links, devices and pipes cannot be opened to ask. */
static void read_attributes(int directory, const char *name, struct tar_entry *entry)
{
	if (fchdir(directory) < 0)
		return;
	ssize_t size = llistxattr(name, names, sizeof names);
	size_t used = 0;
	entry->attributes = attributes;
	for (char *at = names; size > 0 && at < names + size; at += strlen(at) + 1) {
		if (entry->attributes_count == TAR_ATTRIBUTES_MAX || strchr(at, '=') != NULL)
			continue;
		ssize_t got = lgetxattr(name, at, values + used, sizeof values - used);
		if (got < 0)
			continue;
		attributes[entry->attributes_count++] = (struct tar_attribute){at, values + used, (size_t)got};
		used += (size_t)got;
	}
}

static int put(struct pack *pack, const struct tar_entry *entry)
{
	pack->outcome->entries++;
	int error = tar_put(&pack->out, entry);
	return error < 0 ? fail(pack, error) : flush(pack, CHUNK);
}

static void describe(struct tar_entry *entry, const struct stat *status)
{
	entry->mode = status->st_mode & 07777;
	entry->uid = status->st_uid;
	entry->gid = status->st_gid;
	entry->major = major(status->st_rdev);
	entry->minor = minor(status->st_rdev);
	entry->mtime_s = status->st_mtim.tv_sec;
	entry->mtime_ns = (uint32_t)status->st_mtim.tv_nsec;
}

static int put_content(struct pack *pack, int fd, uint64_t left)
{
	static uint8_t chunk[CHUNK];
	size_t padding = (TAR_BLOCK - left % TAR_BLOCK) % TAR_BLOCK;
	bool ended = false;
	int error = flush(pack, 0);
	while (error == 0 && left > 0) {
		size_t size = left < sizeof chunk ? (size_t)left : sizeof chunk;
		ssize_t got = ended ? 0 : read(fd, chunk, size);
		if (got < 0)
			return fail(pack, -errno);
		ended = got == 0;
		if (ended)
			memset(chunk, 0, size);
		else
			size = (size_t)got;
		error = send_all(pack, chunk, size);
		left -= size;
	}
	memset(chunk, 0, padding);
	return error < 0 ? error : queue_append(&pack->out, chunk, padding);
}

static int pack_file(struct pack *pack, int directory, const char *name, struct tar_entry *entry)
{
	struct stat status;
	int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == ELOOP ? 0 : fail(pack, -errno);
	int error = fstat(fd, &status) < 0 ? fail(pack, -errno) : 0;
	if (error == 0 && S_ISREG(status.st_mode)) {
		describe(entry, &status);
		entry->size = (uint64_t)status.st_size;
		error = put(pack, entry);
		if (error == 0)
			error = put_content(pack, fd, entry->size);
	}
	close(fd);
	return error;
}

static int pack_link(struct pack *pack, int directory, const char *name, struct tar_entry *entry)
{
	char target[PATH_MAX];
	ssize_t size = readlinkat(directory, name, target, sizeof target - 1);
	if (size < 0)
		return errno == ENOENT || errno == EINVAL ? 0 : fail(pack, -errno);
	target[size] = '\0';
	entry->target = target;
	return put(pack, entry);
}

static int pack_directory(struct pack *pack, int fd);

static int enter(struct pack *pack, int directory, const char *name)
{
	int fd = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? 0 : fail(pack, -errno);
	return pack_directory(pack, fd);
}

static bool type_of(mode_t mode, enum tar_type *type)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		*type = TAR_FILE;
		return true;
	case S_IFLNK:
		*type = TAR_SYMLINK;
		return true;
	case S_IFCHR:
		*type = TAR_CHAR;
		return true;
	case S_IFBLK:
		*type = TAR_BLOCK_DEVICE;
		return true;
	case S_IFIFO:
		*type = TAR_FIFO;
		return true;
	default:
		return false; /* sockets, which mean nothing without who listens */
	}
}

static int pack_entry(struct pack *pack, int directory, const char *name)
{
	struct stat status;
	struct tar_entry entry = {.path = pack->path};
	if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : fail(pack, -errno);
	if (S_ISDIR(status.st_mode))
		return enter(pack, directory, name);
	if (!type_of(status.st_mode, &entry.type))
		return 0;
	describe(&entry, &status);
	entry.target = status.st_nlink > 1 ? first_name(pack, &status) : NULL;
	if (entry.target != NULL) {
		entry.type = TAR_LINK;
		return put(pack, &entry);
	}
	read_attributes(directory, name, &entry);
	if (entry.type == TAR_FILE)
		return pack_file(pack, directory, name, &entry);
	return entry.type == TAR_SYMLINK ? pack_link(pack, directory, name, &entry) : put(pack, &entry);
}

/* Is the path left out? With `below`, is what lies below it? */
static bool excluded(const struct pack *pack, bool below)
{
	for (char **at = pack->wanted->exclude; at != NULL && *at != NULL; at++) {
		const char *text = *at + strspn(*at, "/");
		size_t size = strlen(text);
		bool contents = size > 0 && text[size - 1] == '/';
		while (size > 0 && text[size - 1] == '/')
			size--;
		if (size > 0 && (!contents || below) && strlen(pack->path) == size && memcmp(pack->path, text, size) == 0)
			return true;
	}
	return false;
}

static int pack_entries(struct pack *pack, DIR *stream)
{
	size_t length = strlen(pack->path);
	int error = 0;
	struct dirent *found;
	while (error == 0 && (errno = 0, found = readdir(stream)) != NULL) {
		const char *name = found->d_name;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		int size = snprintf(pack->path + length, sizeof pack->path - length, "%s%s", length > 0 ? "/" : "", name);
		if ((size_t)size >= sizeof pack->path - length - 1)
			error = fail(pack, -ENAMETOOLONG);
		else if (!excluded(pack, false))
			error = pack_entry(pack, dirfd(stream), name);
		pack->path[length] = '\0';
	}
	return error < 0 ? error : errno != 0 && found == NULL ? fail(pack, -errno) : 0;
}

static int put_directory(struct pack *pack, int fd, const struct stat *status)
{
	char path[TAR_PATH_MAX + 2];
	struct tar_entry entry = {.type = TAR_DIRECTORY, .path = path};
	snprintf(path, sizeof path, "%s/", pack->path[0] == '\0' ? "." : pack->path);
	describe(&entry, status);
	entry.major = entry.minor = 0;
	read_attributes(fd, ".", &entry);
	return put(pack, &entry);
}

/* The directory and what is in it; takes the descriptor. */
static int pack_directory(struct pack *pack, int fd)
{
	struct stat status;
	DIR *stream = fdopendir(fd);
	if (stream == NULL) {
		int error = -errno;
		close(fd);
		return fail(pack, error);
	}
	int error = fstat(fd, &status) < 0 ? fail(pack, -errno) : put_directory(pack, fd, &status);
	if (pack->path[0] == '\0')
		pack->device = status.st_dev;
	/* Of directories alone: an overlay's files tell the file system below it. */
	bool elsewhere = pack->wanted->one_filesystem && status.st_dev != pack->device;
	if (error == 0 && pack->depth == DEPTH_MAX)
		error = fail(pack, -ENAMETOOLONG);
	if (error == 0 && !elsewhere && !excluded(pack, true)) {
		pack->depth++;
		error = pack_entries(pack, stream);
		pack->depth--;
	}
	closedir(stream);
	return error;
}

void tree_pack(const struct tree_request *wanted, struct outcome *outcome)
{
	static struct pack pack;
	static const uint8_t END[2 * TAR_BLOCK];
	pack = (struct pack){.wanted = wanted, .outcome = outcome};
	int error = pack_directory(&pack, TREE_ROOT);
	if (error == 0)
		error = queue_append(&pack.out, END, sizeof END);
	outcome->error = error < 0 ? error : flush(&pack, 0);
}
