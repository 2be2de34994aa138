#include "stream.h"

#include <stdlib.h>

#include "answer.h"
#include "link.h"
#include "loop.h"
#include "methods.h"

enum { BUCKETS = 256, GRANT = 65536 };

static struct {
	struct stream *buckets[BUCKETS];
	size_t count;
	struct stream *queue;
	struct stream **queue_end;
} streams = {.queue_end = &streams.queue};

static struct stream **find(uint32_t id)
{
	struct stream **at = &streams.buckets[id % BUCKETS];
	while (*at != NULL && (*at)->id != id)
		at = &(*at)->next;
	return at;
}

void *stream_new(uint32_t id, size_t size, const struct stream_kind *kind)
{
	struct stream *stream = calloc(1, size);
	if (stream == NULL)
		return NULL;
	stream->kind = kind;
	stream->id = id;
	stream->may_send = CREDIT_START;
	stream->may_receive = CREDIT_START;
	*find(id) = stream;
	streams.count++;
	return stream;
}

void stream_ready(struct stream *stream)
{
	if (stream->queued || stream->over)
		return;
	stream->queued = true;
	stream->next_queue = NULL;
	*streams.queue_end = stream;
	streams.queue_end = &stream->next_queue;
}

static struct stream *take_queued(void)
{
	struct stream *stream = streams.queue;
	streams.queue = stream->next_queue;
	if (streams.queue == NULL)
		streams.queue_end = &streams.queue;
	stream->queued = false;
	return stream;
}

static void unqueue(struct stream *stream)
{
	if (!stream->queued)
		return;
	struct stream **at = &streams.queue;
	while (*at != stream)
		at = &(*at)->next_queue;
	*at = stream->next_queue;
	if (*at == NULL)
		streams.queue_end = at;
	stream->queued = false;
}

void stream_consumed(struct stream *stream, size_t size)
{
	stream->consumed += (uint32_t)size;
	if (stream->over || stream->consumed < GRANT)
		return;
	uint8_t grant[4];
	frame_put_u32(grant, stream->consumed);
	stream->may_receive += stream->consumed;
	stream->consumed = 0;
	link_send(FRAME_CREDIT, 0, stream->id, grant, sizeof grant);
}

void stream_over(struct stream *stream)
{
	if (stream->over)
		return;
	unqueue(stream);
	stream->over = true;
	*find(stream->id) = stream->next;
	streams.count--;
	loop_bury(stream);
}

static void finish(struct stream *stream, bool by_host)
{
	if (stream->kind->ended != NULL)
		stream->kind->ended(stream, by_host);
	stream_over(stream);
}

static void breach(struct stream *stream, const char *what)
{
	answer_problem(stream->id, PROBLEM_PROTOCOL_ERROR, 0, what);
	finish(stream, false);
}

static void on_data(struct stream *stream, const struct frame *frame)
{
	if (frame->length > stream->may_receive || frame->length > FRAME_DATA_MAX) {
		breach(stream, "more data than was granted");
		return;
	}
	stream->may_receive -= frame->length;
	if (stream->kind->data != NULL)
		stream->kind->data(stream, frame->channel, frame->payload, frame->length);
	else
		stream_consumed(stream, frame->length);
}

static void on_credit(struct stream *stream, const struct frame *frame)
{
	if (frame->length != 4)
		return;
	uint32_t more = frame_u32(frame->payload);
	if (more > UINT32_MAX - stream->may_send) {
		breach(stream, "more credit than can be counted");
		return;
	}
	stream->may_send += more;
	stream_ready(stream);
}

static void on_frame(struct stream *stream, const struct frame *frame)
{
	switch ((enum frame_type)frame->type) {
	case FRAME_DATA:
		on_data(stream, frame);
		break;
	case FRAME_EOF:
		if (stream->kind->eof != NULL)
			stream->kind->eof(stream);
		break;
	case FRAME_CREDIT:
		on_credit(stream, frame);
		break;
	case FRAME_MESSAGE:
		if (stream->kind->message != NULL)
			stream->kind->message(stream, frame->payload, frame->length);
		break;
	case FRAME_CLOSE:
		finish(stream, true);
		break;
	case FRAME_OPEN:
		breach(stream, "the stream is open already");
		break;
	case FRAME_HELLO:
	case FRAME_READY:
	case FRAME_OPENED:
	case FRAME_EVENT:
		break; /* not for a host to send on a stream */
	}
}

void stream_frame(const struct frame *frame)
{
	struct stream *stream = *find(frame->stream);
	if (stream != NULL) {
		on_frame(stream, frame);
		return;
	}
	if (frame->type != FRAME_OPEN || frame->stream == 0)
		return;
	if (streams.count >= STREAMS_MAX)
		answer_problem(frame->stream, PROBLEM_TOO_MANY_STREAMS, 0, "1024 streams are open");
	else
		method_open(frame->stream, frame->payload, frame->length);
}

bool stream_pull(uint8_t *payload, size_t max, struct frame *frame)
{
	if (streams.queue == NULL)
		return false;
	struct stream *stream = take_queued();
	struct chunk chunk = {0};
	if (stream->kind->pull != NULL)
		stream->kind->pull(stream, payload, max < stream->may_send ? max : stream->may_send, &chunk);
	frame->stream = stream->id;
	frame->channel = chunk.channel;
	frame->length = (uint32_t)chunk.size;
	stream->may_send -= (uint32_t)chunk.size;
	if (chunk.more)
		stream_ready(stream);
	return true;
}

void streams_end(void)
{
	for (size_t i = 0; i < BUCKETS; i++)
		while (streams.buckets[i] != NULL)
			finish(streams.buckets[i], false);
}
