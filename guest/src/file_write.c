/* The method write: into a temporary file beside the target, which takes its place at the end or never existed. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "file.h"
#include "methods.h"
#include "stream.h"

struct writing {
	struct stream stream;
	int fd;
	bool exclusive;
	mode_t mode;
	char target[PATH_MAX];
	char temporary[PATH_MAX];
};

static void on_end(struct stream *stream, bool by_host)
{
	(void)by_host;
	struct writing *writing = (struct writing *)stream;
	if (writing->fd >= 0)
		close(writing->fd);
	if (writing->temporary[0] != '\0')
		unlink(writing->temporary);
}

static void fail(struct writing *writing, int error)
{
	answer_result(writing->stream.id, error, writing->target);
	on_end(&writing->stream, false);
	stream_over(&writing->stream);
}

static int write_all(int fd, const uint8_t *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(fd, bytes, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		bytes += written;
		size -= (size_t)written;
	}
	return 0;
}

static void on_data(struct stream *stream, uint8_t channel, const uint8_t *bytes, size_t size)
{
	(void)channel;
	struct writing *writing = (struct writing *)stream;
	int error = write_all(writing->fd, bytes, size);
	if (error < 0)
		fail(writing, error);
	else
		stream_consumed(stream, size);
}

/* The mode comes last: nobody runs or reads half a file, and writing would take setuid from it. */
static int put_in_place(struct writing *writing)
{
	unsigned flags = writing->exclusive ? RENAME_NOREPLACE : 0;
	if (fchmod(writing->fd, writing->mode) < 0)
		return -errno;
	if (fsync(writing->fd) < 0 || renameat2(AT_FDCWD, writing->temporary, AT_FDCWD, writing->target, flags) < 0)
		return -errno;
	writing->temporary[0] = '\0';
	return 0;
}

static void on_eof(struct stream *stream)
{
	struct writing *writing = (struct writing *)stream;
	struct stat status;
	int error = put_in_place(writing);
	if (error == 0 && fstat(writing->fd, &status) < 0)
		error = -errno;
	if (error < 0) {
		fail(writing, error);
		return;
	}
	struct answer answer;
	answer_open(&answer);
	file_put(&answer, AT_FDCWD, writing->target, &status, NULL);
	answer_send(&answer, FRAME_CLOSE, stream->id);
	on_end(stream, false);
	stream_over(stream);
}

static const struct stream_kind KIND = {.data = on_data, .eof = on_eof, .ended = on_end};

/* The file itself is replaced, not a link to it. */
static int resolve(const struct path_request *wanted, char *target)
{
	struct stat status;
	size_t size = strlen(wanted->path);
	if (wanted->path[size - 1] == '/')
		return -EISDIR;
	if (lstat(wanted->path, &status) == 0 && S_ISLNK(status.st_mode))
		return realpath(wanted->path, target) == NULL ? -errno : 0;
	memcpy(target, wanted->path, size + 1);
	return 0;
}

static int open_temporary(struct writing *writing)
{
	char parent[PATH_MAX];
	uint32_t tag;
	memcpy(parent, writing->target, sizeof parent);
	if (getrandom(&tag, sizeof tag, GRND_NONBLOCK) < 0)
		tag = (uint32_t)writing->stream.id;
	int size = snprintf(writing->temporary, sizeof writing->temporary, "%s/.ingle-%08x", dirname(parent), tag);
	if (size < 0 || (size_t)size >= sizeof writing->temporary) {
		writing->temporary[0] = '\0';
		return -ENAMETOOLONG;
	}
	writing->fd = open(writing->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (writing->fd >= 0)
		return 0;
	writing->temporary[0] = '\0';
	return -errno;
}

/* Owner, and the mode for later: as asked, else as the file has them that is replaced, else those of a new file. */
static int dress(struct writing *writing, const struct path_request *wanted)
{
	struct stat old = {.st_mode = 0644, .st_uid = geteuid(), .st_gid = getegid()};
	if (stat(writing->target, &old) == 0) {
		if (S_ISDIR(old.st_mode))
			return -EISDIR;
		if (!S_ISREG(old.st_mode))
			return -EINVAL;
		if (writing->exclusive)
			return -EEXIST;
	} else if (errno != ENOENT) {
		return -errno;
	}
	uid_t uid = wanted->uid == ABSENT_U32 ? old.st_uid : wanted->uid;
	gid_t gid = wanted->gid == ABSENT_U32 ? old.st_gid : wanted->gid;
	writing->mode = wanted->mode == ABSENT_U32 ? old.st_mode & 07777 : wanted->mode & 07777;
	if ((uid != geteuid() || gid != getegid()) && fchown(writing->fd, uid, gid) < 0)
		return -errno;
	return 0;
}

static int prepare(struct writing *writing, const struct path_request *wanted)
{
	int error = 0;
	writing->fd = -1;
	writing->exclusive = wanted->exclusive;
	if (wanted->parents)
		error = file_make_parents(wanted->path, false, 0755);
	if (error == 0)
		error = resolve(wanted, writing->target);
	if (error == 0)
		error = open_temporary(writing);
	return error == 0 ? dress(writing, wanted) : error;
}

void write_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	struct writing *writing = stream_new(stream, sizeof *writing, &KIND);
	if (writing == NULL) {
		answer_result(stream, -ENOMEM, wanted->path);
		return;
	}
	int error = prepare(writing, wanted);
	if (error < 0) {
		memcpy(writing->target, wanted->path, strlen(wanted->path) + 1);
		fail(writing, error);
		return;
	}
	struct answer answer;
	answer_begin(&answer, 0);
	answer_send(&answer, FRAME_OPENED, stream);
}
