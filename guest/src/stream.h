/* The conversations of one link: their table, their credit, and whose turn it is to send. */
#ifndef INGLE_STREAM_H
#define INGLE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frame.h"

enum { CREDIT_START = 262144, STREAMS_MAX = 1024 };

struct stream;

/* What pull() found (all zero before): `size` bytes of `channel`, and whether asking again could bring more. */
struct chunk {
	size_t size;
	uint8_t channel;
	bool more;
};

struct stream_kind {
	/* DATA came; the kind calls stream_consumed() once the bytes are out of its hands. */
	void (*data)(struct stream *stream, uint8_t channel, const uint8_t *bytes, size_t size);
	void (*eof)(struct stream *stream);
	void (*message)(struct stream *stream, const uint8_t *payload, size_t size);
	/* Bytes to send, at most `max` (0 without credit); it may send control frames as well, also the last one. */
	void (*pull)(struct stream *stream, uint8_t *to, size_t max, struct chunk *chunk);
	/* The stream is over: by the host's CLOSE, or with the link. Releases everything but the stream itself. */
	void (*ended)(struct stream *stream, bool by_host);
};

struct stream {
	const struct stream_kind *kind;
	uint32_t id;
	uint32_t may_send;
	uint32_t may_receive;
	uint32_t consumed; /* and not yet granted again */
	bool queued;       /* waits for its turn to send */
	bool over;
	struct stream *next;       /* in the table */
	struct stream *next_queue; /* among those who wait */
};

/* A struct that begins with a struct stream, zeroed, in the table; NULL when memory is out. */
void *stream_new(uint32_t id, size_t size, const struct stream_kind *kind);

/* The stream has something to send. */
void stream_ready(struct stream *stream);

void stream_consumed(struct stream *stream, size_t size);

/* Out of the table, after its last frame is queued; its memory goes at the end of the round. Does not call ended(). */
void stream_over(struct stream *stream);

/* For the link. */
void stream_frame(const struct frame *frame);
bool stream_pull(uint8_t *payload, size_t max, struct frame *frame);
void streams_end(void);

#endif
