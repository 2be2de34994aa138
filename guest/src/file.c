/* The file methods that are one operation and one answer. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "methods.h"
#include "work.h"

static const char *type_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFDIR:
		return "directory";
	case S_IFLNK:
		return "symlink";
	case S_IFCHR:
		return "char";
	case S_IFBLK:
		return "block";
	case S_IFIFO:
		return "fifo";
	case S_IFSOCK:
		return "socket";
	default:
		return "file";
	}
}

void file_put(struct answer *answer, int dirfd, const char *path, const struct stat *status, const char *name)
{
	char target[PATH_MAX];
	ssize_t size = S_ISLNK(status->st_mode) ? readlinkat(dirfd, path, target, sizeof target) : -1;
	int64_t mtime_ns = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
	answer_map(answer, NULL, 8U + (name != NULL) + (size >= 0));
	if (name != NULL)
		answer_bin(answer, "name", name, strlen(name));
	answer_text(answer, "type", type_of(status->st_mode));
	answer_u64(answer, "mode", status->st_mode);
	answer_u64(answer, "uid", status->st_uid);
	answer_u64(answer, "gid", status->st_gid);
	answer_u64(answer, "size", (uint64_t)status->st_size);
	answer_u64(answer, "mtime_ns", mtime_ns > 0 ? (uint64_t)mtime_ns : 0);
	answer_u64(answer, "inode", status->st_ino);
	answer_u64(answer, "nlink", status->st_nlink);
	if (size >= 0)
		answer_bin(answer, "target", target, (size_t)size);
}

static int make_directory(const char *path, mode_t mode)
{
	struct stat status;
	if (mkdir(path, mode) == 0 || (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
		return 0;
	return errno == EEXIST ? -ENOTDIR : -errno;
}

int file_make_parents(const char *path, bool whole, mode_t mode)
{
	char partial[PATH_MAX];
	snprintf(partial, sizeof partial, "%s", path);
	for (char *at = strchr(partial + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
		*at = '\0';
		int error = make_directory(partial, 0755);
		*at = '/';
		if (error < 0)
			return error;
	}
	return whole ? make_directory(partial, mode) : 0;
}

void stat_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	struct stat status;
	if (fstatat(AT_FDCWD, wanted->path, &status, wanted->follow ? 0 : AT_SYMLINK_NOFOLLOW) < 0) {
		answer_result(stream, -errno, wanted->path);
		return;
	}
	struct answer answer;
	answer_open(&answer);
	file_put(&answer, AT_FDCWD, wanted->path, &status, NULL);
	answer_send(&answer, FRAME_CLOSE, stream);
}

void mkdir_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	mode_t mode = wanted->mode == ABSENT_U32 ? 0755 : wanted->mode & 07777;
	int error = 0;
	if (wanted->parents)
		error = file_make_parents(wanted->path, true, mode);
	else if (mkdir(wanted->path, mode) < 0)
		error = -errno;
	answer_result(stream, error, wanted->path);
}

void move_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	unsigned flags = wanted->overwrite ? 0 : RENAME_NOREPLACE;
	int error = renameat2(AT_FDCWD, wanted->path, AT_FDCWD, wanted->to, flags) < 0 ? -errno : 0;
	answer_result(stream, error, wanted->path);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path) < 0 ? -errno : 0;
}

static int remove_tree(const void *path)
{
	enum { DESCRIPTORS = 64 };
	int error = nftw(path, remove_entry, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
	return error == -1 ? -errno : error;
}

static void removed(uint32_t stream, int error)
{
	answer_result(stream, error, "remove");
}

void remove_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	struct stat status;
	int error = lstat(wanted->path, &status) < 0 ? -errno : 0;
	if (error == 0 && wanted->recursive && S_ISDIR(status.st_mode)) {
		error = work_start(remove_tree, wanted->path, removed, stream);
		if (error == 0)
			return;
	} else if (error == 0 && remove(wanted->path) < 0) {
		error = errno == EEXIST ? -ENOTEMPTY : -errno;
	}
	answer_result(stream, error, wanted->path);
}

void chmod_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	int error = chmod(wanted->path, wanted->mode & 07777) < 0 ? -errno : 0;
	answer_result(stream, error, wanted->path);
}

void symlink_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	answer_result(stream, symlink(wanted->target, wanted->path) < 0 ? -errno : 0, wanted->path);
}
