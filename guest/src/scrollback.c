#include "scrollback.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Output that changes channel more often than this is forgotten earlier than its size alone would ask for. */
enum { MARKS = 2048 };

int scrollback_open(struct scrollback *kept, size_t capacity)
{
	if (capacity < SCROLLBACK_MIN)
		capacity = SCROLLBACK_MIN;
	if (capacity > SCROLLBACK_MAX)
		capacity = SCROLLBACK_MAX;
	*kept = (struct scrollback){.capacity = capacity};
	kept->ring = malloc(capacity);
	kept->marks = malloc(MARKS * sizeof *kept->marks);
	if (kept->ring != NULL && kept->marks != NULL)
		return 0;
	scrollback_close(kept);
	return -ENOMEM;
}

void scrollback_close(struct scrollback *kept)
{
	free(kept->ring);
	free(kept->marks);
	*kept = (struct scrollback){0};
}

/*
 * The C library copies large blocks with `rep movsb` where the processor claims to be fast at it, and an emulated one claims
 * so and goes byte by byte. This is the hot path of all output, so it moves 64 bytes at a time by plain instructions.
 */
static void copy(uint8_t *to, const uint8_t *from, size_t size)
{
	enum { STRIDE = 64 };
	for (; size >= STRIDE; size -= STRIDE) {
		memcpy(to, from, STRIDE);
		to += STRIDE;
		from += STRIDE;
	}
	memcpy(to, from, size);
}

static struct mark *mark_at(const struct scrollback *kept, size_t index)
{
	return &kept->marks[(kept->mark_first + index) % MARKS];
}

static void forget_until(struct scrollback *kept, uint64_t offset)
{
	if (offset <= kept->first)
		return;
	kept->first = offset;
	while (kept->mark_count > 1 && mark_at(kept, 1)->offset <= offset) {
		kept->mark_first = (kept->mark_first + 1) % MARKS;
		kept->mark_count--;
	}
}

uint8_t *scrollback_reserve(struct scrollback *kept, size_t want, size_t *size)
{
	size_t at = (size_t)(kept->next % kept->capacity);
	size_t room = kept->capacity - at;
	if (want < room)
		room = want;
	if (kept->next + room > kept->first + kept->capacity)
		forget_until(kept, kept->next + room - kept->capacity);
	*size = room;
	return kept->ring + at;
}

void scrollback_commit(struct scrollback *kept, uint8_t channel, size_t size)
{
	if (size == 0)
		return;
	if (kept->mark_count == 0 || mark_at(kept, kept->mark_count - 1)->channel != channel) {
		if (kept->mark_count == MARKS)
			forget_until(kept, mark_at(kept, 1)->offset);
		*mark_at(kept, kept->mark_count) = (struct mark){kept->next, channel};
		kept->mark_count++;
	}
	kept->next += size;
}

void scrollback_append(struct scrollback *kept, uint8_t channel, const uint8_t *bytes, size_t size)
{
	while (size > 0) {
		size_t piece;
		uint8_t *room = scrollback_reserve(kept, size, &piece);
		copy(room, bytes, piece);
		scrollback_commit(kept, channel, piece);
		bytes += piece;
		size -= piece;
	}
}

/* The index of the mark that covers an offset. */
static size_t covering(const struct scrollback *kept, uint64_t offset)
{
	size_t low = 0;
	size_t high = kept->mark_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (mark_at(kept, middle)->offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t scrollback_copy(const struct scrollback *kept, uint64_t offset, uint8_t *to, size_t max, uint8_t *channel)
{
	if (offset < kept->first || offset >= kept->next)
		return 0;
	size_t index = covering(kept, offset);
	uint64_t end = index + 1 < kept->mark_count ? mark_at(kept, index + 1)->offset : kept->next;
	size_t size = end - offset < max ? (size_t)(end - offset) : max;
	size_t at = (size_t)(offset % kept->capacity);
	size_t piece = kept->capacity - at < size ? kept->capacity - at : size;
	copy(to, kept->ring + at, piece);
	copy(to + piece, kept->ring, size - piece);
	*channel = mark_at(kept, index)->channel;
	return size;
}
