/* From the program's pipes into what is kept, at the pace of a single reader, or freely. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "drain.h"
#include "session.h"

enum {
	READ_MAX = 65536,
	LINGER_MS = 200,
	/* What a terminal may still hold when its program is gone. */
	TERMINAL_REST = 65536,
};

static uint8_t scratch[READ_MAX];

/* How much may be read now without losing what the only reader has not seen. */
static size_t room(const struct session *session)
{
	if (session->attached_count != 1)
		return READ_MAX;
	size_t behind = (size_t)(session->kept.next - session->attached->cursor);
	return behind >= session->kept.capacity ? 0 : session->kept.capacity - behind;
}

void session_flow(struct session *session)
{
	size_t now = room(session);
	/* A pause ends only when a good part is free again: two system calls for each read would be dear. */
	session->paused = session->paused ? now < session->kept.capacity / 4 : now == 0;
	for (size_t i = 0; i < PIPES; i++)
		loop_watch(&session->outlets[i].source, session->paused ? 0 : EPOLLIN);
}

static void finish_if_complete(struct session *session);

static void end_outlet(struct outlet *outlet)
{
	outlet->eof_at = outlet->session->kept.next;
	loop_close(&outlet->source);
}

/* A pipe's bytes are read to where they are kept, a terminal's (which can be empty in spite of an event) by a detour. */
static ssize_t take(struct outlet *outlet, size_t max)
{
	struct session *session = outlet->session;
	int waiting = 0;
	ssize_t got;
	if (!session->tty && ioctl(outlet->source.fd, FIONREAD, &waiting) == 0 && waiting > 0) {
		size_t piece;
		uint8_t *to = scrollback_reserve(&session->kept, (size_t)waiting < max ? (size_t)waiting : max, &piece);
		got = read(outlet->source.fd, to, piece);
		if (got > 0)
			scrollback_commit(&session->kept, outlet->channel, (size_t)got);
	} else {
		got = read(outlet->source.fd, scratch, max < sizeof scratch ? max : sizeof scratch);
		if (got > 0)
			scrollback_append(&session->kept, outlet->channel, scratch, (size_t)got);
	}
	return got;
}

/* Reads once, where there is room. */
static bool advance(struct outlet *outlet)
{
	size_t max = room(outlet->session);
	if (max == 0 || outlet->source.fd < 0)
		return false;
	ssize_t got = take(outlet, max < READ_MAX ? max : READ_MAX);
	if (got > 0) {
		outlet->total += (uint64_t)got;
		session_used(outlet->session);
	} else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
		end_outlet(outlet);
	}
	return got > 0;
}

static void outlet_ready(struct source *source, uint32_t events)
{
	(void)events;
	struct outlet *outlet = CONTAINER(source, struct outlet, source);
	struct session *session = outlet->session;
	advance(outlet);
	session_flow(session);
	attachments_wake(session);
	finish_if_complete(session);
}

void session_watch_output(struct session *session)
{
	for (size_t i = 0; i < PIPES; i++) {
		struct outlet *outlet = &session->outlets[i];
		outlet->source.ready = outlet_ready;
		if (outlet->source.fd < 0)
			continue;
		outlet->used = true;
		fcntl(outlet->source.fd, F_SETFL, fcntl(outlet->source.fd, F_GETFL) | O_NONBLOCK);
	}
	session_flow(session);
}

/* Is everything the program itself wrote read, though somebody still holds the other end? */
static bool has_all(const struct outlet *outlet)
{
	struct pollfd ask = {.fd = outlet->source.fd, .events = POLLIN};
	if (outlet->total >= outlet->owed)
		return true;
	return outlet->session->tty && poll(&ask, 1, 0) == 0;
}

static void finish_if_complete(struct session *session)
{
	if (session->running || session->done)
		return;
	for (size_t i = 0; i < PIPES; i++) {
		struct outlet *outlet = &session->outlets[i];
		if (outlet->source.fd >= 0 && !(session->lingered && has_all(outlet)))
			return;
	}
	for (size_t i = 0; i < PIPES; i++) {
		struct outlet *outlet = &session->outlets[i];
		if (outlet->source.fd < 0)
			continue;
		if (!session->tty)
			drain_later(dup_cloexec(outlet->source.fd));
		end_outlet(outlet);
	}
	session->done = true;
	timer_disarm(&session->linger);
	session_close_input(session);
	attachments_wake(session);
}

static void linger_due(struct timer *timer)
{
	struct session *session = CONTAINER(timer, struct session, linger);
	session->lingered = true;
	finish_if_complete(session);
}

void session_program_ended(struct session *session)
{
	for (size_t i = 0; i < PIPES; i++) {
		struct outlet *outlet = &session->outlets[i];
		int waiting = 0;
		if (outlet->source.fd < 0)
			continue;
		if (session->tty)
			waiting = TERMINAL_REST;
		else if (ioctl(outlet->source.fd, FIONREAD, &waiting) < 0)
			waiting = 0;
		outlet->owed = outlet->total + (uint64_t)waiting;
		/* Where no reader's pace counts, the end finds the output complete. */
		while (!session->tty && outlet->total < outlet->owed && advance(outlet))
			;
	}
	session_flow(session);
	attachments_wake(session);
	session->linger.due = linger_due;
	timer_arm(&session->linger, LINGER_MS);
	finish_if_complete(session);
}

void session_close_output(struct session *session)
{
	for (size_t i = 0; i < PIPES; i++)
		loop_close(&session->outlets[i].source);
}
