/* The method read: straight from the file into the frame. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "file.h"
#include "link.h"
#include "methods.h"
#include "stream.h"

struct reading {
	struct stream stream;
	int fd;
	uint64_t left;
	uint64_t sent;
};

static void on_end(struct stream *stream, bool by_host)
{
	(void)by_host;
	close(((struct reading *)stream)->fd);
}

static void finish(struct reading *reading, int error)
{
	uint32_t id = reading->stream.id;
	if (error < 0) {
		answer_result(id, error, "read");
	} else {
		struct answer answer;
		link_send(FRAME_EOF, 0, id, NULL, 0);
		answer_begin(&answer, 1);
		answer_u64(&answer, "size", reading->sent);
		answer_send(&answer, FRAME_CLOSE, id);
	}
	on_end(&reading->stream, false);
	stream_over(&reading->stream);
}

static void on_pull(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk)
{
	struct reading *reading = (struct reading *)stream;
	if (max > reading->left)
		max = (size_t)reading->left;
	if (max == 0 && reading->left > 0)
		return; /* no credit */
	ssize_t got = max == 0 ? 0 : read(reading->fd, to, max);
	if (got <= 0) {
		finish(reading, got < 0 ? -errno : 0);
		return;
	}
	chunk->size = (size_t)got;
	chunk->more = true;
	reading->left -= (uint64_t)got;
	reading->sent += (uint64_t)got;
}

static const struct stream_kind KIND = {.pull = on_pull, .ended = on_end};

/* A file at its offset: 0, or -errno. Devices and pipes could block the agent, so only files are read. */
static int open_file(const struct path_request *wanted, int *fd, struct stat *status)
{
	*fd = open(wanted->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return -errno;
	if (fstat(*fd, status) < 0)
		return -errno;
	if (S_ISDIR(status->st_mode))
		return -EISDIR;
	if (!S_ISREG(status->st_mode) || wanted->offset > INT64_MAX)
		return -EINVAL;
	return wanted->offset > 0 && lseek(*fd, (off_t)wanted->offset, SEEK_SET) < 0 ? -errno : 0;
}

void read_method(uint32_t stream, const struct request *request)
{
	const struct path_request *wanted = &request->as.path;
	struct stat status;
	int fd;
	int error = open_file(wanted, &fd, &status);
	struct reading *reading = error < 0 ? NULL : stream_new(stream, sizeof *reading, &KIND);
	if (reading == NULL) {
		if (fd >= 0)
			close(fd);
		answer_result(stream, error < 0 ? error : -ENOMEM, wanted->path);
		return;
	}
	reading->fd = fd;
	reading->left = wanted->limit;
	struct answer answer;
	answer_open(&answer);
	file_put(&answer, AT_FDCWD, wanted->path, &status, NULL);
	answer_send(&answer, FRAME_OPENED, stream);
	stream_ready(&reading->stream);
}
