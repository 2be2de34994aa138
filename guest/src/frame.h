/*
 * Frames of the guest protocol: sealing them, and hunting for them in a byte channel. Pure: no system calls, no memory
 * of its own. The format is schema/guest/protocol.md.
 */
#ifndef INGLE_FRAME_H
#define INGLE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	FRAME_HEADER = 16,
	FRAME_TRAILER = 4,
	FRAME_OVERHEAD = FRAME_HEADER + FRAME_TRAILER,
	FRAME_PAYLOAD_MAX = 262144,
	FRAME_DATA_MAX = 65536,
	FRAME_MAX = FRAME_PAYLOAD_MAX + FRAME_OVERHEAD,
};

enum frame_type {
	FRAME_HELLO = 0x01,
	FRAME_READY = 0x02,
	FRAME_OPEN = 0x10,
	FRAME_OPENED = 0x11,
	FRAME_DATA = 0x12,
	FRAME_EOF = 0x13,
	FRAME_CREDIT = 0x14,
	FRAME_MESSAGE = 0x15,
	FRAME_CLOSE = 0x16,
	FRAME_EVENT = 0x20,
};

struct frame {
	uint8_t type;
	uint8_t channel;
	uint32_t stream;
	uint32_t length;
	const uint8_t *payload; /* inside the hunter's memory: good until its next call */
};

/* Bytes that came in and are not yet frames. */
struct hunter {
	uint8_t *memory;
	size_t capacity; /* at least FRAME_MAX */
	size_t start;
	size_t end;
	uint32_t key; /* the link's nonce; 0 while there is no link: then only HELLO is seen */
};

uint32_t frame_u32(const uint8_t *at);
void frame_put_u32(uint8_t *at, uint32_t value);

/* Writes header and trailer around a payload that already stands at `at + FRAME_HEADER`; returns the whole size. */
size_t frame_seal(uint8_t *at, uint32_t key, const struct frame *frame);

/* Where the next bytes may be put; never less than one byte as long as frame_next() was called until it said false. */
uint8_t *hunter_room(struct hunter *hunter, size_t *size);
void hunter_filled(struct hunter *hunter, size_t size);
void hunter_reset(struct hunter *hunter);

/* The next whole frame, or false when more bytes are needed. */
bool frame_next(struct hunter *hunter, struct frame *frame);

#endif
