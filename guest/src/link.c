#include "link.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hello.h"
#include "loop.h"
#include "queue.h"
#include "request.h"
#include "stream.h"

enum {
	IN_CAPACITY = FRAME_MAX + 262144,
	/* The virtio console driver takes 32 KiB a write: a frame of that size is one request to the device. */
	OUT_FRAME = 32768,
	OUT_PAYLOAD = OUT_FRAME - FRAME_OVERHEAD,
	/* A host that asks and does not read the answers is not heard further beyond this. */
	QUEUE_FULL = 1048576,
	/* Reads in a row before the others have their turn. */
	TURNS = 64,
	/* A port without a host for so long has lost it. */
	ABSENCE_MS = 250,
};

static uint8_t in_memory[IN_CAPACITY];

static struct {
	struct source port;
	bool is_port;
	bool up;
	bool knows;   /* the host speaks our version */
	bool blocked; /* the last write said "not now" */
	bool unread;  /* input was left, for the next round */
	bool unheard; /* writing failed for good; what was said before is still read */
	void (*ended)(void);
	struct hunter in;
	struct queue queue;
	uint8_t frame[OUT_FRAME];
	size_t frame_size;
	size_t frame_sent;
} line = {.port.fd = -1, .in = {.memory = in_memory, .capacity = IN_CAPACITY}};

static void drop_output(void)
{
	queue_clear(&line.queue);
	line.frame_size = line.frame_sent = 0;
}

static void take_down(void)
{
	line.up = false;
	line.unread = false;
	line.unheard = false;
	streams_end();
	drop_output();
	hunter_reset(&line.in);
}

static bool queue_full(void)
{
	return queue_size(&line.queue) >= QUEUE_FULL;
}

void link_send(enum frame_type type, uint8_t channel, uint32_t stream, const void *payload, size_t size)
{
	if (!line.up || line.unheard || size > FRAME_PAYLOAD_MAX)
		return;
	if (type == FRAME_EVENT && queue_full())
		return; /* nobody asked for it, so nobody bounds it */
	uint8_t *room = queue_reserve(&line.queue, size + FRAME_OVERHEAD);
	if (room == NULL)
		return;
	if (size > 0)
		memcpy(room + FRAME_HEADER, payload, size);
	struct frame frame = {(uint8_t)type, channel, stream, (uint32_t)size, NULL};
	queue_commit(&line.queue, frame_seal(room, line.in.key, &frame));
}

static void greet(const struct frame *frame)
{
	uint32_t version;
	uint32_t nonce;
	if (!hello_parse(frame->payload, frame->length, &version, &nonce))
		return;
	streams_end();
	drop_output();
	line.in.key = nonce;
	line.up = true;
	line.knows = version == PROTOCOL_VERSION;
	hello_answer();
}

static void dispatch(void)
{
	struct frame frame;
	while (!queue_full() && frame_next(&line.in, &frame)) {
		if (frame.type == FRAME_HELLO)
			greet(&frame);
		else if (line.up && line.knows)
			stream_frame(&frame);
	}
}

static void look_for_host(struct timer *timer)
{
	(void)timer;
	struct pollfd port = {.fd = line.port.fd, .events = POLLOUT};
	if (poll(&port, 1, 0) == 1 && (port.revents & POLLHUP) != 0)
		take_down();
}

static struct timer absence = {.due = look_for_host};

static void hang_up(void)
{
	/*
	 * The kernel learns of hosts going and coming later than it gets their bytes: when one comes right after
	 * another, the hang-up of the old one is seen in the middle of the link with the new one. Only one that
	 * lasts counts.
	 */
	if (line.is_port) {
		timer_arm(&absence, ABSENCE_MS);
		return;
	}
	take_down();
	loop_close(&line.port);
	line.ended();
}

/* Reads once; false when there is nothing more now. */
static bool read_some(void)
{
	size_t room;
	uint8_t *at = hunter_room(&line.in, &room);
	ssize_t got = read(line.port.fd, at, room);
	if (got > 0) {
		hunter_filled(&line.in, (size_t)got);
		dispatch();
		return true;
	}
	if (got == 0 || (errno != EAGAIN && errno != EINTR))
		hang_up();
	return got < 0 && errno == EINTR;
}

/* Edge-triggered: a port without a host is hung up all the time, and must not keep us awake. */
static void port_ready(struct source *source, uint32_t events)
{
	(void)source;
	(void)events;
	line.blocked = false;
	line.unread = true;
	dispatch();
	for (int turns = 0; turns < TURNS && !queue_full(); turns++) {
		if (!read_some()) {
			line.unread = false;
			return;
		}
	}
}

/* Input was left, to hear the sessions or to let the queue shrink: asking anew brings the edge anew. */
static void ask_again(void)
{
	uint32_t events = line.port.events;
	line.unread = false;
	loop_watch(&line.port, 0);
	loop_watch(&line.port, events);
}

static bool write_some(const uint8_t *bytes, size_t size, size_t *written)
{
	ssize_t done = write(line.port.fd, bytes, size);
	if (done > 0) {
		*written = (size_t)done;
		return true;
	}
	if (done < 0 && errno != EAGAIN && errno != EINTR) {
		line.unheard = true;
		drop_output();
	}
	line.blocked = true; /* the next edge tells */
	return false;
}

static bool write_frame(void)
{
	size_t written;
	if (!write_some(line.frame + line.frame_sent, line.frame_size - line.frame_sent, &written))
		return false;
	line.frame_sent += written;
	if (line.frame_sent == line.frame_size)
		line.frame_size = line.frame_sent = 0;
	return true;
}

static bool write_queue(void)
{
	size_t size;
	size_t written;
	const uint8_t *bytes = queue_peek(&line.queue, &size);
	if (!write_some(bytes, size, &written))
		return false;
	queue_drop(&line.queue, written);
	return true;
}

/* One DATA frame of the next stream that has one; false when none has. */
static bool pull(void)
{
	struct frame frame = {.type = FRAME_DATA};
	if (!stream_pull(line.frame + FRAME_HEADER, OUT_PAYLOAD, &frame))
		return false;
	if (frame.length > 0)
		line.frame_size = frame_seal(line.frame, line.in.key, &frame);
	return true;
}

void link_flush(void)
{
	while (line.up && !line.blocked && !line.unheard) {
		/* A frame that is begun goes first; the queue before new data, so CLOSE follows what it closes. */
		bool more;
		if (line.frame_size > 0)
			more = write_frame();
		else if (queue_size(&line.queue) > 0)
			more = write_queue();
		else
			more = pull();
		if (!more)
			break;
	}
	if (line.unread && !queue_full())
		ask_again();
}

bool link_up(void)
{
	return line.up;
}

bool link_idle(void)
{
	return !line.up || (line.frame_size == 0 && queue_size(&line.queue) == 0);
}

static int begin(int fd, bool is_port, void (*ended)(void))
{
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
		return -errno;
	line.port = (struct source){.fd = fd, .ready = port_ready};
	line.is_port = is_port;
	line.ended = ended;
	line.blocked = false;
	return loop_watch(&line.port, EPOLLIN | EPOLLOUT | EPOLLET);
}

int link_on_port(int fd)
{
	return begin(fd, true, NULL);
}

int link_on_socket(int fd, void (*ended)(void))
{
	return begin(fd, false, ended);
}
