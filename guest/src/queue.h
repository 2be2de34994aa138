/* Bytes that go in at the end and out at the front; grows as needed, its users bound it. */
#ifndef INGLE_QUEUE_H
#define INGLE_QUEUE_H

#include <stddef.h>
#include <stdint.h>

struct queue {
	uint8_t *memory;
	size_t capacity;
	size_t start;
	size_t end;
};

uint8_t *queue_reserve(struct queue *queue, size_t size); /* NULL when memory is out */
void queue_commit(struct queue *queue, size_t size);
int queue_append(struct queue *queue, const uint8_t *bytes, size_t size);
size_t queue_size(const struct queue *queue);
const uint8_t *queue_peek(const struct queue *queue, size_t *size);
void queue_drop(struct queue *queue, size_t size);
void queue_clear(struct queue *queue); /* gives the memory back */

#endif
