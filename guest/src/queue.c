#include "queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_MIN = 4096 };

static int grow(struct queue *queue, size_t wanted)
{
	size_t capacity = queue->capacity < CAPACITY_MIN ? CAPACITY_MIN : queue->capacity;
	while (capacity < wanted)
		capacity *= 2;
	uint8_t *memory = realloc(queue->memory, capacity);
	if (memory == NULL)
		return -ENOMEM;
	queue->memory = memory;
	queue->capacity = capacity;
	return 0;
}

uint8_t *queue_reserve(struct queue *queue, size_t size)
{
	size_t kept = queue->end - queue->start;
	if (queue->capacity - queue->end < size && queue->start > 0) {
		memmove(queue->memory, queue->memory + queue->start, kept);
		queue->start = 0;
		queue->end = kept;
	}
	if (queue->capacity - queue->end < size && grow(queue, kept + size) < 0)
		return NULL;
	return queue->memory + queue->end;
}

void queue_commit(struct queue *queue, size_t size)
{
	queue->end += size;
}

int queue_append(struct queue *queue, const uint8_t *bytes, size_t size)
{
	uint8_t *room = queue_reserve(queue, size);
	if (room == NULL)
		return -ENOMEM;
	memcpy(room, bytes, size);
	queue_commit(queue, size);
	return 0;
}

size_t queue_size(const struct queue *queue)
{
	return queue->end - queue->start;
}

const uint8_t *queue_peek(const struct queue *queue, size_t *size)
{
	*size = queue_size(queue);
	return queue->memory + queue->start;
}

void queue_drop(struct queue *queue, size_t size)
{
	queue->start += size;
	if (queue->start == queue->end)
		queue->start = queue->end = 0;
}

void queue_clear(struct queue *queue)
{
	free(queue->memory);
	*queue = (struct queue){0};
}
