/*
 * The methods pack and unpack: a process of its own does the work, for a disk can be slow and an archive hostile; the
 * agent carries bytes between it and the stream. Whoever hangs up shuts the channel, which ends the process in order.
 */
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"
#include "link.h"
#include "loop.h"
#include "methods.h"
#include "queue.h"
#include "reap.h"
#include "stream.h"
#include "tar.h"

enum { JOBS_MAX = 16 };

struct tree;

/* Lives until its process has ended, which may be after its stream. */
struct job {
	struct child child;
	struct outcome *outcome;
	struct tree *tree; /* NULL: nobody wants to know */
};

struct tree {
	struct stream stream;
	struct source channel;
	struct job *job;  /* NULL: its process has ended, and said this: */
	struct outcome outcome;
	struct queue out; /* of unpack: bounded by the stream's credit */
	bool unpacking;
	bool host_ended;
	bool drained;  /* of pack: everything was read */
	bool readable; /* of pack: worth reading; else the loop tells */
};

static unsigned jobs;

static void release(struct tree *tree)
{
	if (tree->job != NULL)
		tree->job->tree = NULL;
	shutdown(tree->channel.fd, SHUT_RDWR); /* other processes may hold it as well */
	loop_close(&tree->channel);
	queue_clear(&tree->out);
}

static void on_end(struct stream *stream, bool by_host)
{
	(void)by_host;
	release((struct tree *)stream);
}

static void say_done(const struct tree *tree)
{
	uint32_t id = tree->stream.id;
	struct answer answer;
	if (!tree->unpacking)
		link_send(FRAME_EOF, 0, id, NULL, 0);
	answer_begin(&answer, tree->unpacking ? 1 : 2);
	answer_u64(&answer, "entries", tree->outcome.entries);
	if (!tree->unpacking)
		answer_u64(&answer, "bytes", tree->outcome.bytes);
	answer_send(&answer, FRAME_CLOSE, id);
}

/* Once the process has ended and all it sent was passed on. */
static void finish_if_done(struct tree *tree)
{
	if (tree->job != NULL || (!tree->unpacking && !tree->drained))
		return;
	int error = tree->outcome.error;
	if (error < 0)
		answer_problem(tree->stream.id, problem_of(-error), error, tree->outcome.what);
	else
		say_done(tree);
	release(tree);
	stream_over(&tree->stream);
}

static void job_ended(struct child *child, const siginfo_t *status)
{
	struct job *job = CONTAINER(child, struct job, child);
	struct tree *tree = job->tree;
	if (tree != NULL) {
		tree->outcome = *job->outcome;
		if (status->si_code != CLD_EXITED)
			tree->outcome = (struct outcome){.error = -EIO, .what = "what did the work was killed"};
		tree->job = NULL;
		finish_if_done(tree);
	}
	munmap(job->outcome, sizeof *job->outcome);
	free(job);
	jobs--;
}

static void watch(struct tree *tree)
{
	uint32_t events = 0;
	if (tree->unpacking)
		events = queue_size(&tree->out) > 0 ? EPOLLOUT : 0;
	else if (!tree->readable && !tree->drained)
		events = EPOLLIN;
	loop_watch(&tree->channel, events);
}

static void push(struct tree *tree)
{
	while (queue_size(&tree->out) > 0) {
		size_t size;
		const uint8_t *bytes = queue_peek(&tree->out, &size);
		ssize_t sent = send(tree->channel.fd, bytes, size, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EAGAIN)
			break;
		if (sent < 0)
			sent = (ssize_t)size; /* it has refused what came before, and tells why */
		queue_drop(&tree->out, (size_t)sent);
		stream_consumed(&tree->stream, (size_t)sent);
	}
	if (tree->host_ended && queue_size(&tree->out) == 0)
		shutdown(tree->channel.fd, SHUT_WR);
	watch(tree);
}

static void on_data(struct stream *stream, uint8_t channel, const uint8_t *bytes, size_t size)
{
	(void)channel;
	struct tree *tree = (struct tree *)stream;
	if (!tree->unpacking || tree->host_ended || queue_append(&tree->out, bytes, size) < 0) {
		answer_problem(stream->id, PROBLEM_PROTOCOL_ERROR, 0, "this is not the time for data");
		release(tree);
		stream_over(stream);
		return;
	}
	push(tree);
}

static void on_eof(struct stream *stream)
{
	struct tree *tree = (struct tree *)stream;
	if (!tree->unpacking)
		return;
	tree->host_ended = true;
	push(tree);
}

static void on_pull(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk)
{
	struct tree *tree = (struct tree *)stream;
	if (tree->unpacking || tree->drained || !tree->readable || max == 0)
		return;
	ssize_t got = recv(tree->channel.fd, to, max, 0);
	if (got > 0) {
		chunk->size = (size_t)got;
		chunk->more = true;
	} else if (got < 0 && errno == EINTR) {
		chunk->more = true;
	} else if (got < 0 && errno == EAGAIN) {
		tree->readable = false;
		watch(tree);
	} else {
		tree->drained = true;
		watch(tree);
		finish_if_done(tree);
	}
}

static const struct stream_kind KIND = {.data = on_data, .eof = on_eof, .pull = on_pull, .ended = on_end};

static void channel_ready(struct source *source, uint32_t events)
{
	(void)events;
	struct tree *tree = CONTAINER(source, struct tree, channel);
	if (tree->unpacking) {
		push(tree);
		return;
	}
	tree->readable = true;
	watch(tree);
	stream_ready(&tree->stream);
}

/* The process: two descriptors and the log, and signals as any program has them. */
static _Noreturn void work(const struct tree *tree, int channel, int root, const struct tree_request *wanted)
{
	sigset_t none;
	struct outcome *outcome = tree->job->outcome;
	bool unpacking = tree->unpacking;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	umask(0);
	root = fcntl(root, F_DUPFD, STDERR_FILENO + 1); /* out of the way, should PID 1 have begun without the first three */
	if (dup2(channel, TREE_CHANNEL) < 0 || dup2(root, TREE_ROOT) < 0 || close_range(STDERR_FILENO + 1, ~0U, 0) < 0) {
		outcome->error = -errno;
		_exit(0);
	}
	(unpacking ? tree_unpack : tree_pack)(wanted, outcome);
	shutdown(TREE_CHANNEL, SHUT_RDWR);
	_exit(0);
}

static int start_job(struct tree *tree, int channel, int root, const struct tree_request *wanted)
{
	struct job *job = calloc(1, sizeof *job);
	struct outcome *outcome = mmap(NULL, sizeof *outcome, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (job == NULL || outcome == MAP_FAILED) {
		free(job);
		return -ENOMEM;
	}
	*job = (struct job){.child.ended = job_ended, .outcome = outcome, .tree = tree};
	tree->job = job;
	job->child.pid = fork();
	if (job->child.pid == 0)
		work(tree, channel, root, wanted);
	if (job->child.pid < 0) {
		int error = -errno;
		munmap(outcome, sizeof *outcome);
		free(job);
		tree->job = NULL;
		return error;
	}
	reap_watch(&job->child);
	jobs++;
	return 0;
}

static int start(struct tree *tree, int root, const struct tree_request *wanted)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	tree->channel = (struct source){.fd = pair[0], .ready = channel_ready};
	int error = fcntl(pair[0], F_SETFL, O_NONBLOCK) < 0 ? -errno : start_job(tree, pair[1], root, wanted);
	close(pair[1]);
	return error;
}

static void begin(uint32_t id, const struct tree_request *wanted, bool unpacking)
{
	int root = jobs >= JOBS_MAX ? -1 : open(wanted->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = jobs >= JOBS_MAX ? -EBUSY : root < 0 ? -errno : 0;
	struct tree *tree = error < 0 ? NULL : stream_new(id, sizeof *tree, &KIND);
	if (tree == NULL) {
		if (root >= 0)
			close(root);
		answer_result(id, error < 0 ? error : -ENOMEM, wanted->path);
		return;
	}
	tree->unpacking = unpacking;
	tree->channel.fd = -1;
	error = start(tree, root, wanted);
	close(root);
	if (error < 0) {
		answer_result(id, error, wanted->path);
		release(tree);
		stream_over(&tree->stream);
		return;
	}
	struct answer answer;
	answer_begin(&answer, 0);
	answer_send(&answer, FRAME_OPENED, id);
	watch(tree);
}

void pack_method(uint32_t stream, const struct request *request)
{
	begin(stream, &request->as.tree, false);
}

void unpack_method(uint32_t stream, const struct request *request)
{
	begin(stream, &request->as.tree, true);
}
