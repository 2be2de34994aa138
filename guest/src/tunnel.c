/* The method connect: a stream is a TCP connection inside the guest. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "link.h"
#include "loop.h"
#include "methods.h"
#include "answer.h"
#include "queue.h"
#include "stream.h"

struct tunnel {
	struct stream stream;
	struct source socket;
	struct queue out; /* bounded by the stream's credit */
	bool connected;
	bool host_ended;  /* no more from the host: shut down once `out` is empty */
	bool guest_ended; /* the socket's end was read */
	bool readable;    /* worth reading; else the loop tells */
};

static void release(struct tunnel *tunnel)
{
	loop_close(&tunnel->socket);
	queue_clear(&tunnel->out);
}

static void on_end(struct stream *stream, bool by_host)
{
	(void)by_host;
	release((struct tunnel *)stream);
}

static void finish(struct tunnel *tunnel, int error)
{
	answer_result(tunnel->stream.id, error, "connect");
	release(tunnel);
	stream_over(&tunnel->stream);
}

static void watch(struct tunnel *tunnel)
{
	uint32_t events = 0;
	if (!tunnel->connected || queue_size(&tunnel->out) > 0)
		events |= EPOLLOUT;
	if (tunnel->connected && !tunnel->guest_ended && !tunnel->readable)
		events |= EPOLLIN;
	loop_watch(&tunnel->socket, events);
}

static void push(struct tunnel *tunnel)
{
	while (queue_size(&tunnel->out) > 0) {
		size_t size;
		const uint8_t *bytes = queue_peek(&tunnel->out, &size);
		ssize_t sent = send(tunnel->socket.fd, bytes, size, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno != EAGAIN) {
			finish(tunnel, -errno);
			return;
		}
		if (sent < 0)
			break;
		queue_drop(&tunnel->out, (size_t)sent);
		stream_consumed(&tunnel->stream, (size_t)sent);
	}
	if (tunnel->host_ended && queue_size(&tunnel->out) == 0) {
		shutdown(tunnel->socket.fd, SHUT_WR);
		if (tunnel->guest_ended) {
			finish(tunnel, 0);
			return;
		}
	}
	watch(tunnel);
}

static void on_data(struct stream *stream, uint8_t channel, const uint8_t *bytes, size_t size)
{
	(void)channel;
	struct tunnel *tunnel = (struct tunnel *)stream;
	if (tunnel->host_ended)
		return;
	if (queue_append(&tunnel->out, bytes, size) < 0)
		finish(tunnel, -ENOMEM);
	else if (tunnel->connected)
		push(tunnel);
}

static void on_eof(struct stream *stream)
{
	struct tunnel *tunnel = (struct tunnel *)stream;
	tunnel->host_ended = true;
	if (tunnel->connected)
		push(tunnel);
}

static void on_pull(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk)
{
	struct tunnel *tunnel = (struct tunnel *)stream;
	if (!tunnel->connected || tunnel->guest_ended || !tunnel->readable || max == 0)
		return;
	ssize_t got = recv(tunnel->socket.fd, to, max, 0);
	if (got > 0) {
		chunk->size = (size_t)got;
		chunk->more = true;
	} else if (got < 0 && errno == EINTR) {
		chunk->more = true;
	} else if (got < 0 && errno == EAGAIN) {
		tunnel->readable = false;
		watch(tunnel);
	} else if (got < 0) {
		finish(tunnel, -errno);
	} else {
		tunnel->guest_ended = true;
		link_send(FRAME_EOF, 0, stream->id, NULL, 0);
		push(tunnel);
	}
}

static const struct stream_kind KIND = {.data = on_data, .eof = on_eof, .pull = on_pull, .ended = on_end};

static void connected(struct tunnel *tunnel)
{
	int error = 0;
	socklen_t size = sizeof error;
	if (getsockopt(tunnel->socket.fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
		error = errno;
	if (error != 0) {
		finish(tunnel, -error);
		return;
	}
	struct answer answer;
	answer_begin(&answer, 0);
	answer_send(&answer, FRAME_OPENED, tunnel->stream.id);
	tunnel->connected = true;
	push(tunnel);
}

static void socket_ready(struct source *source, uint32_t events)
{
	struct tunnel *tunnel = CONTAINER(source, struct tunnel, socket);
	if (!tunnel->connected) {
		connected(tunnel);
		return;
	}
	if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && !tunnel->guest_ended) {
		tunnel->readable = true;
		stream_ready(&tunnel->stream);
	}
	push(tunnel);
}

static int parse_address(const struct connect_request *wanted, struct sockaddr_storage *address, socklen_t *size)
{
	const char *text = wanted->address != NULL ? wanted->address : "127.0.0.1";
	struct sockaddr_in *four = (struct sockaddr_in *)(void *)address;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)address;
	memset(address, 0, sizeof *address);
	if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
		four->sin_family = AF_INET;
		four->sin_port = htons(wanted->port);
		*size = sizeof *four;
		return 0;
	}
	if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
		six->sin6_family = AF_INET6;
		six->sin6_port = htons(wanted->port);
		*size = sizeof *six;
		return 0;
	}
	return -EINVAL;
}

static int open_socket(const struct connect_request *wanted, int *fd)
{
	struct sockaddr_storage address;
	socklen_t size;
	int one = 1;
	int error = parse_address(wanted, &address, &size);
	*fd = -1;
	if (error < 0)
		return error;
	*fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (*fd < 0)
		return -errno;
	setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (connect(*fd, (struct sockaddr *)&address, size) < 0 && errno != EINPROGRESS)
		return -errno;
	return 0;
}

void connect_method(uint32_t stream, const struct request *request)
{
	int fd;
	int error = open_socket(&request->as.connect, &fd);
	struct tunnel *tunnel = error < 0 ? NULL : stream_new(stream, sizeof *tunnel, &KIND);
	if (tunnel == NULL) {
		if (fd >= 0)
			close(fd);
		answer_result(stream, error < 0 ? error : -ENOMEM, "connect");
		return;
	}
	tunnel->socket = (struct source){.fd = fd, .ready = socket_ready};
	watch(tunnel);
}
