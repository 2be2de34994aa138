/* From streams to the program's stdin or terminal; what it does not take yet waits in the inbox, bounded by credit. */
#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "session.h"

/* `size` bytes of the inbox went out: those who sent them may send more. */
static void credit_senders(struct session *session, size_t size)
{
	for (struct attachment *from = session->attached; from != NULL && size > 0; from = from->next) {
		size_t part = size < from->owed ? size : from->owed;
		from->owed -= (uint32_t)part;
		size -= part;
		stream_consumed(&from->stream, part);
	}
}

void session_close_input(struct session *session)
{
	credit_senders(session, queue_size(&session->inbox));
	queue_clear(&session->inbox);
	loop_close(&session->input);
}

static void push(struct session *session)
{
	while (queue_size(&session->inbox) > 0) {
		size_t size;
		const uint8_t *bytes = queue_peek(&session->inbox, &size);
		ssize_t written = write(session->input.fd, bytes, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0 && errno != EAGAIN) {
			session_close_input(session); /* the program does not read any more */
			return;
		}
		if (written <= 0)
			break;
		queue_drop(&session->inbox, (size_t)written);
		credit_senders(session, (size_t)written);
	}
	bool waiting = queue_size(&session->inbox) > 0;
	loop_watch(&session->input, waiting ? EPOLLOUT : 0);
	if (!waiting && session->input_ended && !session->tty)
		session_close_input(session);
}

static void input_ready(struct source *source, uint32_t events)
{
	(void)events;
	push(CONTAINER(source, struct session, input));
}

void session_input(struct attachment *from, const uint8_t *bytes, size_t size)
{
	struct session *session = from->session;
	session->input.ready = input_ready;
	if (!from->input || session->input.fd < 0 || session->input_ended ||
	    queue_append(&session->inbox, bytes, size) < 0) {
		stream_consumed(&from->stream, size);
		return;
	}
	from->owed += (uint32_t)size;
	push(session);
}

void session_end_input(struct session *session)
{
	struct termios settings;
	if (session->input.fd < 0 || session->input_ended)
		return;
	session->input.ready = input_ready;
	if (!session->tty)
		session->input_ended = true;
	else if (tcgetattr(session->input.fd, &settings) == 0)
		queue_append(&session->inbox, &settings.c_cc[VEOF], 1);
	push(session);
}

void session_resize(const struct session *session, uint16_t rows, uint16_t cols)
{
	struct winsize size = {.ws_row = rows, .ws_col = cols};
	if (session->tty && session->outlets[0].source.fd >= 0)
		ioctl(session->outlets[0].source.fd, TIOCSWINSZ, &size);
}
