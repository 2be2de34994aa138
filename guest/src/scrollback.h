/*
 * The kept output of a session: the newest bytes of a numbered byte sequence, each with its channel. Pure.
 */
#ifndef INGLE_SCROLLBACK_H
#define INGLE_SCROLLBACK_H

#include <stddef.h>
#include <stdint.h>

enum { SCROLLBACK_MIN = 65536, SCROLLBACK_DEFAULT = 262144, SCROLLBACK_MAX = 4194304 };

/* From `offset` on, until the next mark, bytes belong to `channel`. */
struct mark {
	uint64_t offset;
	uint8_t channel;
};

struct scrollback {
	uint8_t *ring;
	size_t capacity;
	uint64_t first; /* offset of the oldest kept byte */
	uint64_t next;  /* offset that the next byte will get */
	struct mark *marks; /* a ring as well; the first mark covers `first` */
	size_t mark_first;
	size_t mark_count;
};

int scrollback_open(struct scrollback *kept, size_t capacity);
void scrollback_close(struct scrollback *kept);

/* Room for up to `want` bytes in one piece, made by forgetting the oldest; scrollback_commit() says how many came. */
uint8_t *scrollback_reserve(struct scrollback *kept, size_t want, size_t *size);
void scrollback_commit(struct scrollback *kept, uint8_t channel, size_t size);
void scrollback_append(struct scrollback *kept, uint8_t channel, const uint8_t *bytes, size_t size);

/* Copies bytes of one channel from `offset` (kept, and below `next`) on; returns how many. */
size_t scrollback_copy(const struct scrollback *kept, uint64_t offset, uint8_t *to, size_t max, uint8_t *channel);

#endif
