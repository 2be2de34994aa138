/* Streams that watch sessions: exec's own and those of attach. */
#include <errno.h>
#include <signal.h>

#include "link.h"
#include "methods.h"
#include "session.h"
#include "supervise.h"

void attachments_wake(struct session *session)
{
	for (struct attachment *one = session->attached; one != NULL; one = one->next)
		stream_ready(&one->stream);
}

static void detach(struct attachment *one)
{
	struct session *session = one->session;
	struct attachment **at = &session->attached;
	while (*at != one)
		at = &(*at)->next;
	*at = one->next;
	session->attached_count--;
	session_used(session);
	session_flow(session);
}

static void on_data(struct stream *stream, uint8_t channel, const uint8_t *bytes, size_t size)
{
	(void)channel;
	session_input((struct attachment *)stream, bytes, size);
}

static void on_eof(struct stream *stream)
{
	const struct attachment *one = (struct attachment *)stream;
	if (one->input)
		session_end_input(one->session);
}

static void on_message(struct stream *stream, const uint8_t *payload, size_t size)
{
	const struct attachment *one = (struct attachment *)stream;
	struct session_message message;
	if (!session_message_parse(&message, payload, size))
		return;
	if (message.resize.present)
		session_resize(one->session, message.resize.rows, message.resize.cols);
	if (message.signal != 0 && message.signal < NSIG)
		session_signal(one->session, (int)message.signal, WHOM_FOREGROUND);
}

static void on_end(struct stream *stream, bool by_host)
{
	struct session *session = ((struct attachment *)stream)->session;
	detach((struct attachment *)stream);
	if (by_host && !session->keep && !session->tty && session->running && session->attached == NULL &&
	    !supervise_stop(session))
		session_hang_up(session);
	sessions_trim();
}

static void say_lost(struct attachment *one)
{
	struct answer answer;
	answer_begin(&answer, 1);
	answer_u64(&answer, "lost", one->session->kept.first - one->cursor);
	answer_send(&answer, FRAME_MESSAGE, one->stream.id);
	one->cursor = one->session->kept.first;
}

static void say_ends(struct attachment *one)
{
	for (size_t i = 0; i < PIPES; i++) {
		const struct outlet *outlet = &one->session->outlets[i];
		if (one->eof_sent[i] || !outlet->used || outlet->source.fd >= 0 || one->cursor < outlet->eof_at)
			continue;
		one->eof_sent[i] = true;
		link_send(FRAME_EOF, outlet->channel, one->stream.id, NULL, 0);
	}
}

static void say_exit(struct attachment *one)
{
	struct session *session = one->session;
	struct answer answer;
	answer_begin(&answer, 1U + session->idled);
	session_put_exit(&answer, session);
	if (session->idled)
		answer_bool(&answer, "idle", true);
	answer_send(&answer, FRAME_MESSAGE, one->stream.id);
	answer_done(one->stream.id);
	detach(one);
	stream_over(&one->stream);
	if (!session->keep && !session->tty && session->attached == NULL)
		session_forget(session);
}

static void on_pull(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk)
{
	struct attachment *one = (struct attachment *)stream;
	struct session *session = one->session;
	if (one->cursor < session->kept.first) {
		say_lost(one);
		chunk->more = true; /* the message first, then the bytes behind the gap */
		return;
	}
	chunk->size = scrollback_copy(&session->kept, one->cursor, to, max, &chunk->channel);
	if (chunk->size > 0) {
		one->cursor += chunk->size;
		chunk->more = true;
		if (session->paused)
			session_flow(session);
		return; /* an end is said on the next pull: behind these bytes */
	}
	say_ends(one);
	if (session->done && one->cursor == session->kept.next)
		say_exit(one);
}

static const struct stream_kind KIND = {
	.data = on_data,
	.eof = on_eof,
	.message = on_message,
	.pull = on_pull,
	.ended = on_end,
};

struct attachment *attachment_new(uint32_t stream, struct session *session, uint64_t cursor, bool input)
{
	struct attachment *one = stream_new(stream, sizeof *one, &KIND);
	if (one == NULL)
		return NULL;
	one->session = session;
	one->cursor = cursor;
	one->input = input;
	one->next = session->attached;
	session->attached = one;
	session->attached_count++;
	session_flow(session);
	stream_ready(&one->stream);
	return one;
}

/* Where to begin: an offset, the last bytes, or everything kept. */
static uint64_t starting_point(const struct session *session, const struct attach_request *wanted, uint64_t *lost)
{
	const struct scrollback *kept = &session->kept;
	*lost = 0;
	if (wanted->since != ABSENT_U64) {
		if (wanted->since >= kept->first)
			return wanted->since < kept->next ? wanted->since : kept->next;
		*lost = kept->first - wanted->since;
	} else if (wanted->tail != ABSENT_U32 && kept->next - kept->first > wanted->tail) {
		return kept->next - wanted->tail;
	}
	return kept->first;
}

void attach_method(uint32_t stream, const struct request *request)
{
	const struct attach_request *wanted = &request->as.attach;
	struct session *session = session_find(wanted->session);
	uint64_t lost;
	if (session == NULL) {
		answer_result(stream, -ESRCH, "session");
		return;
	}
	uint64_t cursor = starting_point(session, wanted, &lost);
	if (attachment_new(stream, session, cursor, wanted->input) == NULL) {
		answer_result(stream, -ENOMEM, "attach");
		return;
	}
	struct answer answer;
	answer_open(&answer);
	session_put(&answer, session, SESSION_ARGV_MAX, lost > 0 ? &lost : NULL);
	answer_send(&answer, FRAME_OPENED, stream);
}
